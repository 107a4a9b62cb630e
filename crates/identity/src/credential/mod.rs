//! What people prove themselves with: passwords, codes, and tokens that the house hands out.

mod hasher;
mod password;
mod recovery_code;
mod token;
mod totp;

pub(crate) use hasher::{Compared, Hasher};
pub use password::{Password, PasswordHash};
pub use recovery_code::RecoveryCode;
pub use token::{Token, TokenHash, TokenKind};
pub(crate) use totp::is_totp;
pub use totp::{TotpEnrolment, TotpSecret};
