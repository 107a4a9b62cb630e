//! Signing in, and what it tells of the person.

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::{Error, Hashing, IdentityEvent, Origin, SessionService, SignIn, SignedIn, Standing};
use kernel::{Code, Role, Who};
use testkit::on_both;

use crate::house::{House, RIGHT, cheap, credentials, faults, inside};

async fn from(house: &House, device: Option<&SignedIn>, address: &str) -> SignedIn {
    let origin = Origin {
        device_token: device.map(|known| known.device_token.reveal().to_owned()),
        address: address.parse().ok(),
        ..Origin::default()
    };
    let sign_in = SignIn {
        origin,
        ..credentials("ann@example.test", RIGHT)
    };
    let signed_in = house.identity.sign_in(&house.stranger(), sign_in).await;
    inside(signed_in.expect("a session"))
}

/// What the last sign-in says of itself: first ever, new device, new location.
async fn novelty(house: &House) -> (bool, bool, bool) {
    match house.events().await.last() {
        Some(IdentityEvent::SessionStarted {
            first_ever,
            new_device,
            new_location,
            ..
        }) => (*first_ever, *new_device, *new_location),
        other => panic!("no sign-in: {other:?}"),
    }
}

on_both! {
    async fn whatever_is_wrong_the_answer_is_the_same(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        house.client("suspended@example.test").await;
        house.run("UPDATE memberships SET suspended_at = created_at WHERE account_id = \
            (SELECT id FROM accounts WHERE email = 'suspended@example.test')").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "elsewhere@example.test", standing, Some(RIGHT)).await;
        house.enrol_on(&house.site, "passwordless@example.test", standing, None).await;
        let mut answers = Vec::new();
        for (email, password) in [
            ("ann@example.test", "violet anchor meadow 43"),
            ("nobody@example.test", RIGHT),
            ("suspended@example.test", RIGHT),
            ("elsewhere@example.test", RIGHT),
            ("passwordless@example.test", RIGHT),
        ] {
            let answer = house.try_sign_in(email, password).await;
            answers.push(format!("{answer:?}"));
        }
        answers.dedup();
        assert_eq!(answers, ["Err(BadCredentials)"]);
        assert!(house.texts("SELECT 'row' AS text FROM sessions").await.is_empty());
        house.sign_in("ANN@example.test ").await;
    }

    async fn an_unknown_address_is_hashed_like_a_known_one(db: Database) {
        // With one place for a hash and none to wait, whoever comes meanwhile is sent away: that
        // happens for an address exactly when its sign-ins hash.
        let hashing =
            Hashing { memory_kib: 19_456, passes: 2, parallel: 1, queue: 0, ..Hashing::default() };
        let house = House::with(db, hashing).await;
        house.client("ann@example.test").await;
        for email in ["ann@example.test", "nobody@example.test"] {
            let many = (0..16).map(|_| house.try_sign_in(email, "violet anchor meadow 43"));
            let answers = join_all(many).await;
            let busy = answers.iter().filter(|one| matches!(one, Err(Error::Busy))).count();
            assert!(busy > 0, "{email} is compared with nothing");
        }
    }

    async fn blanks_and_no_addresses_are_told_at_once(db: Database) {
        let house = House::new(db).await;
        let sign_in = SignIn {
            email: "ann".to_owned(),
            origin: Origin { device_name: Some("x".repeat(61)), ..Origin::default() },
            ..SignIn::default()
        };
        let answer = house.identity.sign_in(&house.stranger(), sign_in).await;
        assert_eq!(faults(answer), [
            (Code::Invalid, "email".to_owned()),
            (Code::Required, "password".to_owned()),
            (Code::TooLong, "deviceName".to_owned()),
        ]);
    }

    async fn a_known_device_and_a_known_network_are_not_new(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let first = from(&house, None, "203.0.113.7").await;
        assert_eq!(novelty(&house).await, (true, true, true));
        let second = from(&house, Some(&first), "203.0.113.99").await;
        assert_eq!(novelty(&house).await, (false, false, false));
        assert_eq!(second.device_token, first.device_token);
        assert_eq!(second.session.device_id, first.session.device_id);
        assert_eq!(second.session.network, "203.0.113.0/24");
        from(&house, Some(&first), "198.51.100.1").await;
        assert_eq!(novelty(&house).await, (false, false, true));
        from(&house, None, "198.51.100.2").await;
        assert_eq!(novelty(&house).await, (false, true, false));
    }

    async fn somebody_elses_device_token_makes_no_device_known(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        from(&house, None, "203.0.113.7").await;
        let bobs = house.sign_in("bob@example.test").await;
        let anns = from(&house, Some(&bobs), "203.0.113.7").await;
        assert_eq!(novelty(&house).await, (false, true, false));
        assert_ne!(anns.device_token, bobs.device_token);
        let made_up = Origin {
            device_token: Some(format!("sdv_{}", "A".repeat(43))),
            ..Origin::default()
        };
        let sign_in = SignIn { origin: made_up, ..credentials("bob@example.test", RIGHT) };
        let again = house.identity.sign_in(&house.stranger(), sign_in).await.map(inside);
        let again = again.expect("a session");
        assert!(novelty(&house).await.1);
        assert_ne!(again.device_token.reveal(), format!("sdv_{}", "A".repeat(43)));
    }

    async fn of_two_first_sign_ins_one_is_the_first(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        tokio::join!(house.sign_in("ann@example.test"), house.sign_in("ann@example.test"));
        let firsts = house.events().await.into_iter().filter(|event| {
            matches!(event, IdentityEvent::SessionStarted { first_ever: true, .. })
        });
        assert_eq!(firsts.count(), 1);
    }

    async fn a_superadmin_signs_in_everywhere_and_is_member_nowhere(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let root = house.enrol("root@example.test", Standing::Superadmin).await;
        for site in [&house.site, &other] {
            let stranger = house.db.stranger(site);
            let sign_in = credentials("root@example.test", RIGHT);
            let signed_in = house.identity.sign_in(&stranger, sign_in).await.map(inside);
            let signed_in = signed_in.expect("a session");
            assert_eq!(signed_in.who, Who::Superadmin { account: root.account });
            assert_eq!(signed_in.session.member_id, None);
            let asker = house.identity.authenticate(site, signed_in.token.reveal()).await;
            assert_eq!(asker.expect("an answer").map(|asker| asker.who), Some(signed_in.who));
        }
    }

    async fn a_hash_of_another_cost_is_renewed_at_sign_in(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let hash = "SELECT password_hash AS text FROM accounts";
        let old = house.texts(hash).await;
        let config = identity::Config {
            hashing: Hashing { memory_kib: 128, ..cheap() },
            ..identity::Config::default()
        };
        let stricter = house.server(config);
        let sign_in = credentials("ann@example.test", RIGHT);
        let signed_in = stricter.expect("an identity").sign_in(&house.stranger(), sign_in).await;
        signed_in.expect("a session");
        let renewed = house.texts(hash).await;
        assert!(old[0].contains("m=64,") && renewed[0].contains("m=128,"));
        house.sign_in("ann@example.test").await;
    }

    async fn whoever_does_not_want_to_be_remembered_and_staff_are_in_for_twelve_hours(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.enrol("ed@example.test", Standing::Member(Role::Editor)).await;
        house.enrol("will@example.test", Standing::Member(Role::Writer)).await;
        for (email, remember_me, lasts) in [
            ("ann@example.test", true, TimeDelta::days(90)),
            ("ann@example.test", false, TimeDelta::hours(12)),
            ("will@example.test", true, TimeDelta::days(90)),
            ("ed@example.test", true, TimeDelta::hours(12)),
        ] {
            let sign_in = SignIn { remember_me, ..credentials(email, RIGHT) };
            let signed_in = house.identity.sign_in(&house.stranger(), sign_in).await;
            let session = inside(signed_in.expect("a session")).session;
            assert_eq!(session.expires_at - session.created_at, lasts, "{email} {remember_me}");
        }
    }
}
