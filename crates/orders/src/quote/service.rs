//! Previews and stored quotes.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{
    Actor, Code, Currency, Cursor, CursorKey, DraftId, Faults, Instant, Minor, Page, QuoteId,
    Slice, Sort,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use super::estimate::{Enquiry, Estimate};
use super::{Inputs, Line, Warning};
use crate::{Orders, Result, draft};

/// What something would cost; nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How the price came about.
    pub lines: Vec<Line>,
    /// The price; nothing when something is wrong.
    pub total: Option<Minor>,
    /// What the amounts are amounts of.
    pub currency: Currency,
    /// The rules it was computed by.
    pub price_book_version: i32,
    /// The earliest feasible deadline, when the size is known.
    pub earliest_deadline: Option<Instant>,
    /// What the client should know beside it.
    pub warnings: Vec<Warning>,
    /// Everything that is wrong.
    pub faults: Faults,
}

/// What the rest of the house may ask about prices.
#[async_trait]
pub trait QuoteService: Send + Sync {
    /// What work would cost; anybody may ask, and what is wrong comes with the answer.
    async fn preview(&self, actor: &Actor, inputs: &Inputs) -> Result<Preview>;

    /// What each draft would cost as it stands.
    async fn estimates(
        &self,
        actor: &Actor,
        drafts: &[draft::Model],
    ) -> Result<HashMap<DraftId, Preview>>;

    /// The quotes among `ids` that the actor may see.
    async fn quotes(&self, actor: &Actor, ids: &[QuoteId]) -> Result<HashMap<QuoteId, Model>>;

    /// The same page of the quotes of each draft, latest first.
    async fn quotes_of(
        &self,
        actor: &Actor,
        drafts: &[DraftId],
        page: &Page,
    ) -> Result<HashMap<DraftId, Slice<Model>>>;
}

#[async_trait]
impl QuoteService for Orders {
    async fn preview(&self, actor: &Actor, inputs: &Inputs) -> Result<Preview> {
        let (client, now) = (actor.member(), self.clock.now());
        let enquiry = Enquiry {
            actor,
            client,
            inputs,
            missing: Code::Required,
            now,
        };
        let estimate = self.estimate(enquiry).await?;
        Ok(preview(estimate, actor))
    }

    async fn estimates(
        &self,
        actor: &Actor,
        drafts: &[draft::Model],
    ) -> Result<HashMap<DraftId, Preview>> {
        let mut previews = HashMap::new();
        for draft in drafts {
            let (client, inputs) = (Some(draft.client_id), draft.inputs());
            let (missing, now) = (Code::Incomplete, self.clock.now());
            let enquiry = Enquiry {
                actor,
                client,
                inputs: &inputs,
                missing,
                now,
            };
            let estimate = self.estimate(enquiry).await?;
            previews.insert(draft.id, preview(estimate, actor));
        }
        Ok(previews)
    }

    async fn quotes(&self, actor: &Actor, ids: &[QuoteId]) -> Result<HashMap<QuoteId, Model>> {
        let named = Column::Id.is_in(ids.iter().copied());
        let rows = Entity::visible_to(actor)
            .filter(named)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn quotes_of(
        &self,
        actor: &Actor,
        drafts: &[DraftId],
        page: &Page,
    ) -> Result<HashMap<DraftId, Slice<Model>>> {
        let select =
            Entity::visible_to(actor).filter(Column::DraftId.is_in(drafts.iter().copied()));
        let latest_first =
            Sort::descending(Expr::col(Column::Number), Column::Id, |row: &Model| {
                Cursor::new(CursorKey::Int(i64::from(row.number)), row.id)
            });
        let of = |row: &Model| row.draft_id;
        Ok(page
            .fetch_each(select, Column::DraftId, of, latest_first, &self.db)
            .await?)
    }
}

fn preview(estimate: Estimate, actor: &Actor) -> Preview {
    let (lines, total) = match estimate.priced {
        Some(priced) => (priced.lines, Some(priced.total)),
        None => (Vec::new(), None),
    };
    Preview {
        lines,
        total,
        currency: actor.site().currency.clone(),
        price_book_version: estimate.price_book_version,
        earliest_deadline: estimate.earliest_deadline,
        warnings: estimate.warnings,
        faults: estimate.faults,
    }
}
