//! Tokens: 256 random bits that the house hands out once and afterwards knows by their hash.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use kernel::Clock;
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use sha2::{Digest, Sha256};

const BYTES: usize = 32;

/// What a token opens. Each kind has its own prefix: scanners for leaked secrets find them, and
/// one kind never passes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A session: `sst_…`.
    Session,
    /// A link in a mail: `svl_…`.
    Link,
    /// Nothing, but it makes a device known: `sdv_…`.
    Device,
    /// The website as a member sees it: `sim_…`.
    Impersonation,
}

impl TokenKind {
    fn prefix(self) -> &'static str {
        match self {
            Self::Session => "sst_",
            Self::Link => "svl_",
            Self::Device => "sdv_",
            Self::Impersonation => "sim_",
        }
    }
}

/// A token as its owner holds it. It is shown once and never written anywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub(crate) fn mint(clock: &dyn Clock, kind: TokenKind) -> Self {
        let mut bytes = [0; BYTES];
        clock.fill(&mut bytes);
        let body = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        Self(format!("{}{body}", kind.prefix()))
    }

    /// The text as a token of this kind, if it has the form of one.
    pub fn read(kind: TokenKind, text: &str) -> Option<Self> {
        let body = text.strip_prefix(kind.prefix())?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(body).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// The text, for the one place that hands it to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> TokenHash {
        TokenHash::of(&[self.0.as_bytes()])
    }

    /// The token laid under a pad that is used for nothing else: readable for whoever has the pad.
    pub(crate) fn veiled(&self, kind: TokenKind, pad: &[u8; BYTES]) -> Option<String> {
        let body = self.0.strip_prefix(kind.prefix())?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(body).ok()?;
        Some(BASE64_URL_SAFE_NO_PAD.encode(laid(&bytes, pad)))
    }

    /// The token out of what [`veiled`](Self::veiled) made of it.
    pub(crate) fn unveiled(kind: TokenKind, text: &str, pad: &[u8; BYTES]) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let body = BASE64_URL_SAFE_NO_PAD.encode(laid(&bytes, pad));
        Self::read(kind, &format!("{}{body}", kind.prefix()))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// What is stored of a token. No salt: it has too many bits to be guessed.
#[derive(Clone, PartialEq, Eq, Hash, DeriveValueType)]
pub struct TokenHash(String);

impl TokenHash {
    /// The hash of several parts of fixed length.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(part);
        }
        Self(hex::encode(digest.finalize()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn laid(bytes: &[u8], pad: &[u8; BYTES]) -> Vec<u8> {
    bytes
        .iter()
        .zip(pad)
        .map(|(one, other)| one ^ other)
        .collect()
}

/// What SeaORM asks of every primary key: no database draws these.
impl TryFromU64 for TokenHash {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("TokenHash"))
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

#[cfg(test)]
mod tests {
    use kernel::SystemClock;

    use super::*;

    #[test]
    fn a_token_is_read_as_its_own_kind_only() {
        let token = Token::mint(&SystemClock, TokenKind::Session);
        let text = token.reveal();
        assert_eq!(text.len(), 47);
        assert_eq!(Token::read(TokenKind::Session, text), Some(token.clone()));
        assert_eq!(Token::read(TokenKind::Link, text), None);
        for wrong in [
            "",
            "sst_",
            &text[..46],
            &format!("{text}A"),
            &text[4..],
            "sst_é",
        ] {
            assert_eq!(Token::read(TokenKind::Session, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_veiled_token_is_read_with_its_pad_only() {
        let token = Token::mint(&SystemClock, TokenKind::Device);
        let pad = [7; BYTES];
        let veiled = token
            .veiled(TokenKind::Device, &pad)
            .expect("a device's token");
        assert_eq!(
            Token::unveiled(TokenKind::Device, &veiled, &pad),
            Some(token.clone())
        );
        assert_ne!(
            Token::unveiled(TokenKind::Device, &veiled, &[8; BYTES]),
            Some(token.clone())
        );
        assert_eq!(Token::unveiled(TokenKind::Device, "short", &pad), None);
        assert_eq!(token.veiled(TokenKind::Session, &pad), None);
    }

    #[test]
    fn two_tokens_differ_and_show_nothing() {
        let mint = || Token::mint(&SystemClock, TokenKind::Device);
        let (one, other) = (mint(), mint());
        assert_ne!(one.hash(), other.hash());
        assert_eq!(format!("{one:?} {:?}", one.hash()), "Token TokenHash");
    }
}
