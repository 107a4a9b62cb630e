//! What somebody wants changed in what they are told, and what can be wrong with it.

use std::collections::HashMap;

use chrono::NaiveTime;
use kernel::{Code, Faults, Field, Site};

use super::wishes::is_forced;
use super::{Digest, QuietHours};
use crate::Kind;
use crate::delivery::entity::Channel;

/// The most choices that are changed at once: the whole matrix, several times over.
const MOST: usize = 100;

/// One choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewChoice {
    /// What is told.
    pub kind: Kind,
    /// How.
    pub channel: Channel,
    /// Whether it is to be.
    pub enabled: bool,
}

/// Quiet hours as a person writes them: `22:00`.
#[derive(Clone, Debug, Default)]
pub struct NewQuietHours {
    /// When they begin.
    pub start: String,
    /// When they end.
    pub end: String,
}

/// What somebody wants changed.
#[derive(Clone, Debug, Default)]
pub struct UpdatePreferences {
    /// Cells of the matrix.
    pub changes: Vec<NewChoice>,
    /// When they want their rest.
    pub quiet_hours: Field<NewQuietHours>,
    /// Whether mails that can wait come as one.
    pub digest: Field<Digest>,
}

/// The same, in order.
#[derive(Clone, Debug)]
pub struct Valid {
    pub choices: HashMap<(Kind, Channel), bool>,
    pub quiet_hours: Field<QuietHours>,
    pub digest: Field<Digest>,
}

impl UpdatePreferences {
    /// The choices in order, or everything that is wrong with them.
    pub(super) fn check(self, site: &Site) -> Result<Valid, Faults> {
        let mut faults = Faults::none();
        let choices = choices(&self.changes, site, &mut faults);
        let quiet_hours = match self.quiet_hours {
            Field::Keep => Field::Keep,
            Field::Clear => Field::Clear,
            Field::Set(hours) => hours.check(&mut faults).map_or(Field::Keep, Field::Set),
        };
        faults.or(Valid {
            choices,
            quiet_hours,
            digest: self.digest,
        })
    }
}

fn choices(
    changes: &[NewChoice],
    site: &Site,
    faults: &mut Faults,
) -> HashMap<(Kind, Channel), bool> {
    let mut choices = HashMap::new();
    if changes.len() > MOST {
        let message = format!("Change at most {MOST} choices at once.");
        faults.add(Code::TooLarge, "changes", message);
    }
    for (place, change) in changes.iter().enumerate().take(MOST) {
        let NewChoice {
            kind,
            channel,
            enabled,
        } = *change;
        let at = |field: &str| format!("changes.{place}.{field}");
        if kind == Kind::LoginAlert {
            let message = "Login alerts have a preference of their own: change them there.";
            faults.add(Code::Invalid, &at("kind"), message);
        } else if kind.topic().is_none() {
            let message = "You are told of this in any case: leave it out.";
            faults.add(Code::Invalid, &at("kind"), message);
        } else if !enabled && is_forced(kind, channel, site) {
            let name = &site.name;
            let message = format!(
                "{name} tells everybody of this by mail and in the inbox: it cannot be switched off."
            );
            faults.add(Code::Forbidden, &at("enabled"), message);
        }
        if choices.insert((kind, channel), enabled) == Some(!enabled) {
            let message = "You switch this both on and off: decide for one.";
            faults.add(Code::Invalid, &at("enabled"), message);
        }
    }
    choices
}

impl NewQuietHours {
    fn check(&self, faults: &mut Faults) -> Option<QuietHours> {
        let mut time = |field: &str, text: &str| {
            let time = read(text);
            if time.is_none() {
                let message = "Write the time as hours and minutes, like 22:00.";
                faults.add(Code::Invalid, &format!("quietHours.{field}"), message);
            }
            time
        };
        let (start, end) = (time("start", &self.start), time("end", &self.end));
        let hours = QuietHours::new(start?, end?);
        if hours.is_none() {
            let message = "Quiet hours end at another time than they begin: choose a later one.";
            faults.add(Code::Invalid, "quietHours.end", message);
        }
        hours
    }
}

/// `22:00` as a time, and nothing else.
fn read(text: &str) -> Option<NaiveTime> {
    let digits = |part: &str| {
        let both = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        both.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (hours, minutes) = text.trim().split_once(':')?;
    NaiveTime::from_hms_opt(digits(hours)?, digits(minutes)?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_two_and_two_digits_of_a_day() {
        for (text, minutes) in [("00:00", 0), (" 07:05 ", 425), ("23:59", 1439)] {
            assert_eq!(
                read(text).map(super::super::quiet::minutes),
                Some(minutes),
                "{text}"
            );
        }
        for wrong in [
            "",
            "7:05",
            "24:00",
            "12:60",
            "12:00:00",
            "ab:cd",
            "-1:00",
            "１２:00",
            "1200",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
