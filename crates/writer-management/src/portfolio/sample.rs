//! The row of a sample.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, CatalogItemId, Consent, Instant, MemberId, OrderId, SampleId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::prelude::StringLen;
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, Query, SimpleExpr};
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, QueryTrait, Select};
use serde::{Deserialize, Serialize};

use super::{consent, entity};
use crate::policy;

/// How far a sample has come.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being prepared.
    Draft,
    /// An editor looks at it.
    InReview,
    /// Shown to whom the portfolio is shown.
    Published,
    /// Taken back, by its writer or by the client's consent.
    Withdrawn,
}

/// A piece of work in a portfolio.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portfolio_samples")]
pub struct Model {
    /// The sample.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SampleId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Whose it is.
    pub writer_id: MemberId,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// Its subject.
    pub subject_id: Option<CatalogItemId>,
    /// Its type of work.
    pub type_of_work_id: Option<CatalogItemId>,
    /// The size of the order it is from.
    pub pages: Option<i32>,
    /// A part of the text.
    pub preview: Option<String>,
    /// The order it is from.
    pub source_order_id: Option<OrderId>,
    /// Whether the writer puts it first.
    pub is_featured: bool,
    /// Its place in the portfolio, largest first: the featured, then the newest.
    pub sort_key: i64,
    /// How far it has come.
    pub status: Status,
    /// When it was added.
    pub created_at: Instant,
    /// The last change.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

/// Lifts the featured above all others: more microseconds than this calendar has.
const FEATURED: i64 = 1 << 60;

/// The place of a sample in its portfolio.
pub(super) fn sort_key(is_featured: bool, created_at: Instant) -> i64 {
    created_at.timestamp_micros() + if is_featured { FEATURED } else { 0 }
}

impl Entity {
    /// Samples this actor may see now, joined with their clients' consents: the owner's always,
    /// others' when published in a visible portfolio and allowed by the client at this moment.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        with_consents(actor).filter(seen_by(actor, Condition::all()))
    }

    /// Those of them that are of these writers. It asks for the portfolios of these writers alone:
    /// the database would otherwise collect every visible portfolio of the website first.
    pub(super) fn visible_of(actor: &Actor, writers: &[MemberId]) -> Select<Self> {
        let theirs = |column: SimpleExpr| column.is_in(writers.iter().copied());
        let portfolios = theirs(Expr::col((entity::Entity, entity::Column::WriterId)));
        with_consents(actor)
            .filter(theirs(Expr::col((Self, Column::WriterId))))
            .filter(seen_by(actor, portfolios.into_condition()))
    }
}

/// The samples of the asker's website with their clients' consents; who uses it has asked already
/// which of them may be seen.
pub(super) fn with_consents(actor: &Actor) -> Select<Entity> {
    let mut select = Entity::find().filter(Column::WebsiteId.eq(actor.website()));
    let same = |consent: consent::Column, sample: Column| {
        Expr::col((consent::Entity, consent)).equals((Entity, sample))
    };
    let allowed = Condition::all()
        .add(same(consent::Column::WebsiteId, Column::WebsiteId))
        .add(same(consent::Column::OrderId, Column::SourceOrderId));
    QueryTrait::query(&mut select).left_join(consent::Entity, allowed);
    select
}

/// `among` narrows the portfolios that are looked at.
fn seen_by(actor: &Actor, among: Condition) -> Condition {
    let shown = Query::select()
        .column(entity::Column::WriterId)
        .from(entity::Entity)
        .cond_where(policy::visible_portfolios(actor).add(among))
        .to_owned();
    // A writer without a stored portfolio shows it to staff alone.
    let portfolio = if policy::works_here(actor) {
        Condition::all()
    } else {
        Condition::all().add(Column::WriterId.in_subquery(shown))
    };
    let allowed = Condition::any()
        .add(Column::SourceOrderId.is_null())
        .add(consent::Column::Consent.ne(Consent::Never));
    let published = Condition::all()
        .add(portfolio)
        .add(Column::Status.eq(Status::Published))
        .add(allowed);
    let own = actor.member().map(|member| Column::WriterId.eq(member));
    Condition::any().add(published).add_option(own)
}
