//! Whose token came along.

use anyhow::Context;
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};

use super::Failed;

/// What is stored of the asker's token; the statement looks for its session.
pub struct Asker(pub String);

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        use std::fmt::Write;
        let value = parts.headers.get(AUTHORIZATION).context("a token")?;
        let token = value.to_str()?.strip_prefix("Bearer ").context("a token")?;
        let mut hash = String::with_capacity(64);
        for byte in Sha256::digest(token.as_bytes()) {
            write!(hash, "{byte:02x}")?;
        }
        Ok(Self(hash))
    }
}
