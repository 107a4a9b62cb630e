//! Under which subjects the directory finds a writer.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{CatalogItemId, MemberId, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{Select, Set};

use crate::capacity::Capacity;
use crate::portfolio::{self, Visibility};

/// A writer is found under a subject: an index kept with what it is made of.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "writer_subjects")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// The subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: CatalogItemId,
    /// The writer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub writer_id: MemberId,
}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn of(website: WebsiteId, subject: CatalogItemId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::SubjectId.eq(subject))
}

/// Writes the index of one writer anew: what they prefer and what their portfolio shows to
/// clients, without what they refuse.
pub(crate) async fn index_in(
    tx: &Tx,
    writer: MemberId,
    capacity: &Capacity,
    portfolio: Option<&portfolio::Model>,
) -> Result<(), DbErr> {
    let website = tx.actor().website();
    Entity::delete_many()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::WriterId.eq(writer))
        .exec(&**tx)
        .await?;
    let shown = portfolio
        .filter(|portfolio| portfolio.is_enabled && portfolio.visibility != Visibility::Private)
        .map(|portfolio| portfolio.specialties.0.as_slice());
    let mut subjects = capacity.preferred_subjects.0.clone();
    subjects.extend_from_slice(shown.unwrap_or_default());
    subjects.retain(|subject| !capacity.refused_subjects.has(Some(*subject)));
    subjects.sort_unstable();
    subjects.dedup();
    let rows = subjects.into_iter().map(|subject| ActiveModel {
        website_id: Set(website),
        subject_id: Set(subject),
        writer_id: Set(writer),
    });
    Entity::insert_many(rows)
        .exec_without_returning(&**tx)
        .await
        .map(|_| ())
}
