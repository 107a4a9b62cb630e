//! Passwords, which show themselves to nobody, and how hard they are to guess.

use std::fmt;

use kernel::{Code, Fault};
use sea_orm::DeriveValueType;
use zxcvbn::Score;

const SHORTEST: usize = 10;
const LONGEST: usize = 128;

/// A password as its owner typed it. It is never written anywhere.
#[derive(Clone, Default)]
pub struct Password(String);

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

impl Password {
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is the same as another that its owner typed just now.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// What is wrong with it as a new password: its length, or that somebody who knows `about`
    /// the person would guess it.
    pub(super) fn fault(&self, about: &[String]) -> Option<Fault> {
        let fault = |code, message| Some(Fault::new(code, "password", message));
        let length = self.0.chars().count();
        if length == 0 {
            return fault(Code::Required, "Choose a password.");
        }
        if length < SHORTEST {
            return fault(Code::TooSmall, "Use at least 10 characters.");
        }
        if length > LONGEST {
            return fault(Code::TooLong, "Use at most 128 characters.");
        }
        let about: Vec<_> = about.iter().map(String::as_str).collect();
        if zxcvbn::zxcvbn(&self.0, &about).score() < Score::Three {
            let message = "This password is easy to guess. Use a longer one, such as four words \
                           that have nothing to do with each other or with you.";
            return fault(Code::Invalid, message);
        }
        None
    }
}

/// A hashed password in PHC form: it names its own algorithm and cost.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct PasswordHash(String);

impl PasswordHash {
    pub(super) fn new(phc: String) -> Self {
        Self(phc)
    }

    pub(super) fn phc(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str, about: &[&str]) -> Option<Code> {
        let about: Vec<_> = about.iter().map(|&text| text.to_owned()).collect();
        let fault = Password::from(password.to_owned()).fault(&about);
        fault.map(|fault| fault.code)
    }

    #[test]
    fn a_password_is_long_enough_and_hard_to_guess() {
        assert_eq!(code("", &[]), Some(Code::Required));
        assert_eq!(code("h7!kQz_pL", &[]), Some(Code::TooSmall));
        assert_eq!(code("h7!kQz_pL2", &[]), None);
        assert_eq!(code("password1234", &[]), Some(Code::Invalid));
        assert_eq!(code(&"x7!".repeat(43), &[]), Some(Code::TooLong));
        assert_eq!(code(&"éà".repeat(65), &[]), Some(Code::TooLong));
        assert_eq!(code("violet anchor meadow 42", &[]), None);
    }

    #[test]
    fn what_others_know_of_a_person_makes_no_password() {
        let name = "Wilhelmina Brackenridge";
        assert_eq!(code(name, &[]), None);
        assert_eq!(code(name, &[name]), Some(Code::Invalid));
        assert_eq!(
            code("wilhelmina@mail.test", &["wilhelmina@mail.test"]),
            Some(Code::Invalid)
        );
    }

    #[test]
    fn secrets_do_not_show_themselves() {
        let password = Password::from("violet anchor meadow 42".to_owned());
        let hash = PasswordHash::new("$argon2id$secret".to_owned());
        assert_eq!(format!("{password:?} {hash:?}"), "Password PasswordHash");
    }
}
