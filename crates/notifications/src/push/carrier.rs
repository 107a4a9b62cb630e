//! Carries one sealed message to one endpoint.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use url::Url;
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, encrypt};

use super::address::{Lookup, Targets};
use super::entity::{Capability, Model};
use super::vapid::Vapid;
use crate::{Error, Result};

/// How long a push service may take, all in all.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a message waits at the push service for a device that is off: a day. Older news of a
/// sign-in is found in the inbox.
const KEPT_SECONDS: &str = "86400";
/// The most bytes of a message: a record of 4096 less its header and its seal (RFC 8291, 4).
const LONGEST: usize = 3_993;

/// What an endpoint made of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It took it.
    Taken,
    /// It is no more.
    Gone,
    /// It does not take this message, and never will.
    Refused(String),
    /// It may take it later.
    Unreachable(String),
}

/// Speaks to push services.
#[derive(Clone)]
pub struct Carrier {
    client: Client,
    targets: Targets,
}

impl Carrier {
    /// Speaks to public push services alone.
    ///
    /// # Errors
    /// When the machine cannot encrypt.
    pub fn try_new() -> Result<Self> {
        Self::to(Targets::PUBLIC)
    }

    /// Speaks to anybody, for tests with a server of their own.
    ///
    /// # Errors
    /// When the machine cannot encrypt.
    #[doc(hidden)]
    pub fn to_anybody_for_tests() -> Result<Self> {
        Self::to(Targets::ANYWHERE_FOR_TESTS)
    }

    fn to(targets: Targets) -> Result<Self> {
        let broken = |error: &dyn std::error::Error| Error::Misconfigured {
            setting: "VAPID_PRIVATE_KEY",
            reason: format!("push messages cannot be sent from this machine: {error}"),
        };
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned();
        let roots: RootCertStore = roots.collect();
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| broken(&error))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(Lookup(targets)))
            // A proxy would look names up by itself.
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .timeout(PATIENCE)
            .build()
            .map_err(|error| broken(&error))?;
        Ok(Self { client, targets })
    }

    pub(super) fn targets(&self) -> Targets {
        self.targets
    }

    /// Seals the message for this browser and hands it over.
    pub(super) async fn carry(&self, vapid: &Vapid, to: &Model, message: &[u8]) -> Outcome {
        let Some((url, signature, sealed)) = self.seal(vapid, to, message) else {
            return Outcome::Refused("the message cannot be sealed for this endpoint".to_owned());
        };
        let request = self
            .client
            .post(url)
            .header("TTL", KEPT_SECONDS)
            .header("Urgency", "high")
            .header(AUTHORIZATION, signature)
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(CONTENT_TYPE, "application/octet-stream")
            .body(sealed);
        // The answer's body is not read: it is dropped with the connection's stream.
        match request.send().await {
            Ok(answer) => outcome(answer.status()),
            // The address is as good as a key: it stays out of the record.
            Err(error) => Outcome::Unreachable(chain(&error.without_url())),
        }
    }

    fn seal(&self, vapid: &Vapid, to: &Model, message: &[u8]) -> Option<(Url, String, Vec<u8>)> {
        let url = Url::parse(to.endpoint.reveal()).ok()?;
        // Names are looked at by the resolver; an address in the text never gets there.
        let allowed = self.targets.allows_scheme(url.scheme()) && self.targets.allows_host(&url);
        if !allowed || message.len() > LONGEST {
            return None;
        }
        let decode = |kept: &Capability| BASE64_URL_SAFE_NO_PAD.decode(kept.reveal()).ok();
        let key = PublicKey::from_sec1_bytes(&decode(&to.p256dh)?).ok()?;
        let secret: [u8; 16] = decode(&to.auth)?.try_into().ok()?;
        let sealed = encrypt(message.to_vec(), &key, &Auth::from(secret)).ok()?;
        let signature = vapid.sign(&url)?;
        Some((url, signature, sealed))
    }
}

fn outcome(status: StatusCode) -> Outcome {
    let said = || format!("the push service answered {}", status.as_u16());
    match status {
        status if status.is_success() => Outcome::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Outcome::Gone,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Outcome::Unreachable(said()),
        status if status.is_server_error() => Outcome::Unreachable(said()),
        _ => Outcome::Refused(said()),
    }
}

/// The error with its causes, for staff.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_its_meaning() {
        let of = |code| outcome(StatusCode::from_u16(code).expect("a status"));
        for code in [200, 201, 202, 204] {
            assert_eq!(of(code), Outcome::Taken);
        }
        for code in [404, 410] {
            assert_eq!(of(code), Outcome::Gone);
        }
        for code in [408, 429, 500, 502, 503, 504] {
            assert!(matches!(of(code), Outcome::Unreachable(_)), "{code}");
        }
        for code in [301, 302, 307, 308, 400, 401, 403, 413] {
            assert!(matches!(of(code), Outcome::Refused(_)), "{code}");
        }
    }
}
