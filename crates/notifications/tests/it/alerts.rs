//! What people choose to be told of their sign-ins, and what they are told.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use chrono::TimeDelta;
use kernel::{AccountId, Actor, Code, EventId, Failure, Field, Id, Page, Role, Site, Tx, outbox};
use notifications::alert::{
    AlertService, Alerts, Choices, Course, Novelty, SignInFacts, Wish, entity as alert,
};
use notifications::delivery::entity::Cause;
use notifications::ports::SecurityTrail;
use notifications::push::PushService;
use notifications::{Error, Reason, Way, is_alert_forced};
use testkit::{Database, Manner, PushServer, on_both};

use crate::browser::Browser;
use crate::push::Desk;

/// Counts what it is told.
#[derive(Default)]
struct Trail(AtomicUsize);

#[async_trait]
impl SecurityTrail for Trail {
    async fn alert_preference_changed_in(&self, _: &Tx, _: AccountId) -> anyhow::Result<()> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

struct Bell {
    desk: Desk,
    trail: Arc<Trail>,
    alerts: Alerts,
}

impl Bell {
    fn of(db: Database) -> Self {
        Self::over(Desk::of(db))
    }

    fn over(desk: Desk) -> Self {
        let trail = Arc::new(Trail::default());
        let (db, pushes) = (&desk.db, desk.pushes.clone());
        let alerts = Alerts::new(db.conn.clone(), db.clock(), pushes, trail.clone());
        Self {
            desk,
            trail,
            alerts,
        }
    }

    fn db(&self) -> &Database {
        &self.desk.db
    }

    /// The sign-in that the actor's session is, as the house knows it.
    fn facts(&self, actor: &Actor) -> SignInFacts {
        SignInFacts {
            account: actor.account().expect("a person"),
            member: actor.member(),
            session: actor.session().expect("a session"),
            at: self.db().now(),
            first_ever: false,
            novelty: Novelty::default(),
            zone: chrono_tz::Asia::Tokyo,
            forced: is_alert_forced(actor.site(), actor.who()),
        }
    }

    async fn raise(&self, actor: &Actor, facts: SignInFacts) -> Option<alert::Model> {
        let house = self.db().system(actor.site());
        let event = EventId::mint(&*self.db().manual);
        self.alerts
            .raise(&house, event, &facts)
            .await
            .expect("decided")
    }

    async fn choices(&self, actor: &Actor) -> Choices {
        self.alerts.preference(actor).await.expect("read").choices
    }

    async fn choose(&self, actor: &Actor, wish: Wish) -> Result<Choices, Vec<(String, Code)>> {
        match self.alerts.choose(actor, wish).await {
            Ok(preference) => Ok(preference.choices),
            Err(error) => {
                let Some(faults) = error.faults() else {
                    panic!("{error:?}")
                };
                let faults = faults.into_iter();
                Err(faults
                    .map(|fault| (fault.field.join("."), fault.code))
                    .collect())
            }
        }
    }

    /// The alert events that are due, and those that will be.
    async fn announced(&self) -> Vec<serde_json::Value> {
        let due = self.db().now() + TimeDelta::days(2);
        let claimed = outbox::claim(&self.db().conn, due, 100)
            .await
            .expect("claimed");
        let of_alerts = claimed
            .into_iter()
            .filter(|one| one.event.stream == "login_alert");
        of_alerts.map(|one| one.event.payload).collect()
    }
}

fn forcing(site: &Site) -> Arc<Site> {
    let mut site = site.clone();
    site.policies.force_login_alerts = true;
    Arc::new(site)
}

on_both! {
    async fn everybody_has_a_preference_before_they_choose(db: Database) {
        let bell = Bell::of(db);
        let ann = bell.desk.person("atlas").await;
        let preference = bell.alerts.preference(&ann).await.expect("read");
        assert_eq!(preference.choices, Choices::default());
        assert_eq!((preference.created_at, preference.updated_at, preference.forced), (None, None, false));

        let wish = Wish { new_login: Field::Set(false), ..Wish::default() };
        let chosen = bell.alerts.choose(&ann, wish).await.expect("chosen");
        assert_eq!(chosen.id, preference.id, "it is the same before and after");
        assert_eq!(chosen.created_at, Some(bell.db().now()));
        assert!(!chosen.choices.new_login && chosen.choices.new_device);
        assert_eq!(bell.alerts.preference(&ann).await.expect("read"), chosen);

        let nobody = bell.db().stranger(ann.site());
        assert!(matches!(bell.alerts.preference(&nobody).await, Err(Error::Denied(_))));
        assert!(matches!(bell.alerts.choose(&nobody, Wish::default()).await, Err(Error::Denied(_))));
    }

    async fn a_preference_holds_on_its_website_and_for_its_account_alone(db: Database) {
        let bell = Bell::of(db);
        let ann = bell.desk.person("atlas").await;
        let elsewhere = ann.on(bell.db().website("quill").await);
        let there = Actor::new(ann.who().clone(), Arc::clone(elsewhere.site()), ann.session(), ann.request());
        let bob = bell.db().member(ann.site(), Role::Client).await;
        let wish = Wish { email: Field::Set(false), ..Wish::default() };
        bell.choose(&ann, wish).await.expect("chosen");
        assert!(!bell.choices(&ann).await.email);
        assert!(bell.choices(&there).await.email && bell.choices(&bob).await.email);
        let ids = [
            bell.alerts.preference(&ann).await.expect("read").id,
            bell.alerts.preference(&there).await.expect("read").id,
            bell.alerts.preference(&bob).await.expect("read").id,
        ];
        assert!(ids[0] != ids[1] && ids[0] != ids[2] && ids[1] != ids[2]);
        let told = bell.raise(&ann, bell.facts(&ann)).await.expect("an alert");
        assert_eq!((told.email, told.in_app), (Course::Preference, Course::Send));
    }

    async fn two_choices_at_once_both_take_effect(db: Database) {
        let bell = Bell::of(db);
        // Nobody has a preference yet: the first choices meet where it comes into being.
        for slug in ["atlas", "quill", "far", "near", "high", "low"] {
            let ann = bell.desk.person(slug).await;
            let wishes = [
                Wish { new_login: Field::Set(false), ..Wish::default() },
                Wish { new_device: Field::Set(false), ..Wish::default() },
                Wish { new_location: Field::Set(false), ..Wish::default() },
                Wish { in_app: Field::Set(false), ..Wish::default() },
            ];
            let chosen = wishes.map(|wish| bell.choose(&ann, wish));
            for done in futures_util::future::join_all(chosen).await {
                done.expect("chosen");
            }
            let choices = bell.choices(&ann).await;
            assert!(!choices.new_login && !choices.new_device && !choices.new_location && !choices.in_app);
            assert!(choices.email);
        }
    }

    async fn what_is_switched_off_is_announced_where_it_was_on(db: Database) {
        let bell = Bell::of(db);
        let ann = bell.desk.person("atlas").await;
        let wish = |email, new_login| Wish { email, new_login, ..Wish::default() };
        bell.choose(&ann, wish(Field::Set(true), Field::Keep)).await.expect("nothing changed");
        assert!(bell.announced().await.is_empty() && bell.trail.0.load(Ordering::Relaxed) == 0);
        bell.choose(&ann, wish(Field::Set(false), Field::Set(false))).await.expect("chosen");
        let told = bell.announced().await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["type"], "switched_off");
        assert_eq!(told[0]["off"], serde_json::json!(["new_login", "email"]));
        assert_eq!(told[0]["told"], serde_json::json!(["email", "in_app"]));
        assert_eq!(bell.trail.0.load(Ordering::Relaxed), 1);
        bell.choose(&ann, wish(Field::Clear, Field::Clear)).await.expect("switched on");
        assert!(bell.announced().await.is_empty(), "switching on alarms nobody");
        assert_eq!(bell.trail.0.load(Ordering::Relaxed), 2);
    }

    async fn push_is_switched_on_when_it_can_reach_somebody(db: Database) {
        let (bell, server) = (Bell::of(db), PushServer::start(Manner::Answer(201)).await);
        let ann = bell.desk.person("atlas").await;
        let wish = || Wish { push: Field::Set(true), in_app: Field::Set(false), ..Wish::default() };
        let refused = bell.choose(&ann, wish()).await;
        assert_eq!(refused, Err(vec![("pushEnabled".to_owned(), Code::Incomplete)]));
        assert_eq!(bell.choices(&ann).await, Choices::default(), "nothing was stored");
        let browser = Browser::new(7).at(server.url("ann"));
        bell.desk.pushes.register(&ann, browser).await.expect("registered");
        let choices = bell.choose(&ann, wish()).await.expect("chosen");
        assert!(choices.push && !choices.in_app);
        let told = bell.raise(&ann, bell.facts(&ann)).await.expect("an alert");
        assert_eq!(told.push, Course::Send);
        bell.desk.pushes.remove(&ann).await.expect("removed");
        let told = bell.raise(&ann, bell.facts(&ann)).await.expect("an alert");
        assert_eq!(told.plan().push, Way::Suppress(Cause::NotSetUp));
    }

    async fn a_website_may_insist_for_those_who_work_for_it(db: Database) {
        let bell = Bell::of(db);
        let site = forcing(&*bell.db().website("atlas").await);
        let off = || Wish {
            new_login: Field::Set(false),
            email: Field::Set(false),
            in_app: Field::Set(false),
            ..Wish::default()
        };
        let client = bell.db().member(&site, Role::Client).await;
        assert!(bell.choose(&client, off()).await.is_ok());
        for role in [Role::Writer, Role::Editor, Role::Support, Role::Admin] {
            let person = bell.db().member(&site, role).await;
            let refused = bell.choose(&person, off()).await.expect_err("insisted on");
            let expected = ["notifyNewLogin", "emailEnabled"];
            assert_eq!(refused, expected.map(|field| (field.to_owned(), Code::Forbidden)));
            let free = Wish { in_app: Field::Set(false), ..Wish::default() };
            assert!(!bell.choose(&person, free).await.expect("free to choose").in_app);
            assert!(bell.alerts.preference(&person).await.expect("read").forced);
        }
        // What was switched off before the website insisted comes back.
        let plain = bell.db().website("quill").await;
        let writer = bell.db().member(&plain, Role::Writer).await;
        bell.choose(&writer, off()).await.expect("chosen");
        let writer = Actor::new(writer.who().clone(), forcing(&plain), writer.session(), writer.request());
        let choices = bell.choices(&writer).await;
        assert!(choices.email && choices.new_login && !choices.in_app);
        bell.desk.settle(&writer).await;
        let told = bell.raise(&writer, bell.facts(&writer)).await.expect("an alert");
        assert_eq!((told.email, told.in_app), (Course::Send, Course::Preference));
    }

    async fn one_sign_in_raises_one_alert_however_often_and_at_once(db: Database) {
        let bell = Bell::of(db);
        let ann = bell.desk.person("atlas").await;
        let (house, event) = (bell.db().system(ann.site()), EventId::mint(&*bell.db().manual));
        let novelty = Novelty { new_device: true, new_location: false };
        let facts = SignInFacts { novelty, ..bell.facts(&ann) };
        let raised = (0..6).map(|_| bell.alerts.raise(&house, event, &facts));
        let raised = futures_util::future::join_all(raised).await;
        let first = raised[0].as_ref().expect("decided").clone().expect("an alert");
        assert_eq!(first.reasons.0, [Reason::NewLogin, Reason::NewDevice]);
        for one in raised {
            assert_eq!(one.expect("decided").as_ref(), Some(&first));
        }
        // What was decided stays, whatever is chosen before another try.
        let off = Wish { email: Field::Set(false), ..Wish::default() };
        bell.choose(&ann, off).await.expect("chosen");
        let again = bell.alerts.raise(&house, event, &facts).await.expect("decided");
        assert_eq!(again.expect("the same").email, Course::Send);

        let first_ever = SignInFacts { first_ever: true, ..facts };
        assert_eq!(bell.raise(&ann, first_ever).await, None);
        for actor in [&ann, &bell.db().member(ann.site(), Role::Admin).await] {
            let denied = bell.alerts.raise(actor, event, &facts).await;
            assert!(matches!(denied, Err(Error::Denied(_))));
        }
    }

    async fn a_day_has_ten_alerts_and_one_digest_and_the_strangest_are_told_all_the_same(db: Database) {
        let bell = Bell::of(db);
        let ann = bell.desk.person("atlas").await;
        let facts = bell.facts(&ann);
        let raised = (0..14).map(|_| bell.raise(&ann, facts));
        let raised = futures_util::future::join_all(raised).await;
        let capped: Vec<_> = raised.iter().flatten().filter(|alert| alert.capped).collect();
        assert_eq!((raised.iter().flatten().count(), capped.len()), (14, 4));
        for alert in &capped {
            assert_eq!((alert.email, alert.in_app, alert.push), (Course::Cap, Course::Cap, Course::Preference));
        }
        let novelty = Novelty { new_device: true, new_location: true };
        let strange = bell.raise(&ann, SignInFacts { novelty, ..facts }).await.expect("an alert");
        assert_eq!((strange.capped, strange.email), (false, Course::Send));

        let digests = bell.announced().await;
        assert_eq!(digests.len(), 1, "{digests:?}");
        assert_eq!(digests[0]["type"], "digest_due");
        let house = bell.db().system(ann.site());
        let day = capped[0].day;
        let held = bell.alerts.held_back(&house, facts.account, day).await.expect("read");
        assert_eq!(held.len(), 4);
        // At midnight in Tokyo a new day begins.
        bell.db().manual.advance(TimeDelta::hours(3));
        let next = bell.raise(&ann, facts).await.expect("an alert");
        assert!(!next.capped && next.day == day.succ_opt().expect("a day"));
    }

    async fn the_digest_is_due_when_the_persons_day_is_over(db: Database) {
        let bell = Bell::of(db);
        let ann = bell.desk.person("atlas").await;
        for _ in 0..12 {
            bell.raise(&ann, bell.facts(&ann)).await.expect("an alert");
        }
        // It is 21:00 in Tokyo.
        let now = bell.db().now();
        let conn = &bell.db().conn;
        let due = |at| async move { outbox::pending(conn, at, 10).await.expect("counted") };
        assert_eq!(due(now + TimeDelta::minutes(179)).await, 0);
        assert_eq!(due(now + TimeDelta::hours(3)).await, 1);
    }

    async fn people_see_their_own_alerts_and_nobody_elses(db: Database) {
        let bell = Bell::of(db);
        let ann = bell.desk.person("atlas").await;
        let mut told = Vec::new();
        for _ in 0..3 {
            told.push(bell.raise(&ann, bell.facts(&ann)).await.expect("an alert").id);
            bell.db().manual.advance(TimeDelta::seconds(1));
        }
        let page = bell.alerts.list(&ann, &Page::first(2)).await.expect("read");
        let ids: Vec<_> = page.items.iter().map(|(_, alert)| alert.id).collect();
        assert_eq!(ids, [told[2], told[1]], "newest first");
        assert!(page.has_next);
        let quill = bell.db().website("quill").await;
        let there = Actor::new(ann.who().clone(), quill, ann.session(), ann.request());
        for actor in [
            there,
            bell.db().member(ann.site(), Role::Admin).await,
            bell.db().superadmin(ann.site()),
        ] {
            let page = bell.alerts.list(&actor, &Page::first(10)).await.expect("read");
            assert!(page.items.is_empty());
            assert!(bell.alerts.alerts(&actor, &told).await.expect("read").is_empty());
            assert!(bell.alerts.outcomes(&actor, &told).await.expect("read").is_empty());
        }
        let nobody = bell.db().stranger(ann.site());
        assert!(bell.alerts.list(&nobody, &Page::first(1)).await.is_err());
    }
}
