//! The row of one host.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::WebsiteId;
use sea_orm::Select;
use sea_orm::entity::prelude::*;

/// A host and the website that answers on it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "website_hosts")]
pub struct Model {
    /// The host: lower case, no port.
    #[sea_orm(primary_key, auto_increment = false)]
    pub host: String,
    /// The tenant.
    pub website_id: WebsiteId,
}

impl ActiveModelBehavior for ActiveModel {}

/// All hosts, for the directory.
pub(crate) fn find_all() -> Select<Entity> {
    Entity::find()
}

/// Those of `hosts` that some website has, whoever asks: a host is unique on the installation.
pub(crate) fn find_among(hosts: &[String]) -> Select<Entity> {
    Entity::find().filter(Column::Host.is_in(hosts))
}
