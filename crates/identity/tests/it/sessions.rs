//! Staying in, and leaving.

use chrono::TimeDelta;
use identity::{SessionService, SignedIn, Standing};
use kernel::{Code, Page, PageArguments, Role, SessionId};
use testkit::on_both;

use crate::house::{House, RIGHT, credentials, fault, faults, inside};

async fn listed(house: &House, signed_in: &SignedIn) -> Vec<SessionId> {
    let list = house
        .identity
        .list(&house.asker(signed_in), &Page::default())
        .await;
    let items = list.expect("a list").items;
    items.into_iter().map(|(_, session)| session.id).collect()
}

on_both! {
    async fn a_session_of_one_website_is_nobody_on_another(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, None).await;
        let signed_in = house.sign_in("ann@example.test").await;
        assert!(house.who(&signed_in.token).await.is_some());
        let there = house.identity.authenticate(&other, signed_in.token.reveal()).await;
        assert_eq!(there.expect("an answer"), None);
    }

    async fn a_signed_out_session_is_over_at_once(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let signed_in = house.sign_in("ann@example.test").await;
        let ended = house.identity.sign_out(&house.asker(&signed_in)).await;
        assert_eq!(ended.expect("it ends"), signed_in.session.id);
        assert_eq!(house.who(&signed_in.token).await, None);
        let stranger = house.identity.sign_out(&house.stranger()).await;
        assert_eq!(faults(stranger), fault(Code::Unauthenticated, ""));
    }

    async fn one_session_ends_another_of_the_same_person_only(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, None).await;
        let (phone, laptop) =
            (house.sign_in("ann@example.test").await, house.sign_in("ann@example.test").await);
        let bobs = house.sign_in("bob@example.test").await;
        let elsewhere = credentials("ann@example.test", RIGHT);
        let elsewhere = house.identity.sign_in(&house.db.stranger(&other), elsewhere).await;
        let elsewhere = inside(elsewhere.expect("a session"));
        let laptop_asks = house.asker(&laptop);
        let unknown: SessionId = "ses_01h00000000000000000000000".parse().expect("an id");
        let mut refusals = Vec::new();
        for id in [bobs.session.id, elsewhere.session.id, unknown] {
            let refused = house.identity.revoke(&laptop_asks, id).await;
            refusals.push(faults(refused));
        }
        refusals.dedup();
        assert_eq!(refusals, [fault(Code::NotFound, "sessionId")]);
        let ended = house.identity.revoke(&laptop_asks, phone.session.id).await;
        assert!(ended.expect("it ends").revoked_at.is_some());
        assert_eq!(house.who(&phone.token).await, None);
        assert!(house.who(&laptop.token).await.is_some());
        assert!(house.who(&bobs.token).await.is_some());
        house.identity.revoke(&laptop_asks, phone.session.id).await.expect("again is harmless");
        let stranger = house.identity.revoke(&house.stranger(), laptop.session.id).await;
        assert_eq!(faults(stranger), fault(Code::Unauthenticated, ""));
    }

    async fn ending_the_others_keeps_the_caller(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        let mut others = Vec::new();
        for _ in 0..3 {
            others.push(house.sign_in("ann@example.test").await);
        }
        let own = house.sign_in("ann@example.test").await;
        let bobs = house.sign_in("bob@example.test").await;
        let ended = house.identity.revoke_others(&house.asker(&own)).await;
        let mut ended = ended.expect("they end");
        ended.sort();
        let mut expected: Vec<_> = others.iter().map(|other| other.session.id).collect();
        expected.sort();
        assert_eq!(ended, expected);
        for other in &others {
            assert_eq!(house.who(&other.token).await, None);
        }
        assert!(house.who(&own.token).await.is_some());
        assert!(house.who(&bobs.token).await.is_some());
        assert_eq!(listed(&house, &own).await, [own.session.id]);
        let again = house.identity.revoke_others(&house.asker(&own)).await;
        assert!(again.expect("an answer").is_empty());
        assert!(house.identity.revoke_others(&house.stranger()).await.is_err());
    }

    async fn a_session_ends_when_it_lies_unused_or_grows_old(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.enrol("ed@example.test", Standing::Member(Role::Editor)).await;
        for (email, idle, absolute) in [
            ("ann@example.test", TimeDelta::days(14), TimeDelta::days(90)),
            ("ed@example.test", TimeDelta::hours(2), TimeDelta::hours(12)),
        ] {
            let unused = house.sign_in(email).await;
            house.db.manual.advance(idle - TimeDelta::seconds(1));
            assert!(house.who(&unused.token).await.is_some(), "{email} is still in");
            house.db.manual.advance(idle);
            assert_eq!(house.who(&unused.token).await, None, "{email} forgot");

            let used = house.sign_in(email).await;
            let start = house.db.now();
            while house.db.now() + idle / 2 < start + absolute {
                house.db.manual.advance(idle / 2);
                assert!(house.who(&used.token).await.is_some(), "{email} keeps coming");
            }
            house.db.manual.set(start + absolute);
            assert_eq!(house.who(&used.token).await, None, "{email} has been in for long");
        }
    }

    async fn whoever_becomes_staff_has_the_shorter_session_of_staff(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let signed_in = house.sign_in("ann@example.test").await;
        house.db.manual.advance(TimeDelta::hours(3));
        assert!(house.who(&signed_in.token).await.is_some());
        house.run("UPDATE memberships SET role = 'admin'").await;
        let role = house.who(&signed_in.token).await.and_then(|who| match who {
            kernel::Who::Member { role, .. } => Some(role),
            _ => None,
        });
        assert_eq!(role, Some(Role::Admin));
        house.db.manual.advance(TimeDelta::hours(2));
        assert_eq!(house.who(&signed_in.token).await, None);
    }

    async fn whoever_is_suspended_is_out_with_the_next_request(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let signed_in = house.sign_in("ann@example.test").await;
        house.run("UPDATE memberships SET suspended_at = created_at").await;
        assert_eq!(house.who(&signed_in.token).await, None);
    }

    async fn use_is_noted_once_a_minute(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let signed_in = house.sign_in("ann@example.test").await;
        let asker = house.asker(&signed_in);
        let noted = async || {
            house.who(&signed_in.token).await.expect("they are in");
            let id = signed_in.session.id;
            let rows = house.identity.sessions(&asker, &[id]).await.expect("rows");
            rows[&id].last_seen_at - signed_in.session.created_at
        };
        house.db.manual.advance(TimeDelta::seconds(59));
        assert_eq!(noted().await, TimeDelta::zero());
        house.db.manual.advance(TimeDelta::seconds(1));
        assert_eq!(noted().await, TimeDelta::seconds(60));
        house.db.manual.advance(TimeDelta::seconds(30));
        assert_eq!(noted().await, TimeDelta::seconds(60));
    }

    async fn the_list_shows_own_living_sessions_newest_first(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        house.sign_in("ann@example.test").await;
        house.db.manual.advance(TimeDelta::days(15));
        let mut own = Vec::new();
        for _ in 0..3 {
            own.push(house.sign_in("ann@example.test").await);
            house.sign_in("bob@example.test").await;
            house.db.manual.advance(TimeDelta::minutes(1));
        }
        let asker = house.asker(&own[2]);
        let newest_first: Vec<_> = own.iter().rev().map(|own| own.session.id).collect();
        assert_eq!(listed(&house, &own[2]).await, newest_first);
        assert_eq!(house.identity.count(&asker).await.expect("a count"), 3);
        let first = house.identity.list(&asker, &Page::first(2)).await.expect("a page");
        assert!(first.has_next);
        let after = first.items[1].0.seal();
        let rest = Page::parse(PageArguments { after: Some(after), ..PageArguments::default() });
        let rest = house.identity.list(&asker, &rest.expect("a page")).await.expect("a page");
        let ids: Vec<_> = rest.items.iter().map(|(_, session)| session.id).collect();
        assert_eq!(ids, [own[0].session.id]);
        let stranger = house.stranger();
        assert_eq!(house.identity.count(&stranger).await.expect("a count"), 0);
        assert!(house.identity.sessions(&stranger, &newest_first).await.expect("rows").is_empty());
    }

    async fn garbage_opens_nothing(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let signed_in = house.sign_in("ann@example.test").await;
        let long = "x".repeat(100_000);
        for text in ["", "sst_", signed_in.device_token.reveal(), "sst_'; DROP TABLE sessions", &long] {
            let asker = house.identity.authenticate(&house.site, text).await;
            assert_eq!(asker.expect("an answer"), None);
        }
    }
}
