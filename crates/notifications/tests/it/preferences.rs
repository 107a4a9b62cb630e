use std::sync::Arc;

use kernel::site::NoticeTopic;
use kernel::{Actor, Failure, Field, Role, Site};
use notifications::delivery::entity::{Cause, Channel, State};
use notifications::preference::{
    Chosen, Digest, NewChoice, NewQuietHours, QuietHours, UpdatePreferences,
};
use notifications::{Error, Kind, MailboxService, PreferenceService};
use testkit::on_both;

use crate::event;
use crate::teller::{Teller, delivered, person};

fn choice(kind: Kind, channel: Channel, enabled: bool) -> NewChoice {
    NewChoice {
        kind,
        channel,
        enabled,
    }
}

fn enabled(chosen: &Chosen, kind: Kind, channel: Channel) -> bool {
    let mut entries = chosen.entries.iter();
    let entry = entries.find(|entry| (entry.kind, entry.channel) == (kind, channel));
    entry.expect("an entry").enabled
}

/// The same website when it insists on telling of deliveries.
fn insisting(site: &Site) -> Arc<Site> {
    let mut site = site.clone();
    site.policies
        .forced_notices
        .insert(NoticeTopic::OrderDelivered);
    Arc::new(site)
}

/// The same person on that website.
fn on(actor: &Actor, site: &Arc<Site>) -> Actor {
    Actor::new(
        actor.who().clone(),
        site.clone(),
        actor.session(),
        actor.request(),
    )
}

/// The token of the link in the newest mail.
async fn token(teller: &Teller, house: &Actor) -> String {
    let mails = teller
        .mailbox
        .list(house, &kernel::Page::first(1))
        .await
        .expect("read");
    let url = mails.items[0].1.unsubscribe_url.clone().expect("a link");
    let (_, token) = url.split_once("token=").expect("a token");
    token.to_owned()
}

async fn refused(teller: &Teller, who: &Actor, update: UpdatePreferences) -> Vec<String> {
    let refused = teller
        .preferences
        .update(who, update)
        .await
        .expect_err("refused");
    let faults = refused.faults().expect("faults");
    faults
        .iter()
        .map(|fault| format!("{:?} {}", fault.code, fault.field.join(".")))
        .collect()
}

on_both! {
    async fn there_is_a_matrix_before_anybody_chose(db: Database) {
        let site = db.website("atlas").await;
        let teller = Teller::over(&db);
        let ann = db.member(&site, Role::Client).await;
        let chosen = teller.preferences.chosen(&ann).await.expect("read");
        assert_eq!(chosen.entries.len(), 15);
        for entry in &chosen.entries {
            assert_eq!(entry.enabled, entry.channel != Channel::Push, "{entry:?}");
            assert!(!entry.forced);
        }
        assert_eq!((chosen.quiet_hours, chosen.digest), (None, Digest::Never));
        for nobody in [db.stranger(&site), db.superadmin(&site)] {
            let denied = teller.preferences.chosen(&nobody).await;
            assert!(matches!(denied, Err(Error::Denied(_))));
            let denied = teller.preferences.update(&nobody, UpdatePreferences::default()).await;
            assert!(matches!(denied, Err(Error::Denied(_))));
        }
    }

    async fn a_choice_holds_for_one_member_on_one_website(db: Database) {
        let site = db.website("atlas").await;
        let teller = Teller::over(&db);
        let (ann, bob) = (db.member(&site, Role::Client).await, db.member(&site, Role::Client).await);
        let update = UpdatePreferences {
            changes: vec![
                choice(Kind::OrderDelivered, Channel::Email, false),
                choice(Kind::FeedbackInvited, Channel::Push, true),
            ],
            quiet_hours: Field::Set(NewQuietHours {
                start: "22:00".to_owned(),
                end: "06:30".to_owned(),
            }),
            digest: Field::Set(Digest::Daily),
        };
        let chosen = teller.preferences.update(&ann, update).await.expect("chosen");
        assert_eq!(teller.preferences.chosen(&ann).await.expect("read"), chosen);
        assert!(!enabled(&chosen, Kind::OrderDelivered, Channel::Email));
        assert!(enabled(&chosen, Kind::OrderDelivered, Channel::InApp));
        assert!(enabled(&chosen, Kind::FeedbackInvited, Channel::Push));
        let night = chosen.quiet_hours.as_ref().map(QuietHours::start);
        assert_eq!(night.map(|start| start.to_string()).as_deref(), Some("22:00:00"));

        // What is absent stays, null clears.
        let update = UpdatePreferences {
            changes: vec![choice(Kind::OrderDelivered, Channel::Email, true)],
            quiet_hours: Field::Clear,
            digest: Field::Keep,
        };
        let chosen = teller.preferences.update(&ann, update).await.expect("chosen");
        assert!(enabled(&chosen, Kind::OrderDelivered, Channel::Email));
        assert!(enabled(&chosen, Kind::FeedbackInvited, Channel::Push));
        assert_eq!((chosen.quiet_hours, chosen.digest), (None, Digest::Daily));
        let other = teller.preferences.chosen(&bob).await.expect("read");
        assert!(!enabled(&other, Kind::FeedbackInvited, Channel::Push));
        assert_eq!(other.digest, Digest::Never);
    }

    async fn every_fault_is_told_at_once_and_nothing_is_stored(db: Database) {
        let plain = db.website("atlas").await;
        let site = insisting(&plain);
        let teller = Teller::over(&db);
        let ann = on(&db.member(&plain, Role::Client).await, &site);
        let before = teller.preferences.chosen(&ann).await.expect("read");
        let update = UpdatePreferences {
            changes: vec![
                choice(Kind::FeedbackInvited, Channel::Email, false),
                choice(Kind::LoginAlert, Channel::Email, false),
                choice(Kind::VerifyRegistration, Channel::Email, false),
                choice(Kind::OrderDelivered, Channel::InApp, false),
                choice(Kind::OrderDelivered, Channel::Push, false),
                choice(Kind::FeedbackInvited, Channel::Email, true),
            ],
            quiet_hours: Field::Set(NewQuietHours {
                start: "25:00".to_owned(),
                end: "soon".to_owned(),
            }),
            digest: Field::Set(Digest::Daily),
        };
        assert_eq!(refused(&teller, &ann, update).await, [
            "Invalid changes.1.kind",
            "Invalid changes.2.kind",
            "Forbidden changes.3.enabled",
            "Invalid changes.5.enabled",
            "Invalid quietHours.start",
            "Invalid quietHours.end",
        ]);
        let same = NewQuietHours { start: "07:00".to_owned(), end: "07:00".to_owned() };
        let update = UpdatePreferences {
            quiet_hours: Field::Set(same),
            ..UpdatePreferences::default()
        };
        assert_eq!(refused(&teller, &ann, update).await, ["Invalid quietHours.end"]);
        let update = UpdatePreferences {
            changes: vec![choice(Kind::OrderDelivered, Channel::Email, true); 101],
            ..UpdatePreferences::default()
        };
        assert_eq!(refused(&teller, &ann, update).await, ["TooLarge changes"]);
        assert_eq!(teller.preferences.chosen(&ann).await.expect("read"), before);
    }

    async fn what_the_website_insists_on_is_told_whatever_was_chosen(db: Database) {
        let plain = db.website("atlas").await;
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &plain, Role::Client).await;
        teller.choose(&ann, &[
            (Kind::OrderDelivered, Channel::Email, false),
            (Kind::OrderDelivered, Channel::InApp, false),
        ]).await;
        let site = insisting(&plain);
        let chosen = teller.preferences.chosen(&on(&ann, &site)).await.expect("read");
        for entry in chosen.entries.iter().filter(|entry| entry.kind == Kind::OrderDelivered) {
            let insisted = entry.channel != Channel::Push;
            assert_eq!((entry.enabled, entry.forced), (insisted, insisted), "{entry:?}");
        }
        let (house, event) = (on(&db.system(&plain), &site), event(&db));
        teller.tell(&house, event, &to, &delivered(&db, "A-1")).await.expect("told");
        let outcome = teller.outcome(&db, &house, event).await;
        assert_eq!(outcome[0], (Channel::Email, State::Sent, None));
        assert_eq!(outcome[1], (Channel::InApp, State::Sent, None));
        let mails = teller.mailbox.list(&house, &kernel::Page::first(1)).await.expect("read");
        assert_eq!(mails.items[0].1.unsubscribe_url, None, "it cannot be stopped");
    }

    async fn a_link_stops_one_kind_of_mail_to_one_person_and_nothing_else(db: Database) {
        let (atlas, quill) = (db.website("atlas").await, db.website("quill").await);
        let house = db.system(&atlas);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &atlas, Role::Client).await;
        let bob = db.member(&atlas, Role::Client).await;
        teller.tell(&house, event(&db), &to, &delivered(&db, "A-1")).await.expect("told");
        let token = token(&teller, &house).await;
        let stranger = db.stranger(&atlas);
        for wrong in ["", "sun_", "sun_nothing", &token[1..], &format!("{token}A")] {
            let unknown = teller.preferences.unsubscribe(&stranger, wrong).await;
            assert!(matches!(unknown, Err(Error::NoSuchLink)), "{wrong}");
        }
        let elsewhere = teller.preferences.unsubscribe(&db.stranger(&quill), &token).await;
        assert!(matches!(elsewhere, Err(Error::NoSuchLink)));
        assert!(enabled(&teller.preferences.chosen(&ann).await.expect("read"),
            Kind::OrderDelivered, Channel::Email));

        for _ in 0..2 {
            let stopped = teller.preferences.unsubscribe(&stranger, &token).await;
            assert_eq!(stopped.expect("stopped"), [Kind::OrderDelivered]);
        }
        let chosen = teller.preferences.chosen(&ann).await.expect("read");
        for entry in &chosen.entries {
            let stopped = (entry.kind, entry.channel) == (Kind::OrderDelivered, Channel::Email);
            assert_eq!(entry.enabled, entry.channel != Channel::Push && !stopped, "{entry:?}");
        }
        let other = teller.preferences.chosen(&bob).await.expect("read");
        assert!(enabled(&other, Kind::OrderDelivered, Channel::Email));
        let event = event(&db);
        teller.tell(&house, event, &to, &delivered(&db, "A-2")).await.expect("told");
        let outcome = teller.outcome(&db, &house, event).await;
        assert_eq!(outcome[0], (Channel::Email, State::Suppressed, Some(Cause::Preference)));
        assert_eq!(outcome[1], (Channel::InApp, State::Sent, None));
    }

    async fn a_link_cannot_stop_what_the_website_insists_on_by_now(db: Database) {
        let plain = db.website("atlas").await;
        let house = db.system(&plain);
        let teller = Teller::over(&db);
        let (_, to) = person(&db, &plain, Role::Client).await;
        teller.tell(&house, event(&db), &to, &delivered(&db, "A-1")).await.expect("told");
        let token = token(&teller, &house).await;
        let stranger = db.stranger(&insisting(&plain));
        let insisted = teller.preferences.unsubscribe(&stranger, &token).await;
        assert!(matches!(insisted, Err(Error::Insisted)));
    }

    async fn the_database_holds_no_token(db: Database) {
        use sea_orm::{ConnectionTrait, Statement};
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (_, to) = person(&db, &site, Role::Client).await;
        teller.tell(&house, event(&db), &to, &delivered(&db, "A-1")).await.expect("told");
        let token = token(&teller, &house).await;
        let all = "SELECT token_hash FROM unsubscribe_links";
        let select = Statement::from_string(db.conn.get_database_backend(), all);
        let rows = db.conn.query_all_raw(select).await.expect("rows");
        assert_eq!(rows.len(), 1);
        let stored: String = rows[0].try_get("", "token_hash").expect("a hash");
        assert_eq!(stored.len(), 64);
        assert!(!stored.contains(token.trim_start_matches("sun_")));
    }
}
