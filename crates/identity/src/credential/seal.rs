//! Secrets that the house has to read again: sealed before they are stored, and opened only for the
//! account that they were sealed for.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{AccountId, Clock};
use sea_orm::DeriveValueType;

/// What a sealed text begins with: another way of sealing would begin otherwise.
const FORM: &str = "s1.";

/// How many bytes of chance make two seals of the same secret differ.
const CHANCE: usize = 12;

/// A secret as it is stored: AES-256-GCM, bound to its account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct SealedSecret(String);

/// What secrets are sealed with.
pub(crate) struct Seal(Aes256Gcm);

impl Seal {
    pub(crate) fn of(key: [u8; 32]) -> Self {
        Self(Aes256Gcm::new(&key.into()))
    }

    /// Seals a secret of the account; none for one that is longer than memory.
    pub(crate) fn close(
        &self,
        clock: &dyn Clock,
        account: AccountId,
        secret: &str,
    ) -> Option<SealedSecret> {
        let mut chance = [0; CHANCE];
        clock.fill(&mut chance);
        let bound = account.to_string();
        let payload = Payload {
            msg: secret.as_bytes(),
            aad: bound.as_bytes(),
        };
        let sealed = self.0.encrypt(&Nonce::from(chance), payload).ok()?;
        let mut bytes = chance.to_vec();
        bytes.extend(sealed);
        let text = URL_SAFE_NO_PAD.encode(bytes);
        Some(SealedSecret(format!("{FORM}{text}")))
    }

    /// The secret again; none when it was sealed with another key or for another account, or is
    /// not as it was.
    pub(crate) fn open(&self, account: AccountId, sealed: &SealedSecret) -> Option<String> {
        let text = sealed.0.strip_prefix(FORM)?;
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (chance, sealed) = bytes.split_first_chunk::<CHANCE>()?;
        let bound = account.to_string();
        let payload = Payload {
            msg: sealed,
            aad: bound.as_bytes(),
        };
        let secret = self.0.decrypt(&Nonce::from(*chance), payload).ok()?;
        String::from_utf8(secret).ok()
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, SystemClock};

    use super::*;

    #[test]
    fn a_secret_comes_back_for_its_account_and_with_its_key_alone() {
        let clock = SystemClock;
        let (ann, bob) = (AccountId::mint(&clock), AccountId::mint(&clock));
        let seal = Seal::of([7; 32]);
        let sealed = seal.close(&clock, ann, "SECRET").expect("sealed");
        assert_eq!(seal.open(ann, &sealed).as_deref(), Some("SECRET"));
        assert_eq!(seal.open(bob, &sealed), None);
        assert_eq!(Seal::of([8; 32]).open(ann, &sealed), None);
        assert!(!sealed.0.contains("SECRET"));
        assert_ne!(seal.close(&clock, ann, "SECRET"), Some(sealed));
    }

    #[test]
    fn whatever_is_not_as_it_was_does_not_open() {
        let clock = SystemClock;
        let ann = AccountId::mint(&clock);
        let seal = Seal::of([7; 32]);
        let SealedSecret(whole) = seal.close(&clock, ann, "SECRET").expect("sealed");
        for at in FORM.len()..whole.len() {
            let mut broken = whole.clone().into_bytes();
            broken[at] = if broken[at] == b'A' { b'B' } else { b'A' };
            let broken = String::from_utf8(broken).expect("a text");
            assert_eq!(seal.open(ann, &SealedSecret(broken)), None, "{at}");
        }
        for wrong in [
            "",
            "s1.",
            "s1.AAAA",
            "SECRET",
            &whole[3..],
            &format!("{whole}AAAA"),
        ] {
            assert_eq!(
                seal.open(ann, &SealedSecret(wrong.to_owned())),
                None,
                "{wrong}"
            );
        }
    }
}
