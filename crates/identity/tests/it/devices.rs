//! Devices, and what their owner does with them.

use identity::{DeviceService, Error, IdentityEvent, Origin, SessionService, SignedIn, Standing};
use kernel::{Code, DeviceId, Page, Role};
use testkit::on_both;

use crate::house::{House, fault, faults};

/// Signs in with the device that an earlier sign-in made known.
async fn again(house: &House, email: &str, earlier: &SignedIn) -> Result<SignedIn, Error> {
    let origin = Origin {
        device_token: Some(earlier.device_token.reveal().to_owned()),
        ..Origin::default()
    };
    house.try_sign_in_from(email, origin).await
}

async fn listed(house: &House, signed_in: &SignedIn) -> Vec<identity::Device> {
    let list = house
        .identity
        .list_devices(&house.asker(signed_in), &Page::default())
        .await;
    let items = list.expect("a list").items;
    items.into_iter().map(|(_, device)| device).collect()
}

on_both! {
    async fn the_list_shows_own_devices_the_latest_first(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        let laptop = house.sign_in("ann@example.test").await;
        house.db.manual.advance(chrono::TimeDelta::minutes(1));
        let phone = house.sign_in("ann@example.test").await;
        house.sign_in("bob@example.test").await;
        let devices = listed(&house, &laptop).await;
        let seen: Vec<_> = devices.iter().map(|d| (d.row.id, d.is_current)).collect();
        assert_eq!(seen, [(phone.session.device_id, false), (laptop.session.device_id, true)]);
        assert!(devices[1].row.confirmed_at.is_some(), "the first one ever is the owner's");
        assert!(devices[0].row.confirmed_at.is_none(), "a second one may be anybody's");

        house.db.manual.advance(chrono::TimeDelta::minutes(1));
        let back = again(&house, "ann@example.test", &laptop).await.expect("a session");
        assert_eq!(back.session.device_id, laptop.session.device_id);
        let devices = listed(&house, &phone).await;
        assert_eq!(devices[0].row.id, laptop.session.device_id, "it was used last");
        assert_eq!(devices.len(), 2);
        let first = house.identity.list_devices(&house.asker(&phone), &Page::first(1)).await;
        assert!(first.expect("a page").has_next);
        let nobody = house.identity.list_devices(&house.stranger(), &Page::default()).await;
        assert!(nobody.expect("a page").items.is_empty());
    }

    async fn a_device_has_the_name_its_owner_gives_it(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.sign_in("ann@example.test").await;
        let phone = house.sign_in("ann@example.test").await;
        let (asker, id) = (house.asker(&phone), phone.session.device_id);
        for (label, code) in [
            ("", Code::Required),
            (" \t", Code::Required),
            ("two\nlines", Code::Invalid),
            (&"x".repeat(61), Code::TooLong),
        ] {
            let refused = house.identity.rename(&asker, id, label).await;
            assert_eq!(faults(refused), fault(code, "label"), "{label:?}");
        }
        let longest = "ü".repeat(60);
        let renamed = house.identity.rename(&asker, id, &format!(" {longest} ")).await;
        let renamed = renamed.expect("a name");
        assert_eq!(renamed.row.label, longest);
        assert!(renamed.row.confirmed_at.is_some(), "whoever names it knows it");
        assert!(renamed.is_current);
        let kept = house.identity.devices(&asker, &[id]).await.expect("devices");
        assert_eq!(kept[&id], renamed);
    }

    async fn somebody_elses_device_is_one_that_never_existed(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        let ann = house.sign_in("ann@example.test").await;
        let gone = house.sign_in("ann@example.test").await;
        let bob = house.sign_in("bob@example.test").await;
        let asker = house.asker(&ann);
        house.identity.forget(&asker, gone.session.device_id).await.expect("it is forgotten");
        let unknown: DeviceId = "dev_01h00000000000000000000000".parse().expect("an id");
        for id in [bob.session.device_id, gone.session.device_id, unknown] {
            let refusals = [
                faults(house.identity.rename(&asker, id, "Mine").await),
                faults(house.identity.forget(&asker, id).await),
                faults(house.identity.block(&asker, id).await),
                faults(house.identity.unblock(&asker, id).await),
            ];
            for refusal in refusals {
                assert_eq!(refusal, fault(Code::NotFound, "deviceId"));
            }
            assert!(house.identity.devices(&asker, &[id]).await.expect("devices").is_empty());
        }
        let stranger = house.identity.block(&house.stranger(), unknown).await;
        assert_eq!(faults(stranger), fault(Code::Unauthenticated, ""));
        assert!(house.who(&bob.token).await.is_some());
        assert!(again(&house, "bob@example.test", &bob).await.is_ok());
    }

    async fn a_blocked_device_is_refused_even_with_the_right_password(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, None).await;
        let laptop = house.sign_in("ann@example.test").await;
        let phone = house.sign_in("ann@example.test").await;
        let asker = house.asker(&laptop);
        let id = phone.session.device_id;

        let own = house.identity.block(&asker, laptop.session.device_id).await;
        assert_eq!(faults(own), fault(Code::WrongState, "deviceId"));
        let blocked = house.identity.block(&asker, id).await.expect("it is blocked");
        assert!(blocked.row.blocked_at.is_some());
        assert_eq!(house.who(&phone.token).await, None, "its sessions are over");
        assert!(house.who(&laptop.token).await.is_some());
        let refused = again(&house, "ann@example.test", &phone).await;
        assert_eq!(faults(refused), fault(Code::BadCredentials, ""));
        let there = house.try_sign_in_on(&other, "ann@example.test", &phone).await;
        assert_eq!(faults(there), fault(Code::BadCredentials, ""), "on every website");

        let failed = "SELECT kind AS text FROM security_events WHERE kind = 'sign_in_failed'";
        assert_eq!(house.texts(failed).await.len(), 2, "it counts like a wrong guess");

        let events = house.events().await.len();
        house.identity.block(&asker, id).await.expect("again is harmless");
        assert_eq!(house.events().await.len(), events);
        let forgotten = house.identity.forget(&asker, id).await;
        assert_eq!(faults(forgotten), fault(Code::WrongState, "deviceId"), "that would let it in");
        let unblocked = house.identity.unblock(&asker, id).await.expect("it is let in");
        assert_eq!(unblocked.row.blocked_at, None);
        house.identity.unblock(&asker, id).await.expect("again is harmless");
        let back = again(&house, "ann@example.test", &phone).await.expect("a session");
        assert_eq!(back.session.device_id, id);
        assert_eq!(house.who(&phone.token).await, None, "what has ended stays ended");
    }

    async fn a_forgotten_device_is_new_the_next_time(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let laptop = house.sign_in("ann@example.test").await;
        let phone = house.sign_in("ann@example.test").await;
        let id = phone.session.device_id;
        house.identity.forget(&house.asker(&laptop), id).await.expect("it is forgotten");
        assert_eq!(house.who(&phone.token).await, None);
        let ended = IdentityEvent::SessionsEnded {
            account: phone.account.id,
            sessions: vec![phone.session.id],
        };
        assert!(house.events().await.contains(&ended), "open connections hear of it");
        let back = again(&house, "ann@example.test", &phone).await.expect("a session");
        assert_ne!(back.session.device_id, id);
        assert_ne!(back.device_token, phone.device_token);
        assert!(matches!(
            house.events().await.last(),
            Some(IdentityEvent::SessionStarted { new_device: true, .. })
        ));
        let own = house.identity.forget(&house.asker(&back), back.session.device_id).await;
        assert!(own.expect("the own one too").is_current);
        assert_eq!(house.who(&back.token).await, None);
    }

    async fn a_sign_in_while_its_device_is_blocked_does_not_slip_through(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let laptop = house.sign_in("ann@example.test").await;
        let phone = house.sign_in("ann@example.test").await;
        let asker = house.asker(&laptop);
        let (blocked, entered) = futures_util::future::join(
            house.identity.block(&asker, phone.session.device_id),
            again(&house, "ann@example.test", &phone),
        )
        .await;
        blocked.expect("it is blocked");
        if let Ok(entered) = entered {
            assert_eq!(house.who(&entered.token).await, None, "it came in first and is out");
        }
    }

    async fn ending_all_sessions_ends_the_asking_one_too(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        let first = house.sign_in("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let bobs = house.sign_in("bob@example.test").await;
        let mut ended = house.identity.revoke_all(&house.asker(&own)).await.expect("they end");
        ended.sort();
        let mut expected = [first.session.id, own.session.id];
        expected.sort();
        assert_eq!(ended, expected);
        for token in [&first.token, &own.token] {
            assert_eq!(house.who(token).await, None);
        }
        assert!(house.who(&bobs.token).await.is_some());
        assert!(house.identity.revoke_all(&house.stranger()).await.is_err());
    }
}
