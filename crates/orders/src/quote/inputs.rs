//! What a price depends on.

use chrono::{SubsecRound, TimeDelta};
use kernel::{BasisPoints, CatalogItemId, Code, Faults, Instant, MemberId, OrderId, ServiceId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::catalog::{References, Rules};
use crate::ports::Brief;

/// How far apart the lines of a page are.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Spacing {
    /// Twice the words of a double-spaced page.
    Single,
    /// The usual page.
    #[default]
    Double,
}

impl Spacing {
    /// This many pages, in double-spaced ones.
    pub fn double_spaced(self, pages: i32) -> i32 {
        match self {
            Self::Single => pages.saturating_mul(2),
            Self::Double => pages,
        }
    }
}

/// Everything a price depends on, apart from the price book and the time. What is missing adds
/// nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Inputs {
    /// Pages.
    pub pages: Option<i32>,
    /// Slides.
    pub slides: Option<i32>,
    /// How the pages are spaced; double unless said otherwise.
    pub spacing: Option<Spacing>,
    /// When it is needed.
    pub deadline: Option<Instant>,
    /// What it is about.
    pub subject: Option<CatalogItemId>,
    /// What is to be written.
    pub type_of_work: Option<CatalogItemId>,
    /// For which level.
    pub academic_level: Option<CatalogItemId>,
    /// What is ordered beside it.
    pub services: Vec<ServiceId>,
    /// Who is to write it.
    pub preferred_writer: Option<MemberId>,
}

/// The most pages, and the most slides, of one order.
pub(crate) const MOST_PIECES: i32 = 1_000;
/// The most services of one order.
pub(crate) const MOST_SERVICES: usize = 20;
/// How far ahead a deadline may lie.
const FARTHEST: TimeDelta = TimeDelta::days(730);

/// A deadline as both databases can hold it; it must lie ahead, within two years.
pub(crate) fn deadline(
    faults: &mut Faults,
    path: &str,
    deadline: Instant,
    now: Instant,
) -> Instant {
    if deadline <= now {
        faults.add(Code::Invalid, path, "Choose a time in the future.");
    } else if deadline - now > FARTHEST {
        faults.add(
            Code::TooLarge,
            path,
            "Choose a time within the next two years.",
        );
    }
    deadline.trunc_subsecs(6)
}

/// No more services than an order can have.
pub(crate) fn services(faults: &mut Faults, services: &[ServiceId]) {
    if services.len() > MOST_SERVICES {
        let message = format!("Choose at most {MOST_SERVICES} services.");
        faults.add(Code::TooLarge, "additionalServiceIds", message);
    }
}

impl Inputs {
    /// Pages, or none.
    pub(crate) fn pages(&self) -> i32 {
        self.pages.unwrap_or_default()
    }

    /// Slides, or none.
    pub(crate) fn slides(&self) -> i32 {
        self.slides.unwrap_or_default()
    }

    /// Whether the size is one that an order can have.
    pub(crate) fn is_sized(&self) -> bool {
        let possible = 0..=MOST_PIECES;
        possible.contains(&self.pages())
            && possible.contains(&self.slides())
            && self.pages() + self.slides() > 0
    }

    /// The size in double-spaced pages.
    pub(crate) fn effort(&self) -> i32 {
        self.spacing.unwrap_or_default().double_spaced(self.pages())
    }

    /// Everything that keeps these inputs from being priced, references apart. `missing` is the
    /// code of what is not there.
    pub(crate) fn check(&self, now: Instant, missing: Code) -> Faults {
        let mut faults = Faults::none();
        for (path, count) in [("pages", self.pages), ("slides", self.slides)] {
            if let Some(count) = count {
                faults.range(path, count, 0, MOST_PIECES);
            }
        }
        if self.pages() <= 0 && self.slides() <= 0 && faults.is_empty() {
            faults.add(missing, "pages", "Say how many pages or slides you need.");
        }
        match self.deadline {
            Some(due) => {
                deadline(&mut faults, "deadline", due, now);
            }
            None => faults.add(missing, "deadline", "Say when you need the work."),
        }
        services(&mut faults, &self.services);
        faults
    }

    /// What the inputs refer to.
    pub(crate) fn references(&self) -> References {
        References {
            subject: self.subject,
            type_of_work: self.type_of_work,
            academic_level: self.academic_level,
            services: self.services.clone(),
            preferred_writer: self.preferred_writer,
            ..References::default()
        }
    }

    /// The work as the desk judges it; nothing without a deadline.
    pub(crate) fn brief(
        &self,
        order: Option<OrderId>,
        client: Option<MemberId>,
        rules: &Rules,
        share: BasisPoints,
        now: Instant,
    ) -> Option<Brief> {
        let deadline = self.deadline?;
        Some(Brief {
            order,
            client,
            subject: self.subject,
            type_of_work: self.type_of_work,
            pages: self.pages(),
            slides: self.slides(),
            effort: self.effort(),
            least_time: rules.least_time(self.effort(), self.slides()),
            deadline,
            writer_deadline: writer_deadline(share, now, deadline),
        })
    }
}

/// When a writer who begins at `start` has to hand the work in: their share of the time until the
/// client's deadline.
pub(crate) fn writer_deadline(share: BasisPoints, start: Instant, deadline: Instant) -> Instant {
    let time = (deadline - start).num_seconds();
    let own = i128::from(time) * i128::from(share.0) / i128::from(BasisPoints::WHOLE.0);
    let own = i64::try_from(own).ok().and_then(TimeDelta::try_seconds);
    start + own.unwrap_or(deadline - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_writer_gets_their_share_of_the_time() {
        let start: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        let due = writer_deadline(BasisPoints(8_000), start, start + TimeDelta::hours(10));
        assert_eq!(due, start + TimeDelta::hours(8));
    }

    #[test]
    fn everything_that_is_missing_or_wrong_is_named() {
        let now: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        let faults = |inputs: Inputs| -> Vec<_> {
            let faults = inputs.check(now, Code::Required).into_iter();
            faults
                .map(|fault| (fault.code, fault.field.join(".")))
                .collect()
        };
        assert_eq!(
            faults(Inputs::default()),
            [
                (Code::Required, "pages".into()),
                (Code::Required, "deadline".into())
            ]
        );
        let wrong = Inputs {
            pages: Some(-1),
            slides: Some(1_001),
            deadline: Some(now),
            services: vec![ServiceId::from(Uuid::nil()); 21],
            ..Inputs::default()
        };
        assert_eq!(
            faults(wrong),
            [
                (Code::TooSmall, "pages".into()),
                (Code::TooLarge, "slides".into()),
                (Code::Invalid, "deadline".into()),
                (Code::TooLarge, "additionalServiceIds".into()),
            ]
        );
    }
}
