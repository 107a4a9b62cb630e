//! The kernel's tables on both databases.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod bundle;
mod chores;
mod ledger;
mod live;
mod migrations;
mod once;
mod outbox;
mod page;
mod pruning;
mod seals;

use kernel::{Event, OrderId};
use serde::{Deserialize, Serialize};

/// What happens in these tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Happened {
    To { order: OrderId, step: u32 },
}

impl Event for Happened {
    const STREAM: &'static str = "test";

    fn aggregate(&self) -> String {
        let Self::To { order, .. } = self;
        order.to_string()
    }
}
