//! A browser that reads what was pushed to it.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use notifications::push::RegisterPush;
use testkit::TakenPush;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::{Auth, decrypt};

/// A browser: it has a key pair and a secret, and reads what was sealed for it.
pub struct Browser {
    key: SecretKey,
    secret: [u8; 16],
}

impl Browser {
    pub fn new(number: u8) -> Self {
        Self {
            key: SecretKey::from_slice(&[number; 32]).expect("a key"),
            secret: [number; 16],
        }
    }

    pub fn at(&self, endpoint: String) -> RegisterPush {
        let public = self.key.public_key().to_encoded_point(false);
        RegisterPush {
            endpoint,
            p256dh: BASE64_URL_SAFE_NO_PAD.encode(public.as_bytes()),
            auth: BASE64_URL_SAFE_NO_PAD.encode(self.secret),
        }
    }

    /// What the message says, if it was sealed for this browser.
    pub fn read(&self, taken: &TakenPush) -> Option<serde_json::Value> {
        let opened = decrypt(taken.body.clone(), &self.key, &Auth::from(self.secret)).ok()?;
        serde_json::from_slice(&opened).ok()
    }
}
