//! What is still to happen by itself: the ends of rounds, and deliveries that count as accepted.

use ::orders::OrderEvent;
use anyhow::Result;
use chrono::TimeDelta;
use kernel::Tx;
use kernel::outbox::{self, Note};
use writer_management::FeedbackEvent;

use super::feedback::Round;
use super::house::House;
use super::orders::Order;
use super::story::Status;

/// How long before the end of a round whoever has not answered is reminded.
const REMINDER: TimeDelta = TimeDelta::days(3);

/// Sets the timers.
pub(super) fn set(tx: &Tx, house: &House, orders: &[Order], rounds: &[Round]) -> Result<()> {
    let mut notes = Vec::new();
    for round in rounds.iter().filter(|round| round.is_open()) {
        let Some(order) = orders.get(round.order()) else {
            continue;
        };
        let order = order.story.id;
        notes.push(Note::of(&FeedbackEvent::RoundDue { order }).due(round.closes));
        let closing = round.closes - REMINDER;
        if closing > tx.now() {
            notes.push(Note::of(&FeedbackEvent::WindowClosing { order }).due(closing));
        }
    }
    let wait = TimeDelta::days(house.policies.auto_approve_days.into());
    for Order { story, .. } in orders
        .iter()
        .filter(|order| order.story.status == Status::Delivered)
    {
        let released = story.deliveries.last();
        let released = released.and_then(|last| Some((last.id, last.released?)));
        if let Some((delivery, at)) = released {
            let event = OrderEvent::AutoApproveDue {
                order: story.id,
                delivery,
            };
            notes.push(Note::of(&event).due(at + wait));
        }
    }
    Ok(outbox::write(tx, notes)?)
}
