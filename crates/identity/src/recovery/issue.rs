//! Making the links that stand in mails.

use kernel::{Actor, Email, RecoveryId, Toggle, Tx};
use sea_orm::{ActiveModelTrait, QuerySelect, Set};

use super::entity::{self, Model, Purpose};
use super::request::may_ask;
use super::{Issued, RecoveryLink, link};
use crate::account::entity as account;
use crate::membership::entity as membership;
use crate::{Identity, Result, Token, TokenKind, policy};

impl Identity {
    pub(super) async fn issue(&self, actor: &Actor, id: RecoveryId) -> Result<Option<Issued>> {
        let _permit = policy::issue_link(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let row = entity::find_here(actor, id).lock_exclusive();
        let row = row.one(&*tx).await?.filter(|row| row.is_open(tx.now()));
        let issued = match row {
            Some(row) => self.issue_in(&tx, row).await?,
            None => None,
        };
        tx.commit().await?;
        Ok(issued)
    }

    pub(super) async fn issue_in(&self, tx: &Tx, row: Model) -> Result<Option<Issued>> {
        let Some(owner) = row.account_id else {
            return Ok(None);
        };
        let Some(person) = account::find_own(owner).one(&**tx).await? else {
            return Ok(None);
        };
        if let (Purpose::EmailChange, Some(email)) = (row.purpose, &row.email) {
            if let Some(other) = other_owner_in(tx, email, &person).await? {
                return Ok(Some(Issued::Taken {
                    email: other.email,
                    locale: other.locale,
                }));
            }
        } else if !leads_in(tx, &row, &person).await? {
            return Ok(None);
        }
        let token = Token::mint(&*self.clock, TokenKind::Link);
        let issued = link::ActiveModel {
            token_hash: Set(token.hash()),
            website_id: Set(row.website_id),
            recovery_id: Set(row.id),
            issued_at: Set(tx.now()),
        };
        issued.insert(&**tx).await?;
        // A new address has to be proved first: its reader may be a stranger, who learns no more
        // than the language they are written to in.
        let known = row.purpose != Purpose::EmailChange;
        Ok(Some(Issued::Link(RecoveryLink {
            token,
            account: person.id,
            email: row.email.unwrap_or(person.email),
            display_name: known.then_some(person.display_name),
            locale: person.locale,
            time_zone: known.then_some(person.time_zone).flatten(),
            expires_at: row.expires_at,
        })))
    }
}

/// Whoever else owns the address.
pub(super) async fn other_owner_in(
    tx: &Tx,
    email: &Email,
    than: &account::Model,
) -> Result<Option<account::Model>> {
    let owner = account::find_by_email(email).one(&**tx).await?;
    Ok(owner.filter(|owner| owner.id != than.id))
}

/// Whether the link would still do anything: a mail may come long after it was asked for.
async fn leads_in(tx: &Tx, row: &Model, person: &account::Model) -> Result<bool> {
    let site = tx.actor().site();
    let switched_on = match row.purpose {
        Purpose::MagicLink => site.toggles.is_on(Toggle::MagicLink),
        Purpose::PasswordReset => may_reset(site, person),
        Purpose::EmailChange | Purpose::EmailUndo => return Ok(true),
    };
    let place = membership::find_place(row.website_id, person.id);
    let place = place.one(&**tx).await?;
    Ok(switched_on && may_ask(person, place.as_ref(), row.purpose))
}

/// Whoever has to reset their password can, whatever the website has switched off.
pub(super) fn may_reset(site: &kernel::Site, person: &account::Model) -> bool {
    site.toggles.is_on(Toggle::PasswordReset) || person.reset_required_at.is_some()
}
