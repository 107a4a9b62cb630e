//! What happens to one notice on each channel.

use kernel::Instant;

use crate::delivery::entity::{Cause, Channel};

/// What happens to one notice on each channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// As a mail.
    pub email: Way,
    /// In the inbox.
    pub in_app: Way,
    /// On the person's devices.
    pub push: Way,
}

/// What happens to a notice on one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It goes now.
    Send,
    /// It goes when the person's quiet hours end, then. The inbox never waits, nor does a letter
    /// that must not be stored: they go now.
    Hold(Instant),
    /// It goes with others in one mail, then.
    Digest(Instant),
    /// It does not go.
    Suppress(Cause),
}

impl Plan {
    /// Whatever is told in any case: by mail and in the inbox.
    pub const MANDATORY: Self = Self {
        email: Way::Send,
        in_app: Way::Send,
        push: Way::Suppress(Cause::Preference),
    };

    /// The way it takes on one channel.
    pub fn way(&self, channel: Channel) -> Way {
        match channel {
            Channel::Email => self.email,
            Channel::InApp => self.in_app,
            Channel::Push => self.push,
        }
    }
}
