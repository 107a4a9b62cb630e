//! Proving once more who one is, and looking after one's second factor.

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::{
    ChallengeKind, Error, FactorChange, FactorService, Given, MemberService, Origin,
    Reauthenticate, SecondFactor, SessionService, SignedIn, Standing,
};
use kernel::{Actor, Code, Failure, Instant, Role};
use testkit::on_both;

use crate::authenticator::{left, seated, shown, strict};
use crate::house::{House, RIGHT, credentials, fault, faults, inside, secret};

const ANN: &str = "ann@example.test";

async fn prove(house: &House, signed_in: &SignedIn, given: Given) -> Result<Instant, Error> {
    let proof = Reauthenticate {
        given,
        origin: Origin::default(),
    };
    house
        .identity
        .reauthenticate(&house.asker(signed_in), proof)
        .await
}

fn password(text: &str) -> Given {
    Given::Password(secret(text))
}

fn code(text: &str) -> Given {
    Given::Code(text.to_owned())
}

async fn factor(house: &House, signed_in: &SignedIn) -> SecondFactor {
    let factor = house.identity.second_factor(&house.asker(signed_in)).await;
    factor.expect("an answer")
}

on_both! {
    async fn sensitive_changes_are_open_for_ten_minutes_from_the_sign_in(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let signed_in = house.sign_in(ANN).await;
        let asker = house.asker(&signed_in);
        let until = house.db.now() + TimeDelta::minutes(10);
        assert_eq!(factor(&house, &signed_in).await.proven_until, Some(until));
        house.db.manual.advance(TimeDelta::minutes(10) - TimeDelta::microseconds(1));
        house.identity.start_totp(&asker).await.expect("a secret");
        house.db.manual.advance(TimeDelta::microseconds(1));
        assert_eq!(factor(&house, &signed_in).await.proven_until, None);
        let needed = fault(Code::StepUpRequired, "");
        assert_eq!(faults(house.identity.start_totp(&asker).await), needed);
        assert_eq!(faults(house.identity.confirm_totp(&asker, "123456").await), needed);
        assert_eq!(faults(house.identity.disable_totp(&asker).await), needed);
        assert_eq!(faults(house.identity.renew_recovery_codes(&asker).await), needed);
        let stranger = house.identity.start_totp(&house.stranger()).await;
        assert_eq!(faults(stranger), fault(Code::Unauthenticated, ""));
    }

    async fn a_password_or_a_code_opens_them_again_in_that_session_alone(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let challenge = house.first_step(ANN).await.expect("a second step");
        let other = seated(house.totp(&challenge, &shown(&house, &ann.secret, 0)).await);
        let first = &ann.signed_in;
        for given in [
            || password(RIGHT),
            || code("totp"),
            || code("recovery"),
        ] {
            house.db.manual.advance(TimeDelta::minutes(11));
            assert_eq!(factor(&house, first).await.proven_until, None);
            let given = match given() {
                Given::Code(kind) if kind == "totp" => code(&shown(&house, &ann.secret, 0)),
                Given::Code(_) => code(&ann.recovery_codes[0]),
                given @ Given::Password(_) => given,
            };
            let until = prove(&house, first, given).await.expect("it is open");
            assert_eq!(until, house.db.now() + TimeDelta::minutes(10));
            assert_eq!(factor(&house, first).await.proven_until, Some(until));
            assert_eq!(factor(&house, &other).await.proven_until, None);
            let renewed = house.identity.renew_recovery_codes(&house.asker(&other)).await;
            assert_eq!(faults(renewed), fault(Code::StepUpRequired, ""));
        }
        let again = prove(&house, first, code(&ann.recovery_codes[0])).await;
        assert_eq!(faults(again), fault(Code::BadCredentials, "code"));
        let now = shown(&house, &ann.secret, 0);
        prove(&house, first, code(&now)).await.expect("it is open");
        let again = prove(&house, first, code(&now)).await;
        assert_eq!(faults(again), fault(Code::BadCredentials, "code"));
    }

    async fn whoever_came_by_mail_has_proved_nothing_yet(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let token = house.magic_link(ANN).await;
        let signed_in = house.open_magic(&token).await.expect("a session");
        assert_eq!(factor(&house, &signed_in).await.proven_until, None);
        let refused = house.identity.start_totp(&house.asker(&signed_in)).await;
        assert_eq!(faults(refused), fault(Code::StepUpRequired, ""));
        prove(&house, &signed_in, password(RIGHT)).await.expect("it is open");
    }

    async fn a_thief_of_a_session_guesses_ten_times(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let signed_in = house.sign_in(ANN).await;
        assert_eq!(faults(prove(&house, &signed_in, password("")).await), fault(Code::Required, "password"));
        assert_eq!(faults(prove(&house, &signed_in, code(" ")).await), fault(Code::Required, "code"));
        for number in 0..10 {
            let (given, field) = if number % 2 == 0 {
                (password("violet anchor meadow 43"), "password")
            } else {
                (code("123456"), "code")
            };
            let wrong = prove(&house, &signed_in, given).await;
            assert_eq!(faults(wrong), fault(Code::BadCredentials, field), "{number}");
        }
        let refused = prove(&house, &signed_in, password(RIGHT)).await;
        assert_eq!(faults(refused), fault(Code::Locked, ""));
        // The owner signs in elsewhere all the same.
        house.sign_in(ANN).await;
    }

    async fn an_authenticator_is_on_with_its_first_code(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let signed_in = house.sign_in(ANN).await;
        let asker = house.asker(&signed_in);
        let none = house.identity.confirm_totp(&asker, "123456").await;
        assert_eq!(faults(none), fault(Code::WrongState, ""));
        let first = house.identity.start_totp(&asker).await.expect("a secret");
        let second = house.identity.start_totp(&asker).await.expect("a secret");
        assert_ne!(first.secret, second.secret);
        house.sign_in(ANN).await;
        let code = shown(&house, &first.secret, 0);
        let wrong = house.identity.confirm_totp(&asker, &code).await;
        assert_eq!(faults(wrong), fault(Code::BadCredentials, "code"));
        let code = shown(&house, &second.secret, 0);
        let codes = house.identity.confirm_totp(&asker, &code).await.expect("recovery codes");
        assert_eq!(codes.len(), 10);
        let now = factor(&house, &signed_in).await;
        assert_eq!((now.enabled_at, now.recovery_codes_left), (Some(house.db.now()), 10));
        for again in [
            house.identity.start_totp(&asker).await.map(|_| ()),
            house.identity.confirm_totp(&asker, &code).await.map(|_| ()),
        ] {
            assert_eq!(faults(again), fault(Code::WrongState, ""));
        }
        let challenge = house.first_step(ANN).await.expect("a second step");
        assert_eq!(left(house.totp(&challenge, &code).await), 4, "it was used to set it up");
    }

    async fn a_secret_that_nobody_confirmed_is_soon_none(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let signed_in = house.sign_in(ANN).await;
        let asker = house.asker(&signed_in);
        let enrolment = house.identity.start_totp(&asker).await.expect("a secret");
        house.db.manual.advance(TimeDelta::minutes(20));
        prove(&house, &signed_in, password(RIGHT)).await.expect("it is open");
        let late = house.identity.confirm_totp(&asker, &shown(&house, &enrolment.secret, 0)).await;
        assert_eq!(faults(late), fault(Code::WrongState, ""));
    }

    async fn of_many_confirmations_at_once_one_makes_the_codes(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let signed_in = house.sign_in(ANN).await;
        let asker = house.asker(&signed_in);
        let enrolment = house.identity.start_totp(&asker).await.expect("a secret");
        let code = shown(&house, &enrolment.secret, 0);
        let many = (0..5).map(|_| house.identity.confirm_totp(&asker, &code));
        let many = join_all(many).await;
        assert_eq!(many.iter().filter(|one| one.is_ok()).count(), 1, "{many:?}");
        assert_eq!(factor(&house, &signed_in).await.recovery_codes_left, 10);
    }

    async fn a_second_factor_is_taken_away_with_its_codes(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let asker = house.asker(&ann.signed_in);
        house.identity.disable_totp(&asker).await.expect("it is off");
        let now = factor(&house, &ann.signed_in).await;
        assert_eq!((now.enabled_at, now.recovery_codes_left), (None, 0));
        house.sign_in(ANN).await;
        for again in [
            house.identity.disable_totp(&asker).await,
            house.identity.renew_recovery_codes(&asker).await.map(|_| ()),
        ] {
            assert_eq!(faults(again), fault(Code::WrongState, ""));
        }
        assert!(house.happened().await.contains(&"two_factor_disabled".to_owned()));
        assert_eq!(house.factor_changes().await, [FactorChange::Enabled, FactorChange::Disabled]);
    }

    async fn it_stays_while_any_website_of_the_persons_requires_it(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let quill = house.db.website("quill").await;
        let role = Standing::Member(Role::Writer);
        let place = house.enrol_on(&quill, ANN, role, None).await.member.expect("a member");
        let asker = house.asker(&ann.signed_in);
        let here = house.strict();
        let own = Actor::new(asker.who().clone(), here, asker.session(), asker.request());
        assert_eq!(faults(house.identity.disable_totp(&own).await), fault(Code::Forbidden, ""));
        house.stands(&strict(&quill));
        let refused = house.identity.disable_totp(&asker).await;
        let message = refused.as_ref().err().and_then(Failure::faults).expect("faults").to_string();
        assert!(message.contains("QUILL"), "{message}");
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        assert!(factor(&house, &ann.signed_in).await.enabled_at.is_some());
        // A website of others is nothing to them, nor one that they are kept out of.
        let third = house.db.website("third").await;
        house.stands(&strict(&third));
        house.enrol_on(&quill, "root@example.test", Standing::Member(Role::Admin), Some(RIGHT)).await;
        let root = credentials("root@example.test", RIGHT);
        let strict = house.db.stranger(&quill);
        let root = inside(house.identity.sign_in(&strict, root).await.expect("an answer"));
        let root = Actor::new(root.who, quill.clone(), Some(root.session.id), asker.request());
        house.identity.suspend(&root, place, "Rude").await.expect("suspended");
        house.identity.disable_totp(&asker).await.expect("it is off");
    }

    async fn a_change_that_fails_is_told_to_nobody(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let signed_in = house.sign_in(ANN).await;
        let asker = house.asker(&signed_in);
        assert!(house.identity.disable_totp(&asker).await.is_err());
        assert!(house.identity.renew_recovery_codes(&asker).await.is_err());
        house.identity.start_totp(&asker).await.expect("a secret");
        assert!(house.identity.confirm_totp(&asker, "000000").await.is_err());
        let system = house.db.system(&house.site);
        house.identity.reset_second_factor(&system, ANN).await.expect("there was none");
        assert!(house.factor_changes().await.is_empty());
    }

    async fn new_recovery_codes_replace_the_old(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let codes = house.identity.renew_recovery_codes(&house.asker(&ann.signed_in)).await;
        let codes = codes.expect("codes");
        let told = [FactorChange::Enabled, FactorChange::CodesRenewed];
        assert_eq!(house.factor_changes().await, told);
        let challenge = house.first_step(ANN).await.expect("a second step");
        let kind = ChallengeKind::RecoveryCode;
        assert_eq!(left(house.answer(&challenge, kind, &ann.recovery_codes[0]).await), 4);
        seated(house.answer(&challenge, kind, &codes[0].reveal()).await);
    }

    async fn at_the_console_a_lost_second_factor_is_taken_away(db: Database) {
        let house = House::new(db).await;
        house.ann().await;
        for _ in 0..5 {
            let _ = house.try_sign_in(ANN, "violet anchor meadow 43").await;
        }
        let system = house.db.system(&house.site);
        house.identity.reset_second_factor(&system, " ANN@example.test").await.expect("it is off");
        assert_eq!(house.factor_changes().await, [FactorChange::Enabled, FactorChange::Reset]);
        house.sign_in(ANN).await;
        for nobody in ["nobody@example.test", "nobody"] {
            let unknown = house.identity.reset_second_factor(&system, nobody).await;
            assert_eq!(faults(unknown), fault(Code::NotFound, ""));
        }
        let root = house.db.superadmin(&house.site);
        let refused = house.identity.reset_second_factor(&root, ANN).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
    }
}
