//! An authenticator app in somebody's hand, and the second steps it is used for.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::{
    Answer, Answered, Challenge, ChallengeKind, Entry, Error, FactorChange, FactorService,
    IdentityEvent, Origin, SessionService, SignIn, SignedIn,
};
use kernel::site::Toggles;
use kernel::{Actor, Site, Toggle};
use totp_rs::{Builder, Secret};

use crate::house::{House, RIGHT, credentials};

/// What an app shows that was set up with this secret, so many half minutes from now.
pub fn shown(house: &House, secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let totp = Builder::new().with_secret(secret).build().expect("an app");
    let at = house.db.now() + TimeDelta::seconds(30 * steps);
    let seconds = u64::try_from(at.timestamp()).expect("after 1970");
    totp.generate(seconds).to_string()
}

/// The same website, with a second factor for everybody.
pub fn strict(site: &Site) -> Arc<Site> {
    let toggles = Toggles::new([(Toggle::TwoFactorRequired, true)]);
    Arc::new(Site {
        toggles,
        ..site.clone()
    })
}

/// A person with a second factor.
pub struct Ann {
    pub signed_in: SignedIn,
    pub secret: String,
    pub recovery_codes: Vec<String>,
}

impl House {
    /// The website, with a second factor for everybody.
    pub fn strict(&self) -> Arc<Site> {
        strict(&self.site)
    }

    /// What was written down about second factors, oldest first.
    pub async fn factor_changes(&self) -> Vec<FactorChange> {
        let change = |event| match event {
            IdentityEvent::SecondFactorChanged { change, .. } => Some(change),
            _ => None,
        };
        self.events().await.into_iter().filter_map(change).collect()
    }

    /// Ann, who sets an authenticator up; the code that she did it with is over.
    pub async fn ann(&self) -> Ann {
        self.client("ann@example.test").await;
        let signed_in = self.sign_in("ann@example.test").await;
        let asker = self.asker(&signed_in);
        let enrolment = self.identity.start_totp(&asker).await.expect("a secret");
        let code = shown(self, &enrolment.secret, 0);
        let codes = self.identity.confirm_totp(&asker, &code).await;
        let codes = codes.expect("recovery codes");
        self.db.manual.advance(TimeDelta::minutes(1));
        Ann {
            signed_in,
            secret: enrolment.secret,
            recovery_codes: codes.iter().map(identity::RecoveryCode::reveal).collect(),
        }
    }

    /// The first step of a sign-in.
    pub async fn first_step(&self, email: &str) -> Result<Challenge, Error> {
        let sign_in = credentials(email, RIGHT);
        self.first_step_of(&self.stranger(), sign_in).await
    }

    pub async fn first_step_of(&self, actor: &Actor, sign_in: SignIn) -> Result<Challenge, Error> {
        match self.identity.sign_in(actor, sign_in).await? {
            Entry::Challenge(challenge) => Ok(challenge),
            Entry::In(_) => panic!("a second step was expected"),
        }
    }

    /// The second step.
    pub async fn answer(
        &self,
        challenge: &Challenge,
        kind: ChallengeKind,
        code: &str,
    ) -> Result<Answered, Error> {
        self.answer_from(&self.stranger(), challenge, kind, code, Origin::default())
            .await
    }

    pub async fn answer_from(
        &self,
        actor: &Actor,
        challenge: &Challenge,
        kind: ChallengeKind,
        code: &str,
        origin: Origin,
    ) -> Result<Answered, Error> {
        let answer = Answer {
            challenge: challenge.id,
            kind,
            code: code.to_owned(),
            origin,
        };
        self.identity.answer(actor, answer).await
    }

    /// A code of the app.
    pub async fn totp(&self, challenge: &Challenge, code: &str) -> Result<Answered, Error> {
        self.answer(challenge, ChallengeKind::Totp, code).await
    }
}

/// Whoever is in after the second step.
pub fn seated(answered: Result<Answered, Error>) -> SignedIn {
    match answered {
        Ok(Answered::In { signed_in, .. }) => *signed_in,
        other => panic!("the code should have been right: {other:?}"),
    }
}

/// How many tries are left after a wrong code.
pub fn left(answered: Result<Answered, Error>) -> u32 {
    match answered {
        Ok(Answered::Wrong(challenge)) => challenge.tries_left,
        other => panic!("the code should have been wrong: {other:?}"),
    }
}

pub fn is_in(answered: &Result<Answered, Error>) -> bool {
    matches!(answered, Ok(Answered::In { .. }))
}
