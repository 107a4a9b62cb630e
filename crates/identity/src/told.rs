//! What people are told of an error: a code, the field it concerns, and what to do next.

use chrono::{SubsecRound, TimeDelta};
use kernel::{Code, Fault, Faults, Instant};

use crate::Error;

/// A code, a field and a message.
type Told = (Code, &'static str, &'static str);

/// Everything that is wrong; nothing when it is the house's own failure.
pub(crate) fn told(error: &Error) -> Option<Faults> {
    match error {
        Error::Invalid(faults) => return Some(faults.clone()),
        Error::Denied(denied) => return Some(denied.fault().into()),
        Error::MisusedKey => return Some(kernel::once::Once::misused().into()),
        Error::Locked { until } => return Some(locked(*until).into()),
        Error::FactorNeeded { website } => return Some(needed(website).into()),
        _ => {}
    }
    let parts = [door, proof, factor, member, way, belonging];
    let (code, field, message) = parts.into_iter().find_map(|part| part(error))?;
    Some(Fault::new(code, field, message).into())
}

/// Those at the door.
fn door(error: &Error) -> Option<Told> {
    Some(match error {
        Error::BadCredentials => (
            Code::BadCredentials,
            "",
            "The e-mail address or the password is wrong. Check both and try again.",
        ),
        Error::Busy => (
            Code::RateLimited,
            "",
            "Too many people are signing in. Try again in a few seconds.",
        ),
        Error::TooMany => (
            Code::RateLimited,
            "",
            "These are too many tries. Wait a minute and try again.",
        ),
        Error::RegistrationClosed => (
            Code::Forbidden,
            "",
            "This website takes no new registrations at present.",
        ),
        Error::Overtaken => (
            Code::Conflict,
            "",
            "This account was changed at the same moment. Try again.",
        ),
        Error::NoSuchAccount => (Code::NotFound, "", "There is no such account."),
        _ => return None,
    })
}

/// Those who prove themselves.
fn proof(error: &Error) -> Option<Told> {
    Some(match error {
        Error::StepUpRequired => (
            Code::StepUpRequired,
            "",
            "Prove once more who you are, with your password or a code, and try again.",
        ),
        Error::NoSuchChallenge => (
            Code::NotFound,
            "challengeId",
            "No sign-in waits for this answer. Sign in again.",
        ),
        Error::ChallengeOver => (
            Code::Expired,
            "challengeId",
            "This sign-in is over: it was answered, or took too long or too many tries. Sign in \
             again.",
        ),
        Error::WrongCode => (
            Code::BadCredentials,
            "code",
            "This code is not right, or was used before. Wait for the next one and try again.",
        ),
        Error::LastTry => (
            Code::BadCredentials,
            "code",
            "This code is not right either, and it was the last try. Sign in again.",
        ),
        _ => return None,
    })
}

/// Those who look after their second factor.
fn factor(error: &Error) -> Option<Told> {
    Some(match error {
        Error::FactorOn => (
            Code::WrongState,
            "",
            "Your second factor is on already. Switch it off first to set up another one.",
        ),
        Error::FactorOff => (
            Code::WrongState,
            "",
            "You have no second factor. Set one up first.",
        ),
        Error::NoEnrolment => (
            Code::WrongState,
            "",
            "No second factor is being set up. Start anew to get a fresh key.",
        ),
        _ => return None,
    })
}

/// Those who run a website, about its members.
fn member(error: &Error) -> Option<Told> {
    Some(match error {
        Error::AlreadyMember => (
            Code::Taken,
            "email",
            "This person has another role on this website already.",
        ),
        Error::MemberAlready => (
            Code::Taken,
            "email",
            "This person is a member of this website already. Change their role instead.",
        ),
        Error::MemberSuspended => (
            Code::WrongState,
            "email",
            "This person is a member who is suspended. Reinstate them instead.",
        ),
        Error::NoSuchMember(_) => (
            Code::NotFound,
            "memberId",
            "There is no such member. Load the list again.",
        ),
        Error::LastAdmin => (
            Code::WrongState,
            "memberId",
            "This is the last administrator of the website. Make somebody else one first.",
        ),
        Error::NoSuchInvitation(_) => (
            Code::NotFound,
            "invitationId",
            "There is no such invitation. Load the list again.",
        ),
        Error::InvitationSettled => (
            Code::WrongState,
            "invitationId",
            "This invitation was accepted already. Suspend the member instead.",
        ),
        _ => return None,
    })
}

/// Those who go over to another website, or look through other eyes.
fn way(error: &Error) -> Option<Told> {
    Some(match error {
        Error::NoSuchWebsite => (
            Code::NotFound,
            "websiteId",
            "There is no such website among yours. Load the list again.",
        ),
        Error::HereAlready => (
            Code::WrongState,
            "websiteId",
            "You are on this website already.",
        ),
        Error::WebsiteClosed => (
            Code::WrongState,
            "websiteId",
            "That website is closed at present. Come back later.",
        ),
        Error::HandoverOver => (
            Code::Expired,
            "token",
            "This way over is closed. Switch to this website once more, or sign in here.",
        ),
        Error::NothingToSee => (
            Code::WrongState,
            "memberId",
            "This member is suspended and sees nothing here. Reinstate them first.",
        ),
        Error::NoImpersonation => (
            Code::WrongState,
            "",
            "You look through nobody's eyes at present.",
        ),
        _ => return None,
    })
}

/// Those who look after their own sessions and devices.
fn belonging(error: &Error) -> Option<Told> {
    Some(match error {
        Error::NoSuchSession(_) => (
            Code::NotFound,
            "sessionId",
            "There is no such session. Load the list again.",
        ),
        Error::NoSuchDevice(_) => (
            Code::NotFound,
            "deviceId",
            "There is no such device. Load the list again.",
        ),
        Error::DeviceInUse => (
            Code::WrongState,
            "deviceId",
            "You are using this device. Sign out, or block it from another one.",
        ),
        Error::DeviceBlocked => (
            Code::WrongState,
            "deviceId",
            "This device is blocked, and forgetting it would let it in again. Unblock it first.",
        ),
        Error::SessionInUse => (
            Code::WrongState,
            "sessionId",
            "You are using this session. Sign out to end it, or disown it from another device.",
        ),
        _ => return None,
    })
}

/// The website is one of theirs, so it may be named.
fn needed(website: &str) -> Fault {
    let message = format!("{website} lets nobody in without a second factor, so yours stays on.");
    Fault::new(Code::Forbidden, "", message)
}

/// The end is told in whole seconds, rounded up: who comes then is let in.
fn locked(until: Instant) -> Fault {
    let second = until.trunc_subsecs(0);
    let until = if second == until {
        until
    } else {
        second + TimeDelta::seconds(1)
    };
    let message = format!(
        "There were too many wrong tries, so nothing is checked until {} UTC. Try again then, or \
         set a new password through a mailed link.",
        until.format("%Y-%m-%d %H:%M:%S")
    );
    Fault::new(Code::Locked, "", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_lock_is_told_in_whole_seconds_rounded_up() {
        let message = |text: &str| {
            let until = text.parse().expect("an instant");
            locked(until).message
        };
        assert!(message("2026-11-23T12:00:00Z").contains("until 2026-11-23 12:00:00 UTC"));
        assert!(message("2026-11-23T12:00:00.000001Z").contains("until 2026-11-23 12:00:01 UTC"));
    }
}
