//! The second step of a sign-in.

use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::{
    Answered, ChallengeKind, Entry, Error, FactorChange, FactorService, MagicSignIn,
    MemberInvitationService, Origin, RecoveryService, RegistrationService, SessionService, SignIn,
    Standing, Verify,
};
use kernel::{ChallengeId, Code, Id, Role, Site};
use testkit::on_both;

use crate::authenticator::{is_in, left, seated, shown};
use crate::handovers::{arrive, switch, way};
use crate::house::{House, RIGHT, credentials, fault, faults, secret};
use crate::invitations::{enter, wish};

const ANN: &str = "ann@example.test";

on_both! {
    async fn with_an_authenticator_the_password_is_only_the_first_step(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let challenge = house.first_step(ANN).await.expect("a second step");
        assert_eq!(challenge.kinds, [ChallengeKind::Totp, ChallengeKind::RecoveryCode]);
        assert_eq!(challenge.expires_at - house.db.now(), TimeDelta::minutes(5));
        assert_eq!((challenge.tries_left, challenge.enrolment.clone()), (5, None));
        let sessions = async || house.texts("SELECT 'row' AS text FROM sessions").await.len();
        assert_eq!(sessions().await, 1, "nobody is in before the second step");
        let code = shown(&house, &ann.secret, 0);
        let signed_in = seated(house.totp(&challenge, &format!(" {code} ")).await);
        assert_eq!(sessions().await, 2);
        assert_eq!(house.who(&signed_in.token).await, Some(signed_in.who.clone()));
        assert_eq!(signed_in.account.id, ann.signed_in.account.id);
        let kinds = "SELECT kind AS text FROM security_events ORDER BY created_at, kind";
        let kinds = house.texts(kinds).await;
        assert!(kinds.contains(&"two_factor_enabled".to_owned()), "{kinds:?}");
        assert!(kinds.contains(&"two_factor_passed".to_owned()), "{kinds:?}");
    }

    async fn the_wrong_password_gets_no_second_step(db: Database) {
        let house = House::new(db).await;
        house.ann().await;
        let wrong = house.try_sign_in(ANN, "violet anchor meadow 43").await;
        assert!(matches!(wrong, Err(Error::BadCredentials)));
        assert!(house.texts("SELECT proof AS text FROM sign_in_challenges").await.is_empty());
    }

    async fn a_clock_may_be_half_a_minute_wrong_and_no_more(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        for (steps, right) in [(-2, false), (2, false), (-1, true), (1, true)] {
            house.db.manual.advance(TimeDelta::minutes(2));
            let challenge = house.first_step(ANN).await.expect("a second step");
            let answered = house.totp(&challenge, &shown(&house, &ann.secret, steps)).await;
            assert_eq!(is_in(&answered), right, "{steps}: {answered:?}");
        }
    }

    async fn a_code_is_taken_once(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let before = shown(&house, &ann.secret, -1);
        let code = shown(&house, &ann.secret, 0);
        let challenge = house.first_step(ANN).await.expect("a second step");
        seated(house.totp(&challenge, &code).await);
        // Not a second time, nor one from before it; the challenge itself is over.
        assert_eq!(faults(house.totp(&challenge, &code).await), fault(Code::Expired, "challengeId"));
        let again = house.first_step(ANN).await.expect("a second step");
        assert_eq!(left(house.totp(&again, &code).await), 4);
        assert_eq!(left(house.totp(&again, &before).await), 3);
        house.db.manual.advance(TimeDelta::seconds(30));
        seated(house.totp(&again, &shown(&house, &ann.secret, 0)).await);
    }

    async fn of_twenty_uses_of_one_code_at_once_one_is_in(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let totp = (ChallengeKind::Totp, shown(&house, &ann.secret, 0));
        let recovery = (ChallengeKind::RecoveryCode, ann.recovery_codes[0].clone());
        for (kind, code) in [totp, recovery] {
            let mut challenges = Vec::new();
            for _ in 0..20 {
                challenges.push(house.first_step(ANN).await.expect("a second step"));
            }
            let answers = challenges.iter().map(|one| house.answer(one, kind, &code));
            let answers = join_all(answers).await;
            assert_eq!(answers.iter().filter(|one| is_in(one)).count(), 1, "{answers:?}");
            house.db.manual.advance(TimeDelta::minutes(30));
        }
    }

    async fn of_twenty_right_answers_to_one_challenge_at_once_one_is_in(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let challenge = house.first_step(ANN).await.expect("a second step");
        let answers = ann.recovery_codes.iter().chain(&ann.recovery_codes);
        let answers = answers.map(|code| house.answer(&challenge, ChallengeKind::RecoveryCode, code));
        let answers = join_all(answers).await;
        assert_eq!(answers.iter().filter(|one| is_in(one)).count(), 1, "{answers:?}");
        let used = "SELECT code_hash AS text FROM recovery_codes WHERE used_at IS NOT NULL";
        assert_eq!(house.texts(used).await.len(), 1, "the others are as good as before");
    }

    async fn a_recovery_code_gets_in_once_however_it_was_copied(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        assert_eq!(ann.recovery_codes.len(), 10);
        let copied = ann.recovery_codes[3].replace('-', " ").to_uppercase();
        let challenge = house.first_step(ANN).await.expect("a second step");
        let answered = house.answer(&challenge, ChallengeKind::RecoveryCode, &copied).await;
        let asker = house.asker(&seated(answered));
        let factor = house.identity.second_factor(&asker).await.expect("a factor");
        assert_eq!(factor.recovery_codes_left, 9);
        let challenge = house.first_step(ANN).await.expect("a second step");
        let answered = house.answer(&challenge, ChallengeKind::RecoveryCode, &copied).await;
        assert_eq!(left(answered), 4);
    }

    async fn five_wrong_codes_end_a_challenge(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        // On a device that Ann knows ten guesses are borne, so the challenge is over before them.
        let known = Origin {
            device_token: Some(ann.signed_in.device_token.reveal().to_owned()),
            ..Origin::default()
        };
        let sign_in = SignIn { origin: known.clone(), ..credentials(ANN, RIGHT) };
        let challenge = house.first_step_of(&house.stranger(), sign_in).await.expect("a second step");
        let answer = async |code: &str| {
            let (kind, origin) = (ChallengeKind::Totp, known.clone());
            house.answer_from(&house.stranger(), &challenge, kind, code, origin).await
        };
        for tries in [4, 3, 2, 1] {
            assert_eq!(left(answer("000000").await), tries);
        }
        let Ok(Answered::Wrong(last)) = answer("000000").await else { panic!("it is wrong") };
        assert_eq!(faults::<()>(Err(last.wrong())), fault(Code::BadCredentials, "code"));
        let right = shown(&house, &ann.secret, 0);
        assert_eq!(faults(answer(&right).await), fault(Code::Expired, "challengeId"));
    }

    async fn beginning_anew_gives_no_more_guesses(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        for _ in 0..5 {
            let challenge = house.first_step(ANN).await.expect("the password is right");
            assert_eq!(left(house.totp(&challenge, "000000").await), 4);
        }
        let refused = house.first_step(ANN).await;
        assert!(matches!(refused, Err(Error::Locked { .. })), "{refused:?}");
        house.db.manual.advance(TimeDelta::minutes(5));
        let challenge = house.first_step(ANN).await.expect("a second step");
        seated(house.totp(&challenge, &shown(&house, &ann.secret, 0)).await);
    }

    async fn while_shut_a_right_code_is_not_looked_at(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let waiting = house.first_step(ANN).await.expect("a second step");
        for _ in 0..5 {
            let _ = house.try_sign_in(ANN, "violet anchor meadow 43").await;
        }
        let code = shown(&house, &ann.secret, 0);
        let refused = house.totp(&waiting, &code).await;
        assert!(matches!(refused, Err(Error::Locked { .. })), "{refused:?}");
    }

    async fn there_is_no_second_step_without_a_first(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let other = house.db.website("quill").await;
        let challenge = house.first_step(ANN).await.expect("a second step");
        let code = shown(&house, &ann.secret, 0);
        let mut answers = Vec::new();
        let there = house.db.stranger(&other);
        let kind = ChallengeKind::Totp;
        answers.push(house.answer_from(&there, &challenge, kind, &code, Origin::default()).await);
        for id in [ChallengeId::mint(&*house.db.manual), ChallengeId::from(sea_orm::prelude::Uuid::nil())] {
            let made_up = identity::Challenge { id, ..challenge.clone() };
            answers.push(house.totp(&made_up, &code).await);
        }
        let answers: Vec<_> = answers.into_iter().map(|one| format!("{one:?}")).collect();
        assert_eq!(answers, ["Err(NoSuchChallenge)"; 3]);
        let blank = house.totp(&challenge, "  ").await;
        assert_eq!(faults(blank), fault(Code::Required, "code"));
        let enrol = house.answer(&challenge, ChallengeKind::EnrolTotp, &code).await;
        assert_eq!(faults(enrol), fault(Code::Invalid, "kind"));
        seated(house.totp(&challenge, &code).await);
    }

    async fn a_challenge_waits_five_minutes_and_no_change_of_the_account(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let late = house.first_step(ANN).await.expect("a second step");
        house.db.manual.advance(TimeDelta::minutes(5));
        let over = fault(Code::Expired, "challengeId");
        assert_eq!(faults(house.totp(&late, &shown(&house, &ann.secret, 0)).await), over);
        for change in [
            "UPDATE accounts SET updated_at = '2027-01-01 00:00:00+00:00'",
            "UPDATE memberships SET suspended_at = created_at",
        ] {
            let challenge = house.first_step(ANN).await.expect("a second step");
            house.run(change).await;
            let refused = house.totp(&challenge, &shown(&house, &ann.secret, 0)).await;
            assert_eq!(faults(refused), over, "{change}");
        }
    }

    async fn a_device_stays_known_through_both_steps(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let kept = ann.signed_in.device_token.reveal().to_owned();
        let origin = Origin {
            device_token: Some(kept.clone()),
            device_name: Some("Work laptop".to_owned()),
            ..Origin::default()
        };
        let sign_in = SignIn { origin, remember_me: false, ..credentials(ANN, RIGHT) };
        let challenge = house.first_step_of(&house.stranger(), sign_in).await.expect("a second step");
        // Nothing of the token stands in the row.
        let sealed = house.texts("SELECT sealed_device_token AS text FROM sign_in_challenges").await;
        assert!(!sealed.iter().any(|text| kept.contains(text)), "{sealed:?}");
        let (kind, code) = (ChallengeKind::Totp, shown(&house, &ann.secret, 0));
        // Another device that got hold of the challenge gets nowhere.
        let stolen = Origin {
            device_token: Some(format!("sdv_{}", "A".repeat(43))),
            ..Origin::default()
        };
        let refused = house.answer_from(&house.stranger(), &challenge, kind, &code, stolen).await;
        assert!(matches!(refused, Err(Error::NoSuchChallenge)), "{refused:?}");
        // An API client does not repeat its token, nor its name.
        let signed_in = seated(house.totp(&challenge, &code).await);
        assert_eq!(signed_in.device_token.reveal(), kept);
        assert_eq!(signed_in.session.device_id, ann.signed_in.session.device_id);
        assert_eq!(signed_in.session.label, "Work laptop");
        let lasts = signed_in.session.expires_at - signed_in.session.created_at;
        assert_eq!(lasts, TimeDelta::hours(12), "they did not want to be remembered");
    }

    async fn a_website_that_requires_it_has_everybody_set_one_up(db: Database) {
        let mut house = House::new(db).await;
        house.client(ANN).await;
        house.enrol("root@example.test", Standing::Superadmin).await;
        house.site = house.strict();
        for email in [ANN, "root@example.test"] {
            let challenge = house.first_step(email).await.expect("a second step");
            assert_eq!(challenge.kinds, [ChallengeKind::EnrolTotp]);
            let enrolment = challenge.enrolment.clone().expect("a secret");
            assert!(enrolment.otpauth_uri.starts_with("otpauth://totp/ATLAS:"), "{}", enrolment.otpauth_uri);
            assert!(enrolment.otpauth_uri.contains(&enrolment.secret));
            let code = shown(&house, &enrolment.secret, 0);
            let wrong = house.answer(&challenge, ChallengeKind::EnrolTotp, "000000").await;
            let Ok(Answered::Wrong(again)) = wrong else { panic!("it is wrong") };
            assert_eq!(again.enrolment, challenge.enrolment, "the secret stays the same");
            let totp = house.totp(&challenge, &code).await;
            assert_eq!(faults(totp), fault(Code::Invalid, "kind"));
            let answered = house.answer(&challenge, ChallengeKind::EnrolTotp, &code).await;
            let Ok(Answered::In { signed_in, recovery_codes, .. }) = answered else {
                panic!("it is right: {answered:?}")
            };
            assert_eq!(recovery_codes.map(|codes| codes.len()), Some(10));
            // From now on it is asked for; the code that set it up is used up.
            let challenge = house.first_step(email).await.expect("a second step");
            assert_eq!(challenge.kinds, [ChallengeKind::Totp, ChallengeKind::RecoveryCode]);
            assert_eq!(challenge.enrolment, None);
            assert_eq!(left(house.totp(&challenge, &code).await), 4);
            let kept = house.identity.disable_totp(&house.asker(&signed_in)).await;
            assert_eq!(faults(kept), fault(Code::Forbidden, ""));
        }
        assert_eq!(house.factor_changes().await, [FactorChange::Enabled; 2], "both are told");
    }

    async fn of_two_who_enrol_at_once_one_does(db: Database) {
        let mut house = House::new(db).await;
        house.client(ANN).await;
        house.site = house.strict();
        let mut waiting = Vec::new();
        for _ in 0..2 {
            waiting.push(house.first_step(ANN).await.expect("a second step"));
        }
        let enrolments = waiting.iter().map(async |challenge| {
            let secret = &challenge.enrolment.as_ref().expect("a secret").secret;
            let code = shown(&house, secret, 0);
            house.answer(challenge, ChallengeKind::EnrolTotp, &code).await
        });
        let answers = join_all(enrolments).await;
        assert_eq!(answers.iter().filter(|one| is_in(one)).count(), 1, "{answers:?}");
        assert_eq!(house.texts("SELECT secret AS text FROM totp_factors").await.len(), 1);
    }

    async fn no_way_in_leads_past_the_second_factor(db: Database) {
        let mut house = House::new(db).await;
        let ann = house.ann().await;
        let waits = |entry: Result<Entry, Error>| {
            let Ok(Entry::Challenge(challenge)) = entry else { panic!("{entry:?}") };
            challenge.kinds
        };
        let both = [ChallengeKind::Totp, ChallengeKind::RecoveryCode];
        let token = house.magic_link(ANN).await;
        let opened = MagicSignIn { token, ..MagicSignIn::default() };
        let entry = house.identity.sign_in_with_magic_link(&house.stranger(), opened).await;
        assert_eq!(waits(entry), both);
        // A reset signs nobody in, and leaves the factor as it is.
        let token = house.reset_link(ANN).await;
        let reset = identity::ResetPassword {
            token,
            password: secret("another strong passphrase 7"),
            ..identity::ResetPassword::default()
        };
        house.identity.reset_password(&house.stranger(), reset).await.expect("a new password");
        let sign_in = credentials(ANN, "another strong passphrase 7");
        assert_eq!(waits(house.identity.sign_in(&house.stranger(), sign_in).await), both);
        // A link to a further website, and one for somebody new where everybody needs a factor.
        let other = house.db.website("quill").await;
        let link = house.link_on(&other, ANN).await;
        let verify = Verify {
            token: link,
            password: secret("another strong passphrase 7"),
            origin: Origin::default(),
        };
        let entry = house.identity.verify(&house.db.stranger(&other), verify).await;
        assert_eq!(waits(entry), both);
        // An invitation to a further website, opened with the right password.
        let far = house.db.website("far").await;
        let admin = house.db.member(&far, Role::Admin).await;
        let invited = house.identity.invite(&admin, wish(ANN, Role::Writer)).await;
        let system = house.db.system(&far);
        let link = house.identity.invitation_link(&system, invited.expect("one").id).await;
        let link = link.expect("an answer").expect("a link");
        let password = "another strong passphrase 7";
        assert_eq!(waits(enter(&house, &far, link.token.reveal(), password).await), both);
        // From a session elsewhere, where the website wants a factor of everybody.
        let strict = Arc::new(Site { toggles: house.strict().toggles.clone(), ..Site::clone(&far) });
        let here = house.first_step_of(&house.stranger(), credentials(ANN, password)).await;
        let code = shown(&house, &ann.secret, 0);
        let here = seated(house.totp(&here.expect("a second step"), &code).await);
        assert_eq!(waits(switch(&house, &here, &strict).await), both);
        let token = way(&house, &here, &strict).await;
        assert_eq!(waits(arrive(&house, &strict, &token).await), both);
        house.site = house.strict();
        let link = house.link("new@example.test").await;
        let verify = Verify { token: link, password: secret(RIGHT), origin: Origin::default() };
        let entry = house.identity.verify(&house.stranger(), verify).await;
        assert_eq!(waits(entry), [ChallengeKind::EnrolTotp]);
        let sessions = house.texts("SELECT label AS text FROM sessions").await;
        assert_eq!(sessions.len(), 2, "nobody but Ann is in: at first, and past both steps");
    }

    async fn what_is_secret_stands_nowhere(db: Database) {
        let house = House::new(db).await;
        let ann = house.ann().await;
        let challenge = house.first_step(ANN).await.expect("a second step");
        let code = shown(&house, &ann.secret, 0);
        let wrong = house.totp(&challenge, "314159").await;
        assert!(!format!("{wrong:?}").contains(&ann.secret));
        let signed_in = seated(house.totp(&challenge, &code).await);
        let text = match house.db.conn.get_database_backend() {
            sea_orm::DatabaseBackend::Postgres => "row_to_json(t)::text",
            _ => "json_array(t.action, t.object, t.detail)",
        };
        let mut written = house.texts(&format!("SELECT {text} AS text FROM audit_entries t")).await;
        written.extend(house.texts("SELECT CAST(payload AS TEXT) AS text FROM outbox_events").await);
        written.extend(house.texts("SELECT kind || coalesce(label, '') AS text FROM security_events").await);
        assert!(written.len() > 10, "the tables have something in them");
        let codes = ann.recovery_codes.iter().map(String::as_str);
        let challenge_id = challenge.id.to_string();
        let secrets = [RIGHT, &ann.secret, &code, "314159", signed_in.token.reveal(),
            signed_in.device_token.reveal(), &challenge_id];
        for secret in codes.chain(secrets) {
            let found = written.iter().find(|text| text.contains(secret));
            assert_eq!(found, None, "{secret}");
        }
        let ids = house.texts("SELECT id_hash AS text FROM sign_in_challenges").await;
        assert!(!ids.iter().any(|hash| challenge_id.contains(hash)));
    }
}
