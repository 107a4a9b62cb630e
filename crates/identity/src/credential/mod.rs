//! What people prove themselves with: passwords, and tokens that the house hands out.

mod hasher;
mod password;
mod token;

pub(crate) use hasher::Hasher;
pub use password::{Password, PasswordHash};
pub use token::{Token, TokenHash, TokenKind};
