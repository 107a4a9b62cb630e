//! Figures about people coming in: how many, and how it came out, never who.

use crate::challenge::{Answered, Entry};
use crate::{Error, Result};

const SIGN_INS: &str = "scriptorium_sign_ins_total";

/// Somebody tried to sign in.
pub(crate) fn signed_in(came: &Result<Entry>) {
    count(match came {
        Ok(Entry::In(_)) => "in",
        Ok(Entry::Challenge(_)) => "challenge",
        Err(error) => reason(error),
    });
}

/// Somebody answered a challenge.
pub(crate) fn answered(came: &Result<Answered>) {
    count(match came {
        Ok(Answered::In { .. }) => "in_after_challenge",
        Ok(Answered::Wrong(_)) => "wrong_code",
        Err(error) => reason(error),
    });
}

fn reason(error: &Error) -> &'static str {
    match error {
        Error::BadCredentials => "bad_credentials",
        Error::Locked { .. } => "locked",
        Error::TooMany => "too_many",
        Error::Busy => "busy",
        Error::WrongCode | Error::LastTry => "wrong_code",
        Error::NoSuchChallenge | Error::ChallengeOver => "challenge_over",
        Error::Invalid(_) => "invalid",
        Error::Store(_) | Error::Roster(_) | Error::Hashing(_) => "failed",
        _ => "refused",
    }
}

fn count(outcome: &'static str) {
    metrics::counter!(SIGN_INS, "outcome" => outcome).increment(1);
}
