//! From one website of the installation to another.

use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::{
    Entry, Error, HandoverService, IdentityEvent, MemberService, Origin, SessionService, SignedIn,
    Standing,
};
use kernel::site::Toggles;
use kernel::{Code, Role, Site, Toggle, Who};
use testkit::on_both;

use crate::house::{House, RIGHT, fault, faults, inside};

/// Ann, a client on atlas and a writer on quill, signed in on atlas.
async fn ann(house: &House) -> (Arc<Site>, SignedIn) {
    let quill = house.db.website("quill").await;
    house.client("ann@example.test").await;
    house
        .enrol_on(
            &quill,
            "ann@example.test",
            Standing::Member(Role::Writer),
            None,
        )
        .await;
    (quill, house.sign_in("ann@example.test").await)
}

/// With the device of an earlier sign-in.
fn known(signed_in: &SignedIn) -> Origin {
    Origin {
        device_token: Some(signed_in.device_token.reveal().to_owned()),
        ..Origin::default()
    }
}

pub async fn switch(house: &House, from: &SignedIn, to: &Arc<Site>) -> Result<Entry, Error> {
    house
        .identity
        .switch(&house.asker(from), to, known(from))
        .await
}

pub async fn way(house: &House, from: &SignedIn, to: &Arc<Site>) -> String {
    let way = house.identity.hand_over(&house.asker(from), to).await;
    way.expect("a way").token.reveal().to_owned()
}

pub async fn arrive(house: &House, at: &Arc<Site>, token: &str) -> Result<Entry, Error> {
    let stranger = house.db.stranger(at);
    house
        .identity
        .arrive(&stranger, token, Origin::default())
        .await
}

fn role(who: &Who) -> Option<Role> {
    match who {
        Who::Member { role, .. } => Some(*role),
        _ => None,
    }
}

on_both! {
    async fn a_member_of_both_gets_a_session_on_the_other(db: Database) {
        let house = House::new(db).await;
        let (quill, here) = ann(&house).await;
        let there = inside(switch(&house, &here, &quill).await.expect("an entry"));
        assert_eq!(role(&there.who), Some(Role::Writer));
        let asker = house.identity.authenticate(&quill, there.token.reveal()).await;
        assert!(asker.expect("an answer").is_some());
        assert_eq!(house.who(&there.token).await, None, "it is none on the first");
        assert!(house.who(&here.token).await.is_some(), "which goes on");
        // It is a sign-in, though not the first ever, with a device that is known.
        let last = house.events().await.into_iter().rev()
            .find(|event| matches!(event, IdentityEvent::SessionStarted { .. }));
        let Some(IdentityEvent::SessionStarted { first_ever, new_device, .. }) = last else {
            panic!("a sign-in");
        };
        assert!(!first_ever && !new_device);
        // It proves no more than the first did.
        assert_eq!(there.session.proved_at, here.session.proved_at);
    }

    async fn a_website_without_a_place_is_none(db: Database) {
        let house = House::new(db).await;
        let (_, here) = ann(&house).await;
        let far = house.db.website("far").await;
        assert_eq!(faults(switch(&house, &here, &far).await), fault(Code::NotFound, "websiteId"));
        let refused = house.identity.hand_over(&house.asker(&here), &far).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "websiteId"));
        // Nor is one that keeps them out, be it closed or not.
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&far, "ann@example.test", standing, None).await;
        house.run("UPDATE memberships SET suspended_at = created_at WHERE website_id =
            (SELECT id FROM websites WHERE slug = 'far')").await;
        assert_eq!(faults(switch(&house, &here, &far).await), fault(Code::NotFound, "websiteId"));
        let closed = Arc::new(Site { suspended: true, ..Site::clone(&far) });
        assert_eq!(faults(switch(&house, &here, &closed).await), fault(Code::NotFound, "websiteId"));
    }

    async fn a_closed_website_and_the_present_one_say_so(db: Database) {
        let house = House::new(db).await;
        let (quill, here) = ann(&house).await;
        let closed = Arc::new(Site { suspended: true, ..Site::clone(&quill) });
        assert_eq!(faults(switch(&house, &here, &closed).await), fault(Code::WrongState, "websiteId"));
        let same = Arc::clone(&house.site);
        assert_eq!(faults(switch(&house, &here, &same).await), fault(Code::WrongState, "websiteId"));
    }

    async fn strangers_and_ended_sessions_go_nowhere(db: Database) {
        let house = House::new(db).await;
        let (quill, here) = ann(&house).await;
        let refused = house.identity.switch(&house.stranger(), &quill, Origin::default()).await;
        assert_eq!(faults(refused), fault(Code::Unauthenticated, ""));
        let token = way(&house, &here, &quill).await;
        house.identity.sign_out(&house.asker(&here)).await.expect("it ends");
        assert_eq!(faults(switch(&house, &here, &quill).await), fault(Code::Unauthenticated, ""));
        assert_eq!(faults(arrive(&house, &quill, &token).await), fault(Code::Expired, "token"));
    }

    async fn a_browser_is_handed_over_once_and_within_a_minute(db: Database) {
        let house = House::new(db).await;
        let (quill, here) = ann(&house).await;
        let token = way(&house, &here, &quill).await;
        let stored = house.texts("SELECT token_hash AS text FROM handovers").await;
        assert!(stored.iter().all(|hash| !hash.contains(&token)));
        let elsewhere = arrive(&house, &house.site, &token).await;
        assert_eq!(faults(elsewhere), fault(Code::Expired, "token"));
        let there = inside(arrive(&house, &quill, &token).await.expect("an entry"));
        assert_eq!(role(&there.who), Some(Role::Writer));
        assert_eq!(faults(arrive(&house, &quill, &token).await), fault(Code::Expired, "token"));
        let late = way(&house, &here, &quill).await;
        house.db.manual.advance(TimeDelta::seconds(60));
        assert_eq!(faults(arrive(&house, &quill, &late).await), fault(Code::Expired, "token"));
        assert_eq!(faults(arrive(&house, &quill, "svl_nonsense").await), fault(Code::Expired, "token"));
    }

    async fn of_parallel_arrivals_one_comes_in(db: Database) {
        let house = House::new(db).await;
        let (quill, here) = ann(&house).await;
        let token = way(&house, &here, &quill).await;
        let done = join_all((0..8).map(|_| arrive(&house, &quill, &token))).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
    }

    async fn whoever_loses_their_place_on_the_way_does_not_arrive(db: Database) {
        let house = House::new(db).await;
        let (quill, here) = ann(&house).await;
        let token = way(&house, &here, &quill).await;
        let admin = house.db.member(&quill, Role::Admin).await;
        let places = house.identity.memberships(&house.asker(&here)).await.expect("places");
        let there = places.into_iter().find(|place| place.website_id == quill.id).expect("one");
        house.identity.suspend(&admin, there.id, "Rude").await.expect("a member");
        assert_eq!(faults(arrive(&house, &quill, &token).await), fault(Code::Expired, "token"));
    }

    async fn where_a_second_factor_is_wanted_going_over_does_not_skip_it(db: Database) {
        let house = House::new(db).await;
        let (quill, here) = ann(&house).await;
        let toggles = Toggles::new([(Toggle::TwoFactorRequired, true)]);
        let strict = Arc::new(Site { toggles, ..Site::clone(&quill) });
        let entry = switch(&house, &here, &strict).await.expect("an entry");
        assert!(matches!(entry, Entry::Challenge(_)));
        let token = way(&house, &here, &strict).await;
        let entry = arrive(&house, &strict, &token).await.expect("an entry");
        assert!(matches!(entry, Entry::Challenge(_)));
    }

    async fn a_superadmin_goes_anywhere_and_a_short_session_stays_short(db: Database) {
        let house = House::new(db).await;
        let quill = house.db.website("quill").await;
        house.enrol("root@example.test", Standing::Superadmin).await;
        let root = house.sign_in("root@example.test").await;
        let there = inside(switch(&house, &root, &quill).await.expect("an entry"));
        assert!(matches!(there.who, Who::Superadmin { .. }));

        house.client("bob@example.test").await;
        house.enrol_on(&quill, "bob@example.test", Standing::Member(Role::Client), None).await;
        let brief = identity::SignIn {
            remember_me: false,
            ..crate::house::credentials("bob@example.test", RIGHT)
        };
        let brief = house.identity.sign_in(&house.stranger(), brief).await.map(inside);
        let brief = brief.expect("a session");
        let there = inside(switch(&house, &brief, &quill).await.expect("an entry"));
        assert_eq!(there.session.expires_at - there.session.created_at, TimeDelta::hours(12));
    }
}
