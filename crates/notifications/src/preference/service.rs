//! Reads and changes what people want.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Actor, Clock, Field, MemberId, Tx, audit};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, Set};
use tracing::instrument;

use super::quiet::minutes;
use super::unsubscribe::stopped_by;
use super::update::Valid;
use super::{Chosen, Digest, Unsubscriber, UpdatePreferences, Wishes, choice, settings};
use crate::delivery::entity::Channel;
use crate::{Error, Kind, Result, policy};

/// What people may ask about what they are told.
#[async_trait]
pub trait PreferenceService: Send + Sync {
    /// What the asker has chosen here; there is an answer before they have chosen anything.
    async fn chosen(&self, actor: &Actor) -> Result<Chosen>;

    /// Changes it, all of it or nothing.
    async fn update(&self, actor: &Actor, update: UpdatePreferences) -> Result<Chosen>;

    /// Stops the mails that the link of this token is for, whoever holds it; says which. Stopping
    /// them again changes nothing.
    async fn unsubscribe(&self, actor: &Actor, token: &str) -> Result<Vec<Kind>>;
}

/// Keeps what people want.
pub struct Preferences {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
}

impl Preferences {
    /// Keeps them in this database.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl PreferenceService for Preferences {
    async fn chosen(&self, actor: &Actor) -> Result<Chosen> {
        let (member, _permit) = policy::choose(actor)?;
        let wishes = Wishes::of(&self.db, actor, member).await?;
        Ok(wishes.shown(actor.site()))
    }

    #[instrument(name = "notifications.choose", skip_all)]
    async fn update(&self, actor: &Actor, update: UpdatePreferences) -> Result<Chosen> {
        let (member, _permit) = policy::choose(actor)?;
        let valid = update.check(actor.site()).map_err(Error::Invalid)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        choose_in(&tx, member, &valid.choices).await?;
        settle_in(&tx, member, &valid).await?;
        audit::write(&tx, audit::Note::new("notice.preferences_changed", &member));
        let wishes = Wishes::of(&*tx, actor, member).await?;
        tx.commit().await?;
        Ok(wishes.shown(actor.site()))
    }

    #[instrument(name = "notifications.unsubscribe", skip_all)]
    async fn unsubscribe(&self, actor: &Actor, token: &str) -> Result<Vec<Kind>> {
        // A link never changes, and a wrong token takes no lock.
        let link = Unsubscriber::find(&self.db, actor, token).await?;
        let link = link.ok_or(Error::NoSuchLink)?;
        let kinds = stopped_by(link.kind, actor.site());
        if kinds.is_empty() {
            return Err(Error::Insisted);
        }
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let off = kinds.iter().map(|kind| ((*kind, Channel::Email), false));
        choose_in(&tx, link.member_id, &off.collect()).await?;
        let note = audit::Note::new("notice.unsubscribed", &link.member_id);
        audit::write(&tx, note);
        tx.commit().await?;
        Ok(kinds)
    }
}

/// Writes these cells of the matrix and leaves the others.
async fn choose_in(
    tx: &Tx,
    member: MemberId,
    choices: &HashMap<(Kind, Channel), bool>,
) -> Result<(), DbErr> {
    use choice::Column::{Channel as ByChannel, Enabled, Kind as OfKind, MemberId, WebsiteId};
    if choices.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<_> = choices.iter().collect();
    // In one order, so that two who write the same cells wait for each other and no more.
    rows.sort_by_key(|((kind, channel), _)| format!("{kind:?} {channel:?}"));
    let rows = rows
        .into_iter()
        .map(|((kind, channel), enabled)| choice::ActiveModel {
            website_id: Set(tx.actor().website()),
            member_id: Set(member),
            kind: Set(*kind),
            channel: Set(*channel),
            enabled: Set(*enabled),
            updated_at: Set(tx.now()),
        });
    let renewed = OnConflict::columns([WebsiteId, MemberId, OfKind, ByChannel])
        .update_columns([Enabled, choice::Column::UpdatedAt])
        .to_owned();
    choice::Entity::insert_many(rows)
        .on_conflict(renewed)
        .exec_without_returning(&**tx)
        .await
        .map(|_| ())
}

/// Writes what holds for all kinds, as far as it was said.
async fn settle_in(tx: &Tx, member: MemberId, valid: &Valid) -> Result<(), DbErr> {
    use settings::Column;
    let mut said = Vec::new();
    let hours = valid.quiet_hours.value();
    if valid.quiet_hours != Field::Keep {
        said.extend([Column::QuietStart, Column::QuietEnd]);
    }
    if valid.digest != Field::Keep {
        said.push(Column::Digest);
    }
    if said.is_empty() {
        return Ok(());
    }
    said.push(Column::UpdatedAt);
    let row = settings::ActiveModel {
        website_id: Set(tx.actor().website()),
        member_id: Set(member),
        quiet_start: Set(hours.map(|hours| minutes(hours.start()))),
        quiet_end: Set(hours.map(|hours| minutes(hours.end()))),
        digest: Set(valid.digest.value().copied().unwrap_or(Digest::Never)),
        updated_at: Set(tx.now()),
    };
    let renewed = OnConflict::columns([Column::WebsiteId, Column::MemberId])
        .update_columns(said)
        .to_owned();
    settings::Entity::insert(row)
        .on_conflict(renewed)
        .exec_without_returning(&**tx)
        .await
        .map(|_| ())
}
