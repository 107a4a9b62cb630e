//! What a save says about the fields of a draft.

use kernel::{CatalogItemId, Faults, Field, Instant, MemberId, ServiceId};
use sea_orm::{ActiveValue, Set};
use serde::Serialize;

use super::ServiceIds;
use super::entity::ActiveModel;
use crate::catalog::References;
use crate::quote::{self, MOST_PIECES, Spacing};

/// The fields of a draft: absent keeps, null clears.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DraftFields {
    /// At most 255 characters.
    pub title: Field<String>,
    /// At most 255 characters.
    pub topic: Field<String>,
    /// At most 20,000 characters.
    pub instructions: Field<String>,
    /// 0 to 1,000.
    pub pages: Field<i32>,
    /// 0 to 1,000.
    pub slides: Field<i32>,
    /// 0 to 1,000.
    pub references: Field<i32>,
    /// How the pages are spaced.
    pub spacing: Field<Spacing>,
    /// In the future.
    pub deadline: Field<Instant>,
    /// An active subject.
    pub subject: Field<CatalogItemId>,
    /// An active type of work.
    pub type_of_work: Field<CatalogItemId>,
    /// An active level.
    pub academic_level: Field<CatalogItemId>,
    /// An active type of English.
    pub english_type: Field<CatalogItemId>,
    /// An active style.
    pub formatting_style: Field<CatalogItemId>,
    /// Active services, each once, at most 20.
    pub services: Field<Vec<ServiceId>>,
    /// A writer of the website.
    pub preferred_writer: Field<MemberId>,
    /// At most 5,000 characters.
    pub client_notes: Field<String>,
    /// The style of the work.
    pub style: StyleFields,
}

/// How the work is to be done.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StyleFields {
    /// At most 255 characters.
    pub tone: Field<String>,
    /// At most 255 characters.
    pub writing_style: Field<String>,
    /// At most 255 characters.
    pub formatting: Field<String>,
    /// A CSL id, at most 255 characters.
    pub referencing: Field<String>,
}

impl StyleFields {
    /// Clears every field.
    pub fn cleared() -> Self {
        Self {
            tone: Field::Clear,
            writing_style: Field::Clear,
            formatting: Field::Clear,
            referencing: Field::Clear,
        }
    }
}

const SHORT: usize = 255;
const INSTRUCTIONS: usize = 20_000;
const NOTES: usize = 5_000;

impl DraftFields {
    /// The fields as they will be stored, or everything that is wrong with them, references
    /// apart.
    pub(crate) fn check(self, now: Instant) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        for (path, count) in [
            ("pages", &self.pages),
            ("slides", &self.slides),
            ("references", &self.references),
        ] {
            if let Some(count) = count.value() {
                faults.range(path, *count, 0, MOST_PIECES);
            }
        }
        if let Some(services) = self.services.value() {
            quote::services(&mut faults, services);
        }
        let style = StyleFields {
            tone: faults.field("style.tone", &self.style.tone, SHORT),
            writing_style: faults.field("style.writingStyle", &self.style.writing_style, SHORT),
            formatting: faults.field("style.formatting", &self.style.formatting, SHORT),
            referencing: faults.field("style.referencing", &self.style.referencing, SHORT),
        };
        let valid = Self {
            title: faults.field("title", &self.title, SHORT),
            topic: faults.field("topic", &self.topic, SHORT),
            instructions: faults.field("instructions", &self.instructions, INSTRUCTIONS),
            client_notes: faults.field("clientNotes", &self.client_notes, NOTES),
            deadline: self
                .deadline
                .map(|due| quote::deadline(&mut faults, "deadline", due, now)),
            style,
            ..self
        };
        faults.or(valid)
    }

    /// What they refer to.
    pub(crate) fn references(&self) -> References {
        References {
            subject: self.subject.value().copied(),
            type_of_work: self.type_of_work.value().copied(),
            academic_level: self.academic_level.value().copied(),
            english_type: self.english_type.value().copied(),
            formatting_style: self.formatting_style.value().copied(),
            services: self.services.value().cloned().unwrap_or_default(),
            preferred_writer: self.preferred_writer.value().copied(),
        }
    }

    /// Whether anything is said about a field that the price depends on.
    pub(crate) fn concern_the_price(&self) -> bool {
        fn said<T>(field: &Field<T>) -> bool {
            !matches!(field, Field::Keep)
        }
        said(&self.pages)
            || said(&self.slides)
            || said(&self.spacing)
            || said(&self.deadline)
            || said(&self.subject)
            || said(&self.type_of_work)
            || said(&self.academic_level)
            || said(&self.services)
            || said(&self.preferred_writer)
    }

    /// Writes them onto a row.
    pub(crate) fn onto(self, row: &mut ActiveModel) {
        put(&mut row.title, self.title);
        put(&mut row.topic, self.topic);
        put(&mut row.instructions, self.instructions);
        put(&mut row.pages, self.pages);
        put(&mut row.slides, self.slides);
        put(&mut row.reference_count, self.references);
        put(&mut row.spacing, self.spacing);
        put(&mut row.deadline, self.deadline);
        put(&mut row.subject_id, self.subject);
        put(&mut row.type_of_work_id, self.type_of_work);
        put(&mut row.academic_level_id, self.academic_level);
        put(&mut row.english_type_id, self.english_type);
        put(&mut row.formatting_style_id, self.formatting_style);
        put(&mut row.preferred_writer_id, self.preferred_writer);
        put(&mut row.client_notes, self.client_notes);
        put(&mut row.tone, self.style.tone);
        put(&mut row.writing_style, self.style.writing_style);
        put(&mut row.formatting, self.style.formatting);
        put(&mut row.referencing, self.style.referencing);
        match self.services {
            Field::Keep => {}
            Field::Clear => row.additional_service_ids = Set(ServiceIds::default()),
            Field::Set(services) => row.additional_service_ids = Set(ServiceIds(services)),
        }
    }
}

fn put<T>(column: &mut ActiveValue<Option<T>>, field: Field<T>)
where
    Option<T>: Into<sea_orm::Value>,
{
    match field {
        Field::Keep => {}
        Field::Clear => *column = Set(None),
        Field::Set(value) => *column = Set(Some(value)),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Code;

    use super::*;

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let now: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        let long = || Field::Set("x".repeat(20_001));
        let fields = DraftFields {
            title: long(),
            instructions: long(),
            pages: Field::Set(-1),
            references: Field::Set(1_001),
            deadline: Field::Set(now),
            style: StyleFields {
                tone: long(),
                ..StyleFields::default()
            },
            ..DraftFields::default()
        };
        let faults = fields.check(now).expect_err("faults");
        let found: Vec<_> = faults
            .into_iter()
            .map(|fault| (fault.field.join("."), fault.code))
            .collect();
        let expected = [
            ("pages", Code::TooSmall),
            ("references", Code::TooLarge),
            ("style.tone", Code::TooLong),
            ("title", Code::TooLong),
            ("instructions", Code::TooLong),
            ("deadline", Code::Invalid),
        ];
        assert_eq!(found, expected.map(|(path, code)| (path.to_owned(), code)));
    }

    #[test]
    fn a_blank_text_clears_and_an_absent_one_keeps() {
        let now: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        let fields = DraftFields {
            topic: Field::Set("  ".to_owned()),
            ..DraftFields::default()
        };
        let mut row = ActiveModel::default();
        fields.check(now).expect("no fault").onto(&mut row);
        assert_eq!(row.topic, Set(None));
        assert_eq!(row.title, ActiveValue::NotSet);
    }
}
