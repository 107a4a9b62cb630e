//! No way in through the mailbox skips what guards the other ways: the second factor, the counters
//! of guesses, the devices.

use chrono::TimeDelta;
use identity::{
    ChangePassword, Config, DeviceService, Entry, Error, FactorService, Identity, MagicSignIn,
    Named, Origin, RecoveryService, SessionService, SignedIn,
};
use kernel::Code;
use testkit::on_both;
use totp_rs::{Builder, Secret};

use crate::house::{House, RIGHT, cheap, credentials, fault, faults, secret};
use crate::mailed::named;

const NEW: &str = "lantern gravel otter 77";
const WRONG: &str = "violet anchor meadow 43";

impl House {
    /// Sets a second factor up.
    async fn secure(&self, by: &SignedIn) {
        let identity: &Identity = &self.identity;
        let asker = self.asker(by);
        let enrolment = identity.start_totp(&asker).await.expect("begun");
        let key = Secret::try_from_base32(&enrolment.secret).expect("base 32");
        let totp = Builder::new()
            .with_secret(key)
            .build()
            .expect("a generator");
        let seconds = u64::try_from(self.db.now().timestamp()).expect("a time");
        let code = totp.generate(seconds).to_string();
        identity.confirm_totp(&asker, &code).await.expect("on");
    }

    async fn enter(&self, token: &str) -> Result<Entry, Error> {
        let opened = MagicSignIn {
            token: token.to_owned(),
            ..MagicSignIn::default()
        };
        self.identity
            .sign_in_with_magic_link(&self.stranger(), opened)
            .await
    }

    async fn tries(&self, by: &SignedIn, current: &str) -> Result<(), Error> {
        let change = ChangePassword {
            current: secret(current),
            new: secret(NEW),
            ..ChangePassword::default()
        };
        self.identity
            .change_password(&self.asker(by), change)
            .await
            .map(|_| ())
    }
}

on_both! {
    async fn a_link_does_not_skip_the_second_factor(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        house.secure(&own).await;
        let sessions = "SELECT 'row' AS text FROM sessions";
        let before = house.texts(sessions).await.len();
        let token = house.magic_link("ann@example.test").await;
        let entry = house.enter(&token).await.expect("an answer");
        assert!(matches!(entry, Entry::Challenge(_)));
        assert_eq!(faults(house.enter(&token).await), fault(Code::Expired, "token"));

        let token = house.reset_link("ann@example.test").await;
        house.reset(&token, NEW).await.expect("reset");
        let sign_in = credentials("ann@example.test", NEW);
        let entry = house.identity.sign_in(&house.stranger(), sign_in).await;
        assert!(matches!(entry, Ok(Entry::Challenge(_))));
        assert_eq!(house.texts(sessions).await.len(), before, "nobody came in");
    }

    async fn a_link_alone_opens_no_sensitive_change(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let token = house.magic_link("ann@example.test").await;
        let own = house.open_magic(&token).await.expect("a session");
        let refused = house.identity.change_email(&house.asker(&own), named("new@example.test")).await;
        assert_eq!(faults(refused), fault(Code::StepUpRequired, ""));
    }

    async fn a_link_opens_no_account_that_is_shut_and_a_reset_opens_all(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let magic = house.magic_link("ann@example.test").await;
        for _ in 0..5 {
            let refused = house.try_sign_in("ann@example.test", WRONG).await;
            assert_eq!(faults(refused), fault(Code::BadCredentials, ""));
        }
        for _ in 0..2 {
            assert_eq!(faults(house.open_magic(&magic).await), fault(Code::Locked, ""));
            let refused = house.try_sign_in("ann@example.test", RIGHT).await;
            assert_eq!(faults(refused), fault(Code::Locked, ""));
        }
        let token = house.reset_link("ann@example.test").await;
        house.reset(&token, NEW).await.expect("reset");
        house.try_sign_in("ann@example.test", NEW).await.expect("a session");
        assert!(house.happened().await.contains(&"account_unlocked".to_owned()));
    }

    async fn wrong_passwords_of_a_change_are_guesses(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        for _ in 0..10 {
            let refused = house.tries(&own, WRONG).await;
            assert_eq!(faults(refused), fault(Code::BadCredentials, "currentPassword"));
            house.db.manual.advance(TimeDelta::seconds(10));
        }
        assert_eq!(faults(house.tries(&own, RIGHT).await), fault(Code::Locked, ""));
        house.db.manual.advance(TimeDelta::minutes(6));
        house.tries(&own, RIGHT).await.expect("changed");
    }

    async fn a_reset_lets_blocked_devices_in_again(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let first = house.sign_in("ann@example.test").await;
        let second = house.sign_in("ann@example.test").await;
        let asker = house.asker(&second);
        house.identity.block(&asker, first.session.device_id).await.expect("blocked");
        let magic = house.magic_link("ann@example.test").await;
        let opened = MagicSignIn {
            token: magic.clone(),
            origin: Origin {
                device_token: Some(first.device_token.reveal().to_owned()),
                ..Origin::default()
            },
            remember_me: true,
        };
        let refused = house.identity.sign_in_with_magic_link(&house.stranger(), opened).await;
        assert_eq!(faults(refused), fault(Code::BadCredentials, ""));
        house.open_magic(&magic).await.expect("the link was not used up");
        let token = house.reset_link("ann@example.test").await;
        house.reset(&token, RIGHT).await.expect("reset");
        house.try_sign_in_on(&house.site, "ann@example.test", &first).await.expect("a session");
    }

    async fn nobody_asks_for_mails_without_end(db: Database) {
        let config = Config { hashing: cheap(), ..Config::default() };
        let house = House::of(db, config).await;
        house.client("ann@example.test").await;
        let mut answers = Vec::new();
        for email in ["ann@example.test", "nobody@example.test"] {
            for _ in 0..12 {
                let origin = Origin {
                    address: "192.0.2.1".parse().ok(),
                    ..Origin::default()
                };
                let email = email.to_owned();
                let asked = Named { email, origin };
                let answer = house.identity.request_magic_link(&house.stranger(), asked).await;
                answers.push(format!("{answer:?}"));
            }
        }
        let refused = answers.iter().filter(|answer| answer.contains("TooMany")).count();
        assert_eq!(refused, 4, "{answers:?}");
        assert_eq!(answers[..12], answers[12..]);
    }
}
