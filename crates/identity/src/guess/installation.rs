//! The row of one key that the whole installation shares.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use sea_orm::Select;
use sea_orm::entity::prelude::*;

use super::GuessKey;

/// A secret that every server of the installation reads from the database. It never leaves it:
/// whoever has single tables can read neither counters nor sealed secrets, but whoever has all of
/// the database can.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "installation_keys")]
pub struct Model {
    /// What it is for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The secret.
    pub secret: GuessKey,
}

impl ActiveModelBehavior for ActiveModel {}

/// The key of this name.
pub(crate) fn find(name: &str) -> Select<Entity> {
    Entity::find().filter(Column::Name.eq(name))
}
