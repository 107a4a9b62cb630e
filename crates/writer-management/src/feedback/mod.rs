//! Ratings between the people of an order: blind between client and writer until both are in or
//! the window has ended, every version kept, summed up per person.

mod command;
mod entity;
pub mod invitation;
mod kind;
mod read;
mod reveal;
pub mod round;
mod rounds;
mod submit;
pub mod summary;
pub mod version;

use std::sync::Arc;

use kernel::Clock;
use sea_orm::DatabaseConnection;

pub use command::GiveFeedback;
pub use entity::{ActiveModel, Author, Column, Entity, Model, Point, Points};
pub use kind::Kind;
pub use read::{FeedbackService, InvitationService};
pub use summary::{FeedbackSummary, SummaryService};

use crate::ports::Engagements;

/// Feedback in the database; its verbs are those of [`FeedbackService`], [`InvitationService`] and
/// [`SummaryService`].
pub struct Feedbacks {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    orders: Arc<dyn Engagements>,
}

impl Feedbacks {
    /// Feedback over this database; `orders` tells who worked with whom.
    pub fn new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        orders: Arc<dyn Engagements>,
    ) -> Self {
        Self { db, clock, orders }
    }
}
