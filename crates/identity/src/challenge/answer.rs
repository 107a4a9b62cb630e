//! Answering a challenge.

use kernel::{Actor, ChallengeId, Code, Faults, Tx, audit};
use sea_orm::QuerySelect;

use super::entity::{self, Model};
use super::{Answer, Answered, ChallengeKind, admit};
use crate::account::entity as account;
use crate::door::Door;
use crate::factor::codes;
use crate::guess::Try;
use crate::security::{self, Kind};
use crate::{Error, Identity, Origin, RecoveryCode, Result, policy};

/// How a code came out.
enum Outcome {
    Wrong,
    Right,
    /// Right, and the first of an authenticator that is set up with it.
    Enrolled(Vec<RecoveryCode>),
}

impl Identity {
    pub(crate) async fn answered(&self, actor: &Actor, answer: Answer) -> Result<Answered> {
        let at_door = self.doorstep.knock_from(&answer.origin)?;
        check(&answer)?;
        let found = entity::find_here(actor, &admit::hash(answer.challenge));
        let found = found.one(&self.db).await?.ok_or(Error::NoSuchChallenge)?;
        let person = account::find_own(found.account_id).one(&self.db).await?;
        let person = person.ok_or(Error::NoSuchChallenge)?;
        let origin = bound(&found, &answer)?;
        if !found.is_open(&person, self.clock.now()) {
            return Err(Error::ChallengeOver);
        }
        self.doorstep.welcome(&at_door);
        let knock = self.doorstep.knock(person.email.as_str(), &origin)?;
        let a_try = self.a_try(&self.db, &person.email, &origin).await?;
        self.refuse_shut(&self.db, &a_try).await?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let answered = self.answered_in(&tx, &answer, &origin, &a_try).await?;
        tx.commit().await?;
        if let Answered::In { .. } = answered {
            self.doorstep.welcome(&knock);
        }
        Ok(answered)
    }

    /// Everything that hangs on the account waits for its row, so that of many answers at the same
    /// moment each sees what the one before it did.
    async fn answered_in(
        &self,
        tx: &Tx,
        answer: &Answer,
        origin: &Origin,
        a_try: &Try,
    ) -> Result<Answered> {
        let (challenge, person) = locked_in(tx, answer.challenge).await?;
        if !challenge.is_open(&person, tx.now()) {
            return Err(Error::ChallengeOver);
        }
        let door = Door::of_in(tx, person.id, origin, Some(a_try)).await?;
        let who = policy::admitted(&person, door.place.as_ref()).ok_or(Error::ChallengeOver)?;
        let outcome = self.judged_in(tx, answer, &challenge, &person).await?;
        let recovery_codes = match outcome {
            Outcome::Wrong => {
                self.was_wrong_in(tx, a_try, Some(person.id)).await?;
                let challenge = challenge.tried_in(tx).await?;
                let codes = codes::left_in(tx, person.id).await?;
                let secret = match &challenge.secret {
                    Some(sealed) => Some(self.opened_in(tx, person.id, sealed).await?),
                    None => None,
                };
                let shown = challenge.shown(answer.challenge, codes > 0);
                let website = &tx.actor().site().name;
                return Ok(Answered::Wrong(shown.with(
                    secret.as_ref(),
                    website,
                    &person,
                )));
            }
            Outcome::Right => None,
            Outcome::Enrolled(codes) => Some(codes),
        };
        door.refuse_shut(tx.now())?;
        door.forgive_in(tx, a_try).await?;
        let remember = challenge.remember;
        challenge.ended_in(tx).await?;
        let proved_at = Some(tx.now());
        let signed_in = self.begin_in(tx, person, who, &door, remember, proved_at)?;
        let passed = security::Note::of(signed_in.account.id, Kind::TwoFactorPassed);
        security::note_in(tx, passed.about(&signed_in.session));
        let action = "identity.second_factor_passed";
        audit::write(tx, audit::Note::new(action, &signed_in.session.id));
        Ok(Answered::In {
            signed_in: Box::new(signed_in),
            recovery_codes,
            remember,
        })
    }

    async fn judged_in(
        &self,
        tx: &Tx,
        answer: &Answer,
        challenge: &Model,
        person: &account::Model,
    ) -> Result<Outcome> {
        let right = match (answer.kind, &challenge.secret) {
            (ChallengeKind::Totp, None) => self.take_totp_in(tx, person.id, &answer.code).await?,
            (ChallengeKind::RecoveryCode, None) => {
                self.take_recovery_code_in(tx, person.id, &answer.code)
                    .await?
            }
            (ChallengeKind::EnrolTotp, Some(sealed)) => {
                let secret = self.opened_in(tx, person.id, sealed).await?;
                let codes = self.enrol_in(tx, person.id, &secret, &answer.code).await?;
                return Ok(codes.map_or(Outcome::Wrong, Outcome::Enrolled));
            }
            (_, _) => return Err(wrong_kind().into()),
        };
        Ok(if right {
            Outcome::Right
        } else {
            Outcome::Wrong
        })
    }
}

fn check(answer: &Answer) -> Result<()> {
    if answer.code.trim().is_empty() {
        let message = "Fill in the code.";
        return Err(Faults::one(Code::Required, "code", message).into());
    }
    Ok(())
}

fn wrong_kind() -> Faults {
    let message = "This sign-in cannot be answered in this way. Choose one of its kinds.";
    Faults::one(Code::Invalid, "kind", message)
}

/// Where the second step comes from, as the first one began it. A device that shows a token shows
/// the same one as then: somebody who got hold of the challenge alone has another or none.
fn bound(challenge: &Model, answer: &Answer) -> Result<Origin> {
    let then = challenge.device_token(answer.challenge);
    let now = answer.origin.token();
    if let (Some(then), Some(now)) = (&then, &now)
        && then != now
    {
        return Err(Error::NoSuchChallenge);
    }
    let kept = then.or(now).map(|token| token.reveal().to_owned());
    Ok(Origin {
        device_name: challenge.device_name.clone(),
        device_token: kept,
        ..answer.origin.clone()
    })
}

async fn locked_in(tx: &Tx, id: ChallengeId) -> Result<(Model, account::Model)> {
    let find = || entity::find_here(tx.actor(), &admit::hash(id));
    let found = find().one(&**tx).await?.ok_or(Error::NoSuchChallenge)?;
    let person = account::hold_in(tx, found.account_id).await?;
    let person = person.ok_or(Error::NoSuchChallenge)?;
    let challenge = find().lock_exclusive().one(&**tx).await?;
    Ok((challenge.ok_or(Error::NoSuchChallenge)?, person))
}
