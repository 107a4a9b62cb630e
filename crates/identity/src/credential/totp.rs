//! One-time codes that change every half minute (RFC 6238), as authenticator apps make them.

use std::fmt;

use kernel::{Clock, Email, Instant};
use totp_rs::{Builder, Secret, Totp};

/// What a person and the house share, in base 32. It is shown once, when it is set up, and stored
/// sealed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct TotpSecret(String);

/// What an authenticator app is given to set itself up.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpEnrolment {
    /// The same as an address for apps, often shown as a picture: `otpauth://…`.
    pub otpauth_uri: String,
    /// The secret, to be typed by hand.
    pub secret: String,
}

impl TotpSecret {
    pub(crate) fn mint(clock: &dyn Clock) -> Self {
        let mut bytes = [0; 20];
        clock.fill(&mut bytes);
        Self(Secret::from(bytes).to_base32())
    }

    /// The secret out of its seal.
    pub(crate) fn unsealed(text: String) -> Self {
        Self(text)
    }

    /// The secret, to be sealed.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// The half minute that the code belongs to: this one, the one before or the one after, for
    /// clocks go wrong. None when it belongs to none of them.
    pub(crate) fn step_of(&self, code: &str, now: Instant) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let step = self.totp(Builder::new())?.check(&digits(code), seconds)?;
        i64::try_from(step).ok()
    }

    /// What the person's app needs. `website` is what the app lists it under.
    pub(crate) fn enrolment(&self, website: &str, email: &Email) -> TotpEnrolment {
        // A colon parts the two in the address.
        let plain = |text: &str| text.replace(':', " ");
        let builder = Builder::new()
            .with_issuer(Some(plain(website)))
            .with_account_name(plain(email.as_str()));
        let uri = self.totp(builder).and_then(|totp| totp.to_url().ok());
        TotpEnrolment {
            otpauth_uri: uri.unwrap_or_default(),
            secret: self.0.clone(),
        }
    }

    fn totp(&self, builder: Builder) -> Option<Totp> {
        let secret = Secret::try_from_base32(&self.0).ok()?;
        builder.with_secret(secret).build().ok()
    }
}

/// Apps show codes in groups, and people type the gap.
fn digits(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the text looks like a one-time code rather than a recovery code.
pub(crate) fn is_totp(code: &str) -> bool {
    let code = digits(code);
    code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

impl fmt::Debug for TotpEnrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpEnrolment")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B: `12345678901234567890`.
    fn known() -> TotpSecret {
        TotpSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned())
    }

    fn at(seconds: i64) -> Instant {
        Instant::from_timestamp(seconds, 0).expect("an instant")
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // The last six of the eight digits of appendix B.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(
                known().step_of(code, at(seconds)),
                Some(seconds / 30),
                "{code}"
            );
        }
    }

    #[test]
    fn a_clock_may_be_one_step_wrong_and_no_more() {
        let step = 1_234_567_890 / 30;
        let with_drift = |steps: i64| known().step_of("005924", at(1_234_567_890 + steps * 30));
        assert_eq!([-1, 0, 1].map(with_drift), [Some(step); 3]);
        assert_eq!([-2, 2].map(with_drift), [None; 2]);
    }

    #[test]
    fn only_six_digits_are_a_code() {
        for wrong in ["", "00592", "0059240", "+05924", "00592a", "００５９２４"] {
            assert_eq!(known().step_of(wrong, at(1_234_567_890)), None, "{wrong}");
        }
        assert!(known().step_of(" 005 924 ", at(1_234_567_890)).is_some());
        assert!(is_totp("005 924") && !is_totp("x7k2-9fqa") && !is_totp("1234567"));
    }

    #[test]
    fn an_app_gets_what_it_needs_and_nobody_else_does() {
        let email = "ann@example.test".parse().expect("an address");
        let enrolment = known().enrolment("Atlas: Essays", &email);
        let uri = "otpauth://totp/Atlas%20%20Essays:ann%40example.test\
                   ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Atlas%20%20Essays";
        assert_eq!(enrolment.otpauth_uri, uri);
        assert_eq!(
            format!("{:?} {enrolment:?}", known()),
            "TotpSecret TotpEnrolment"
        );
    }

    #[test]
    fn secrets_are_made_of_160_bits() {
        let secret = TotpSecret::mint(&kernel::SystemClock);
        assert_eq!(secret.0.len(), 32);
        assert_ne!(secret, TotpSecret::mint(&kernel::SystemClock));
    }
}
