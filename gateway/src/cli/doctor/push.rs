//! Whether push messages can leave the house.

use notifications::push::Vapid;

use super::report::Line;
use crate::config::Config;

/// Looks at the key that push messages are signed with. Whether a push service takes them, only a
/// browser that is registered there could tell.
pub fn look(config: &Config) -> Line {
    match &config.vapid {
        None => {
            let said = "no VAPID_PRIVATE_KEY, so there are no push messages; to switch them on, run \
                        `scriptorium vapid` and set what it prints";
            Line::ok("push", said)
        }
        Some(vapid) if !vapid.is_sound() => {
            let said = "VAPID_PRIVATE_KEY signs nothing that its public half knows";
            let next =
                "make another with `scriptorium vapid`; every browser is registered anew then";
            Line::fail("push", said, next)
        }
        Some(vapid) if !is_reachable(vapid.subject()) => {
            let said = format!(
                "the key is sound, but push services cannot reach {}: some refuse such a sender",
                vapid.subject()
            );
            let next = "set VAPID_SUBJECT to mailto:ADDRESS or an https address of your own";
            Line::warn("push", said, next)
        }
        Some(vapid) => Line::ok("push", sound(vapid)),
    }
}

fn sound(vapid: &Vapid) -> String {
    format!(
        "the key is sound; browsers are given {}, push services write to {}",
        vapid.public_key(),
        vapid.subject()
    )
}

/// Whether somebody outside could write there.
fn is_reachable(subject: &str) -> bool {
    let local = ["localhost", ".localhost", ".local", "127.0.0.1", "[::1]"];
    let host = match subject.strip_prefix("mailto:") {
        Some(address) => address.rsplit('@').next().unwrap_or_default().to_owned(),
        None => url::Url::parse(subject)
            .ok()
            .filter(|url| url.scheme() == "https")
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default(),
    };
    !host.is_empty() && !local.iter().any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::super::report::Level::{self, Ok, Warn};
    use super::*;

    const KEY: &str = "RS0WdYWWo1HajXg3NZR1olzCf31i-ZBGDkFyCs7j1jw";

    fn looked(settings: &[(&str, &str)]) -> (Level, String) {
        let environment = |name: &str| {
            let found = settings.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let config = Config::of(&environment, None).unwrap_or_else(|faulty| panic!("{faulty}"));
        let line = look(&config);
        (line.level, line.to_string())
    }

    #[test]
    fn without_a_key_it_is_said_how_to_switch_push_on() {
        let (level, said) = looked(&[]);
        assert!(level == Ok && said.contains("scriptorium vapid"), "{said}");
    }

    #[test]
    fn a_key_is_shown_by_its_public_half_and_an_address_nobody_reaches_is_told() {
        let key = ("VAPID_PRIVATE_KEY", KEY);
        let (level, said) = looked(&[key]);
        assert!(level == Warn && said.contains("VAPID_SUBJECT"), "{said}");
        for subject in ["mailto:post@example.org", "https://example.org/contact"] {
            let (level, said) = looked(&[key, ("VAPID_SUBJECT", subject)]);
            assert!(level == Ok && said.contains(subject), "{said}");
            assert!(!said.contains(KEY), "{said}");
        }
        let (level, _) = looked(&[key, ("VAPID_SUBJECT", "https://localhost:8080/")]);
        assert_eq!(level, Warn);
    }
}
