//! What an asker is shown of a portfolio and its samples.

use kernel::{Actor, Consent};
use rust_decimal::Decimal;

use super::sample::Status;
use super::{Model, sample};
use crate::feedback::summary::average;
use crate::policy;
use crate::writer::Record;

/// A portfolio as one asker sees it: what a switch hides is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPortfolio {
    /// The portfolio.
    pub portfolio: Model,
    /// Orders completed here.
    pub completed_orders: Option<i32>,
    /// The share of them first handed in before the writer's deadline, 0 to 1.
    pub on_time_rate: Option<Decimal>,
    /// The average of all ratings received.
    pub average_rating: Option<Decimal>,
}

impl ShownPortfolio {
    /// Hides what the switches hide; from the owner and staff, nothing.
    pub fn to(actor: &Actor, portfolio: Model, record: &Record) -> Self {
        let all = policy::sees_all_of(actor, portfolio.writer_id);
        let history = all || portfolio.show_order_history;
        let rating = all || portfolio.show_rating;
        let (kept, done) = (record.on_time_orders, record.completed_orders);
        Self {
            completed_orders: history.then_some(done),
            on_time_rate: on_time_rate(kept, done).filter(|_| history),
            average_rating: average(record.rating_sum, record.rating_count).filter(|_| rating),
            portfolio,
        }
    }
}

/// To four decimals, rounded half-up; none without a completed order.
fn on_time_rate(kept: i32, done: i32) -> Option<Decimal> {
    let (kept, done) = (i64::from(kept), i64::from(done));
    (done > 0).then(|| Decimal::new((20_000 * kept + done) / (2 * done), 4).normalize())
}

/// A sample as one asker sees it: what the client does not allow is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSample {
    /// The sample; where the client's consent has gone, its owner sees it as withdrawn.
    pub sample: sample::Model,
    /// What it is called.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// A part of the text.
    pub preview: Option<String>,
}

impl ShownSample {
    /// Hides what `consent` does not allow from everybody but the owner.
    pub fn to(actor: &Actor, mut sample: sample::Model, consent: Option<Consent>) -> Self {
        let consent = match sample.source_order_id {
            Some(_) => consent.unwrap_or_default(),
            None => Consent::Full,
        };
        if consent == Consent::Never {
            sample.status = Status::Withdrawn;
        }
        let text = actor.is(sample.writer_id)
            || matches!(consent, Consent::AnonymisedExcerpt | Consent::Full);
        Self {
            title: text.then(|| sample.title.clone()),
            description: sample.description.clone().filter(|_| text),
            preview: sample.preview.clone().filter(|_| text),
            sample,
        }
    }
}
