//! The fields of a draft on their way from a client to the domain.

use std::convert::identity;

use async_graphql::MaybeUndefined;
use kernel::Field;
use orders::draft::{DraftFields, StyleFields};

use super::inputs::{OrderDraftFields, StylePreferencesInput};
use crate::graphql::scalar::{field, typed, typed_all};

impl From<OrderDraftFields> for DraftFields {
    fn from(fields: OrderDraftFields) -> Self {
        Self {
            title: field(fields.title, identity),
            topic: field(fields.topic, identity),
            instructions: field(fields.instructions, identity),
            pages: field(fields.pages, identity),
            slides: field(fields.slides, identity),
            references: field(fields.references, identity),
            spacing: field(fields.spacing, Into::into),
            deadline: field(fields.deadline, identity),
            subject: field(fields.subject_id, |id| typed(&id)),
            type_of_work: field(fields.type_of_work_id, |id| typed(&id)),
            academic_level: field(fields.academic_level_id, |id| typed(&id)),
            english_type: field(fields.english_type_id, |id| typed(&id)),
            formatting_style: field(fields.formatting_style_id, |id| typed(&id)),
            services: field(fields.additional_service_ids, |ids| typed_all(&ids)),
            preferred_writer: field(fields.preferred_writer_id, |id| typed(&id)),
            client_notes: field(fields.client_notes, identity),
            style: match fields.style {
                MaybeUndefined::Undefined => StyleFields::default(),
                MaybeUndefined::Null => StyleFields::cleared(),
                MaybeUndefined::Value(style) => style.into(),
            },
        }
    }
}

impl From<StylePreferencesInput> for StyleFields {
    /// What the input leaves out stays: the style is edited word by word.
    fn from(style: StylePreferencesInput) -> Self {
        let set = |word: MaybeUndefined<String>| -> Field<String> { field(word, identity) };
        Self {
            tone: set(style.tone),
            writing_style: set(style.writing_style),
            formatting: set(style.formatting),
            referencing: set(style.referencing),
        }
    }
}
