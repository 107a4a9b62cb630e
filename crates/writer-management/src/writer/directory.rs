//! The directory: writers by subject, availability, name and rating.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{
    Actor, CatalogItemId, Clock, Code, Cursor, CursorKey, Faults, MemberId, Page, Slice, Sort,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait, Select,
};

use super::{Column, Entity, Model, subject};
use crate::capacity::{self, AvailabilityState};
use crate::ports::WriterLoads;
use crate::{Error, Result, policy};

/// What the asker looks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Who works in this subject.
    pub subject: Option<CatalogItemId>,
    /// Who can take something now.
    pub available_only: bool,
    /// A part of the name the asker sees.
    pub text: Option<String>,
    /// Whose average rating is at least this, 1 to 5.
    pub min_rating: Option<Decimal>,
}

/// How the directory is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OrderBy {
    /// Best lower bound of the rating first, so that one lucky 5.0 does not lead.
    #[default]
    RatingDesc,
    /// By the name the asker sees.
    NameAsc,
    /// Most completed orders first.
    CompletedDesc,
}

/// What the rest of the house may ask about writers.
#[async_trait]
pub trait WriterService: Send + Sync {
    /// One page of the directory.
    async fn list(
        &self,
        actor: &Actor,
        filter: &Filter,
        order: OrderBy,
        page: &Page,
    ) -> Result<Slice<Model>>;

    /// How many there are; `None` where no index answers it.
    async fn count(&self, actor: &Actor, filter: &Filter) -> Result<Option<u64>>;

    /// Those of these that the asker may see.
    async fn writers(
        &self,
        actor: &Actor,
        members: &[MemberId],
    ) -> Result<HashMap<MemberId, Model>>;
}

/// The writers in the database.
pub struct Writers {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    loads: Arc<dyn WriterLoads>,
}

impl Writers {
    /// The directory over this database; `loads` tells who is busy.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>, loads: Arc<dyn WriterLoads>) -> Self {
        Self { db, clock, loads }
    }

    /// The page of those who can take something now. What a writer has in hand is not in this
    /// table, so the list is read on in full pages until enough of them are found.
    async fn available(
        &self,
        actor: &Actor,
        filter: &Filter,
        order: OrderBy,
        page: &Page,
    ) -> Result<Slice<Model>> {
        let wanted = usize::try_from(page.limit()).unwrap_or(usize::MAX);
        let backward = page.is_backward();
        let mut found: Vec<(Cursor, Model)> = Vec::new();
        let mut window = page.widened();
        loop {
            let select = select(actor, filter)?;
            let mut slice = window.fetch(select, sort(actor, order), &self.db).await?;
            let free = self.free(actor, &slice).await?;
            if backward {
                slice.items.reverse();
            }
            let last = slice.items.last().map(|(cursor, _)| cursor.clone());
            found.extend(
                slice
                    .items
                    .into_iter()
                    .filter(|(_, row)| free.contains(&row.member_id)),
            );
            let more = if backward {
                slice.has_previous
            } else {
                slice.has_next
            };
            match last {
                Some(last) if more && found.len() <= wanted => window = window.past(&last),
                _ => break,
            }
        }
        let more = found.len() > wanted;
        found.truncate(wanted);
        if backward {
            found.reverse();
        }
        Ok(page.answer(found, more))
    }

    async fn free(&self, actor: &Actor, slice: &Slice<Model>) -> Result<Vec<MemberId>> {
        let members: Vec<_> = slice.items.iter().map(|(_, row)| row.member_id).collect();
        let now = self.clock.now();
        let standings = capacity::standings(&self.db, &*self.loads, actor, &members, now).await?;
        let open = |member: &MemberId| {
            standings.get(member).is_some_and(|standing| {
                let state = standing.availability(now).state;
                matches!(state, AvailabilityState::Open | AvailabilityState::FewSlots)
            })
        };
        Ok(members.into_iter().filter(open).collect())
    }
}

#[async_trait]
impl WriterService for Writers {
    async fn list(
        &self,
        actor: &Actor,
        filter: &Filter,
        order: OrderBy,
        page: &Page,
    ) -> Result<Slice<Model>> {
        let _ = policy::browse(actor)?;
        if filter.available_only {
            return self.available(actor, filter, order, page).await;
        }
        let select = select(actor, filter)?;
        Ok(page.fetch(select, sort(actor, order), &self.db).await?)
    }

    async fn count(&self, actor: &Actor, filter: &Filter) -> Result<Option<u64>> {
        let _ = policy::browse(actor)?;
        if filter.available_only {
            return Ok(None);
        }
        Ok(Some(select(actor, filter)?.count(&self.db).await?))
    }

    async fn writers(
        &self,
        actor: &Actor,
        members: &[MemberId],
    ) -> Result<HashMap<MemberId, Model>> {
        let rows = Entity::visible_to(actor)
            .filter(Column::MemberId.is_in(members.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.member_id, row)).collect())
    }
}

fn select(actor: &Actor, filter: &Filter) -> Result<Select<Entity>> {
    let mut faults = Faults::none();
    let text = faults.optional("text", filter.text.as_deref(), 100);
    let rating = filter
        .min_rating
        .and_then(|rating| least(&mut faults, rating));
    faults
        .or(())
        .map_err(|faults| Error::Refused(faults.under("filter")))?;
    let mut select = Entity::visible_to(actor);
    if !policy::works_here(actor) {
        select = select.filter(Column::Suspended.eq(false));
    }
    if let Some(text) = text {
        select = select.filter(named(actor, &text));
    }
    if let Some(rating) = rating {
        select = select.filter(Column::RatingCount.gt(0)).filter(rating);
    }
    if let Some(item) = filter.subject {
        let found = subject::of(actor.website(), item)
            .select_only()
            .column(subject::Column::WriterId)
            .into_query();
        select = select.filter(Column::MemberId.in_subquery(found));
    }
    Ok(select)
}

/// The shown average, which is rounded half-up to hundredths, is at least `rating`: in whole
/// numbers, so that both databases agree.
fn least(faults: &mut Faults, rating: Decimal) -> Option<SimpleExpr> {
    if rating < Decimal::ONE {
        faults.add(Code::TooSmall, "minRating", "Choose 1 or more.");
        return None;
    }
    if rating > Decimal::from(5) {
        faults.add(Code::TooLarge, "minRating", "Choose 5 or less.");
        return None;
    }
    let hundredths = (rating * Decimal::ONE_HUNDRED).ceil().to_i64()?;
    let (sum, count) = (Expr::col(Column::RatingSum), Expr::col(Column::RatingCount));
    Some(
        sum.mul(200)
            .add(count.clone())
            .gte(count.mul(2 * hundredths)),
    )
}

/// The text is a part of a name that the asker sees.
fn named(actor: &Actor, text: &str) -> Condition {
    let mut pattern = String::from("%");
    for c in super::entity::fold(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    let like = || LikeExpr::new(pattern.as_str()).escape('\\');
    let own = Column::DisplayKey.like(like());
    let public = Condition::any().add(Column::PublicKey.like(like()));
    if policy::works_here(actor) {
        return public.add(own);
    }
    public.add_option(
        actor
            .member()
            .map(|member| Column::MemberId.eq(member).and(own)),
    )
}

fn sort(actor: &Actor, order: OrderBy) -> Sort<Model> {
    let id = (Entity, Column::MemberId);
    let by = |column| Expr::col((Entity, column));
    match order {
        OrderBy::RatingDesc => Sort::descending(by(Column::RatingKey), id, |row| {
            Cursor::new(CursorKey::Int(row.rating_key), row.member_id)
        }),
        OrderBy::CompletedDesc => Sort::descending(by(Column::CompletedOrders), id, |row| {
            Cursor::new(CursorKey::Int(row.completed_orders.into()), row.member_id)
        }),
        OrderBy::NameAsc if policy::works_here(actor) => {
            Sort::ascending(by(Column::DisplayKey), id, |row| {
                Cursor::new(CursorKey::Text(row.display_key.clone()), row.member_id)
            })
        }
        OrderBy::NameAsc => Sort::ascending(by(Column::PublicKey), id, |row| {
            Cursor::new(CursorKey::Text(row.public_key.clone()), row.member_id)
        }),
    }
}
