//! Links that stop mails of one kind. A link does that and no more: it opens no account.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use kernel::{Actor, Clock, MemberId, Site};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use super::link;
use super::wishes::is_forced;
use crate::Kind;
use crate::delivery::entity::Channel;

const BYTES: usize = 32;
const PREFIX: &str = "sun_";

/// Makes and reads the links. Only a hash of each is stored.
pub(crate) struct Unsubscriber;

impl Unsubscriber {
    /// The path of a new link for mails of this kind to this person; none for mails that cannot be
    /// stopped.
    pub(crate) async fn issue(
        db: &impl ConnectionTrait,
        clock: &dyn Clock,
        actor: &Actor,
        (member, kind): (MemberId, Kind),
    ) -> Result<Option<String>, DbErr> {
        if stopped_by(kind, actor.site()).is_empty() {
            return Ok(None);
        }
        let mut bytes = [0; BYTES];
        clock.fill(&mut bytes);
        let token = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes));
        let row = link::ActiveModel {
            token_hash: Set(hash(&token)),
            website_id: Set(actor.website()),
            member_id: Set(member),
            kind: Set(kind),
            issued_at: Set(clock.now()),
        };
        link::Entity::insert(row).exec_without_returning(db).await?;
        Ok(Some(format!("/unsubscribe?token={token}")))
    }

    /// The link of this token on the actor's website.
    pub(crate) async fn find(
        db: &impl ConnectionTrait,
        actor: &Actor,
        token: &str,
    ) -> Result<Option<link::Model>, DbErr> {
        link::Entity::visible_to(actor)
            .filter(link::Column::TokenHash.eq(hash(token)))
            .one(db)
            .await
    }
}

/// The choices that a link for this kind switches off. A digest is all the mails that can wait.
pub(super) fn stopped_by(kind: Kind, site: &Site) -> Vec<Kind> {
    let meant = |one: &Kind| match kind {
        Kind::Digest => !one.is_urgent(),
        _ => *one == kind,
    };
    let mut kinds: Vec<_> = Kind::CHOSEN.into_iter().filter(meant).collect();
    kinds.retain(|one| !is_forced(*one, Channel::Email, site));
    kinds
}

fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
