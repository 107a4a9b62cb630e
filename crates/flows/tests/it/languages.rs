//! Whoever has chosen a language is written to in it, whatever it is about.

use std::sync::Arc;

use identity::{Enrolment, Invite, Named, Origin, Register, Standing};
use kernel::{Actor, Id, RequestId, Role, Site, Who};
use sea_orm::ConnectionTrait;
use testkit::{Mood, on_both};

use crate::town::{Cast, RIGHT, Town};

impl Town {
    async fn enrol_german(&self, site: &Arc<Site>, name: &str, role: Role) -> Actor {
        let enrolment = Enrolment {
            email: format!("{name}@example.test"),
            display_name: name.to_owned(),
            locale: Some("de-AT".to_owned()),
            time_zone: Some("Europe/Vienna".to_owned()),
            password: Some(RIGHT.to_owned().into()),
            standing: Standing::Member(role),
        };
        let house = self.db.system(site);
        let enrolled = self.services.members.enrol(&house, enrolment).await;
        let enrolled = enrolled.expect("enrolled");
        let who = Who::Member {
            account: enrolled.account,
            member: enrolled.member.expect("a member"),
            role,
        };
        let request = RequestId::mint(&*self.db.manual);
        Actor::new(who, Arc::clone(site), None, request)
    }

    /// The subjects of what was mailed just now, all of it in German.
    async fn german(&self) -> Vec<String> {
        let before = self.server.taken().len();
        self.deliver().await;
        let taken = self.server.taken();
        let subject = |body: String| {
            assert!(body.contains("<html lang=\"de\">"), "{body}");
            let (_, rest) = body.split_once("<title>").expect("a title");
            let (title, _) = rest.split_once("</title>").expect("its end");
            title.to_owned()
        };
        let fresh = taken.iter().skip(before);
        fresh.map(|mail| subject(mail.body())).collect()
    }
}

fn named(email: &str) -> Named {
    Named {
        email: email.to_owned(),
        ..Named::default()
    }
}

fn register(email: &str) -> Register {
    Register {
        email: email.to_owned(),
        display_name: "Ann".to_owned(),
        locale: Some("de".to_owned()),
        time_zone: None,
        origin: Origin::default(),
    }
}

on_both! {
    async fn a_newcomers_language_is_theirs_from_the_first_mail(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let registrations = &town.services.registrations;
        registrations.register(&town.visitor(), register("new@example.test")).await.expect("asked");
        assert_eq!(town.german().await, ["Bestätigen Sie Ihre E-Mail-Adresse"]);
        town.enrol_german(&town.site, "ann", Role::Client).await;
        let again = Register { locale: Some("en".to_owned()), ..register("ann@example.test") };
        registrations.register(&town.visitor(), again).await.expect("asked");
        assert_eq!(town.german().await, ["Sie haben bereits ein Konto"]);
    }

    async fn links_and_alerts_reach_people_in_their_language(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol_german(&town.site, "ann", Role::Client).await;
        town.enrol_german(&town.site, "bob", Role::Client).await;
        let recoveries = &town.services.recoveries;
        let ann = || named("ann@example.test");
        recoveries.request_magic_link(&town.visitor(), ann()).await.expect("asked");
        assert_eq!(town.german().await, ["Ihr Link zum Anmelden"]);
        let body = town.server.taken()[0].body();
        assert!(body.contains("Guten Tag ann!"), "{body}");
        assert!(body.contains("13:15 Uhr (Europe/Vienna)"), "{body}");
        recoveries.request_password_reset(&town.visitor(), ann()).await.expect("asked");
        assert_eq!(town.german().await, ["Legen Sie ein neues Passwort fest"]);

        town.sign_in(None, "192.0.2.1").await;
        assert!(town.german().await.is_empty(), "the first ever");
        town.sign_in(None, "198.51.100.9").await;
        assert_eq!(town.german().await, ["Neue Anmeldung bei Ihrem Konto"]);
        let own = town.comes_in("ann@example.test", RIGHT).await;
        town.german().await;
        recoveries.change_email(&own, named("other@example.test")).await.expect("asked");
        assert_eq!(town.german().await, ["Bestätigen Sie Ihre neue E-Mail-Adresse"]);
        recoveries.change_email(&own, named("bob@example.test")).await.expect("asked");
        assert_eq!(town.german().await, ["Zu dieser E-Mail-Adresse gibt es bereits ein Konto"]);
    }

    async fn whoever_is_known_elsewhere_is_invited_in_their_language(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let quill = town.db.website("quill").await;
        town.enrol_german(&quill, "ann", Role::Writer).await;
        town.enrol("admin", Role::Admin, Some(RIGHT)).await;
        let admin = town.comes_in("admin@example.test", RIGHT).await;
        town.deliver().await;
        let invite = Invite {
            email: "ann@example.test".to_owned(),
            display_name: None,
            role: Role::Editor,
            idempotency_key: None,
        };
        town.services.member_invitations.invite(&admin, invite).await.expect("invited");
        assert_eq!(town.german().await, ["Sie sind zu ATLAS eingeladen"]);
        let body = town.server.taken().pop().expect("a mail").body();
        assert!(body.contains("als Redakteurin oder Redakteur"), "{body}");
    }

    async fn an_order_is_told_in_the_language_of_whoever_hears_of_it(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let german = "UPDATE accounts SET locale = 'de-CH'";
        town.db.conn.execute_unprepared(german).await.expect("they are German");
        let order = cast.place(&town).await;
        town.deliver().await;
        cast.assign(&town, order).await;
        let told = town.german().await.concat();
        assert!(told.starts_with("Auftrag ") && told.ends_with(" gehört Ihnen"), "{told}");
        cast.release(&town, order).await;
        let told = town.german().await.concat();
        assert!(told.ends_with(" ist für Sie fertig"), "{told}");
    }
}
