//! The proof that somebody may do something, and their signature under it.

use std::marker::PhantomData;

use crate::{Code, Fault, Who};

/// Leave to do `A`. Only `policy.rs` of a domain crate makes one, through
/// [`Actor::allow`](crate::Actor::allow); events take their `by` from it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Permit<A> {
    holder: Who,
    action: PhantomData<A>,
}

impl<A> Permit<A> {
    pub(crate) fn new(holder: Who) -> Self {
        Self {
            holder,
            action: PhantomData,
        }
    }

    /// Who holds it.
    pub fn holder(&self) -> Who {
        self.holder.clone()
    }
}

/// The asker may see the thing, but not do this to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// Somebody is, but this is not theirs to do.
    #[error("this is not theirs to do")]
    NotTheirs,
}

impl Denied {
    /// The denial as a fault of the whole command.
    pub fn fault(self) -> Fault {
        match self {
            Self::SignedOut => Fault::new(Code::Unauthenticated, "", "Sign in first."),
            Self::NotTheirs => Fault::new(
                Code::Forbidden,
                "",
                "You may see this, but not do this to it.",
            ),
        }
    }
}
