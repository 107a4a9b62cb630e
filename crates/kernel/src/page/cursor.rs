//! Places in ordered lists, as clients hold them.

use std::error::Error;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::Datelike;
use sea_orm::sea_query::ColumnType;
use sea_orm::{DbErr, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Code, Fault, Instant};

/// The value a list is ordered by, as it stands in a cursor. It holds nothing that the asker does
/// not see in the list itself. The kind is written with it: a text may look like an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CursorKey {
    /// A number.
    #[serde(rename = "i")]
    Int(i64),
    /// An instant.
    #[serde(rename = "t")]
    Time(Instant),
    /// A text.
    #[serde(rename = "s")]
    Text(String),
}

/// What kind of value a list is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Int,
    /// An instant.
    Time,
    /// A text.
    Text,
}

impl Kind {
    /// The kind of what a column of this type holds.
    pub(super) fn of(column: &ColumnType) -> Option<Self> {
        Some(match column {
            ColumnType::SmallInteger | ColumnType::Integer | ColumnType::BigInteger => Self::Int,
            ColumnType::DateTime | ColumnType::Timestamp | ColumnType::TimestampWithTimeZone => {
                Self::Time
            }
            ColumnType::Char(_) | ColumnType::String(_) | ColumnType::Text => Self::Text,
            _ => return None,
        })
    }
}

impl CursorKey {
    /// What kind it is.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Int(_) => Kind::Int,
            Self::Time(_) => Kind::Time,
            Self::Text(_) => Kind::Text,
        }
    }

    /// Whether both databases can hold it: whoever makes a cursor up can write anything.
    fn is_storable(&self) -> bool {
        match self {
            Self::Int(_) => true,
            Self::Time(at) => (1..=9999).contains(&at.year()),
            Self::Text(text) => !text.contains('\0'),
        }
    }
}

impl From<CursorKey> for Value {
    fn from(key: CursorKey) -> Self {
        match key {
            CursorKey::Int(number) => number.into(),
            CursorKey::Time(instant) => instant.into(),
            CursorKey::Text(text) => text.into(),
        }
    }
}

/// A place in an ordered list: the key of a row and its id as the tie-breaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(CursorKey, Uuid);

impl Cursor {
    /// The place of the row with this key and id.
    pub fn new(key: CursorKey, id: impl Into<Uuid>) -> Self {
        Self(key, id.into())
    }

    /// The cursor as clients hold it: opaque.
    pub fn seal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// The cursor that `text` is, if it is one of ours as far as its form tells.
    pub(super) fn open(text: &str) -> Option<Self> {
        let cursor: Self =
            serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        cursor.0.is_storable().then_some(cursor)
    }

    /// The parts of the place.
    pub(super) fn into_parts(self) -> (CursorKey, Uuid) {
        (self.0, self.1)
    }
}

/// The cursor is one of another list, or of another order of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{argument}` is a cursor of another list")]
pub struct ForeignCursor {
    argument: &'static str,
}

impl ForeignCursor {
    /// As a read fails over it.
    pub(super) fn failure(argument: &'static str) -> DbErr {
        DbErr::TryIntoErr {
            from: "a cursor",
            into: "a place in the list",
            source: Arc::new(Self { argument }),
        }
    }

    /// What the asker is told, if `error` comes of such a cursor.
    pub fn behind(error: &(dyn Error + 'static)) -> Option<Fault> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(DbErr::TryIntoErr { source, .. }) = error.downcast_ref() {
                let foreign: &Self = source.downcast_ref()?;
                let message = "Use a cursor from `pageInfo` or `edges` of this list in this order.";
                return Some(Fault::new(Code::Invalid, foreign.argument, message));
            }
            next = error.source();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_what_it_sealed() {
        let time = "2026-11-23T12:00:00Z";
        for key in [
            CursorKey::Int(7),
            CursorKey::Time(time.parse().expect("an instant")),
            CursorKey::Text(time.to_owned()),
        ] {
            let cursor = Cursor::new(key, Uuid::max());
            assert_eq!(Cursor::open(&cursor.seal()), Some(cursor));
        }
    }

    #[test]
    fn what_no_database_holds_is_no_cursor() {
        for key in [
            CursorKey::Text("a\0b".to_owned()),
            CursorKey::Time(Instant::MIN_UTC),
            CursorKey::Time(Instant::MAX_UTC),
        ] {
            assert_eq!(Cursor::open(&Cursor::new(key, Uuid::max()).seal()), None);
        }
    }
}
