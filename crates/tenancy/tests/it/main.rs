//! The rules of websites, on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod operations;

use std::sync::Arc;

use chrono::TimeDelta;
use kernel::site::{NoticeTopic, Sites};
use kernel::{Actor, Code, Failure, Id, RequestId, Role, Toggle};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use tenancy::{Branding, Error, NewWebsite, PolicyChange, Source, WebsiteService, Websites};
use testkit::Database;

fn atlas() -> NewWebsite {
    NewWebsite {
        slug: "atlas".to_owned(),
        name: "Atlas".to_owned(),
        hosts: vec!["Atlas.example.".to_owned(), "www.atlas.example".to_owned()],
        locale: "en-GB".to_owned(),
        currency: "EUR".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        registration_open: true,
        ..NewWebsite::default()
    }
}

fn websites(db: &Database) -> Websites {
    Websites::new(db.conn.clone(), db.clock())
}

fn founder(db: &Database) -> Actor {
    let nowhere = tenancy::nowhere(&*db.manual);
    Actor::system("init", nowhere, RequestId::mint(&*db.manual))
}

fn faults(error: &Error) -> Vec<(Code, String)> {
    let faults = error.faults().expect("faults");
    faults
        .into_iter()
        .map(|f| (f.code, f.field.join(".")))
        .collect()
}

async fn texts(db: &Database, sql: &str) -> Vec<String> {
    #[derive(FromQueryResult)]
    struct Row {
        text: String,
    }
    let statement = Statement::from_string(db.conn.get_database_backend(), sql);
    let rows = Row::find_by_statement(statement).all(&db.conn).await;
    rows.expect("rows")
        .into_iter()
        .map(|row| row.text)
        .collect()
}

testkit::on_both! {
    async fn a_new_website_answers_on_its_hosts_at_once(db: Database) {
        let websites = websites(&db);
        assert!(websites.site_of_slug("atlas").await.expect("an answer").is_none());
        let site = websites.create(&founder(&db), atlas()).await.expect("a website");
        assert_eq!(site.canonical_host, "atlas.example");
        assert_eq!(site.zone, chrono_tz::Europe::Berlin);
        for host in ["atlas.example", "ATLAS.example.", "www.atlas.example"] {
            let found = websites.site_of_host(host).await.expect("an answer");
            assert_eq!(found.map(|site| site.id), Some(site.id), "{host}");
        }
        assert!(websites.site_of_host("other.example").await.expect("an answer").is_none());
        let found = websites.site(site.id).await.expect("an answer").expect("the site");
        assert_eq!(found.slug, "atlas");
        let actions = texts(&db, "SELECT action AS text FROM audit_entries").await;
        assert_eq!(actions, ["tenancy.website_created"]);
        let events = texts(&db, "SELECT name AS text FROM outbox_events").await;
        assert_eq!(events, ["tenancy.website_created"]);
    }

    async fn every_fault_of_a_new_website_is_named_and_nothing_stored(db: Database) {
        let websites = websites(&db);
        let founder = founder(&db);
        websites.create(&founder, atlas()).await.expect("a website");
        let wrong = NewWebsite {
            slug: "atlas".to_owned(),
            name: " ".to_owned(),
            hosts: vec![
                "https://quill.example/".to_owned(),
                "www.atlas.example".to_owned(),
                "a.example".to_owned(),
                "A.example".to_owned(),
            ],
            locale: "English".to_owned(),
            currency: "euro".to_owned(),
            time_zone: "Berlin".to_owned(),
            contact_email: Some("nobody".to_owned()),
            branding: Branding { primary: "red".to_owned(), ..Branding::default() },
            ..atlas()
        };
        let error = websites.create(&founder, wrong).await.expect_err("faults");
        let expected = [
            (Code::Required, "name"),
            (Code::Invalid, "hosts.0"),
            (Code::Invalid, "hosts.3"),
            (Code::Invalid, "locale"),
            (Code::Invalid, "currency"),
            (Code::Invalid, "timeZone"),
            (Code::Invalid, "contactEmail"),
            (Code::Invalid, "branding.primary"),
            (Code::Taken, "slug"),
            (Code::Taken, "hosts.1"),
        ];
        assert_eq!(faults(&error), expected.map(|(code, path)| (code, path.to_owned())));
        assert_eq!(websites.list(&founder).await.expect("a list").len(), 1);
    }

    async fn one_of_two_founders_of_the_same_website_is_told_that_it_is_taken(db: Database) {
        let (first, second) = (websites(&db), websites(&db));
        let founder = founder(&db);
        let (a, b) = tokio::join!(first.create(&founder, atlas()), second.create(&founder, atlas()));
        let refused = [a, b].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert_eq!(refused.len(), 1);
        assert!(faults(&refused[0]).iter().all(|(code, _)| *code == Code::Taken));
    }

    async fn only_the_house_and_superadmins_found_websites(db: Database) {
        let websites = websites(&db);
        let site = db.website("quill").await;
        let admin = db.member(&site, Role::Admin).await;
        let error = websites.create(&admin, atlas()).await.expect_err("a refusal");
        assert_eq!(faults(&error), [(Code::Forbidden, String::new())]);
        assert!(websites.list(&admin).await.is_err());
        let superadmin = db.superadmin(&site);
        websites.create(&superadmin, atlas()).await.expect("a website");
        let slugs: Vec<_> = websites.list(&superadmin).await.expect("a list")
            .iter().map(|site| site.slug.clone()).collect();
        assert_eq!(slugs, ["atlas", "quill"]);
    }

    async fn an_admin_switches_a_harmless_toggle_and_sees_why_it_is_so(db: Database) {
        let websites = websites(&db);
        let site = db.website("atlas").await;
        let other = db.website("quill").await;
        let admin = db.member(&site, Role::Admin).await;
        let support = db.member(&site, Role::Support).await;
        let before = websites.toggles(&admin).await.expect("toggles");
        assert!(before.iter().all(|state| {
            state.value == state.toggle.default_value() && state.source == Source::Default
        }));
        let error = websites.set_toggle(&support, Toggle::WriterFeedback, false).await;
        assert_eq!(faults(&error.expect_err("a refusal")), [(Code::Forbidden, String::new())]);
        for value in [false, true, false] {
            let changed = websites.set_toggle(&admin, Toggle::WriterFeedback, value).await;
            let changed = changed.expect("the site");
            assert_eq!(changed.toggles.is_on(Toggle::WriterFeedback), value);
            let seen = websites.site(site.id).await.expect("an answer").expect("the site");
            assert_eq!(seen.toggles.is_on(Toggle::WriterFeedback), value);
        }
        let states = websites.toggles(&admin).await.expect("toggles");
        let state = states.iter().find(|state| state.toggle == Toggle::WriterFeedback).expect("it");
        assert!(!state.value);
        assert_eq!(state.source, Source::Website);
        assert_eq!(state.changed_by, admin.member().map(|id| id.to_string()));
        assert_eq!(state.changed_at, Some(db.now()));
        let untouched = websites.site(other.id).await.expect("an answer").expect("the site");
        assert!(untouched.toggles.is_on(Toggle::WriterFeedback));
        let detail = "SELECT CAST(detail AS TEXT) AS text FROM audit_entries";
        let detail: Vec<serde_json::Value> = texts(&db, detail).await.iter()
            .map(|text| serde_json::from_str(text).expect("json")).collect();
        assert_eq!(detail.len(), 3);
        let off = serde_json::json!({ "before": true, "after": false });
        assert_eq!(detail.iter().filter(|change| **change == off).count(), 2);
    }

    async fn another_process_sees_a_change_within_a_second(db: Database) {
        let (here, there) = (websites(&db), websites(&db));
        let site = db.website("atlas").await;
        let admin = db.member(&site, Role::Admin).await;
        let there_is_on = async || {
            let seen = there.site(site.id).await.expect("an answer").expect("the site");
            seen.toggles.is_on(Toggle::OrderDrafts)
        };
        assert!(there_is_on().await);
        here.set_toggle(&admin, Toggle::OrderDrafts, false).await.expect("the site");
        db.manual.advance(TimeDelta::seconds(1));
        assert!(!there_is_on().await);
    }

    async fn two_admins_at_once_leave_one_decision_and_two_lines(db: Database) {
        let websites = Arc::new(websites(&db));
        let site = db.website("atlas").await;
        let admin = db.member(&site, Role::Admin).await;
        let switch = |value| websites.set_toggle(&admin, Toggle::OrderDrafts, value);
        let (a, b) = tokio::join!(switch(false), switch(false));
        a.and(b).expect("both succeed");
        let rows = texts(&db, "SELECT toggle AS text FROM feature_toggles").await;
        assert_eq!(rows, ["ORDER_DRAFTS"]);
        let lines = texts(&db, "SELECT action AS text FROM audit_entries").await;
        assert_eq!(lines, ["tenancy.toggle_changed.ORDER_DRAFTS"; 2]);
    }

    async fn a_suspended_website_is_seen_as_such(db: Database) {
        let websites = websites(&db);
        let site = db.website("atlas").await;
        db.conn.execute_unprepared("UPDATE websites SET status = 'suspended'").await.expect("it");
        let seen = websites.site(site.id).await.expect("an answer").expect("the site");
        assert!(seen.suspended);
    }

    async fn branding_is_the_published_one_with_defaults(db: Database) {
        let websites = websites(&db);
        let plain = db.website("quill").await;
        let look = Branding { primary: "#aa0000".to_owned(), ..Branding::default() };
        let new = NewWebsite { branding: look.clone(), ..atlas() };
        let site = websites.create(&founder(&db), new).await.expect("a website");
        let names = websites.websites(&db.stranger(&site), &[site.id, plain.id]).await;
        let names: Vec<_> = names.expect("websites").into_values().map(|site| site.name.clone())
            .collect();
        assert!(names.len() == 2 && names.contains(&"QUILL".to_owned()));
        let brands = websites.branding(&db.stranger(&site), &[site.id, plain.id]).await;
        let brands = brands.expect("brands");
        assert_eq!(*brands[&site.id], look);
        assert_eq!(*brands[&plain.id], Branding::default());
    }

    async fn two_admins_who_insist_on_different_things_at_once_both_get_them(db: Database) {
        let (here, there) = (websites(&db), websites(&db));
        let site = db.website("atlas").await;
        let admin = db.member(&site, Role::Admin).await;
        let support = db.member(&site, Role::Support).await;
        let notice = |topic, forced| PolicyChange {
            forced_notices: [(topic, forced)].into(),
            force_login_alerts: None,
        };
        let alerts = PolicyChange { force_login_alerts: Some(true), ..PolicyChange::default() };
        assert!(here.insist(&support, alerts.clone()).await.is_err());
        assert!(here.insisted(&support).await.is_err());
        let (a, b, c) = tokio::join!(
            here.insist(&admin, notice(NoticeTopic::OrderAssigned, true)),
            there.insist(&admin, notice(NoticeTopic::OrderDelivered, true)),
            there.insist(&admin, alerts.clone()),
        );
        a.and(b).and(c).expect("all of them");
        let site = here.insist(&admin, alerts).await.expect("the site");
        let both = [NoticeTopic::OrderAssigned, NoticeTopic::OrderDelivered].into();
        assert_eq!(site.policies.forced_notices, both);
        assert!(site.policies.force_login_alerts);
        let lines = texts(&db, "SELECT action AS text FROM audit_entries").await;
        assert_eq!(lines, ["tenancy.policy_changed"; 3], "saying it again changes nothing");

        // The other process sees it within a second.
        there.insist(&admin, notice(NoticeTopic::OrderDelivered, false)).await.expect("the site");
        db.manual.advance(TimeDelta::seconds(1));
        let seen = here.site(site.id).await.expect("an answer").expect("the site");
        assert_eq!(seen.policies.forced_notices, [NoticeTopic::OrderAssigned].into());
    }
}
