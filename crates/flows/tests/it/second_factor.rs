//! Whatever happens to a second factor is mailed to its owner.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::{
    Answer, Answered, Challenge, ChallengeKind, Entry, Error, Origin, SignIn, TotpEnrolment,
};
use kernel::site::Toggles;
use kernel::{Actor, Role, Site, Toggle};
use testkit::{Mood, on_both};
use totp_rs::{Builder, Secret};

use crate::town::{RIGHT, Town};

const ANN: &str = "ann@example.test";

impl Town {
    /// What an app shows now that was set up with this secret.
    fn shown(&self, enrolment: &TotpEnrolment) -> String {
        let secret = Secret::try_from_base32(&enrolment.secret).expect("a secret");
        let totp = Builder::new().with_secret(secret).build().expect("an app");
        let seconds = u64::try_from(self.db.now().timestamp()).expect("after 1970");
        totp.generate(seconds).to_string()
    }

    /// Sets an authenticator up.
    async fn set_up(&self, own: &Actor) {
        let factors = &self.services.factors;
        let enrolment = factors.start_totp(own).await.expect("a secret");
        let codes = factors.confirm_totp(own, &self.shown(&enrolment)).await;
        assert_eq!(codes.expect("codes").len(), 10);
    }

    /// Ann, who has just signed in and was told of it.
    async fn ann(&self) -> Actor {
        self.enrol("ann", Role::Client, Some(RIGHT)).await;
        let own = self.comes_in(ANN, RIGHT).await;
        self.deliver().await;
        own
    }

    fn body(&self) -> String {
        self.server.taken().pop().expect("a mail").body()
    }

    async fn answer(
        &self,
        visitor: &Actor,
        challenge: &Challenge,
        code: &str,
    ) -> Result<Answered, Error> {
        let answer = Answer {
            challenge: challenge.id,
            kind: ChallengeKind::EnrolTotp,
            code: code.to_owned(),
            origin: Origin::default(),
        };
        self.services.factors.answer(visitor, answer).await
    }
}

fn to_ann(subject: &str) -> Vec<(String, String)> {
    vec![(ANN.to_owned(), subject.to_owned())]
}

on_both! {
    async fn each_change_is_one_mail_with_its_time(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let own = town.ann().await;
        let factors = &town.services.factors;
        town.set_up(&own).await;
        assert_eq!(town.deliver().await, to_ann("Your second step is on"));
        let body = town.body();
        for told in ["Hello Secret ann,", "21:00 (Asia/Tokyo)", "https://atlas.test/forgot-password"] {
            assert!(body.contains(told), "{told} in {body}");
        }
        town.advance(TimeDelta::minutes(1));
        let codes = factors.renew_recovery_codes(&own).await.expect("codes");
        assert_eq!(town.deliver().await, to_ann("You have new recovery codes"));
        let body = town.body();
        assert!(codes.iter().all(|code| !body.contains(&code.reveal())), "{body}");
        town.advance(TimeDelta::minutes(1));
        factors.disable_totp(&own).await.expect("it is off");
        assert_eq!(town.deliver().await, to_ann("Your second step is off"));
        assert!(town.body().contains("21:02 (Asia/Tokyo)"));
        assert!(town.deliver().await.is_empty());
    }

    async fn the_mail_comes_once_although_the_server_was_down(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let own = town.ann().await;
        town.server.set(Mood::Down);
        town.set_up(&own).await;
        for _ in 0..3 {
            assert!(town.deliver().await.is_empty());
            town.advance(TimeDelta::seconds(30));
        }
        town.server.set(Mood::Up);
        let mut mailed = Vec::new();
        for _ in 0..4 {
            town.advance(TimeDelta::minutes(2));
            mailed.extend(town.deliver().await);
        }
        assert_eq!(mailed, to_ann("Your second step is on"));
        assert!(town.body().contains("21:00 (Asia/Tokyo)"), "when it was, not when it is mailed");
    }

    async fn a_change_that_fails_is_no_mail(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let own = town.ann().await;
        let factors = &town.services.factors;
        factors.start_totp(&own).await.expect("a secret");
        assert!(factors.confirm_totp(&own, "000000").await.is_err());
        assert!(factors.disable_totp(&own).await.is_err());
        assert!(factors.renew_recovery_codes(&own).await.is_err());
        assert!(town.deliver().await.is_empty());
    }

    async fn whoever_sets_it_up_on_the_way_in_is_told_too(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let toggles = Toggles::new([(Toggle::TwoFactorRequired, true)]);
        let strict = Site { toggles, ..(*town.site).clone() };
        let visitor = town.db.stranger(&Arc::new(strict));
        let sign_in = SignIn {
            email: ANN.to_owned(),
            password: RIGHT.to_owned().into(),
            ..SignIn::default()
        };
        let entry = town.services.sessions.sign_in(&visitor, sign_in).await.expect("an answer");
        let Entry::Challenge(challenge) = entry else { panic!("a second step was expected") };
        let wrong = town.answer(&visitor, &challenge, "000000").await;
        assert!(matches!(wrong, Ok(Answered::Wrong(_))));
        assert!(town.deliver().await.is_empty());
        let code = town.shown(challenge.enrolment.as_ref().expect("a secret"));
        let right = town.answer(&visitor, &challenge, &code).await;
        assert!(matches!(right, Ok(Answered::In { .. })));
        assert_eq!(town.deliver().await, to_ann("Your second step is on"));
    }

    async fn what_the_console_takes_away_is_told(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let own = town.ann().await;
        let factors = &town.services.factors;
        factors.reset_second_factor(&town.house(), ANN).await.expect("there was none");
        assert!(town.deliver().await.is_empty());
        town.set_up(&own).await;
        town.deliver().await;
        factors.reset_second_factor(&town.house(), ANN).await.expect("it is off");
        assert_eq!(town.deliver().await, to_ann("Your second step is off"));
        assert!(town.body().contains("We took the second step of your sign-in away"));
    }
}
