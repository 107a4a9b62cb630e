//! Whoever has to do something about an order next is told.

use std::sync::Arc;

use anyhow::Context;
use async_trait::async_trait;
use chrono::TimeDelta;
use kernel::{Instant, MemberId, OrderId, Site};
use notifications::{Letter, NoticeService};
use orders::{OrderEvent, OrderService};

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Tells the one whose turn it is: the writer of an order or a request for changes, the client of a
/// delivery. A writer never reads the client's name or price in it, nor the client the writer's.
/// Telling twice is harmless: each channel is noted per event and person.
pub struct OrderNotice {
    /// Knows the order's number.
    pub orders: Arc<dyn OrderService>,
    /// Knows where people are reached.
    pub people: AddressBook,
    /// Tells them, as they want it.
    pub notices: Arc<dyn NoticeService>,
}

/// What somebody is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    Assigned { due: Instant },
    Delivered { approved_at: Instant },
    Revision { due: Instant },
}

/// Who is told what about which order, if anybody.
fn notice(event: &OrderEvent, site: &Site) -> Option<(OrderId, MemberId, Notice)> {
    match event {
        OrderEvent::Assigned {
            order,
            writer,
            writer_deadline,
            ..
        } => Some((
            *order,
            *writer,
            Notice::Assigned {
                due: *writer_deadline,
            },
        )),
        OrderEvent::Released {
            order, client, at, ..
        } => {
            let days = TimeDelta::days(site.policies.auto_approve_days.into());
            Some((
                *order,
                *client,
                Notice::Delivered {
                    approved_at: *at + days,
                },
            ))
        }
        OrderEvent::RevisionRequested {
            order,
            writer: Some(writer),
            due_at,
            ..
        } => Some((*order, *writer, Notice::Revision { due: *due_at })),
        OrderEvent::RevisionRequested { writer: None, .. }
        | OrderEvent::Placed { .. }
        | OrderEvent::Submitted { .. }
        | OrderEvent::RevisionStarted { .. }
        | OrderEvent::Completed { .. }
        | OrderEvent::Reopened { .. }
        | OrderEvent::AutoApproveDue { .. } => None,
    }
}

fn letter(order: OrderId, number: String, notice: Notice) -> Letter {
    match notice {
        Notice::Assigned { due } => Letter::OrderAssigned {
            order,
            number,
            due: Some(due),
        },
        Notice::Delivered { approved_at } => Letter::OrderDelivered {
            order,
            number,
            approved_at: Some(approved_at),
        },
        Notice::Revision { due } => Letter::RevisionRequested {
            order,
            number,
            due: Some(due),
        },
    }
}

#[async_trait]
impl Flow for OrderNotice {
    type Event = OrderEvent;

    const NAME: &'static str = "order-notice";

    async fn on(&self, occasion: &Occasion, event: OrderEvent) -> anyhow::Result<()> {
        let actor = &occasion.actor;
        let Some((order, member, notice)) = notice(&event, actor.site()) else {
            return Ok(());
        };
        let Some(to) = self.people.member(actor, member).await? else {
            return Ok(());
        };
        let mut found = self.orders.orders(actor, &[order]).await?;
        let found = found
            .remove(&order)
            .with_context(|| format!("there is no order {order}"))?;
        let letter = letter(order, found.number, notice);
        let plan = self.notices.plan(actor, &to, letter.kind()).await?;
        let event = occasion.event;
        Ok(self.notices.tell(actor, event, &to, &letter, plan).await?)
    }
}
