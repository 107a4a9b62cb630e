//! Registering, and opening the link.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::{
    IdentityEvent, MemberService, Register, RegistrationService, SessionService, Standing,
};
use kernel::{Actor, Code, Role, Site, Who};
use testkit::on_both;

use crate::house::{House, RIGHT, fault, faults, registration};

fn somebody(email: &str) -> Register {
    Register {
        email: email.to_owned(),
        display_name: "Ann Other".to_owned(),
        locale: Some("en-GB".to_owned()),
        time_zone: Some("Europe/London".to_owned()),
        ..Register::default()
    }
}

on_both! {
    async fn a_stranger_gets_an_account_by_opening_the_link(db: Database) {
        let house = House::new(db).await;
        let link = house.link("Ann@Example.test").await;
        assert_eq!(faults(house.try_sign_in("ann@example.test", RIGHT).await),
            fault(Code::BadCredentials, ""));
        let signed_in = house.verify(&link, RIGHT).await.expect("a session");
        assert_eq!(house.who(&signed_in.token).await, Some(signed_in.who.clone()));
        let Who::Member { account, member, role } = signed_in.who else { panic!("no member") };
        assert_eq!(role, Role::Client);
        assert_eq!(signed_in.account.email.as_str(), "ann@example.test");
        let told = house.roster.0.lock().expect("no panic").clone();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].member, told[0].role), (member, Role::Client));
        let events = house.events().await;
        assert!(matches!(&events[1], IdentityEvent::SessionStarted {
            account: of, member: Some(here), first_ever: true, new_device: true, ..
        } if *of == account && *here == member));
        house.sign_in("ann@example.test").await;
    }

    async fn every_fault_of_a_registration_is_named_and_nothing_stored(db: Database) {
        let house = House::new(db).await;
        let register = Register {
            email: "ann".to_owned(),
            display_name: "Ann\r\nBcc: b@example.test".to_owned(),
            locale: Some("English".to_owned()),
            time_zone: Some("London".to_owned()),
            ..Register::default()
        };
        let answer = house.identity.register(&house.stranger(), register).await;
        assert_eq!(faults(answer), [
            (Code::Invalid, "email".to_owned()),
            (Code::Invalid, "displayName".to_owned()),
            (Code::Invalid, "locale".to_owned()),
            (Code::Invalid, "timeZone".to_owned()),
        ]);
        let blank = house.identity.register(&house.stranger(), Register::default()).await;
        assert_eq!(faults(blank), [
            (Code::Required, "email".to_owned()),
            (Code::Required, "displayName".to_owned()),
        ]);
        assert!(house.events().await.is_empty());
    }

    async fn a_closed_website_registers_nobody(db: Database) {
        let house = House::new(db).await;
        let closed = Arc::new(Site { registration_open: false, ..(*house.site).clone() });
        let stranger = house.db.stranger(&closed);
        let answer = house.identity.register(&stranger, somebody("ann@example.test")).await;
        assert_eq!(faults(answer), fault(Code::Forbidden, ""));
        assert!(house.events().await.is_empty());
    }

    async fn the_answer_does_not_tell_whether_an_address_is_known(db: Database) {
        let house = House::new(db).await;
        let known = house.client("known@example.test").await;
        let rows = "SELECT 'r' AS text FROM registrations";
        let mut answers = Vec::new();
        for (index, email) in ["known@example.test", "unknown@example.test"].iter().enumerate() {
            let answer = house.identity.register(&house.stranger(), somebody(email)).await;
            answers.push(format!("{answer:?}"));
            assert_eq!(house.texts(rows).await.len(), index + 1);
        }
        assert_eq!(answers[0], answers[1]);
        let events = house.events().await;
        assert!(matches!(&events[0], IdentityEvent::KnownAddressRegistered { account, link: false, .. }
            if *account == known.account));
        assert!(matches!(&events[1], IdentityEvent::RegistrationRequested { .. }));
    }

    async fn a_link_opens_once_even_for_two_at_once(db: Database) {
        let house = House::new(db).await;
        let link = house.link("ann@example.test").await;
        let (a, b) = tokio::join!(house.verify(&link, RIGHT), house.verify(&link, RIGHT));
        let refused: Vec<_> = [a, b].into_iter().filter(Result::is_err).collect();
        assert_eq!(refused.len(), 1);
        for refused in refused {
            assert_eq!(faults(refused), fault(Code::Expired, "token"));
        }
        assert_eq!(faults(house.verify(&link, RIGHT).await), fault(Code::Expired, "token"));
        for table in ["accounts", "memberships", "sessions"] {
            let rows = house.texts(&format!("SELECT 'row' AS text FROM {table}")).await;
            assert_eq!(rows.len(), 1, "{table}");
        }
    }

    async fn two_registrations_of_one_address_make_one_account(db: Database) {
        let house = House::new(db).await;
        let first = house.link("ann@example.test").await;
        let second = house.link("ann@example.test").await;
        let (a, b) = tokio::join!(house.verify(&first, RIGHT), house.verify(&second, RIGHT));
        let refused: Vec<_> = [a, b].into_iter().filter(Result::is_err).collect();
        assert_eq!(refused.len(), 1);
        let accounts = house.texts("SELECT 'row' AS text FROM accounts").await;
        assert_eq!(accounts.len(), 1);
        // The loser's link leads nowhere from now on.
        for link in [first, second] {
            assert_eq!(faults(house.verify(&link, RIGHT).await), fault(Code::Expired, "token"));
        }
    }

    async fn a_dead_link_and_a_weak_password_are_told_together(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let old = house.link("ann@example.test").await;
        let foreign = house.link_on(&other, "bob@example.test").await;
        house.db.manual.advance(TimeDelta::hours(24));
        let fresh = house.link("cid@example.test").await;
        let weak = || (Code::Invalid, "password".to_owned());
        let token = |code| (code, "token".to_owned());
        for (link, password, expected) in [
            (old.as_str(), RIGHT, vec![token(Code::Expired)]),
            (old.as_str(), "password1234", vec![token(Code::Expired), weak()]),
            (foreign.as_str(), RIGHT, vec![token(Code::NotFound)]),
            ("svl_garbage", RIGHT, vec![token(Code::NotFound)]),
            ("", "password1234", vec![token(Code::NotFound), weak()]),
            (fresh.as_str(), "password1234", vec![weak()]),
            (fresh.as_str(), "short", vec![(Code::TooSmall, "password".to_owned())]),
        ] {
            assert_eq!(faults(house.verify(link, password).await), expected);
        }
        assert!(house.texts("SELECT 'row' AS text FROM accounts").await.is_empty());
        house.verify(&fresh, RIGHT).await.expect("the link is as good as before");
    }

    async fn a_foreign_link_is_refused_like_one_that_never_existed(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let foreign = house.link_on(&other, "bob@example.test").await;
        let never = format!("svl_{}", "A".repeat(43));
        let foreign = house.verify(&foreign, RIGHT).await.expect_err("a refusal");
        let never = house.verify(&never, RIGHT).await.expect_err("a refusal");
        assert_eq!(format!("{foreign:?}"), format!("{never:?}"));
    }

    async fn a_known_person_joins_a_further_website_with_their_own_password(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let standing = Standing::Member(Role::Writer);
        let there = house.enrol_on(&other, "ann@example.test", standing, Some(RIGHT)).await;
        let link = house.link("ann@example.test").await;
        let events = house.events().await;
        assert!(matches!(events[0], IdentityEvent::KnownAddressRegistered { link: true, .. }));
        let wrong = house.verify(&link, "another strong passphrase 7").await;
        assert_eq!(faults(wrong), fault(Code::BadCredentials, "password"));
        let signed_in = house.verify(&link, RIGHT).await.expect("a session");
        assert_eq!(signed_in.account.id, there.account);
        assert!(matches!(signed_in.who, Who::Member { role: Role::Client, .. }));
        let memberships = house.identity.memberships(&house.asker(&signed_in)).await;
        let roles: Vec<_> = memberships.expect("a list").iter().map(|place| place.role).collect();
        assert_eq!(roles.len(), 2);
        assert!(roles.contains(&Role::Writer) && roles.contains(&Role::Client));
    }

    async fn whoever_is_kept_out_does_not_come_back_through_a_link(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.run("UPDATE memberships SET suspended_at = created_at").await;
        house.run("UPDATE accounts SET password_hash = NULL").await;
        let link = house.link("ann@example.test").await;
        assert_eq!(faults(house.verify(&link, RIGHT).await), fault(Code::Expired, "token"));
    }

    async fn a_superadmin_sets_the_first_password_through_a_link(db: Database) {
        let house = House::new(db).await;
        let root = house.enrol_on(&house.site, "root@example.test", Standing::Superadmin, None);
        let root = root.await;
        assert_eq!(root.member, None);
        let system = house.db.system(&house.site);
        let link = house.identity.link_for(&system, root.account).await.expect("a link");
        assert_eq!(format!("{:?}", link.token), "Token");
        let signed_in = house.verify(link.token.reveal(), RIGHT).await.expect("a session");
        assert_eq!(signed_in.who, Who::Superadmin { account: root.account });
        assert_eq!(signed_in.session.member_id, None);
        assert!(house.texts("SELECT 'row' AS text FROM memberships").await.is_empty());
        assert_eq!(faults(house.verify(link.token.reveal(), RIGHT).await),
            fault(Code::Expired, "token"));
    }

    async fn only_the_house_issues_links_and_only_for_what_waits(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.link("ann@example.test").await;
        let id = registration(&house.events().await[0]);
        let issue = async |actor: &Actor| house.identity.issue_link(actor, id).await;
        assert!(issue(&house.db.superadmin(&house.site)).await.is_err());
        assert!(issue(&house.stranger()).await.is_err());
        let there = issue(&house.db.system(&other)).await.expect("an answer");
        assert!(there.is_none());
        let system = house.db.system(&house.site);
        // A mail that is sent again carries another link: both open, once for all.
        let again = issue(&system).await.expect("an answer").expect("a link");
        house.verify(again.token.reveal(), RIGHT).await.expect("a session");
        assert!(issue(&system).await.expect("an answer").is_none());
    }

    async fn tokens_are_stored_as_hashes_only(db: Database) {
        let house = House::new(db).await;
        let link = house.link("ann@example.test").await;
        let signed_in = house.verify(&link, RIGHT).await.expect("a session");
        let mut stored = Vec::new();
        for sql in [
            "SELECT token_hash AS text FROM registration_links",
            "SELECT token_hash AS text FROM sessions",
            "SELECT token_hash AS text FROM devices",
            "SELECT password_hash AS text FROM accounts",
            "SELECT CAST(payload AS TEXT) AS text FROM outbox_events",
        ] {
            stored.extend(house.texts(sql).await);
        }
        let told = format!("{signed_in:?}");
        stored.push(told);
        for secret in [link.as_str(), signed_in.token.reveal(), signed_in.device_token.reveal(), RIGHT] {
            assert!(stored.iter().all(|text| !text.contains(secret)));
        }
        let asker = house.identity.authenticate(&house.site, &stored[1]).await;
        assert_eq!(asker.expect("an answer"), None);
    }
}
