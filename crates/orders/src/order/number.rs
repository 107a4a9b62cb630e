//! The numbers by which people call orders.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Site, Tx, WebsiteId};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, OnConflict};

use crate::Result;

/// The last number given out on a website.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_counters")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// The number.
    pub last: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Before the first order.
const START: i64 = 10_000;

/// The next number of the website: one guarded statement, so that no two orders share it. It
/// holds the website's counter until the transaction ends, so it comes late in it.
pub(crate) async fn next(tx: &Tx, site: &Site) -> Result<String> {
    let row = ActiveModel {
        website_id: Set(site.id),
        last: Set(START + 1),
    };
    let add_one = OnConflict::column(Column::WebsiteId)
        .value(Column::Last, Expr::col((Entity, Column::Last)).add(1))
        .to_owned();
    let counter = Entity::insert(row)
        .on_conflict(add_one)
        .exec_with_returning(&**tx)
        .await?;
    let initial = site
        .slug
        .chars()
        .find(char::is_ascii_alphanumeric)
        .unwrap_or('O');
    Ok(format!("{}-{}", initial.to_ascii_uppercase(), counter.last))
}
