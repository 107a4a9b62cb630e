//! What the writer answers to each item, together with the new version.

use std::collections::{HashMap, HashSet};

use kernel::{ChangeItemId, Code, Faults, Instant, Tx};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde::Serialize;

use super::{Answer, Model, Status, item, open_in};
use crate::Result;
use crate::order;

/// An answer to one item.
#[derive(Clone, Debug, Serialize)]
pub struct ItemAnswer {
    /// The item.
    pub item: ChangeItemId,
    /// What became of it.
    pub answer: Answer,
    /// The reason or the question, at most 2,000 characters; a declined item needs one.
    pub note: Option<String>,
}

const MOST_NOTE: usize = 2_000;

/// The open request of an order with an answer to each of its items.
pub(crate) struct Answers(Option<(Model, Vec<item::ActiveModel>)>);

impl Answers {
    /// Reads the open request of the locked order and matches the answers to its items. Everything
    /// that is wrong goes to `faults`.
    pub async fn check(
        tx: &Tx,
        order: &order::Model,
        answers: &[ItemAnswer],
        faults: &mut Faults,
    ) -> Result<Self> {
        let open = match order.status {
            order::Status::RevisionInProgress => open_in(tx, order.id).await?,
            _ => None,
        };
        let Some(revision) = open else {
            if !answers.is_empty() {
                let message = "No changes were asked for, so there is nothing to answer.";
                faults.add(Code::Invalid, "itemAnswers", message);
            }
            return Ok(Self(None));
        };
        let items = item::find_of(order.website_id, &[revision.id])
            .all(&**tx)
            .await?;
        let rows = matched(&items, answers, faults);
        Ok(Self(Some((revision, rows))))
    }

    /// When the changes are due, if any were asked for.
    pub fn due_at(&self) -> Option<Instant> {
        self.0.as_ref().map(|(revision, _)| revision.due_at())
    }

    /// Writes the answers; the request is answered with them.
    pub async fn give(self, tx: &Tx) -> Result<Option<Model>> {
        let Some((revision, rows)) = self.0 else {
            return Ok(None);
        };
        for row in rows {
            row.update(&**tx).await?;
        }
        let mut row = revision.into_active_model();
        row.status = Set(Status::Submitted);
        row.submitted_at = Set(Some(tx.now()));
        row.updated_at = Set(tx.now());
        Ok(Some(row.update(&**tx).await?))
    }
}

fn matched(
    items: &[item::Model],
    answers: &[ItemAnswer],
    faults: &mut Faults,
) -> Vec<item::ActiveModel> {
    let mut open: HashMap<_, _> = items.iter().map(|item| (item.id, item.clone())).collect();
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for (index, given) in answers.iter().enumerate() {
        let path = |field: &str| format!("itemAnswers.{index}.{field}");
        let note = faults.optional(&path("note"), given.note.as_deref(), MOST_NOTE);
        if note.is_none() && given.answer != Answer::Done {
            let message = match given.answer {
                Answer::Question => "Ask your question here.",
                Answer::Done | Answer::Declined => "Say why you decline this change.",
            };
            faults.add(Code::Required, &path("note"), message);
        }
        let first = seen.insert(given.item);
        match open.remove(&given.item) {
            Some(item) => {
                let mut row = item.into_active_model();
                row.answer = Set(Some(given.answer));
                row.answer_note = Set(note);
                rows.push(row);
            }
            None if first => {
                let message = "The requested changes have no such item.";
                faults.add(Code::NotFound, &path("itemId"), message);
            }
            None => faults.add(Code::Invalid, &path("itemId"), "Answer each item once."),
        }
    }
    for item in items.iter().filter(|item| open.contains_key(&item.id)) {
        let message = format!(
            "Item {} ({}) is not answered yet.",
            item.position, item.section
        );
        faults.add(Code::Incomplete, "itemAnswers", message);
    }
    rows
}
