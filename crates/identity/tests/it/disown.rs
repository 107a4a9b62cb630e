//! "That was not me", and "was it you?".

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::security::{Kind, Severity, Weakness};
use identity::{
    AnswerSignIn, DeviceService, Error, IdentityEvent, Origin, SecurityService, SessionService,
    SignIn, SignInAnswered, SignedIn, Standing,
};
use kernel::{Code, Role, SessionId};
use testkit::on_both;

use crate::house::{House, RIGHT, credentials, fault, faults, inside};
use crate::security::events;

const ANN: &str = "ann@example.test";

async fn disowned(house: &House) -> Vec<SessionId> {
    let events = house.events().await;
    let session = |event: &IdentityEvent| match event {
        IdentityEvent::SignInDisowned { session, .. } => Some(*session),
        _ => None,
    };
    events.iter().filter_map(session).collect()
}

/// The token out of the mail about this sign-in.
pub async fn question(house: &House, about: &SignedIn) -> String {
    let system = house.db.system(&house.site);
    let link = house
        .identity
        .issue_answer_link(&system, about.session.id)
        .await;
    let link = link.expect("an answer").expect("a link");
    assert_eq!(link.expires_at, house.db.now() + TimeDelta::days(7));
    link.token.reveal().to_owned()
}

pub async fn answer(house: &House, token: &str, was_me: bool) -> Result<SignInAnswered, Error> {
    let token = token.to_owned();
    house
        .identity
        .answer(&house.stranger(), AnswerSignIn { token, was_me })
        .await
}

async fn back_with(house: &House, device: &SignedIn) -> Result<SignedIn, Error> {
    let origin = Origin {
        device_token: Some(device.device_token.reveal().to_owned()),
        ..Origin::default()
    };
    house.try_sign_in_from(ANN, origin).await
}

on_both! {
    async fn disowning_a_sign_in_shuts_everybody_else_out(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client(ANN).await;
        house.client("bob@example.test").await;
        house.enrol_on(&other, ANN, Standing::Member(Role::Client), None).await;
        let own = house.sign_in(ANN).await;
        let second = house.sign_in(ANN).await;
        let elsewhere = house.try_sign_in_on(&other, ANN, &second).await.expect("a session");
        let thief = house.sign_in(ANN).await;
        let bob = house.sign_in("bob@example.test").await;
        let asker = house.asker(&own);

        let unknown: SessionId = "ses_01h00000000000000000000000".parse().expect("an id");
        for id in [bob.session.id, elsewhere.session.id, unknown] {
            let refused = house.identity.disown(&asker, id).await;
            assert_eq!(faults(refused), fault(Code::NotFound, "sessionId"));
        }
        let itself = house.identity.disown(&asker, own.session.id).await;
        assert_eq!(faults(itself), fault(Code::WrongState, "sessionId"));
        assert!(house.who(&thief.token).await.is_some(), "refusals do nothing");

        let done = house.identity.disown(&asker, thief.session.id).await.expect("disowned");
        assert_eq!(done.id, thief.session.id);
        assert!(done.revoked_at.is_some());
        for gone in [&second, &thief] {
            assert_eq!(house.who(&gone.token).await, None);
        }
        let there = house.identity.authenticate(&other, elsewhere.token.reveal()).await;
        assert_eq!(there.expect("an answer"), None, "on every website");
        assert!(house.who(&own.token).await.is_some(), "the asking one stays");
        assert!(house.who(&bob.token).await.is_some());

        let device = thief.session.device_id;
        let devices = house.identity.devices(&asker, &[device]).await.expect("devices");
        assert!(devices[&device].row.blocked_at.is_some());
        for known in [&own, &second, &thief] {
            let refused = back_with(&house, known).await;
            assert_eq!(faults(refused), fault(Code::BadCredentials, ""), "before a reset nobody");
        }
        let critical = events(&house, &asker).await;
        let critical: Vec<_> =
            critical.iter().filter(|event| event.severity == Severity::Critical).collect();
        assert_eq!(critical.len(), 1);
        assert_eq!(critical[0].kind, Kind::SignInDisowned);
        assert_eq!(critical[0].session_id, Some(thief.session.id));

        let events = house.events().await.len();
        house.identity.disown(&asker, thief.session.id).await.expect("again is harmless");
        assert_eq!(house.events().await.len(), events);
        assert_eq!(disowned(&house).await, [thief.session.id]);
    }

    async fn disowning_voids_what_a_thief_began_and_mails_the_way_back(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let owner = house.sign_in(ANN).await;
        let thief = house.sign_in(ANN).await;
        let moving = house.wish(&thief, "thief@example.test").await;
        let link = house.magic_link(ANN).await;
        let asker = house.asker(&owner);
        house.identity.disown(&asker, thief.session.id).await.expect("disowned");
        house.confirm(&moving).await.expect_err("the address stays");
        house.open_magic(&link).await.expect_err("the link leads nowhere");
        assert_eq!(house.emails().await, [ANN]);

        let way_back = house.mailed().await;
        let new = "lantern gravel otter 77";
        house.reset(&way_back, new).await.expect("a new password");
        house.try_sign_in(ANN, RIGHT).await.expect_err("the old password is over");
        let origin = Origin {
            device_token: Some(thief.device_token.reveal().to_owned()),
            ..Origin::default()
        };
        let sign_in = SignIn { origin, ..credentials(ANN, new) };
        let entered = house.identity.sign_in(&house.stranger(), sign_in).await;
        let back = inside(entered.expect("a reset lifts the blocks of devices"));
        assert_eq!(back.session.device_id, thief.session.device_id);
        let score = house.identity.score(&house.asker(&back)).await.expect("a score");
        assert!(!score.findings.contains(&Weakness::ResetPending));
    }

    async fn disowning_needs_a_fresh_proof(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let owner = house.sign_in(ANN).await;
        house.db.manual.advance(TimeDelta::minutes(11));
        let thief = house.sign_in(ANN).await;
        let stale = house.identity.disown(&house.asker(&owner), thief.session.id).await;
        assert_eq!(faults(stale), fault(Code::StepUpRequired, ""));
        let stranger = house.identity.disown(&house.stranger(), thief.session.id).await;
        assert_eq!(faults(stranger), fault(Code::Unauthenticated, ""));
        assert!(house.who(&thief.token).await.is_some());
        assert!(disowned(&house).await.is_empty());
    }

    async fn no_through_the_mail_shuts_everybody_out(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let owner = house.sign_in(ANN).await;
        let thief = house.sign_in(ANN).await;
        let token = question(&house, &thief).await;
        let again = question(&house, &thief).await;
        let told = answer(&house, &token, false).await.expect("answered");
        assert_eq!(told, SignInAnswered { account: owner.account.id, was_me: false });
        for gone in [&owner, &thief] {
            assert_eq!(house.who(&gone.token).await, None, "nobody asked through a session");
            assert_eq!(faults(back_with(&house, gone).await), fault(Code::BadCredentials, ""));
        }
        answer(&house, &token, false).await.expect("the same again is harmless");
        for link in [&token, &again] {
            let turned = answer(&house, link, true).await;
            assert_eq!(faults(turned), fault(Code::WrongState, "token"), "no stays no");
        }
        answer(&house, &again, false).await.expect("it says the same");
        assert_eq!(disowned(&house).await, [thief.session.id], "told once");
    }

    async fn yes_through_the_mail_makes_the_device_known(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let laptop = house.sign_in(ANN).await;
        let phone = house.sign_in(ANN).await;
        let asker = house.asker(&laptop);
        let confirmed = async || {
            let id = phone.session.device_id;
            let devices = house.identity.devices(&asker, &[id]).await.expect("devices");
            devices[&id].row.confirmed_at.is_some()
        };
        let token = question(&house, &phone).await;
        assert!(!confirmed().await);
        assert!(answer(&house, &token, true).await.expect("answered").was_me);
        assert!(confirmed().await);
        answer(&house, &token, true).await.expect("the same again is harmless");
        assert!(house.who(&phone.token).await.is_some());
        let turned = answer(&house, &token, false).await;
        assert_eq!(faults(turned), fault(Code::WrongState, "token"), "a link is answered once");
        house.identity.disown(&asker, phone.session.id).await.expect("a yes may become a no");
        assert_eq!(house.who(&phone.token).await, None);
    }

    async fn a_link_that_is_none_answers_nothing(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client(ANN).await;
        let owner = house.sign_in(ANN).await;
        let token = question(&house, &owner).await;
        let elsewhere = AnswerSignIn { token: token.clone(), was_me: false };
        let elsewhere = house.identity.answer(&house.db.stranger(&other), elsewhere).await;
        assert_eq!(faults(elsewhere), fault(Code::NotFound, "token"));
        for garbage in ["", "svl_", owner.token.reveal(), owner.device_token.reveal()] {
            let refused = answer(&house, garbage, false).await;
            assert_eq!(faults(refused), fault(Code::NotFound, "token"), "{garbage}");
        }
        let sessions = house.texts("SELECT token_hash AS text FROM answer_links").await;
        assert!(!sessions.contains(&token), "the hash alone is kept");
        house.db.manual.advance(TimeDelta::days(7));
        let late = answer(&house, &token, false).await;
        assert_eq!(faults(late), fault(Code::Expired, "token"));
        let asker = house.asker(&owner);
        let refused = house.identity.issue_answer_link(&asker, owner.session.id).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""), "the house alone makes links");
        let there = house.db.system(&other);
        let there = house.identity.issue_answer_link(&there, owner.session.id).await;
        assert!(there.expect("an answer").is_none());
        assert!(disowned(&house).await.is_empty());
    }

    async fn many_answers_at_once_are_one(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let owner = house.sign_in(ANN).await;
        let thief = house.sign_in(ANN).await;
        let asker = house.asker(&owner);
        let token = question(&house, &thief).await;
        let answers = (0..4).map(|_| answer(&house, &token, false));
        let commands = (0..4).map(|_| house.identity.disown(&asker, thief.session.id));
        let (answers, commands) =
            futures_util::future::join(join_all(answers), join_all(commands)).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        // Whoever was ended by the mail in between is signed out.
        for refused in commands.into_iter().filter_map(Result::err) {
            assert!(matches!(refused, Error::Denied(_) | Error::StepUpRequired), "{refused}");
        }
        assert_eq!(disowned(&house).await, [thief.session.id]);
        let critical = "SELECT id AS text FROM security_events WHERE severity = 'critical'";
        let critical = critical.replace("id AS", "kind AS");
        assert_eq!(house.texts(&critical).await, ["sign_in_disowned"]);
    }

    async fn a_sign_in_in_the_moment_of_disowning_does_not_slip_through(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let owner = house.sign_in(ANN).await;
        let thief = house.sign_in(ANN).await;
        let asker = house.asker(&owner);
        let (disowned, entered) = futures_util::future::join(
            house.identity.disown(&asker, thief.session.id),
            join_all((0..4).map(|_| house.try_sign_in(ANN, RIGHT))),
        )
        .await;
        disowned.expect("disowned");
        for entered in entered.into_iter().flatten() {
            assert_eq!(house.who(&entered.token).await, None, "it came first and is out");
        }
    }
}
