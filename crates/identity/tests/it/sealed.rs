//! The secrets of authenticators as they are stored: sealed, each for its own account.

use identity::{Config, Entry, Error, FactorService, SessionService, Standing};
use kernel::{Failure, Role};
use testkit::on_both;

use crate::authenticator::{Ann, is_in, shown};
use crate::house::{House, RIGHT, cheap, credentials};

const ANN: &str = "ann@example.test";
const BOB: &str = "bob@example.test";

/// A further person with a second factor.
async fn bob(house: &House) -> String {
    house.enrol(BOB, Standing::Member(Role::Client)).await;
    let asker = house.asker(&house.sign_in(BOB).await);
    let enrolment = house.identity.start_totp(&asker).await.expect("a secret");
    let code = shown(house, &enrolment.secret, 0);
    house
        .identity
        .confirm_totp(&asker, &code)
        .await
        .expect("recovery codes");
    enrolment.secret
}

fn is_unsealable<T>(result: Result<T, Error>) -> bool {
    match result {
        // The asker is told a reference and no more; the log has the words.
        Err(error @ Error::Unsealable(_)) => {
            error.faults().is_none() && error.to_string().contains("installation_keys")
        }
        Ok(_) | Err(_) => false,
    }
}

on_both! {
    async fn neither_a_factor_nor_a_sign_in_stores_a_secret_that_can_be_read(db: Database) {
        let house = House::new(db).await;
        let Ann { secret, .. } = house.ann().await;
        house.client(BOB).await;
        let strict = house.strict();
        let visitor = house.db.stranger(&strict);
        let first = house.identity.sign_in(&visitor, credentials(BOB, RIGHT));
        let Entry::Challenge(challenge) = first.await.expect("an answer") else {
            panic!("a second step was expected");
        };
        let enrolment = challenge.enrolment.expect("a secret");
        for (table, secret) in [("totp_factors", secret), ("sign_in_challenges", enrolment.secret)] {
            let stored = house.texts(&format!("SELECT secret AS text FROM {table}")).await;
            assert_eq!(stored.len(), 1, "{table}");
            assert!(stored[0].starts_with("s1."), "{stored:?}");
            assert!(!stored[0].contains(&secret), "{stored:?}");
        }
    }

    async fn the_same_secret_opens_on_another_server(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let config = Config { hashing: cheap(), ..Config::default() };
        let second = house.server(config).expect("an identity");
        let challenge = house.first_step(ANN).await.expect("a second step");
        let answer = identity::Answer {
            challenge: challenge.id,
            kind: identity::ChallengeKind::Totp,
            code: shown(&house, &ann.secret, 0),
            origin: identity::Origin::default(),
        };
        assert!(is_in(&second.answer(&house.stranger(), answer).await));
    }

    async fn the_secret_of_another_person_opens_nothing(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let secret = bob(&house).await;
        let challenge = house.first_step(ANN).await.expect("a second step");
        house.run("UPDATE totp_factors SET secret = (SELECT other.secret FROM totp_factors other
            WHERE other.account_id <> totp_factors.account_id)").await;
        for secret in [&ann.secret, &secret] {
            let answered = house.totp(&challenge, &shown(&house, secret, 0)).await;
            assert!(is_unsealable(answered));
        }
        let sessions = house.texts("SELECT 'row' AS text FROM sessions").await;
        assert_eq!(sessions.len(), 2, "nobody is in with it");
    }

    async fn with_another_key_nobody_is_let_in_and_the_console_helps(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        house.run("UPDATE installation_keys SET secret = 'another one'").await;
        let config = Config { hashing: cheap(), ..Config::default() };
        let second = house.server(config).expect("an identity");
        let challenge = house.first_step(ANN).await.expect("a second step");
        let answer = identity::Answer {
            challenge: challenge.id,
            kind: identity::ChallengeKind::Totp,
            code: shown(&house, &ann.secret, 0),
            origin: identity::Origin::default(),
        };
        assert!(is_unsealable(second.answer(&house.stranger(), answer).await));
        let system = house.db.system(&house.site);
        second.reset_second_factor(&system, ANN).await.expect("it is off");
        house.sign_in(ANN).await;
    }
}
