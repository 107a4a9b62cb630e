//! What people are told of their sign-ins, where, and how often.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::SignedIn;
use kernel::{Actor, Field, Id, Page, RequestId, Role};
use notifications::alert::{Wish, entity as alert};
use notifications::delivery::entity::{Cause, Channel, State};
use notifications::push::RegisterPush;
use testkit::{Manner, Mood, PushServer, on_both};

use crate::town::{RIGHT, Town};

// A browser's keys, out of RFC 8291.
const POINT: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

const ALERT: &str = "New sign-in to your account";

/// A channel, how far it has come and why no further.
type Outcome = (Channel, State, Option<Cause>);

impl Town {
    /// Ann, as the one who has just come in.
    fn as_ann(&self, signed_in: &SignedIn) -> Actor {
        let request = RequestId::mint(&*self.db.manual);
        let session = Some(signed_in.session.id);
        Actor::new(
            signed_in.who.clone(),
            Arc::clone(&self.site),
            session,
            request,
        )
    }

    async fn allow_push(&self, ann: &Actor, endpoint: String) {
        let browser = RegisterPush {
            endpoint,
            p256dh: POINT.to_owned(),
            auth: SECRET.to_owned(),
        };
        let registered = self.services.pushes.register(ann, browser).await;
        registered.expect("registered");
    }

    async fn wish(&self, ann: &Actor, wish: Wish) {
        self.services
            .alerts
            .choose(ann, wish)
            .await
            .expect("chosen");
    }

    async fn alerts(&self, ann: &Actor) -> Vec<alert::Model> {
        let page = self.services.alerts.list(ann, &Page::first(100)).await;
        let page = page.expect("read");
        page.items.into_iter().map(|(_, alert)| alert).collect()
    }

    async fn outcomes(&self, ann: &Actor, alert: &alert::Model) -> Vec<Outcome> {
        let found = self.services.alerts.outcomes(ann, &[alert.id]).await;
        let found = found.expect("read").remove(&alert.id).unwrap_or_default();
        let mut outcomes: Vec<_> = found
            .into_iter()
            .map(|note| (note.channel, note.state, note.cause))
            .collect();
        outcomes.sort_by_key(|(channel, ..)| Channel::ALL.iter().position(|one| one == channel));
        outcomes
    }

    async fn inbox(&self, ann: &Actor) -> Vec<String> {
        let page = self
            .services
            .inbox
            .list(ann, false, &Page::first(100))
            .await;
        let page = page.expect("read");
        page.items.into_iter().map(|(_, row)| row.title).collect()
    }
}

on_both! {
    async fn a_sign_in_is_told_once_on_every_channel_that_is_on(db: Database) {
        let (town, push) = (Town::of(db, Mood::Up).await, PushServer::start(Manner::Answer(201)).await);
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        let ann = town.as_ann(&home);
        town.allow_push(&ann, push.url("home")).await;
        town.wish(&ann, Wish { push: Field::Set(true), ..Wish::default() }).await;
        town.deliver().await;
        assert!(town.alerts(&ann).await.is_empty(), "the first ever");

        // The push service is down for a while: mail and inbox are told all the same, and once.
        push.set(Manner::Answer(503));
        town.sign_in(None, "198.51.100.9").await;
        for _ in 0..4 {
            town.deliver().await;
            town.advance(TimeDelta::minutes(1));
        }
        let alerts = town.alerts(&ann).await;
        assert_eq!(alerts.len(), 1);
        let unreachable = (Channel::Push, State::Failed, Some(Cause::Unreachable));
        assert!(town.outcomes(&ann, &alerts[0]).await.contains(&unreachable));
        let refused = push.taken().len();
        assert!(refused > 1, "it was tried again");
        push.set(Manner::Answer(201));
        town.advance(TimeDelta::minutes(10));
        for _ in 0..3 {
            town.deliver().await;
            town.advance(TimeDelta::minutes(10));
        }
        assert_eq!(push.taken().len(), refused + 1);
        assert_eq!(town.subjects(), [ALERT]);
        assert_eq!(town.inbox(&ann).await, [ALERT]);
        assert_eq!(town.outcomes(&ann, &alerts[0]).await, [
            (Channel::Email, State::Sent, None),
            (Channel::InApp, State::Sent, None),
            (Channel::Push, State::Sent, None),
        ]);
    }

    async fn a_channel_that_is_off_stays_silent_and_says_why(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        let ann = town.as_ann(&home);
        town.wish(&ann, Wish { email: Field::Set(false), ..Wish::default() }).await;
        assert_eq!(town.deliver().await.len(), 1, "switching off is told");
        town.sign_in(Some(&home), "192.0.2.1").await;
        assert!(town.deliver().await.is_empty());
        let alerts = town.alerts(&ann).await;
        let off = Some(Cause::Preference);
        assert_eq!(town.outcomes(&ann, &alerts[0]).await, [
            (Channel::Email, State::Suppressed, off),
            (Channel::InApp, State::Sent, None),
            (Channel::Push, State::Suppressed, off),
        ]);
        // Whoever wants to know of nothing ordinary hears nothing of it, and no alert is raised.
        town.wish(&ann, Wish { new_login: Field::Set(false), ..Wish::default() }).await;
        town.sign_in(Some(&home), "192.0.2.1").await;
        town.deliver().await;
        assert_eq!(town.alerts(&ann).await.len(), 1);
    }

    async fn what_is_switched_off_is_told_where_it_was_on(db: Database) {
        let (town, push) = (Town::of(db, Mood::Down).await, PushServer::start(Manner::Answer(201)).await);
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        let ann = town.as_ann(&home);
        town.allow_push(&ann, push.url("home")).await;
        town.wish(&ann, Wish { push: Field::Set(true), in_app: Field::Set(false), ..Wish::default() }).await;
        town.deliver().await;
        assert_eq!(town.inbox(&ann).await, ["Alerts about your account were switched off"]);
        town.wish(&ann, Wish {
            email: Field::Set(false),
            push: Field::Set(false),
            new_device: Field::Set(false),
            ..Wish::default()
        }).await;
        town.deliver().await;
        town.server.set(Mood::Up);
        town.advance(TimeDelta::minutes(10));
        for _ in 0..3 {
            town.deliver().await;
            town.advance(TimeDelta::minutes(10));
        }
        let mails = town.server.taken();
        assert_eq!(mails.len(), 2, "one for each time, when the server was back");
        let body = mails[1].body();
        for told in ["- alerts about sign-ins with a new device", "- alerts by e-mail", "- alerts on your devices"] {
            assert!(body.contains(told), "{told} in {body}");
        }
        assert!(!body.contains("- alerts about every sign-in"), "{body}");
        assert_eq!(push.taken().len(), 1, "the inbox was off by then, push was on at the second");
        assert_eq!(town.inbox(&ann).await.len(), 1);

        let page = town.services.security.happenings(&ann, &Page::first(100)).await.expect("read");
        let changes = page.items.iter()
            .filter(|(_, one)| one.kind == identity::security::Kind::AlertPreferencesChanged).count();
        assert_eq!(changes, 2);
    }

    async fn a_day_full_of_sign_ins_ends_with_one_digest(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        let ann = town.as_ann(&home);
        for _ in 0..13 {
            town.advance(TimeDelta::minutes(2));
            town.sign_in(Some(&home), "192.0.2.1").await;
            town.deliver().await;
        }
        assert_eq!(town.subjects().len(), 10);
        let alerts = town.alerts(&ann).await;
        let capped: Vec<_> = alerts.iter().filter(|alert| alert.capped).collect();
        assert_eq!((alerts.len(), capped.len()), (13, 3));
        let cap = Some(Cause::Cap);
        assert_eq!(town.outcomes(&ann, capped[0]).await, [
            (Channel::Email, State::Suppressed, cap),
            (Channel::InApp, State::Suppressed, cap),
            (Channel::Push, State::Suppressed, Some(Cause::Preference)),
        ]);
        // It is never swallowed.
        town.advance(TimeDelta::minutes(2));
        town.sign_in(None, "198.51.100.9").await;
        assert_eq!(town.deliver().await.len(), 1);

        // At midnight in Tokyo the day is over; a mail server that is down delays its digest.
        town.server.set(Mood::Down);
        town.advance(TimeDelta::hours(3));
        town.deliver().await;
        town.server.set(Mood::Up);
        town.advance(TimeDelta::minutes(10));
        let mut mailed = Vec::new();
        for _ in 0..5 {
            mailed.extend(town.deliver().await);
            town.advance(TimeDelta::hours(12));
        }
        let subjects: Vec<_> = mailed.into_iter().map(|(_, subject)| subject).collect();
        assert_eq!(subjects, ["3 more sign-ins to your account"]);
        let body = town.server.taken().pop().expect("the digest").body();
        assert_eq!(body.matches("My &lt;b&gt;phone").count(), 3, "{body}");
        assert!(body.contains("(Asia/Tokyo)") && body.contains("192.0.2.0/24"), "{body}");
        assert_eq!(town.inbox(&ann).await.iter().filter(|title| title.contains("3 more")).count(), 1);
    }

    async fn a_preference_does_not_act_on_another_website(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        let ann = town.as_ann(&home);
        let quill = town.db.website("quill").await;
        let there = Actor::new(ann.who().clone(), quill, ann.session(), ann.request());
        let nothing = Wish {
            new_login: Field::Set(false),
            new_device: Field::Set(false),
            new_location: Field::Set(false),
            ..Wish::default()
        };
        town.wish(&there, nothing).await;
        town.deliver().await;
        let told_off = town.subjects().len();
        town.sign_in(None, "198.51.100.9").await;
        town.deliver().await;
        assert_eq!(town.subjects()[told_off..], [ALERT]);
    }

    async fn with_a_session_end_its_push_messages(db: Database) {
        let (town, push) = (Town::of(db, Mood::Up).await, PushServer::start(Manner::Answer(201)).await);
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        let ann = town.as_ann(&home);
        town.allow_push(&ann, push.url("home")).await;
        town.wish(&ann, Wish { push: Field::Set(true), ..Wish::default() }).await;
        let phone = town.sign_in(None, "192.0.2.1").await;
        town.deliver().await;
        assert_eq!(push.taken().len(), 1);
        town.services.sessions.sign_out(&ann).await.expect("out");
        town.deliver().await;
        let on_phone = town.as_ann(&phone);
        let account = ann.account().expect("ann");
        assert!(!town.services.pushes.is_ready(&on_phone, account).await.expect("asked"));
        town.advance(TimeDelta::seconds(1));
        town.sign_in(Some(&phone), "192.0.2.1").await;
        town.deliver().await;
        assert_eq!(push.taken().len(), 1);
        let alerts = town.alerts(&on_phone).await;
        let silent = (Channel::Push, State::Suppressed, Some(Cause::NotSetUp));
        assert!(town.outcomes(&on_phone, &alerts[0]).await.contains(&silent));
    }

    async fn a_sign_in_that_was_not_theirs_is_told_everywhere(db: Database) {
        let (town, push) = (Town::of(db, Mood::Up).await, PushServer::start(Manner::Answer(201)).await);
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        let ann = town.as_ann(&home);
        // She wants to be told of nothing, nowhere: of this she is.
        town.wish(&ann, Wish {
            new_login: Field::Set(false),
            email: Field::Set(false),
            in_app: Field::Set(false),
            ..Wish::default()
        }).await;
        town.allow_push(&ann, push.url("home")).await;
        let thief = town.sign_in(None, "198.51.100.9").await;
        let there = town.as_ann(&thief);
        town.allow_push(&there, push.url("thief")).await;
        town.deliver().await;
        let before = town.subjects().len();
        town.services.security.disown(&ann, thief.session.id).await.expect("disowned");
        for _ in 0..3 {
            town.deliver().await;
            town.advance(TimeDelta::minutes(10));
        }
        let subject = "Your account is locked until you set a new password";
        let fresh = town.server.taken().split_off(before);
        let told: Vec<_> = fresh.iter()
            .filter(|mail| mail.header("Subject").as_deref() == Some(subject)).collect();
        assert_eq!(told.len(), 1);
        let body = told[0].body();
        assert!(body.contains("198.51.100.0/24") && body.contains("https://atlas.test/forgot-password"), "{body}");
        assert!(town.inbox(&ann).await.iter().any(|title| title == subject));
        let heads: Vec<_> = push.taken().into_iter().map(|taken| taken.head).collect();
        assert!(heads.iter().all(|head| head.starts_with("post /home ")), "not the thief: {heads:?}");
        assert_eq!(heads.len(), 1);
    }
}
