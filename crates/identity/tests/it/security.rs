//! What happened to the safety of an account, and how safe it is.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::security::{Kind, Weakness};
use identity::{
    DeviceService, Origin, SecurityService, SessionService, Standing, security_event_row,
};
use kernel::{Actor, Code, Page, PageArguments, Role};
use testkit::on_both;

use crate::disown::{answer, question};
use crate::house::{House, fault, faults};

const ANN: &str = "ann@example.test";

pub async fn events(house: &House, asker: &Actor) -> Vec<security_event_row::Model> {
    let events = house.identity.happenings(asker, &Page::first(100)).await;
    let items = events.expect("events").items;
    items.into_iter().map(|(_, event)| event).collect()
}

/// What happened, oldest first; what happened at the same moment by name.
async fn kinds(house: &House, asker: &Actor) -> Vec<Kind> {
    let mut events = events(house, asker).await;
    events.sort_by_key(|event| (event.created_at, format!("{:?}", event.kind)));
    events.iter().map(|event| event.kind).collect()
}

on_both! {
    async fn what_happens_to_an_account_is_written_down_for_its_owner(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        house.client("bob@example.test").await;
        let origin = Origin {
            device_name: Some("Work laptop".to_owned()),
            address: Some("203.0.113.77".parse().expect("an address")),
            place: Some("Berlin, Germany".to_owned()),
            ..Origin::default()
        };
        let laptop = house.try_sign_in_from(ANN, origin).await.expect("a session");
        assert_eq!(laptop.session.place.as_deref(), Some("Berlin, Germany"));
        house.db.manual.advance(TimeDelta::minutes(1));
        let phone = house.sign_in(ANN).await;
        let asker = house.asker(&laptop);
        let device = phone.session.device_id;
        let tick = || house.db.manual.advance(TimeDelta::seconds(1));
        tick();
        house.identity.block(&asker, device).await.expect("blocked");
        tick();
        house.identity.unblock(&asker, device).await.expect("unblocked");
        tick();
        house.identity.forget(&asker, device).await.expect("forgotten");
        tick();
        let tablet = house.sign_in(ANN).await;
        tick();
        house.identity.sign_out(&house.asker(&tablet)).await.expect("out");
        tick();
        let watch = house.sign_in(ANN).await;
        tick();
        house.identity.revoke(&asker, watch.session.id).await.expect("ended");
        house.sign_in("bob@example.test").await;

        let added = [Kind::DeviceAdded, Kind::SignIn];
        let mut expected = [added, added].concat();
        expected.extend([
            Kind::DeviceBlocked,
            Kind::SessionRevoked,
            Kind::DeviceUnblocked,
            Kind::DeviceForgotten,
        ]);
        expected.extend(added);
        expected.push(Kind::SignOut);
        expected.extend(added);
        expected.push(Kind::SessionRevoked);
        assert_eq!(kinds(&house, &asker).await, expected);

        let all = events(&house, &asker).await;
        let (later, first) = all.split_at(all.len() - 2);
        assert!(later.iter().all(|event| event.created_at > laptop.session.created_at));
        let sign_in = first.iter().find(|event| event.kind == Kind::SignIn).expect("a sign-in");
        assert_eq!(sign_in.session_id, Some(laptop.session.id));
        for event in first {
            assert_eq!(event.device_id, Some(laptop.session.device_id));
            assert_eq!(event.label.as_deref(), Some("Work laptop"));
            assert_eq!(event.place.as_deref(), Some("Berlin, Germany"));
            assert_eq!(event.network.as_deref(), Some("203.0.113.0/24"));
            assert_eq!(event.created_at, laptop.session.created_at);
        }
        let page = house.identity.happenings(&asker, &Page::first(3)).await.expect("a page");
        let after = Some(page.items[2].0.seal());
        let rest = Page::parse(PageArguments { after, ..PageArguments::default() });
        let rest = house.identity.happenings(&asker, &rest.expect("a page")).await;
        let rest: Vec<_> = rest.expect("a page").items.into_iter().map(|(_, e)| e).collect();
        assert_eq!(rest, all[3..]);
    }

    async fn events_are_their_owners_alone_and_on_every_website(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client(ANN).await;
        house.client("bob@example.test").await;
        let admin = house.enrol("admin@example.test", Standing::Member(Role::Admin)).await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, ANN, standing, None).await;
        let ann = house.sign_in(ANN).await;
        house.db.manual.advance(TimeDelta::seconds(1));
        let there = house.try_sign_in_on(&other, ANN, &ann).await.expect("a session");
        let own = events(&house, &house.asker(&ann)).await;
        let websites: Vec<_> = own.iter().map(|event| event.website_id).collect();
        assert_eq!(websites, [other.id, house.site.id, house.site.id]);
        let from_there = Actor::new(
            there.who.clone(),
            Arc::clone(&other),
            Some(there.session.id),
            house.stranger().request(),
        );
        assert_eq!(events(&house, &from_there).await, own);
        let bob = house.sign_in("bob@example.test").await;
        let admin_in = house.sign_in("admin@example.test").await;
        assert_eq!(admin_in.account.id, admin.account);
        let ids: Vec<_> = own.iter().map(|event| event.id).collect();
        for asker in [house.asker(&bob), house.asker(&admin_in), house.stranger()] {
            let seen = events(&house, &asker).await;
            assert!(seen.iter().all(|event| !ids.contains(&event.id)));
            let asked = house.identity.security_events(&asker, &ids).await;
            assert!(asked.expect("events").is_empty());
        }
        let asked = house.identity.security_events(&house.asker(&ann), &ids).await;
        assert_eq!(asked.expect("events").len(), 3);
    }

    async fn nothing_that_anybody_does_changes_an_event(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let laptop = house.sign_in(ANN).await;
        let phone = house.sign_in(ANN).await;
        let asker = house.asker(&laptop);
        let before = events(&house, &asker).await;
        let identity = &house.identity;
        let device = phone.session.device_id;
        identity.rename(&asker, device, "Phone").await.expect("named");
        let token = question(&house, &phone).await;
        answer(&house, &token, true).await.expect("answered");
        identity.block(&asker, device).await.expect("blocked");
        identity.unblock(&asker, device).await.expect("unblocked");
        identity.forget(&asker, device).await.expect("forgotten");
        identity.disown(&asker, phone.session.id).await.expect("disowned");
        identity.revoke_all(&asker).await.expect("ended");
        let after = events(&house, &asker).await;
        assert!(after.len() > before.len());
        assert!(before.iter().all(|event| after.contains(event)), "only ever more");
    }

    async fn the_score_counts_what_the_owner_can_mend(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let owner = house.sign_in(ANN).await;
        let asker = house.asker(&owner);
        let findings = async || house.identity.score(&asker).await.expect("a score").findings;
        assert_eq!(findings().await, [Weakness::NoSecondFactor]);
        for _ in 0..4 {
            house.try_sign_in(ANN, "wrong horse 17").await.expect_err("wrong");
        }
        assert_eq!(findings().await, [Weakness::NoSecondFactor], "others' failures do not count");
        let other = house.sign_in(ANN).await;
        assert_eq!(findings().await, [Weakness::NoSecondFactor, Weakness::UnknownDevices]);
        house.identity.rename(&asker, other.session.device_id, "Tablet").await.expect("named");
        assert_eq!(findings().await, [Weakness::NoSecondFactor]);
        house.identity.disown(&asker, other.session.id).await.expect("disowned");
        assert_eq!(findings().await, [Weakness::ResetPending, Weakness::NoSecondFactor]);
        assert_eq!(house.identity.score(&asker).await.expect("a score").value, 30);
        house.db.manual.advance(TimeDelta::days(366));
        assert!(findings().await.contains(&Weakness::OldPassword));
        let nobody = house.identity.score(&house.stranger()).await;
        assert_eq!(faults(nobody), fault(Code::Unauthenticated, ""));
    }
}
