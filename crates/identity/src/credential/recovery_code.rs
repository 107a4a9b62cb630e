//! Recovery codes: what gets somebody in who has lost their authenticator, once each.

use std::fmt;

use kernel::{AccountId, Clock};

use super::TokenHash;

/// Crockford's digits: none of them is taken for another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 16 digits of 5 bits.
const LENGTH: usize = 16;

/// A recovery code, without its dashes. It is shown once and never written anywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    pub(crate) fn mint(clock: &dyn Clock) -> Self {
        let mut bytes = [0; LENGTH];
        clock.fill(&mut bytes);
        // 32 divides 256, so every digit is as likely as any other.
        let digit = |byte: u8| char::from(DIGITS[usize::from(byte % 32)]);
        Self(bytes.into_iter().map(digit).collect())
    }

    /// The text as a code, however it was copied: in capitals, without dashes, with an `o` for a
    /// zero.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let plain = |c: char| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        };
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let code: String = kept.map(plain).take(LENGTH + 1).collect();
        let right = code.len() == LENGTH && code.bytes().all(|byte| DIGITS.contains(&byte));
        right.then_some(Self(code))
    }

    /// The code as it is shown: `x7k2-9fqa-…`.
    pub fn reveal(&self) -> String {
        let chars: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = chars
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join("-")
    }

    /// What is stored of it. 80 bits are too many to be tried out, and the account goes into it,
    /// so that nothing is gained by trying it on all at once.
    pub(crate) fn hash(&self, account: AccountId) -> TokenHash {
        TokenHash::of(&[account.to_string().as_bytes(), self.0.as_bytes()])
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, SystemClock};

    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        let code = RecoveryCode("0123456789abcdef".to_owned());
        assert_eq!(code.reveal(), "0123-4567-89ab-cdef");
        for text in [
            "0123-4567-89ab-cdef",
            " 0123 4567 89AB CDEF",
            "oi23456789abcdef",
            "OL23456789ABCDEF",
        ] {
            assert_eq!(RecoveryCode::read(text), Some(code.clone()), "{text}");
        }
        for wrong in [
            "",
            "0123-4567-89ab-cde",
            "0123-4567-89ab-cdeff",
            "0123-4567-89ab-cdeu",
            "é",
        ] {
            assert_eq!(RecoveryCode::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_of_one_account_is_none_of_another() {
        let code = RecoveryCode::mint(&SystemClock);
        assert_eq!(RecoveryCode::read(&code.reveal()), Some(code.clone()));
        assert_ne!(code, RecoveryCode::mint(&SystemClock));
        let (ann, bob) = (AccountId::mint(&SystemClock), AccountId::mint(&SystemClock));
        assert_eq!(code.hash(ann), code.hash(ann));
        assert_ne!(code.hash(ann), code.hash(bob));
        assert_eq!(format!("{code:?}"), "RecoveryCode");
    }
}
