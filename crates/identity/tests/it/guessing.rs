//! Guesses: how many are borne, and what is told to whoever makes too many.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::{
    Config, Error, Limits, Origin, RecoveryService, Register, RegistrationService, SessionService,
    SignIn, SignedIn,
};
use kernel::{Code, Failure, Instant};
use testkit::on_both;

use crate::house::{House, RIGHT, cheap, credentials, fault, faults};
use crate::mailed::named;

const ANN: &str = "ann@example.test";
const NOBODY: &str = "nobody@example.test";
const WRONG: &str = "violet anchor meadow 43";

fn from(address: &str) -> Origin {
    Origin {
        address: address.parse().ok(),
        ..Origin::default()
    }
}

/// With the device that an earlier sign-in made known.
fn with(known: &SignedIn, address: &str) -> Origin {
    Origin {
        device_token: Some(known.device_token.reveal().to_owned()),
        ..from(address)
    }
}

async fn sign_in(house: &House, email: &str, password: &str, origin: Origin) -> Result<(), Error> {
    let sign_in = SignIn {
        origin,
        ..credentials(email, password)
    };
    let entry = house.identity.sign_in(&house.stranger(), sign_in).await?;
    assert!(entry.signed_in().is_some());
    Ok(())
}

/// The outcome in a word.
fn word(outcome: &Result<(), Error>) -> &'static str {
    match outcome {
        Ok(()) => "in",
        Err(Error::BadCredentials) => "wrong",
        Err(Error::Locked { .. }) => "locked",
        Err(Error::TooMany) => "many",
        Err(other) => panic!("{other:?}"),
    }
}

/// So many wrong guesses, in words.
async fn guess(house: &House, count: usize, email: &str, origin: &Origin) -> Vec<&'static str> {
    let mut words = Vec::new();
    for _ in 0..count {
        words.push(word(&sign_in(house, email, WRONG, origin.clone()).await));
    }
    words
}

fn locked(outcome: Result<(), Error>) -> Instant {
    match outcome {
        Err(Error::Locked { until }) => until,
        other => panic!("it should be shut: {other:?}"),
    }
}

async fn happened(house: &House, kind: &str) -> usize {
    let all = house.happened().await;
    all.iter().filter(|one| *one == kind).count()
}

on_both! {
    async fn after_five_wrong_guesses_right_and_wrong_are_answered_alike(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let here = from("203.0.113.7");
        assert_eq!(guess(&house, 5, ANN, &here).await, ["wrong"; 5]);
        let until = house.db.now() + TimeDelta::minutes(5);
        let mut answers = Vec::new();
        for password in [WRONG, RIGHT, "x"] {
            let refused = sign_in(&house, ANN, password, here.clone()).await;
            let told = refused.as_ref().err().and_then(Failure::faults).expect("a fault");
            answers.push((locked(refused), told));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
        assert_eq!(answers[0].0, until);
        let told = answers[0].1.iter().next().expect("a fault");
        assert_eq!(told.code, Code::Locked);
        assert!(told.message.contains("2026-11-23 12:05:00 UTC"), "{}", told.message);
        house.db.manual.set(until - TimeDelta::microseconds(1));
        locked(sign_in(&house, ANN, RIGHT, here.clone()).await);
        house.db.manual.set(until);
        assert_eq!(word(&sign_in(&house, ANN, RIGHT, here).await), "in");
        assert_eq!(happened(&house, "sign_in_failed").await, 5);
        assert_eq!(happened(&house, "account_locked").await, 1);
    }

    async fn an_unknown_address_is_shut_like_a_known_one(db: Database) {
        let statements = Arc::new(Mutex::new(Vec::new()));
        let mut db = db;
        let heard = Arc::clone(&statements);
        db.conn.set_metric_callback(move |info| {
            heard.lock().expect("no panic").push(info.statement.sql.clone());
        });
        let house = House::new(db).await;
        house.client(ANN).await;
        let mut told = Vec::new();
        for (email, address) in [(ANN, "203.0.113.7"), (NOBODY, "203.0.113.7")] {
            let mut answers = Vec::new();
            for _ in 0..8 {
                statements.lock().expect("no panic").clear();
                let outcome = sign_in(&house, email, WRONG, from(address)).await;
                let text = outcome.expect_err("a refusal").faults().expect("faults").to_string();
                answers.push((text, statements.lock().expect("no panic").len()));
            }
            told.push(answers);
        }
        // The first of all reads the key besides.
        told[0][0].1 = told[1][0].1;
        assert_eq!(told[0], told[1]);
        let counts: Vec<_> = told[0].iter().map(|(_, count)| *count).collect();
        assert!(counts[6] < counts[3], "while it is shut nothing else is looked at: {counts:?}");
    }

    async fn each_shutting_is_twice_as_long(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let here = from("203.0.113.7");
        for minutes in [5, 10, 20, 40, 60, 60] {
            assert_eq!(guess(&house, 5, ANN, &here).await, ["wrong"; 5]);
            let until = locked(sign_in(&house, ANN, RIGHT, here.clone()).await);
            assert_eq!(until - house.db.now(), TimeDelta::minutes(minutes));
            house.db.manual.set(until);
        }
        assert_eq!(word(&sign_in(&house, ANN, RIGHT, here.clone()).await), "in");
        guess(&house, 5, ANN, &here).await;
        let until = locked(sign_in(&house, ANN, RIGHT, here).await);
        assert_eq!(until - house.db.now(), TimeDelta::minutes(5), "the right one forgave it all");
    }

    async fn guesses_of_before_the_window_do_not_count(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let here = from("203.0.113.7");
        assert_eq!(guess(&house, 4, ANN, &here).await, ["wrong"; 4]);
        house.db.manual.advance(TimeDelta::minutes(15));
        assert_eq!(guess(&house, 4, ANN, &here).await, ["wrong"; 4]);
        assert_eq!(word(&sign_in(&house, ANN, RIGHT, here).await), "in");
    }

    async fn the_guesses_of_others_never_shut_a_known_device(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let home = "203.0.113.7";
        let known = house.try_sign_in_from(ANN, from(home)).await.expect("a session");
        for number in 0..4 {
            guess(&house, 5, ANN, &from(&format!("198.51.{number}.1"))).await;
        }
        guess(&house, 5, ANN, &from(home)).await;
        // Every stranger is shut out, wherever from; Ann is not.
        locked(sign_in(&house, ANN, RIGHT, from("192.0.2.1")).await);
        assert_eq!(word(&sign_in(&house, ANN, RIGHT, with(&known, home)).await), "in");
        assert_eq!(guess(&house, 10, ANN, &with(&known, home)).await, ["wrong"; 10]);
        locked(sign_in(&house, ANN, RIGHT, with(&known, home)).await);
        // The device of somebody else is none.
        house.client("bob@example.test").await;
        let bobs = house.try_sign_in_from("bob@example.test", from(home)).await.expect("a session");
        locked(sign_in(&house, ANN, RIGHT, with(&bobs, "192.0.2.1")).await);
        assert_eq!(word(&sign_in(&house, "bob@example.test", RIGHT, with(&bobs, home)).await), "in");
    }

    async fn a_blocked_device_learns_nothing_from_the_right_password(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let known = house
            .try_sign_in_from(ANN, from("203.0.113.7"))
            .await
            .expect("a session");
        house.run("UPDATE devices SET blocked_at = first_seen_at").await;
        for (password, address) in [(RIGHT, "198.51.100.1"), (WRONG, "203.0.113.1")] {
            let here = with(&known, address);
            let mut words = Vec::new();
            for _ in 0..6 {
                words.push(word(&sign_in(&house, ANN, password, here.clone()).await));
            }
            assert_eq!(words, ["wrong", "wrong", "wrong", "wrong", "wrong", "locked"]);
        }
    }

    async fn twenty_guesses_from_everywhere_shut_an_address(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        for number in 0..20 {
            let here = from(&format!("198.51.{number}.1"));
            assert_eq!(guess(&house, 1, ANN, &here).await, ["wrong"], "{number}");
        }
        locked(sign_in(&house, ANN, RIGHT, from("203.0.113.7")).await);
        // Addresses in IPv6 are counted by the /48.
        locked(sign_in(&house, ANN, RIGHT, from("2001:db8::1")).await);
        house.client("bob@example.test").await;
        let bob = sign_in(&house, "bob@example.test", RIGHT, from("203.0.113.7")).await;
        assert_eq!(word(&bob), "in");
    }

    async fn of_fifty_guesses_at_once_five_are_answered(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let many = (0..50).map(|number| {
            let password = if number % 10 == 9 { RIGHT } else { WRONG };
            sign_in(&house, ANN, password, from("203.0.113.7"))
        });
        let outcomes = join_all(many).await;
        let words: Vec<_> = outcomes.iter().map(word).collect();
        let wrong = words.iter().filter(|word| **word == "wrong").count();
        // A right one in between forgives what was wrong before it.
        assert!(wrong <= 25, "{words:?}");
        let nobody = (0..50).map(|_| sign_in(&house, NOBODY, WRONG, from("203.0.113.7")));
        let outcomes = join_all(nobody).await;
        let wrong = outcomes.iter().filter(|one| word(one) == "wrong").count();
        assert_eq!(wrong, 5);
        let rows = house.texts("SELECT CAST(failures AS TEXT) AS text FROM guess_counters").await;
        assert!(!rows.is_empty());
    }

    async fn another_server_of_the_house_counts_along(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let config = Config { hashing: cheap(), limits: Limits::none(), ..Config::default() };
        let second = house.server(config).expect("an identity");
        let here = from("203.0.113.7");
        guess(&house, 3, ANN, &here).await;
        for _ in 0..2 {
            let sign_in = SignIn { origin: here.clone(), ..credentials(ANN, WRONG) };
            let wrong = second.sign_in(&house.stranger(), sign_in).await;
            assert!(matches!(wrong, Err(Error::BadCredentials)));
        }
        locked(sign_in(&house, ANN, RIGHT, here.clone()).await);
        let sign_in = SignIn { origin: here, ..credentials(ANN, RIGHT) };
        let refused = second.sign_in(&house.stranger(), sign_in).await;
        assert!(matches!(refused, Err(Error::Locked { .. })));
    }

    async fn a_mailed_reset_opens_everything(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let known = house.try_sign_in_from(ANN, from("203.0.113.7")).await.expect("a session");
        guess(&house, 5, ANN, &from("198.51.100.1")).await;
        guess(&house, 10, ANN, &with(&known, "203.0.113.7")).await;
        let token = house.reset_link(ANN).await;
        house.reset(&token, "another strong passphrase 7").await.expect("a new password");
        for origin in [from("198.51.100.1"), with(&known, "203.0.113.7")] {
            let outcome = sign_in(&house, ANN, "another strong passphrase 7", origin).await;
            assert_eq!(word(&outcome), "in");
        }
        assert_eq!(happened(&house, "account_unlocked").await, 1);
    }

    async fn a_link_and_an_own_password_are_guessed_at_no_more_often(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let standing = identity::Standing::Member(kernel::Role::Client);
        house.enrol_on(&other, ANN, standing, Some(RIGHT)).await;
        let link = house.link(ANN).await;
        for _ in 0..5 {
            let wrong = house.verify(&link, WRONG).await;
            assert_eq!(faults(wrong), fault(Code::BadCredentials, "password"));
        }
        assert_eq!(faults(house.verify(&link, RIGHT).await), fault(Code::Locked, ""));
        house.db.manual.advance(TimeDelta::minutes(5));
        house.verify(&link, RIGHT).await.expect("a session");
    }

    async fn counters_tell_nothing_about_people(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        guess(&house, 3, ANN, &from("203.0.113.7")).await;
        let rows = "SELECT key || subject || CAST(failures AS TEXT) AS text FROM guess_counters";
        let rows = house.texts(rows).await;
        assert_eq!(rows.len(), 2);
        for row in &rows {
            assert!(!row.contains("ann") && !row.contains("203.0"), "{row}");
        }
        // What nobody has touched for a day is gone with the next guess.
        house.db.manual.advance(TimeDelta::hours(25));
        guess(&house, 1, NOBODY, &from("203.0.113.7")).await;
        let rows = house.texts("SELECT key AS text FROM guess_counters").await;
        assert_eq!(rows.len(), 2);
    }

    async fn the_door_takes_ten_a_minute_for_an_address(db: Database) {
        let config = Config { hashing: cheap(), ..Config::default() };
        let house = House::of(db, config).await;
        house.client(ANN).await;
        for (email, shut) in [(ANN, "locked"), (NOBODY, "locked")] {
            let here = from("203.0.113.7");
            let words = guess(&house, 12, email, &here).await;
            assert_eq!(words[..5], ["wrong"; 5]);
            assert_eq!(words[5..10], [shut; 5]);
            assert_eq!(words[10..], ["many"; 2]);
            let register = Register {
                email: email.to_owned(),
                display_name: "Ann".to_owned(),
                ..Register::default()
            };
            let registered = house.identity.register(&house.stranger(), register).await;
            assert_eq!(faults(registered), fault(Code::RateLimited, ""));
            let asked = house.identity.request_password_reset(&house.stranger(), named(email)).await;
            assert_eq!(faults(asked), fault(Code::RateLimited, ""));
        }
        house.db.manual.advance(TimeDelta::minutes(6));
        for _ in 0..30 {
            house.sign_in(ANN).await;
        }
    }
}
