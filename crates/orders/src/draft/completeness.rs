//! What a draft lacks to become an order.

use kernel::{Code, Faults, Instant};

use super::Model;
use crate::quote::{self, Status};

/// Something an order needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// What it is about.
    Topic,
    /// What is to be done.
    Instructions,
    /// At least one page or slide.
    PagesOrSlides,
    /// When it is needed.
    Deadline,
    /// The subject.
    Subject,
    /// The type of work.
    TypeOfWork,
    /// The academic level.
    AcademicLevel,
    /// A quote that holds.
    Quote,
}

/// How far a draft is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// The share of what is needed that is there, rounded down.
    pub percent: i32,
    /// What is not.
    pub missing: Vec<Missing>,
}

impl Missing {
    const ALL: [Self; 8] = [
        Self::Topic,
        Self::Instructions,
        Self::PagesOrSlides,
        Self::Deadline,
        Self::Subject,
        Self::TypeOfWork,
        Self::AcademicLevel,
        Self::Quote,
    ];

    /// The field of the draft, and what to do about it.
    fn advice(self) -> (&'static str, &'static str) {
        match self {
            Self::Topic => ("topic", "Say what the work is about."),
            Self::Instructions => ("instructions", "Say what is to be done."),
            Self::PagesOrSlides => ("pages", "Say how many pages or slides you need."),
            Self::Deadline => ("deadline", "Say when you need the work."),
            Self::Subject => ("subjectId", "Choose a subject."),
            Self::TypeOfWork => ("typeOfWorkId", "Choose what is to be written."),
            Self::AcademicLevel => ("academicLevelId", "Choose an academic level."),
            Self::Quote => ("quote", "Get a quote for the draft as it stands."),
        }
    }

    fn is_missing(self, draft: &Model) -> bool {
        match self {
            Self::Topic => draft.topic.is_none(),
            Self::Instructions => draft.instructions.is_none(),
            Self::PagesOrSlides => {
                draft.pages.unwrap_or_default() + draft.slides.unwrap_or_default() < 1
            }
            Self::Deadline => draft.deadline.is_none(),
            Self::Subject => draft.subject_id.is_none(),
            Self::TypeOfWork => draft.type_of_work_id.is_none(),
            Self::AcademicLevel => draft.academic_level_id.is_none(),
            Self::Quote => false,
        }
    }
}

impl Model {
    /// What it lacks, given its current quote. A draft that became an order lacks nothing.
    pub fn completeness(&self, quote: Option<&quote::Model>, now: Instant) -> Completeness {
        let quoted = self.order_id.is_some()
            || quote.is_some_and(|quote| quote.status(now) == Status::Current);
        let missing: Vec<_> = Missing::ALL
            .into_iter()
            .filter(|one| one.is_missing(self) || (*one == Missing::Quote && !quoted))
            .collect();
        let (all, lacks) = (Missing::ALL.len(), missing.len());
        let percent = i32::try_from((all - lacks) * 100 / all).unwrap_or_default();
        Completeness { percent, missing }
    }

    /// A fault for each field that is missing, below the draft's id. The quote is left to the
    /// quote's own id.
    pub(crate) fn missing_fields(&self) -> Faults {
        let mut faults = Faults::none();
        for missing in Missing::ALL
            .into_iter()
            .filter(|missing| missing.is_missing(self))
        {
            let (field, advice) = missing.advice();
            faults.add(Code::Incomplete, field, advice);
        }
        faults.under("id")
    }
}
