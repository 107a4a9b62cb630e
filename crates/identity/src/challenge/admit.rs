//! The one way in: past the second factor, where there is one or has to be one.

use kernel::{ChallengeId, Clock, Toggle, Tx, Who};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use sha2::{Digest, Sha256};

use super::entity::{self, Model, Step};
use super::{Challenge, ChallengeKind, Entry, Proof};
use crate::account::entity as account;
use crate::credential::TotpSecret;
use crate::door::Door;
use crate::factor::codes;
use crate::session::SignedIn;
use crate::{Identity, Origin, Result, Token, TokenHash, TokenKind};

impl Proof {
    fn step(self) -> Step {
        match self {
            Self::Password => Step::Password,
            Self::MailedLink => Step::MailedLink,
            Self::Session { .. } => Step::Session,
        }
    }
}

impl Identity {
    /// Lets somebody in who has made the first step, or has them make a second one: where they
    /// have a second factor, or the website wants everybody to have one. Whoever comes over from
    /// another website has answered for their own factor there already.
    ///
    /// The caller holds the account, `person` is what its row says now, and `door` was looked at
    /// since.
    pub(crate) async fn admit_in(
        &self,
        tx: &Tx,
        person: account::Model,
        who: Who,
        door: &Door<'_>,
        remember: bool,
        proof: Proof,
    ) -> Result<Entry> {
        let at_once = self.admit_at_once_in(tx, &person, who, door, remember, proof)?;
        if let Some(signed_in) = at_once {
            return Ok(Entry::In(Box::new(signed_in)));
        }
        // A device that its owner has blocked gets no further than the first step.
        door.device()?;
        let secret = (!door.has_factor).then(|| TotpSecret::mint(&*self.clock));
        let challenge = self.challenge_in(tx, &person, door.origin, remember, proof, secret);
        Ok(Entry::Challenge(challenge.await?))
    }

    /// The same for whoever needs no second step; nobody else is let in. Where the caller does not
    /// hold the account yet, its commit does, if nobody has held it since the door was looked at.
    pub(crate) fn admit_at_once_in<C>(
        &self,
        tx: &Tx<C>,
        person: &account::Model,
        who: Who,
        door: &Door<'_>,
        remember: bool,
        proof: Proof,
    ) -> Result<Option<SignedIn>> {
        let required = tx.actor().site().toggles.is_on(Toggle::TwoFactorRequired);
        let own = door.has_factor && !matches!(proof, Proof::Session { .. });
        if required || own {
            return Ok(None);
        }
        let proved_at = match proof {
            Proof::Password => Some(tx.now()),
            Proof::MailedLink => None,
            Proof::Session { proved_at } => proved_at,
        };
        let signed_in = self.begin_in(tx, person.clone(), who, door, remember, proved_at)?;
        Ok(Some(signed_in))
    }

    async fn challenge_in(
        &self,
        tx: &Tx,
        person: &account::Model,
        origin: &Origin,
        remember: bool,
        proof: Proof,
        secret: Option<TotpSecret>,
    ) -> Result<Challenge> {
        entity::tidy_in(tx, person.id).await?;
        let id = mint(&*self.clock);
        let tries = i32::try_from(self.config.challenge_tries).unwrap_or(i32::MAX);
        let token = origin.token();
        let sealed = match &secret {
            Some(secret) => Some(self.sealed_in(tx, person.id, secret).await?),
            None => None,
        };
        let row = Model {
            id_hash: hash(id),
            website_id: tx.actor().website(),
            account_id: person.id,
            proof: proof.step(),
            account_as_of: person.updated_at,
            remember,
            device_name: origin.device_name.clone(),
            sealed_device_token: token.and_then(|token| token.veiled(TokenKind::Device, &pad(id))),
            secret: sealed,
            tries_left: tries,
            created_at: tx.now(),
            expires_at: tx.now() + self.config.challenge(),
            ended_at: None,
        };
        let row = row.into_active_model().reset_all().insert(&**tx).await?;
        let codes = codes::left_in(tx, person.id).await?;
        let shown = row.shown(id, codes > 0);
        Ok(shown.with(secret.as_ref(), &tx.actor().site().name, person))
    }
}

impl Model {
    /// The challenge as whoever made the first step sees it, but for what to set an authenticator
    /// up with.
    pub(super) fn shown(&self, id: ChallengeId, has_codes: bool) -> Challenge {
        let kinds = match (&self.secret, has_codes) {
            (Some(_), _) => vec![ChallengeKind::EnrolTotp],
            (None, true) => vec![ChallengeKind::Totp, ChallengeKind::RecoveryCode],
            (None, false) => vec![ChallengeKind::Totp],
        };
        Challenge {
            id,
            kinds,
            expires_at: self.expires_at,
            tries_left: u32::try_from(self.tries_left).unwrap_or_default(),
            enrolment: None,
        }
    }

    /// The token that the device came with at the first step.
    pub(super) fn device_token(&self, id: ChallengeId) -> Option<Token> {
        let sealed = self.sealed_device_token.as_deref()?;
        Token::unveiled(TokenKind::Device, sealed, &pad(id))
    }
}

impl Challenge {
    /// With what to set an authenticator up, where there is none yet.
    pub(super) fn with(
        self,
        secret: Option<&TotpSecret>,
        website: &str,
        person: &account::Model,
    ) -> Self {
        let enrolment = secret.map(|secret| secret.enrolment(website, &person.email));
        Self { enrolment, ..self }
    }
}

/// All of it is chance, as in a token: it opens as much as a token does.
fn mint(clock: &dyn Clock) -> ChallengeId {
    let mut bytes = [0; 16];
    clock.fill(&mut bytes);
    ChallengeId::from(Uuid::from_bytes(bytes))
}

/// What is stored of the id.
pub(super) fn hash(id: ChallengeId) -> TokenHash {
    TokenHash::of(&[b"challenge", id.to_string().as_bytes()])
}

/// What the device's token is laid under while the challenge waits: a further hash of the id, of
/// which the stored one tells nothing.
fn pad(id: ChallengeId) -> [u8; 32] {
    let mut digest = Sha256::new_with_prefix(b"device of ");
    digest.update(id.to_string());
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use kernel::SystemClock;

    use super::*;

    #[test]
    fn the_id_of_a_challenge_is_all_chance() {
        let ids: Vec<Uuid> = (0..64).map(|_| mint(&SystemClock).into()).collect();
        for bit in 0..128_u32 {
            let set = |id: &&Uuid| id.as_u128() & (1 << bit) != 0;
            let count = ids.iter().filter(set).count();
            assert!((1..64).contains(&count), "bit {bit} is always the same");
        }
        let id = ChallengeId::from(ids[0]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_ne!(hash(id), hash(ChallengeId::from(ids[1])));
    }
}
