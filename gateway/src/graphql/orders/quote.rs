//! Quotes as they stand in the schema.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Currency, Money as Amount};
use orders::quote::{self, Line, Preview};

use super::words::{QuoteLineKind, QuoteStatus, QuoteWarning};
use crate::graphql::context::Ask;
use crate::graphql::error::{Result, UserError, user_errors};
use crate::graphql::scalar::{Money, gid};

/// A priced, versioned, time-limited offer. Its numbers never change.
pub struct Quote(pub quote::Model);

/// A priced, versioned, time-limited offer. Its numbers never change.
#[Object]
impl Quote {
    /// The quote.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Counts the quotes of its draft.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// How good it is at present.
    async fn status(&self, ctx: &Context<'_>) -> QuoteStatus {
        self.0.status(ctx.now()).into()
    }

    /// How the total came about: the total is the sum of these.
    async fn lines(&self) -> Vec<QuoteLine> {
        lines(&self.0.lines.0, &self.0.currency)
    }

    /// What the work costs.
    async fn total(&self) -> Money {
        Amount::new(self.0.total, self.0.currency.clone()).into()
    }

    /// It can be accepted before this instant.
    async fn valid_until(&self) -> DateTime<Utc> {
        self.0.valid_until
    }

    /// The version of the price book it was computed from.
    async fn price_book_version(&self) -> i32 {
        self.0.price_book_version
    }

    /// The earliest deadline that was feasible for work of this size.
    async fn earliest_deadline(&self) -> Option<DateTime<Utc>> {
        Some(self.0.earliest_deadline)
    }

    /// What to know before accepting it.
    async fn warnings(&self) -> Vec<QuoteWarning> {
        self.0.warnings.0.iter().copied().map(Into::into).collect()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// One line of a quote.
#[derive(SimpleObject)]
pub struct QuoteLine {
    /// What it charges for.
    pub kind: QuoteLineKind,
    /// What it is, for people.
    pub label: String,
    /// How the amount came about, for people.
    pub rule: String,
    /// What it adds to the total.
    pub amount: Money,
}

fn lines(lines: &[Line], currency: &Currency) -> Vec<QuoteLine> {
    let line = |line: &Line| QuoteLine {
        kind: line.kind.into(),
        label: line.label.clone(),
        rule: line.rule.clone(),
        amount: Amount::new(line.amount, currency.clone()).into(),
    };
    lines.iter().map(line).collect()
}

/// What work would cost. Nothing was stored.
#[derive(SimpleObject)]
pub struct QuotePreview {
    /// How the total would come about.
    pub lines: Vec<QuoteLine>,
    /// What the work would cost; null when something is wrong.
    pub total: Option<Money>,
    /// The version of the price book it was computed from.
    pub price_book_version: Option<i32>,
    /// The earliest feasible deadline, once the size is known.
    pub earliest_deadline: Option<DateTime<Utc>>,
    /// What to know before accepting such a quote.
    pub warnings: Vec<QuoteWarning>,
    /// Everything that is wrong with the input.
    pub user_errors: Vec<UserError>,
}

impl QuotePreview {
    /// The preview, with its faults as user errors.
    ///
    /// # Errors
    /// A fault that is told at the top level.
    pub fn of(preview: Preview) -> Result<Self> {
        let currency = preview.currency;
        Ok(Self {
            lines: lines(&preview.lines, &currency),
            total: preview
                .total
                .map(|total| Amount::new(total, currency).into()),
            price_book_version: Some(preview.price_book_version),
            earliest_deadline: preview.earliest_deadline,
            warnings: preview.warnings.into_iter().map(Into::into).collect(),
            user_errors: user_errors(preview.faults)?,
        })
    }
}
