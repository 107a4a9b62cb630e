//! Signing in through the mailbox.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::{HousekeepingService, Issued, RecoveryService, Standing};
use kernel::site::Toggles;
use kernel::{Code, Role, Site, Toggle};
use testkit::on_both;

use crate::house::{House, fault, faults};
use crate::mailed::named;

const NEVER: &str = "svl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

on_both! {
    async fn a_link_signs_its_owner_in_once(db: Database) {
        let house = House::new(db).await;
        let ann = house.client("ann@example.test").await;
        let token = house.magic_link(" ANN@example.test").await;
        let signed_in = house.open_magic(&token).await.expect("a session");
        assert_eq!(signed_in.account.id, ann.account);
        assert_eq!(house.who(&signed_in.token).await, Some(signed_in.who.clone()));
        assert!(house.happened().await.contains(&"magic_link_used".to_owned()));
        assert_eq!(faults(house.open_magic(&token).await), fault(Code::Expired, "token"));
    }

    async fn a_link_opens_for_fifteen_minutes_from_the_request(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let early = house.magic_link("ann@example.test").await;
        let id = house.recoveries().await[0];
        house.db.manual.advance(TimeDelta::minutes(14));
        let late = house.mailed_about(id).await;
        house.db.manual.advance(TimeDelta::minutes(1));
        for token in [early, late] {
            assert_eq!(faults(house.open_magic(&token).await), fault(Code::Expired, "token"));
        }
        assert!(house.issued(id).await.is_none(), "a late mail is not sent at all");
    }

    async fn of_several_links_the_first_that_is_opened_uses_up_all(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let first = house.magic_link("ann@example.test").await;
        let id = house.recoveries().await[0];
        let second = house.mailed_about(id).await;
        house.open_magic(&second).await.expect("a session");
        assert_eq!(faults(house.open_magic(&first).await), fault(Code::Expired, "token"));
        assert!(house.issued(id).await.is_none());
    }

    async fn of_twenty_who_open_a_link_at_once_one_is_in(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let token = house.magic_link("ann@example.test").await;
        let tries = (0..20).map(|_| house.open_magic(&token));
        let outcomes = futures_util::future::join_all(tries).await;
        let (ins, outs): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!(ins.len(), 1);
        for refused in outs {
            assert_eq!(faults(refused), fault(Code::Expired, "token"));
        }
        assert_eq!(house.texts("SELECT 'row' AS text FROM sessions").await.len(), 1);
    }

    async fn a_foreign_link_is_refused_like_one_that_never_existed(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, None).await;
        let token = house.magic_link("ann@example.test").await;
        let reset = house.reset_link("ann@example.test").await;
        let there = house.db.stranger(&other);
        let foreign = house.open_magic_as(&there, &token).await.expect_err("a refusal");
        let never = house.open_magic_as(&there, NEVER).await.expect_err("a refusal");
        assert_eq!(format!("{foreign:?}"), format!("{never:?}"));
        assert_eq!(faults::<()>(Err(never)), fault(Code::NotFound, "token"));
        for wrong in [reset.as_str(), "", "svl_", "sst_AAAA", "é", &token[..46]] {
            assert_eq!(faults(house.open_magic(wrong).await), fault(Code::NotFound, "token"));
        }
        house.open_magic(&format!(" {token}\n")).await.expect("the link is as good as before");
    }

    async fn asking_tells_nothing_and_leaves_the_same_traces(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let standing = Standing::Member(Role::Client);
        house.client("ann@example.test").await;
        house.enrol_on(&house.site, "fresh@example.test", standing, None).await;
        house.enrol_on(&other, "elsewhere@example.test", standing, None).await;
        for name in ["suspended", "disowned"] {
            house.client(&format!("{name}@example.test")).await;
        }
        house.run("UPDATE memberships SET suspended_at = created_at WHERE account_id = \
            (SELECT id FROM accounts WHERE email = 'suspended@example.test')").await;
        house.run("UPDATE accounts SET reset_required_at = created_at \
            WHERE email = 'disowned@example.test'").await;
        let stranger = house.stranger();
        let trail = "SELECT action AS text FROM audit_entries";
        let mut traces = Vec::new();
        for (name, magic, reset) in [
            ("ann", true, true),
            ("nobody", false, false),
            ("fresh", true, true),
            ("elsewhere", false, false),
            ("suspended", false, false),
            ("disowned", false, true),
        ] {
            let email = format!("{name}@example.test");
            let before = (house.events().await.len(), house.texts(trail).await.len());
            let a = house.identity.request_magic_link(&stranger, named(&email)).await;
            let b = house.identity.request_password_reset(&stranger, named(&email)).await;
            let events = house.events().await;
            let shapes: Vec<_> = events[before.0..].iter().map(|event| {
                let json = serde_json::to_value(event).expect("json");
                let keys: Vec<_> = json.as_object().expect("an event").keys().cloned().collect();
                (json["type"].clone(), keys)
            }).collect();
            let lines = house.texts(trail).await.len() - before.1;
            traces.push(format!("{a:?} {b:?} {shapes:?} {lines}"));
            let ids = house.recoveries().await;
            let [.., first, second] = ids.as_slice() else { panic!("two recoveries") };
            let is_link = |issued: &Option<Issued>| matches!(issued, Some(Issued::Link(_)));
            let (first, second) = (house.issued(*first).await, house.issued(*second).await);
            assert_eq!((is_link(&first), is_link(&second)), (magic, reset), "{name}");
            if let Some(Issued::Link(link)) = first {
                assert_eq!(link.email.as_str(), email);
                assert_eq!(link.display_name.as_deref(), Some("Ann Other"));
            }
        }
        traces.dedup();
        assert_eq!(traces.len(), 1, "{traces:#?}");
        let faulty = house.identity.request_magic_link(&stranger, named("ann")).await;
        assert_eq!(faults(faulty), fault(Code::Invalid, "email"));
    }

    async fn a_website_may_switch_it_off(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let token = house.magic_link("ann@example.test").await;
        let id = house.recoveries().await[0];
        let toggles = Toggles::new([(Toggle::MagicLink, false)]);
        let off = Arc::new(Site { toggles, ..(*house.site).clone() });
        let stranger = house.db.stranger(&off);
        let asked = house.identity.request_magic_link(&stranger, named("ann@example.test")).await;
        assert_eq!(faults(asked), fault(Code::FeatureDisabled, ""));
        let entered = house.open_magic_as(&stranger, &token).await;
        assert_eq!(faults(entered), fault(Code::FeatureDisabled, ""));
        assert!(house.issued_on(&off, id).await.is_none());
        assert_eq!(house.recoveries().await.len(), 1);
        house.open_magic(&token).await.expect("it was not used up");
    }

    async fn whoever_may_not_come_in_any_more_does_not_by_link(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        for (bar, lift) in [
            ("UPDATE memberships SET suspended_at = created_at",
                "UPDATE memberships SET suspended_at = NULL"),
            ("UPDATE accounts SET reset_required_at = created_at",
                "UPDATE accounts SET reset_required_at = NULL"),
        ] {
            let token = house.magic_link("ann@example.test").await;
            house.run(bar).await;
            assert_eq!(faults(house.open_magic(&token).await), fault(Code::Expired, "token"));
            house.run(lift).await;
        }
        assert!(house.texts("SELECT 'row' AS text FROM sessions").await.is_empty());
    }

    async fn only_the_house_issues_links_and_only_on_their_website(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        house.magic_link("ann@example.test").await;
        let id = house.recoveries().await[0];
        for actor in [house.stranger(), house.db.superadmin(&house.site)] {
            assert!(house.identity.issue_recovery(&actor, id).await.is_err());
        }
        assert!(house.issued_on(&other, id).await.is_none());
    }

    async fn tokens_and_addresses_stand_nowhere_but_where_they_must(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let magic = house.magic_link("ann@example.test").await;
        house.open_magic(&magic).await.expect("a session");
        let signed_in = house.sign_in("ann@example.test").await;
        let confirm = house.wish(&signed_in, "new@example.test").await;
        house.confirm(&confirm).await.expect("confirmed");
        let undo = house.mailed().await;
        house.undo(&undo).await.expect("undone");
        let reset = house.mailed().await;
        let password = "lantern gravel otter 77";
        house.reset(&reset, password).await.expect("reset");
        let mut stored = Vec::new();
        for sql in [
            "SELECT CAST(payload AS TEXT) AS text FROM outbox_events",
            "SELECT action || ' ' || object || ' ' || actor AS text FROM audit_entries",
            "SELECT CAST(detail AS TEXT) AS text FROM audit_entries WHERE detail IS NOT NULL",
            "SELECT token_hash AS text FROM recovery_links",
            "SELECT COALESCE(label, '') || COALESCE(network, '') AS text FROM security_events",
            "SELECT password_hash AS text FROM accounts",
        ] {
            stored.extend(house.texts(sql).await);
        }
        assert!(stored.len() > 20, "{stored:#?}");
        let secrets = [&*magic, &confirm, &undo, &reset, password, "@example.test"];
        for text in &stored {
            for secret in secrets {
                assert!(!text.contains(secret), "{text}");
            }
        }
    }

    async fn what_is_long_over_is_forgotten(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.magic_link("ann@example.test").await;
        house.db.manual.advance(TimeDelta::days(31));
        house.magic_link("ann@example.test").await;
        let before = house.db.now() - TimeDelta::days(30);
        let removed = house.identity.prune(&house.db.system(&house.site), before).await;
        assert_eq!(removed.expect("removed"), 2);
        for table in ["recoveries", "recovery_links"] {
            let rows = house.texts(&format!("SELECT 'row' AS text FROM {table}")).await;
            assert_eq!(rows.len(), 1, "{table}");
        }
    }
}
