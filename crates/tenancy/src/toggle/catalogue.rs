//! Which toggle is harmless and which touches security.

use kernel::Toggle;

/// Who may switch a toggle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// The website's ADMIN: it changes what people can do, not how safe they are.
    Admin,
    /// The superadmin alone: it changes how safe people are.
    Superadmin,
}

/// Who may switch this one.
pub(crate) fn keeper(toggle: Toggle) -> Keeper {
    match toggle {
        Toggle::MagicLink | Toggle::PasswordReset | Toggle::TwoFactorRequired => Keeper::Superadmin,
        Toggle::OrderDrafts | Toggle::WriterPortfolios | Toggle::WriterFeedback => Keeper::Admin,
    }
}
