//! Sums of one UTC day, per person and kind: what rolling averages are read from.
#![expect(
    clippy::disallowed_methods,
    reason = "`#[sea_orm::model]` writes a `find`"
)]

use chrono::NaiveDate;
use kernel::{MemberId, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict};
use sea_orm::{Iterable, Set};

use super::tally::{Category, Tally, roll_up};
use crate::feedback::Kind;

/// The sums of one person, kind and day of the reveal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_daily")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Who was rated.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// By whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    /// The UTC day of the reveal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: NaiveDate,
    /// Ratings of one star overall.
    pub stars_1: i32,
    /// Ratings of two stars overall.
    pub stars_2: i32,
    /// Ratings of three stars overall.
    pub stars_3: i32,
    /// Ratings of four stars overall.
    pub stars_4: i32,
    /// Ratings of five stars overall.
    pub stars_5: i32,
    /// Ratings of quality.
    pub quality_count: i32,
    /// Their sum.
    pub quality_sum: i32,
    /// Ratings of communication.
    pub communication_count: i32,
    /// Their sum.
    pub communication_sum: i32,
    /// Ratings of timeliness.
    pub timeliness_count: i32,
    /// Their sum.
    pub timeliness_sum: i32,
    /// Ratings of professionalism.
    pub professionalism_count: i32,
    /// Their sum.
    pub professionalism_sum: i32,
}

impl ActiveModelBehavior for ActiveModel {}

roll_up!();

const KEY: [Column; 4] = [
    Column::WebsiteId,
    Column::MemberId,
    Column::Kind,
    Column::Day,
];

pub(super) fn row(
    website: WebsiteId,
    member: MemberId,
    kind: Kind,
    day: NaiveDate,
    tally: &Tally,
) -> ActiveModel {
    let row = ActiveModel {
        website_id: Set(website),
        member_id: Set(member),
        kind: Set(kind),
        day: Set(day),
        ..Default::default()
    };
    filled(row, tally)
}

/// Adds to the sums: the row is made or grows, in one statement.
pub(super) async fn add_in(
    tx: &Tx,
    member: MemberId,
    kind: Kind,
    day: NaiveDate,
    tally: &Tally,
) -> Result<(), DbErr> {
    let row = row(tx.actor().website(), member, kind, day, tally);
    Entity::insert(row)
        .on_conflict(grow(KEY))
        .exec_without_returning(&**tx)
        .await
        .map(|_| ())
}
