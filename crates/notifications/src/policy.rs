//! Who may send messages and read what was sent.

use kernel::{Actor, Denied, Permit};

/// To send a message to somebody, or to note that none is sent.
#[derive(Clone, Copy, Debug)]
pub struct SendMessages;

/// To read the local mailbox.
#[derive(Clone, Copy, Debug)]
pub struct ReadMailbox;

/// To see what became of messages.
#[derive(Clone, Copy, Debug)]
pub struct SeeDeliveries;

/// Only the house writes to people.
pub fn send(actor: &Actor) -> Result<Permit<SendMessages>, Denied> {
    actor.allow(SendMessages, actor.is_system())
}

/// Only the house, for its page on the developer's own machine: mails hold the links that open
/// other people's accounts, so no role may read them.
pub fn read_mailbox(actor: &Actor) -> Result<Permit<ReadMailbox>, Denied> {
    actor.allow(ReadMailbox, actor.is_system())
}

/// The house and the website's staff.
pub fn see_deliveries(actor: &Actor) -> Result<Permit<SeeDeliveries>, Denied> {
    actor.allow(SeeDeliveries, actor.is_system() || actor.is_staff())
}
