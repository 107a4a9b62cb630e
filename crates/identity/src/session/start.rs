//! Beginning a session, in the transaction of whatever proved who it is.

use kernel::{AccountId, Change, Instant, Tx, Who};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::{SignedIn, device, entity};
use crate::account::entity as account;
use crate::door::Door;
use crate::security::{self, Kind, Note};
use crate::{Identity, IdentityEvent, Result, Token, TokenKind, policy};

impl Identity {
    /// Begins a session of `who` and announces it. The account is held, and the door was looked at
    /// since or has not changed since, so that of two first sign-ins one is the first. Only
    /// [`admit_at_once_in`](Self::admit_at_once_in) and the answer to a challenge call this:
    /// whoever else did would let people in without their second factor.
    pub(crate) fn begin_in<C>(
        &self,
        tx: &Tx<C>,
        person: account::Model,
        who: Who,
        door: &Door<'_>,
        remember: bool,
        proved_at: Option<Instant>,
    ) -> Result<SignedIn> {
        let (origin, novelty) = (door.origin, door.novelty);
        let (device, device_token, new_device) = self.device_in(tx, person.id, door)?;
        let token = Token::mint(&*self.clock, TokenKind::Session);
        let staff = policy::is_staff(&who);
        let row = entity::Model {
            id: tx.mint(),
            website_id: tx.actor().website(),
            account_id: person.id,
            member_id: who.member(),
            device_id: device.id,
            token_hash: token.hash(),
            label: origin.label(),
            network: origin.network(),
            place: origin.place.clone(),
            answer: None,
            user_agent: origin.user_agent(),
            created_at: tx.now(),
            last_seen_at: tx.now(),
            expires_at: tx.now() + self.config.absolute(staff, remember),
            proved_at,
            revoked_at: None,
        };
        let event = IdentityEvent::SessionStarted {
            session: row.id,
            account: person.id,
            member: row.member_id,
            device: device.id,
            first_ever: novelty.first_ever,
            new_device,
            new_location: novelty.new_location,
            at: tx.now(),
        };
        let row = row.into_active_model().reset_all();
        let session = Change::created(row, &event).record_at_commit(tx)?;
        if new_device {
            let note = Note::of(person.id, Kind::DeviceAdded).from(origin);
            security::note_in(tx, note.device(device.id));
        }
        let note = Note::of(person.id, Kind::SignIn).about(&session);
        security::note_in(tx, note);
        Ok(SignedIn {
            session,
            who,
            account: person,
            token,
            device_token,
        })
    }

    /// The device the person signs in with, what it keeps, and whether it is new to the account.
    fn device_in<C>(
        &self,
        tx: &Tx<C>,
        account: AccountId,
        door: &Door<'_>,
    ) -> Result<(device::Model, Token, bool)> {
        let origin = door.origin;
        if let (Some(known), Some(token)) = (door.device()?, origin.token()) {
            let known = known.clone().seen(tx.now()).record_at_commit(tx)?;
            return Ok((known, token, false));
        }
        // A token that nobody here was given, or somebody else was, makes no device known.
        let token = Token::mint(&*self.clock, TokenKind::Device);
        let row = device::Model {
            id: tx.mint(),
            account_id: account,
            token_hash: token.hash(),
            label: origin.label(),
            first_seen_at: tx.now(),
            last_seen_at: tx.now(),
            // The first one ever has nobody else's to be told apart from.
            confirmed_at: door.novelty.first_ever.then_some(tx.now()),
            blocked_at: None,
            forgotten_at: None,
        };
        Ok((row.met().record_at_commit(tx)?, token, true))
    }
}
