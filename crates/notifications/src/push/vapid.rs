//! The house's own key: with it push services know who speaks to them (RFC 8292).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use kernel::Clock;
use url::Url;
use web_push_native::jwt_simple::algorithms::{
    ECDSAP256KeyPairLike, ECDSAP256PublicKeyLike, ES256KeyPair,
};
use web_push_native::jwt_simple::claims::{Claims, NoCustomClaims};

/// How long a signature is good for: the longest that push services take is a day.
const VALID: Duration = Duration::from_hours(12);
/// The bytes of a private key.
const BYTES: usize = 32;

/// The text is no private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write 32 bytes as base64url, as `scriptorium vapid` prints them")]
pub struct MalformedKey;

/// The key that push messages are signed with, and whom push services may write to.
#[derive(Clone)]
pub struct Vapid {
    pair: Arc<ES256KeyPair>,
    subject: String,
}

impl Vapid {
    /// The key as the setting holds it; `subject` is a `mailto:` or `https:` address.
    ///
    /// # Errors
    /// [`MalformedKey`].
    pub fn read(private_key: &str, subject: &str) -> Result<Self, MalformedKey> {
        let text = private_key.trim().trim_end_matches('=');
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text);
        let bytes = bytes.map_err(|_| MalformedKey)?;
        if bytes.len() != BYTES {
            return Err(MalformedKey);
        }
        let pair = ES256KeyPair::from_bytes(&bytes).map_err(|_| MalformedKey)?;
        Ok(Self {
            pair: Arc::new(pair),
            subject: subject.to_owned(),
        })
    }

    /// Makes a private key, for the one place that shows it.
    pub fn mint(clock: &dyn Clock) -> String {
        loop {
            let mut bytes = [0; BYTES];
            clock.fill(&mut bytes);
            // Four numbers in 2^64 are none; the next draw is one.
            if ES256KeyPair::from_bytes(&bytes).is_ok() {
                return BASE64_URL_SAFE_NO_PAD.encode(bytes);
            }
        }
    }

    /// The public half, as browsers take it: `applicationServerKey`.
    pub fn public_key(&self) -> String {
        let key = self.pair.public_key();
        BASE64_URL_SAFE_NO_PAD.encode(key.public_key().to_bytes_uncompressed())
    }

    /// Whom push services may write to.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Whether what the key signs is known as its own by the public half that browsers are given.
    pub fn is_sound(&self) -> bool {
        let claims = Claims::create(VALID.into()).with_subject(&self.subject);
        let signed = self.pair.sign(claims);
        let key = self.pair.public_key();
        signed.is_ok_and(|token| key.verify_token::<NoCustomClaims>(&token, None).is_ok())
    }

    /// The header that proves to the service at `endpoint` who speaks.
    pub(super) fn sign(&self, endpoint: &Url) -> Option<String> {
        let audience = endpoint.origin().ascii_serialization();
        let claims = Claims::create(VALID.into())
            .with_audience(audience)
            .with_subject(&self.subject);
        let token = self.pair.sign(claims).ok()?;
        Some(format!("vapid t={token}, k={}", self.public_key()))
    }
}

impl fmt::Debug for Vapid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vapid")
    }
}

#[cfg(test)]
mod tests {
    use kernel::SystemClock;

    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_printed_and_shows_only_its_public_half() {
        let printed = Vapid::mint(&SystemClock);
        let vapid = Vapid::read(&printed, "mailto:post@example.test").expect("a key");
        let public = BASE64_URL_SAFE_NO_PAD.decode(vapid.public_key());
        let public = public.expect("base64url");
        assert_eq!((public.len(), public[0]), (65, 4), "an uncompressed point");
        assert_eq!(format!("{vapid:?}"), "Vapid");
        assert!(vapid.is_sound());
        let padded = format!(" {printed}=\n");
        let same = Vapid::read(&padded, "mailto:post@example.test").expect("the same key");
        assert_eq!(same.public_key(), vapid.public_key());
        for wrong in ["", "AAAA", "not base64!", &"A".repeat(43), &"_".repeat(43)] {
            assert!(Vapid::read(wrong, "mailto:x@y.test").is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_signature_names_the_service_with_its_port_and_never_the_key() {
        let printed = Vapid::mint(&SystemClock);
        let vapid = Vapid::read(&printed, "mailto:post@example.test").expect("a key");
        let endpoint = "https://push.example.test:8443/send/abc"
            .parse()
            .expect("an address");
        let header = vapid.sign(&endpoint).expect("signed");
        assert!(!header.contains(&printed));
        let (_, token) = header.split_once("t=").expect("a token");
        let claims = token.split('.').nth(1).expect("claims");
        let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).expect("base64url");
        let claims: serde_json::Value = serde_json::from_slice(&claims).expect("json");
        assert_eq!(claims["aud"], "https://push.example.test:8443");
        assert_eq!(claims["sub"], "mailto:post@example.test");
    }
}
