//! The whole house over one database, with people in it and a real mail server beside it.

use std::sync::Arc;

use chrono::TimeDelta;
use flows::{Dispatcher, Services, Settings};
use identity::{Enrolment, Hashing, Standing};
use kernel::{
    Actor, CatalogItemId, Consent, Field, Id, MemberId, OrderId, RequestId, Role, Site, Who,
};
use notifications::Links;
use notifications::config::Config;
use notifications::push::{Carrier, Vapid};
use orders::catalog::{Catalog, Kind, NewCatalog};
use orders::draft::{CreateDraft, DraftFields, QuoteDraft};
use orders::order::{ApproveReview, AssignWriter, ConvertDraft, Status, SubmitDelivery};
use orders::quote::Spacing;
use testkit::{Database, Mood, SmtpServer};

/// The password of everybody.
pub const RIGHT: &str = "violet anchor meadow 42";

/// A website with people, mails and everything between them.
pub struct Town {
    pub db: Database,
    pub site: Arc<Site>,
    pub services: Services,
    pub server: SmtpServer,
    pub dispatcher: Dispatcher,
}

impl Town {
    pub async fn of(db: Database, mood: Mood) -> Self {
        let site = db.website("atlas").await;
        let hashing = Hashing {
            memory_kib: 64,
            passes: 1,
            ..Hashing::default()
        };
        let server = SmtpServer::start(mood).await;
        let mail = Config {
            smtp_url: Some(server.url()),
            ..Config::default()
        };
        let settings = Settings {
            identity: identity::Config {
                hashing,
                ..identity::Config::default()
            },
            mailer: mail.mailer(db.conn.clone(), db.clock()).expect("a mailer"),
            links: Links::like("https://scriptorium.test").expect("an address"),
            sender: mail.sender().expect("a sender"),
            carrier: Carrier::to_anybody_for_tests().expect("a carrier"),
            vapid: Vapid::read(
                &Vapid::mint(&kernel::SystemClock),
                "mailto:post@example.test",
            )
            .ok(),
        };
        let services = Services::try_new(db.conn.clone(), db.clock(), settings);
        let services = services.expect("a house");
        Self {
            dispatcher: services.dispatcher(),
            db,
            site,
            services,
            server,
        }
    }

    pub fn house(&self) -> Actor {
        self.db.system(&self.site)
    }

    /// Delivers what is due and says what was mailed: to whom, and the subject.
    pub async fn deliver(&self) -> Vec<(String, String)> {
        let before = self.server.taken().len();
        self.dispatcher.drain().await.expect("drained");
        let taken = self.server.taken();
        let fresh = taken.iter().skip(before);
        fresh
            .map(|mail| (mail.to.concat(), mail.header("Subject").unwrap_or_default()))
            .collect()
    }

    pub fn advance(&self, by: TimeDelta) {
        self.db.manual.advance(by);
    }

    pub async fn enrol(&self, name: &str, role: Role, password: Option<&str>) -> Actor {
        let enrolment = Enrolment {
            email: format!("{name}@example.test"),
            display_name: format!("Secret {name}"),
            locale: None,
            time_zone: Some("Asia/Tokyo".to_owned()),
            password: password.map(|password| password.to_owned().into()),
            standing: Standing::Member(role),
        };
        let enrolled = self.services.members.enrol(&self.house(), enrolment).await;
        let enrolled = enrolled.expect("enrolled");
        let who = Who::Member {
            account: enrolled.account,
            member: enrolled.member.expect("a member"),
            role,
        };
        Actor::new(
            who,
            Arc::clone(&self.site),
            None,
            RequestId::mint(&*self.db.manual),
        )
    }
}

/// Those whom an order concerns.
pub struct Cast {
    pub client: Actor,
    pub writer: Actor,
    pub editor: Actor,
    pub catalog: Catalog,
}

pub fn member(actor: &Actor) -> MemberId {
    actor.member().expect("a member")
}

impl Cast {
    pub async fn of(town: &Town) -> Self {
        let founded = NewCatalog::standard(&town.site.currency);
        let catalog = town.services.catalog.found(&town.house(), founded).await;
        Self {
            client: town.enrol("client", Role::Client, None).await,
            writer: town.enrol("writer", Role::Writer, None).await,
            editor: town.enrol("editor", Role::Editor, None).await,
            catalog: catalog.expect("a catalog"),
        }
    }

    pub fn item(&self, kind: Kind) -> CatalogItemId {
        let item = self.catalog.items.iter().find(|item| item.kind == kind);
        item.expect("an entry").id
    }

    /// The client places an order that is due in ten days.
    pub async fn place(&self, town: &Town) -> OrderId {
        let services = &town.services;
        let fields = DraftFields {
            topic: Field::Set("A secret topic".to_owned()),
            instructions: Field::Set("Write it well.".to_owned()),
            pages: Field::Set(4),
            spacing: Field::Set(Spacing::Double),
            deadline: Field::Set(town.db.now() + TimeDelta::days(10)),
            subject: Field::Set(self.item(Kind::Subject)),
            type_of_work: Field::Set(self.item(Kind::TypeOfWork)),
            academic_level: Field::Set(self.item(Kind::AcademicLevel)),
            ..DraftFields::default()
        };
        let draft = CreateDraft {
            client: None,
            fields,
            key: None,
        };
        let draft = services
            .drafts
            .create(&self.client, draft)
            .await
            .expect("a draft")
            .id;
        let quote = QuoteDraft {
            draft,
            expected_version: None,
            key: None,
        };
        let quoted = services
            .drafts
            .quote(&self.client, quote)
            .await
            .expect("a quote");
        let convert = ConvertDraft {
            draft,
            quote: quoted.quote.id,
            acceptable_use_version: None,
            purpose: None,
            consent: Some(Consent::Full),
            key: None,
        };
        let placed = services.placement.convert(&self.client, convert).await;
        placed.expect("an order").order.id
    }

    pub async fn assign(&self, town: &Town, order: OrderId) {
        let writer = member(&self.writer);
        let command = AssignWriter {
            order,
            writer,
            override_reason: None,
        };
        let assigned = town
            .services
            .assignments
            .assign(&self.editor, command)
            .await;
        assigned.expect("assigned");
    }

    /// The writer hands work in, and the editor releases it if they have to look at it first.
    pub async fn release(&self, town: &Town, order: OrderId) {
        let services = &town.services;
        let items = services
            .revisions
            .current_of(&self.writer, &[order])
            .await
            .expect("read");
        let mut item_answers = Vec::new();
        if let Some(revision) = items.get(&order) {
            let items = services
                .revisions
                .items_of(&self.writer, &[revision.id])
                .await;
            for item in items.expect("read").into_values().flatten() {
                item_answers.push(orders::revision::ItemAnswer {
                    item: item.id,
                    answer: orders::revision::Answer::Done,
                    note: None,
                });
            }
        }
        let command = SubmitDelivery {
            order,
            text: Some("The work.".to_owned()),
            note: None,
            item_answers,
            key: None,
        };
        let submitted = services.deliveries.submit(&self.writer, command).await;
        if submitted.expect("handed in").order.status == Status::Delivered {
            return;
        }
        let review = ApproveReview {
            order,
            quality_score: None,
            note: None,
        };
        let released = services
            .deliveries
            .approve_review(&self.editor, review)
            .await;
        released.expect("released");
    }

    pub async fn approve(&self, town: &Town, order: OrderId) {
        let approved = town.services.deliveries.approve(&self.client, order).await;
        approved.expect("approved");
    }

    pub async fn status(&self, town: &Town, order: OrderId) -> Status {
        let found = town.services.orders.orders(&self.client, &[order]).await;
        found.expect("read")[&order].status
    }
}
