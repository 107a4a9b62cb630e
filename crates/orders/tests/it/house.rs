//! A website with its people, and neighbours that remember what they were told.

mod neighbours;

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use kernel::{
    Actor, CatalogItemId, Code, Failure, Field, Instant, MemberId, OrderId, Role, ServiceId, Site,
};
use orders::catalog::{Catalog, CatalogService, Kind, NewCatalog};
use orders::draft::{CreateDraft, DraftFields, DraftService, QuoteDraft, Quoted};
use orders::order::{
    self, ApproveReview, AssignWriter, AssignmentService, ConvertDraft, DeliveryService, Placed,
    PlacementService, SubmitDelivery,
};
use orders::ports::{PreferredState, Standing};
use orders::quote::Inputs;
use orders::revision::{Answer, ItemAnswer, NewItem, RequestRevision, Revised, RevisionService};
use orders::{Error, OrderEvent, Orders, Ports};
use testkit::Database;

pub use neighbours::Neighbours;

/// One website at work.
pub struct House {
    pub db: Database,
    pub orders: Arc<Orders>,
    pub neighbours: Arc<Neighbours>,
    pub site: Arc<Site>,
    pub catalog: Catalog,
    pub client: Actor,
    pub writer: Actor,
    pub editor: Actor,
    pub support: Actor,
    pub admin: Actor,
}

impl House {
    /// A website `atlas` with its catalog and one person of each role.
    pub async fn open(db: Database) -> Self {
        let neighbours = Arc::new(Neighbours {
            conn: db.conn.clone(),
            places: Mutex::default(),
            suspended: Mutex::default(),
            ratings: Mutex::default(),
            standing: Mutex::new(Standing {
                preferred: Some(PreferredState::Known),
                any_eligible: true,
            }),
            briefs: Mutex::default(),
            completed: Mutex::default(),
            consents: Mutex::default(),
        });
        let ports = Ports {
            people: neighbours.clone(),
            desk: neighbours.clone(),
            record: neighbours.clone(),
            consents: neighbours.clone(),
        };
        let orders = Arc::new(Orders::new(db.conn.clone(), db.clock(), ports));
        let site = db.website("atlas").await;
        let new = NewCatalog::standard(&site.currency);
        let catalog = orders
            .found(&db.system(&site), new)
            .await
            .expect("a catalog");
        Self {
            client: db.member(&site, Role::Client).await,
            writer: db.member(&site, Role::Writer).await,
            editor: db.member(&site, Role::Editor).await,
            support: db.member(&site, Role::Support).await,
            admin: db.member(&site, Role::Admin).await,
            db,
            orders,
            neighbours,
            site,
            catalog,
        }
    }

    pub fn item(&self, kind: Kind, name: &str) -> CatalogItemId {
        let named = |item: &&orders::catalog::item::Model| item.kind == kind && item.name == name;
        self.catalog.items.iter().find(named).expect("an entry").id
    }

    pub fn service(&self) -> ServiceId {
        self.catalog.services[0].id
    }

    /// The fields of a draft that lacks nothing but a quote: 6 pages in ten days.
    pub fn fields(&self) -> DraftFields {
        DraftFields {
            topic: Field::Set("The economy of lighthouses".to_owned()),
            instructions: Field::Set("Compare three of them.".to_owned()),
            pages: Field::Set(6),
            deadline: Field::Set(self.db.now() + TimeDelta::days(10)),
            subject: Field::Set(self.item(Kind::Subject, "History")),
            type_of_work: Field::Set(self.item(Kind::TypeOfWork, "Essay")),
            academic_level: Field::Set(self.item(Kind::AcademicLevel, "Undergraduate")),
            ..DraftFields::default()
        }
    }

    pub fn inputs(&self) -> Inputs {
        Inputs {
            pages: Some(6),
            deadline: Some(self.db.now() + TimeDelta::days(10)),
            ..Inputs::default()
        }
    }

    pub async fn draft(&self, client: &Actor, fields: DraftFields) -> orders::draft::Model {
        let command = CreateDraft {
            fields,
            ..CreateDraft::default()
        };
        self.orders.create(client, command).await.expect("a draft")
    }

    pub async fn quoted(&self, client: &Actor, fields: DraftFields) -> Quoted {
        let draft = self.draft(client, fields).await.id;
        let command = QuoteDraft {
            draft,
            expected_version: None,
            key: None,
        };
        self.orders.quote(client, command).await.expect("a quote")
    }

    pub async fn placed(&self, client: &Actor) -> order::Model {
        let quoted = self.quoted(client, self.fields()).await;
        self.convert(client, &quoted).await.expect("an order").order
    }

    pub async fn convert(&self, client: &Actor, quoted: &Quoted) -> Result<Placed, Error> {
        self.orders.convert(client, conversion(quoted)).await
    }

    pub async fn assigned(&self, client: &Actor) -> order::Model {
        let order = self.placed(client).await;
        self.places(&self.writer, 100);
        self.assign(&self.editor, &order, &self.writer, None)
            .await
            .expect("assigned")
    }

    pub async fn assign(
        &self,
        staff: &Actor,
        order: &order::Model,
        writer: &Actor,
        reason: Option<&str>,
    ) -> Result<order::Model, Error> {
        let command = AssignWriter {
            order: order.id,
            writer: id(writer),
            override_reason: reason.map(str::to_owned),
        };
        self.orders.assign(staff, command).await
    }

    pub fn places(&self, writer: &Actor, places: u32) {
        self.neighbours
            .places
            .lock()
            .expect("places")
            .insert(id(writer), places);
    }

    /// Hands in, and has it reviewed where needed.
    pub async fn deliver(&self, order: OrderId, answers: Vec<ItemAnswer>) -> order::Model {
        let mut command = submission(order);
        command.item_answers = answers;
        let delivered = self
            .orders
            .submit(&self.writer, command)
            .await
            .expect("delivered");
        if delivered.order.status == order::Status::Delivered {
            return delivered.order;
        }
        let command = ApproveReview {
            order,
            quality_score: Some(8),
            note: None,
        };
        self.orders
            .approve_review(&self.editor, command)
            .await
            .expect("released")
    }

    pub async fn delivered(&self, client: &Actor) -> order::Model {
        let order = self.assigned(client).await;
        self.deliver(order.id, Vec::new()).await
    }

    pub async fn revise(&self, order: OrderId) -> Revised {
        self.orders
            .request(&self.client, wishes(order))
            .await
            .expect("a revision")
    }

    /// Everything announced and due by then, in order, taken off the outbox.
    pub async fn events(&self, by: Instant) -> Vec<OrderEvent> {
        let mut events = Vec::new();
        loop {
            let claimed = kernel::outbox::claim(&self.db.conn, by, 100)
                .await
                .expect("events");
            if claimed.is_empty() {
                return events;
            }
            for envelope in claimed {
                let payload = envelope.event.payload.clone();
                events.push(serde_json::from_value(payload).expect("an event"));
                envelope.finish(&self.db.conn, by).await.expect("finished");
            }
        }
    }

    /// An answer of one kind to every item.
    pub async fn answers(
        &self,
        revision: &orders::revision::Model,
        answer: Answer,
    ) -> Vec<ItemAnswer> {
        let items = self
            .orders
            .items_of(&self.writer, &[revision.id])
            .await
            .expect("items");
        let note = Some("Because.".to_owned());
        let answer = |item: &orders::revision::item::Model| ItemAnswer {
            item: item.id,
            answer,
            note: note.clone(),
        };
        items[&revision.id].iter().map(answer).collect()
    }
}

/// The same actor, the website having decided otherwise.
pub fn where_site(actor: &Actor, change: impl FnOnce(&mut Site)) -> Actor {
    let mut site = Site::clone(actor.site());
    change(&mut site);
    Actor::new(
        actor.who().clone(),
        Arc::new(site),
        actor.session(),
        actor.request(),
    )
}

pub fn id(actor: &Actor) -> MemberId {
    actor.member().expect("a member")
}

pub fn conversion(quoted: &Quoted) -> ConvertDraft {
    ConvertDraft {
        draft: quoted.draft.id,
        quote: quoted.quote.id,
        acceptable_use_version: None,
        purpose: None,
        consent: None,
        key: None,
    }
}

pub fn submission(order: OrderId) -> SubmitDelivery {
    SubmitDelivery {
        order,
        text: Some("Lighthouses cost little.".to_owned()),
        note: None,
        item_answers: Vec::new(),
        key: None,
    }
}

pub fn wishes(order: OrderId) -> RequestRevision {
    let item = NewItem {
        section: "Costs".to_owned(),
        issue: "No numbers".to_owned(),
        request: "Add a table.".to_owned(),
        severity: None,
        quoted_passage: None,
    };
    RequestRevision {
        order,
        title: "Add numbers".to_owned(),
        description: "The costs are missing.".to_owned(),
        severity: None,
        priority: None,
        items: vec![item],
        requested_deadline: None,
        client_notes: None,
        is_urgent: false,
        key: None,
    }
}

/// The codes and field paths of a refusal.
pub fn faults<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(Code, String)> {
    let error = result.expect_err("a refusal");
    let faults = error
        .faults()
        .unwrap_or_else(|| panic!("{error:?} is a refusal"));
    faults
        .into_iter()
        .map(|fault| (fault.code, fault.field.join(".")))
        .collect()
}

/// A refusal with one fault.
pub fn fault(code: Code, path: &str) -> Vec<(Code, String)> {
    vec![(code, path.to_owned())]
}
