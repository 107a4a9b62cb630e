//! What of an order its asker sees (spec: orders, who sees what).

use kernel::{Actor, Instant, OrderId, Role};
use sea_orm::prelude::Uuid;

use super::{Model, Status};
use crate::policy;

/// Which fields of one order its asker sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one answer for each field")]
pub struct Mask {
    /// Who the client is; the others know an alias.
    pub client: bool,
    /// What the client pays, and the quote it came from.
    pub price: bool,
    /// When the client needs it.
    pub deadline: bool,
    /// What the writer gets.
    pub writer_pay: bool,
    /// When the writer has to hand it in.
    pub writer_deadline: bool,
}

impl Model {
    /// What the asker, who may see the order, sees of it.
    pub fn seen_by(&self, actor: &Actor) -> Mask {
        let owner = actor.is(self.client_id);
        let writer = self.writer_id.is_some_and(|writer| actor.is(writer));
        let helper = policy::sees_clients(actor);
        Mask {
            client: owner || helper,
            price: owner || helper,
            deadline: !actor.has(&[Role::Writer]),
            writer_pay: writer || actor.has(&[Role::Admin]) || actor.is_system(),
            writer_deadline: writer || actor.is_staff() || actor.is_system(),
        }
    }

    /// What the client is called where their name is not shown: the same on every page of the
    /// order, another on their next one.
    pub fn client_alias(&self) -> String {
        alias(self.id)
    }

    /// The deadline as the asker may know it.
    pub fn due_at(&self, actor: &Actor) -> Instant {
        match self.writer_deadline {
            Some(due) if actor.has(&[Role::Writer]) => due,
            _ => self.deadline,
        }
    }

    /// Whether the clock that the asker sees has run out before its work was there: the writer's
    /// stops with the first version, the client's when they get it.
    pub fn is_late(&self, actor: &Actor, now: Instant) -> bool {
        let stopped = if actor.has(&[Role::Writer]) {
            self.submitted_at
        } else {
            self.released_at
        };
        stopped.is_none() && Status::RUNNING.contains(&self.status) && now > self.due_at(actor)
    }
}

fn alias(order: OrderId) -> String {
    let number = Uuid::from(order).as_u128() & 0xFFFF;
    format!("Client {number:04X}")
}
