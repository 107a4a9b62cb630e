//! Sums of all time, per person and kind.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{MemberId, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict};
use sea_orm::{Iterable, Select, Set};

use super::tally::{Category, Tally, roll_up};
use crate::feedback::Kind;

/// The sums of one person and kind.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_totals")]
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

const KEY: [Column; 3] = [Column::WebsiteId, Column::MemberId, Column::Kind];

pub(crate) fn find() -> Select<Entity> {
    Entity::find()
}

pub(super) fn row(website: WebsiteId, member: MemberId, kind: Kind, tally: &Tally) -> ActiveModel {
    let row = ActiveModel {
        website_id: Set(website),
        member_id: Set(member),
        kind: Set(kind),
        ..Default::default()
    };
    filled(row, tally)
}

/// Adds to the sums: the row is made or grows, in one statement.
pub(super) async fn add_in(
    tx: &Tx,
    member: MemberId,
    kind: Kind,
    tally: &Tally,
) -> Result<(), DbErr> {
    let row = row(tx.actor().website(), member, kind, tally);
    Entity::insert(row)
        .on_conflict(grow(KEY))
        .exec_without_returning(&**tx)
        .await
        .map(|_| ())
}

/// All stars of a person, over all kinds.
pub(super) async fn stars_in(tx: &Tx, member: MemberId) -> Result<[i64; 5], DbErr> {
    let rows = find()
        .filter(Column::WebsiteId.eq(tx.actor().website()))
        .filter(Column::MemberId.eq(member))
        .all(&**tx)
        .await?;
    let mut all = Tally::default();
    for row in rows {
        all.add(&row.tally());
    }
    Ok(all.wide_stars())
}
