//! Which drafts, in which order.

use kernel::{Cursor, CursorKey, Instant, Kind, MemberId, Sort};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait, Select};

use super::entity::{Column, Entity, Model};
use crate::order::contains;
use crate::quote::{self, State, Status};

/// Which drafts are wanted; everything that is not said does not matter.
#[derive(Clone, Debug, Default)]
pub struct DraftFilter {
    /// In the title, the topic or the instructions.
    pub text: Option<String>,
    /// Whether they have become orders.
    pub converted: Option<bool>,
    /// Where the latest quote stands.
    pub quote_status: Option<Vec<Status>>,
    /// Whose they are.
    pub client: Option<MemberId>,
}

/// How drafts are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DraftOrder {
    /// Lately saved first.
    #[default]
    UpdatedDesc,
    /// Lately made first.
    CreatedDesc,
    /// The next deadline first, those without one last.
    DeadlineAsc,
}

impl DraftFilter {
    pub(super) fn apply(&self, select: Select<Entity>, now: Instant) -> Select<Entity> {
        let mut all = Condition::all();
        if let Some(text) = &self.text {
            all = all.add(contains(
                &[Column::Title, Column::Topic, Column::Instructions],
                text,
            ));
        }
        if let Some(converted) = self.converted {
            let column = Column::ConvertedAt;
            all = all.add(if converted {
                column.is_not_null()
            } else {
                column.is_null()
            });
        }
        if let Some(statuses) = &self.quote_status {
            all = all.add(latest_quote(statuses, now));
        }
        if let Some(client) = self.client {
            all = all.add(Column::ClientId.eq(client));
        }
        select.filter(all)
    }
}

/// Whether the latest quote of the draft stands at one of these.
fn latest_quote(statuses: &[Status], now: Instant) -> Expr {
    let state = |state| quote::Column::Status.eq(state);
    let any = statuses
        .iter()
        .fold(Condition::any().add(Expr::val(1).eq(0)), |any, status| {
            any.add(match status {
                Status::Current => state(State::Current).and(quote::Column::ValidUntil.gt(now)),
                Status::Expired => state(State::Current).and(quote::Column::ValidUntil.lte(now)),
                Status::Superseded => state(State::Superseded),
                Status::Accepted => state(State::Accepted),
            })
        });
    let latest = quote::entity::of_drafts()
        .select_only()
        .column(quote::Column::Id)
        .filter(
            Expr::col((quote::entity::Entity, quote::Column::DraftId)).equals((Entity, Column::Id)),
        )
        .filter(
            Expr::col((quote::entity::Entity, quote::Column::Number))
                .equals((Entity, Column::QuoteCount)),
        )
        .filter(any);
    Expr::exists(latest.into_query())
}

/// What a draft without a deadline is sorted by.
fn never() -> Instant {
    Instant::UNIX_EPOCH + chrono::TimeDelta::days(365 * 1_000)
}

impl DraftOrder {
    pub(super) fn sort(self) -> Sort<Model> {
        match self {
            Self::UpdatedDesc => {
                Sort::descending(Expr::col(Column::UpdatedAt), Column::Id, |row: &Model| {
                    Cursor::new(CursorKey::Time(row.updated_at), row.id)
                })
            }
            Self::CreatedDesc => {
                Sort::descending(Expr::col(Column::CreatedAt), Column::Id, |row: &Model| {
                    Cursor::new(CursorKey::Time(row.created_at), row.id)
                })
            }
            Self::DeadlineAsc => Sort::ascending(
                Expr::col(Column::Deadline).if_null(never()),
                Column::Id,
                |row: &Model| {
                    Cursor::new(CursorKey::Time(row.deadline.unwrap_or_else(never)), row.id)
                },
            )
            .keyed(Kind::Time),
        }
    }
}
