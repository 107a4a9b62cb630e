//! "That was not me": shutting somebody else out, and "was it you?", the question that comes
//! before it.

use chrono::TimeDelta;
use kernel::{AccountId, Actor, Code, Faults, SessionId, Tx, audit};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::{AnswerLink, AnswerSignIn, Kind, Note, SignInAnswered, link, note_in};
use crate::account::entity as account;
use crate::recovery::entity::{Purpose, withdraw_in};
use crate::session::device;
use crate::session::devices::block_in;
use crate::session::ending::{Ending, end_in};
use crate::session::entity::{self as session, Answer};
use crate::{Error, Identity, Result, Token, TokenKind, policy};

/// How long the question can be answered.
const ANSWER: TimeDelta = TimeDelta::days(7);

const UNKNOWN: &str = "This link is not complete. Copy the whole link from the mail, or look \
                       through your sessions after signing in.";
const EXPIRED: &str = "This link is too old. Sign in and look through your sessions: there you \
                       can end or disown them.";
const OTHERWISE: &str = "This link was answered before, the other way. If that was wrong, sign in \
                         and disown the session there, or ask for a new password.";
const SHUT: &str = "This sign-in was called foreign before, and stays so. Ask for a new password \
                    to get in again.";

impl Identity {
    pub(super) async fn disown_own(&self, actor: &Actor, id: SessionId) -> Result<session::Model> {
        let _permit = policy::revoke(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        self.require_fresh_in(&tx).await?;
        let own = actor.account().ok_or(Error::NoSuchSession(id))?;
        // Sign-ins wait here, so that none slips through while the door is shut.
        let person = account::must_hold_in(&tx, own).await?;
        let found = session::Entity::visible_to(actor)
            .filter(session::Column::Id.eq(id))
            .lock_exclusive()
            .one(&*tx)
            .await?
            .ok_or(Error::NoSuchSession(id))?;
        if actor.session() == Some(id) {
            return Err(Error::SessionInUse);
        }
        let keep = actor.session().map_or(Ending::All, Ending::AllBut);
        let found = self.disown_in(&tx, person, found, keep).await?;
        tx.commit().await?;
        Ok(found)
    }

    pub(super) async fn was_it_you(
        &self,
        actor: &Actor,
        id: SessionId,
    ) -> Result<Option<AnswerLink>> {
        let _permit = policy::issue_link(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let found = session::Entity::visible_to(actor)
            .filter(session::Column::Id.eq(id))
            .one(&*tx)
            .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let token = Token::mint(&*self.clock, TokenKind::Link);
        let row = link::Model {
            token_hash: token.hash(),
            website_id: found.website_id,
            session_id: found.id,
            issued_at: tx.now(),
            expires_at: tx.now() + ANSWER,
            answer: None,
        };
        let expires_at = row.expires_at;
        row.issued().record(&tx).await?;
        tx.commit().await?;
        Ok(Some(AnswerLink { token, expires_at }))
    }

    /// The token proves the mailbox, so nobody has to be signed in: whoever reads the owner's mail
    /// could reset the password as well.
    pub(super) async fn told(
        &self,
        actor: &Actor,
        answering: AnswerSignIn,
    ) -> Result<SignInAnswered> {
        let answer = if answering.was_me {
            Answer::Mine
        } else {
            Answer::NotMine
        };
        let token = Token::read(TokenKind::Link, answering.token.trim());
        let token = token.ok_or_else(|| refused(Code::NotFound, UNKNOWN))?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let link = link::find_here(actor, &token.hash())
            .lock_exclusive()
            .one(&*tx)
            .await?
            .ok_or_else(|| refused(Code::NotFound, UNKNOWN))?;
        let asked = session::find_here(actor, link.session_id);
        let asked = asked.one(&*tx).await?;
        let asked = asked.ok_or_else(|| refused(Code::NotFound, UNKNOWN))?;
        let done = SignInAnswered {
            account: asked.account_id,
            was_me: answering.was_me,
        };
        match link.answer {
            Some(before) if before == answer => return Ok(done),
            Some(_) => return Err(refused(Code::WrongState, OTHERWISE)),
            None if tx.now() >= link.expires_at => return Err(refused(Code::Expired, EXPIRED)),
            None => {}
        }
        let person = account::must_hold_in(&tx, asked.account_id).await?;
        let asked = session::find_here(actor, asked.id).lock_exclusive();
        let asked = asked.one(&*tx).await?;
        let asked = asked.ok_or_else(|| refused(Code::NotFound, UNKNOWN))?;
        match answer {
            Answer::Mine => confirm_in(&tx, asked).await?,
            Answer::NotMine => {
                self.disown_in(&tx, person, asked, Ending::All).await?;
            }
        }
        link.answered(answer).record(&tx).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Shuts out whoever signed in: sessions end, the device is blocked, and only a mailed reset lets
    /// anybody in. Doing it again changes nothing, so that it is told once.
    async fn disown_in(
        &self,
        tx: &Tx,
        person: account::Model,
        asked: session::Model,
        ending: Ending,
    ) -> Result<session::Model> {
        if asked.answer == Some(Answer::NotMine) {
            return Ok(asked);
        }
        end_in(tx, person.id, ending).await?;
        // Neither links that whoever signed in may have asked for, nor an address they are moving to.
        withdraw_in(tx, person.id, Purpose::PASSING).await?;
        let used = device::find_of(person.id)
            .filter(device::Column::Id.eq(asked.device_id))
            .lock_exclusive()
            .one(&**tx)
            .await?;
        if let Some(used) = used.filter(|device| device.blocked_at.is_none()) {
            block_in(tx, used).await?;
        }
        if person.reset_required_at.is_none() {
            person.shut(tx.now()).record(tx).await?;
        }
        // The way back in, for whoever reads the owner's mail.
        self.recover_in(tx, Some(asked.account_id), Purpose::PasswordReset)
            .await?;
        let asked = asked.disowned(tx.now()).record(tx).await?;
        let note = Note::of(asked.account_id, Kind::SignInDisowned).about(&asked);
        note_in(tx, note);
        Ok(asked)
    }
}

fn refused(code: Code, message: &str) -> Error {
    Error::Invalid(Faults::one(code, "token", message))
}

/// The owner knows this sign-in: its device is theirs.
async fn confirm_in(tx: &Tx, asked: session::Model) -> Result<()> {
    match asked.answer {
        Some(Answer::NotMine) => return Err(refused(Code::WrongState, SHUT)),
        Some(Answer::Mine) => return Ok(()),
        None => {}
    }
    let used = device::find_of(asked.account_id)
        .filter(device::Column::Id.eq(asked.device_id))
        .lock_exclusive()
        .one(&**tx)
        .await?;
    if let Some(used) = used.filter(|device| device.confirmed_at.is_none()) {
        used.confirmed(tx.now()).record(tx).await?;
    }
    asked.called_mine().record(tx).await?;
    Ok(())
}

/// Opens what a disowned sign-in has shut, after a mailed reset: all devices are let in again, and
/// the new password counts.
pub(crate) async fn lift_blocks_in(tx: &Tx, account: AccountId) -> Result<(), DbErr> {
    let lifted = device::Entity::update_many()
        .col_expr(
            device::Column::BlockedAt,
            Expr::value(Option::<kernel::Instant>::None),
        )
        .filter(device::Column::AccountId.eq(account))
        .filter(device::Column::BlockedAt.is_not_null())
        .exec(&**tx)
        .await?;
    account::Entity::update_many()
        .col_expr(
            account::Column::ResetRequiredAt,
            Expr::value(Option::<kernel::Instant>::None),
        )
        .filter(account::Column::Id.eq(account))
        .exec(&**tx)
        .await?;
    if lifted.rows_affected > 0 {
        let note = audit::Note::new("identity.device_blocks_lifted", &account);
        audit::write(tx, note);
    }
    Ok(())
}
