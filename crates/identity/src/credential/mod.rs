//! What people prove themselves with: passwords, codes, and tokens that the house hands out.

mod argon;
mod crew;
mod hasher;
mod password;
mod recovery_code;
mod seal;
mod token;
mod totp;

pub(crate) use hasher::{Compared, Hasher};
pub use password::{Password, PasswordHash};
pub use recovery_code::RecoveryCode;
pub(crate) use seal::Seal;
pub use seal::SealedSecret;
pub use token::{Token, TokenHash, TokenKind};
pub use totp::TotpEnrolment;
pub(crate) use totp::{TotpSecret, is_totp};
