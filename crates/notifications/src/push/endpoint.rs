//! What a browser says about where it takes push messages, checked.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use kernel::{Code, Faults};
use url::Url;
use web_push_native::p256::PublicKey;

use super::address::Targets;

/// The most characters of an endpoint: what an index of both databases holds.
const LONGEST: usize = 2_000;
/// The bytes of the browser's public key, an uncompressed point.
const KEY: usize = 65;
/// The bytes of the browser's secret.
const SECRET: usize = 16;

/// What a browser says about itself when a person allows it to show messages.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RegisterPush {
    /// The address at its push service.
    pub endpoint: String,
    /// Its public key, base64url.
    pub p256dh: String,
    /// Its secret, base64url.
    pub auth: String,
}

/// Whoever knows an endpoint with its keys can write to it.
impl fmt::Debug for RegisterPush {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RegisterPush")
    }
}

impl RegisterPush {
    /// The same in the one form that is stored.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub(super) fn check(self, targets: Targets) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        let endpoint = endpoint(&mut faults, &self.endpoint, targets);
        let p256dh = bytes(&mut faults, "p256dh", &self.p256dh, is_point);
        let auth = bytes(&mut faults, "auth", &self.auth, |bytes| {
            bytes.len() == SECRET
        });
        faults.or(Self {
            endpoint,
            p256dh,
            auth,
        })
    }
}

fn endpoint(faults: &mut Faults, text: &str, targets: Targets) -> String {
    let mut here = Faults::none();
    let text = here.line("endpoint", text, LONGEST);
    if !here.is_empty() {
        faults.extend(here);
        return text;
    }
    let url = Url::parse(&text).ok().filter(|url| {
        targets.allows_scheme(url.scheme())
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
            && targets.allows_host(url)
    });
    match url {
        Some(url) if url.as_str().len() <= LONGEST => url.to_string(),
        _ => {
            let message = "Use the endpoint that the browser gave, an https address of a public \
                           push service.";
            faults.add(Code::Invalid, "endpoint", message);
            text
        }
    }
}

fn bytes(faults: &mut Faults, field: &str, text: &str, fits: fn(&[u8]) -> bool) -> String {
    let text = text.trim().trim_end_matches('=');
    if text.is_empty() {
        faults.add(Code::Required, field, "Fill this in.");
        return String::new();
    }
    let decoded = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
    if !decoded.is_some_and(|bytes| fits(&bytes)) {
        let message = "Use the key that the browser gave, as base64url.";
        faults.add(Code::Invalid, field, message);
    }
    text.to_owned()
}

fn is_point(bytes: &[u8]) -> bool {
    bytes.len() == KEY && PublicKey::from_sec1_bytes(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Out of RFC 8291, section 5.
    const POINT: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn faults(endpoint: &str, p256dh: &str, auth: &str) -> Vec<String> {
        let said = RegisterPush {
            endpoint: endpoint.to_owned(),
            p256dh: p256dh.to_owned(),
            auth: auth.to_owned(),
        };
        let faults = said.check(Targets::PUBLIC).err().unwrap_or_default();
        faults.iter().map(|fault| fault.field.join(".")).collect()
    }

    #[test]
    fn the_endpoints_of_browsers_pass() {
        for endpoint in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
            "https://web.push.apple.com/QGuQ",
            "https://db5p.notify.windows.com/w/?token=BQ%2B",
            "https://1.1.1.1/push",
        ] {
            assert!(faults(endpoint, POINT, AUTH).is_empty(), "{endpoint}");
        }
        let padded = format!("{AUTH}==");
        assert!(faults("https://push.example.org/1", POINT, &padded).is_empty());
    }

    #[test]
    fn whatever_leads_inside_or_nowhere_is_refused() {
        for endpoint in [
            "",
            "push",
            "http://push.example.org/1",
            "ftp://push.example.org/1",
            "javascript:alert(1)",
            "https://user:secret@push.example.org/1",
            "https://push.example.org/1#fragment",
            "https://localhost/1",
            "https://localhost./1",
            "https://push.localhost/1",
            "https://db/1",
            "https://printer.local/1",
            "https://metadata.google.internal/1",
            "https://127.0.0.1/1",
            "https://127.1/1",
            "https://2130706433/1",
            "https://0x7f.0.0.1/1",
            "https://0/1",
            "https://10.0.0.1/1",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/1",
            "https://[::ffff:10.0.0.1]/1",
            "https://[fd00::1]/1",
            "https://[fe80::1]/1",
            "https://push.example.org/\n1",
            &format!("https://push.example.org/{}", "x".repeat(LONGEST)),
        ] {
            assert_eq!(faults(endpoint, POINT, AUTH), ["endpoint"], "{endpoint}");
        }
    }

    #[test]
    fn keys_are_a_point_and_a_secret_and_every_fault_is_told() {
        let good = "https://push.example.org/1";
        for point in ["", "AAAA", AUTH, &"A".repeat(87), "=", "ü"] {
            assert_eq!(faults(good, point, AUTH), ["p256dh"], "{point}");
        }
        for auth in ["", "AAAA", POINT, "====", "!"] {
            assert_eq!(faults(good, POINT, auth), ["auth"], "{auth}");
        }
        assert_eq!(faults("", "", ""), ["endpoint", "p256dh", "auth"]);
    }
}
