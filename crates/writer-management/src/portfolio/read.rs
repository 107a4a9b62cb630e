//! Reads of samples: always joined with the consents of this moment.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use std::collections::HashMap;

use kernel::{Actor, Consent, Cursor, CursorKey, MemberId, Page, Slice, Sort, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{
    Expr, ExprTrait, Func, IntoCondition, Order, Query, SimpleExpr, WindowStatement,
};
use sea_orm::{
    ConnectionTrait, FromQueryResult, Iterable, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::sample::{Column, Entity};
use super::{ShownSample, consent, entity, sample};

pub(super) fn of(website: WebsiteId, writer: MemberId) -> Select<entity::Entity> {
    entity::Entity::find()
        .filter(entity::Column::WebsiteId.eq(website))
        .filter(entity::Column::WriterId.eq(writer))
}

/// A sample with what its client allows.
#[derive(FromQueryResult)]
struct Line {
    #[sea_orm(nested)]
    sample: sample::Model,
    consent: Option<Consent>,
}

impl Line {
    /// Their columns: the sample's own, and the client's word.
    fn columns(select: Select<Entity>) -> Select<Entity> {
        let word = Expr::col((consent::Entity, consent::Column::Consent));
        select.column_as(word, CONSENT)
    }

    fn shown_to(self, actor: &Actor) -> ShownSample {
        ShownSample::to(actor, self.sample, self.consent)
    }
}

/// What the client allows, as a column.
const CONSENT: &str = "consent";

/// The visible samples among those that `wanted` names, in the order of a portfolio.
pub(super) async fn shown(
    actor: &Actor,
    db: &impl ConnectionTrait,
    wanted: impl IntoCondition,
) -> Result<Vec<ShownSample>, DbErr> {
    let select = Entity::visible_to(actor).filter(wanted.into_condition());
    lines(actor, db, select).await
}

/// The first `most` visible samples of each of these writers, in one statement: those that `first`
/// prefers, then the featured, then the newest.
pub(super) async fn first_of_each(
    actor: &Actor,
    db: &impl ConnectionTrait,
    writers: &[MemberId],
    first: Option<SimpleExpr>,
    most: u64,
) -> Result<Vec<ShownSample>, DbErr> {
    let mut window = WindowStatement::partition_by((Entity, Column::WriterId));
    if let Some(first) = first {
        window.order_by_expr(first, Order::Desc);
    }
    for column in [Column::SortKey, Column::Id] {
        window.order_by((Entity, column), Order::Desc);
    }
    let mut ranked = Line::columns(Entity::visible_of(actor, writers)).into_query();
    ranked.expr_window_as(Func::cust("ROW_NUMBER"), window, "place");
    let mut best = Query::select();
    best.columns(Column::iter())
        .column(CONSENT)
        .from_subquery(ranked, "ranked")
        .and_where(Expr::col("place").lte(most))
        .order_by(Column::SortKey, Order::Desc)
        .order_by(Column::Id, Order::Desc);
    let rows = db.query_all(&best).await?;
    rows.iter()
        .map(|row| Ok(Line::from_query_result(row, "")?.shown_to(actor)))
        .collect()
}

/// The place of a sample in its portfolio.
pub(super) fn cursor(row: &sample::Model) -> Cursor {
    Cursor::new(CursorKey::Int(row.sort_key), row.id)
}

/// A later page of the visible samples of each of these writers.
pub(super) async fn pages(
    actor: &Actor,
    db: &impl ConnectionTrait,
    writers: &[MemberId],
    page: &Page,
) -> Result<HashMap<MemberId, Slice<sample::Model>>, DbErr> {
    let select = Entity::visible_of(actor, writers);
    let by = Expr::col((Entity, Column::SortKey));
    let sort = Sort::descending(by, (Entity, Column::Id), cursor);
    page.fetch_each(
        select,
        (Entity, Column::WriterId),
        |row| row.writer_id,
        sort,
        db,
    )
    .await
}

async fn lines(
    actor: &Actor,
    db: &impl ConnectionTrait,
    select: Select<Entity>,
) -> Result<Vec<ShownSample>, DbErr> {
    let lines = Line::columns(select)
        .order_by_desc(Column::SortKey)
        .order_by_desc(Column::Id)
        .into_model::<Line>()
        .all(db)
        .await?;
    Ok(lines.into_iter().map(|line| line.shown_to(actor)).collect())
}
