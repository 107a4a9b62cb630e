//! Keyset pages: `first/after/last/before`, parsed once (design: API, rule 2).

mod cursor;
mod fetch;
mod slice;
mod sort;

pub use cursor::{Cursor, CursorKey, ForeignCursor, Kind};
pub use slice::Slice;
pub use sort::Sort;

use crate::{Code, Faults};

/// The paging arguments as they come from a client.
#[derive(Clone, Debug, Default)]
pub struct PageArguments {
    /// How many from the start.
    pub first: Option<i32>,
    /// Only what comes after this cursor.
    pub after: Option<String>,
    /// How many from the end.
    pub last: Option<i32>,
    /// Only what comes before this cursor.
    pub before: Option<String>,
}

/// A checked wish for one page: 1 to 100 entries, 20 unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    limit: u64,
    backward: bool,
    after: Option<String>,
    before: Option<String>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: Self::USUAL,
            backward: false,
            after: None,
            before: None,
        }
    }
}

impl Page {
    /// The most entries of one page.
    pub const MOST: u64 = 100;
    /// The entries of a page that names no number.
    pub const USUAL: u64 = 20;

    /// The first `limit` entries, for callers inside the house.
    pub fn first(limit: u64) -> Self {
        Self {
            limit: limit.clamp(1, Self::MOST),
            ..Self::default()
        }
    }

    /// The page that the arguments ask for.
    ///
    /// # Errors
    /// `INVALID`, `TOO_SMALL`, `TOO_LARGE` with every argument that is wrong.
    pub fn parse(arguments: PageArguments) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        let PageArguments {
            first,
            after,
            last,
            before,
        } = arguments;
        if first.is_some() && last.is_some() {
            faults.add(
                Code::Invalid,
                "last",
                "Use either `first` or `last`, not both.",
            );
        }
        for (name, count) in [("first", first), ("last", last)] {
            if let Some(count) = count {
                faults.range(name, count, 1, 100);
            }
        }
        for (name, cursor) in [("after", &after), ("before", &before)] {
            if cursor
                .as_ref()
                .is_some_and(|text| Cursor::open(text).is_none())
            {
                faults.add(
                    Code::Invalid,
                    name,
                    "Use a cursor from `pageInfo` or `edges`.",
                );
            }
        }
        let limit = first.or(last).and_then(|count| u64::try_from(count).ok());
        faults.or(Self {
            limit: limit.unwrap_or(Self::USUAL),
            backward: last.is_some(),
            after,
            before,
        })
    }

    /// How many entries at most.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// The slice that answers this page with `items`; `more` tells whether something lies beyond
    /// them in the direction the page reads.
    pub fn answer<T>(&self, items: Vec<(Cursor, T)>, more: bool) -> Slice<T> {
        let (has_previous, has_next) = if self.backward {
            (more, self.before.is_some())
        } else {
            (self.after.is_some(), more)
        };
        Slice {
            items,
            has_previous,
            has_next,
        }
    }

    /// The page out of a list that is small by nature and was read whole.
    pub fn cut<T>(&self, mut items: Vec<(Cursor, T)>) -> Slice<T> {
        let place = |items: &[(Cursor, T)], cursor: &Option<String>| {
            let cursor = cursor.as_deref().and_then(Cursor::open)?;
            items.iter().position(|(known, _)| *known == cursor)
        };
        if let Some(end) = place(&items, &self.before) {
            items.truncate(end);
        }
        if let Some(start) = place(&items, &self.after) {
            items.drain(..=start);
        }
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let beyond = items.len().saturating_sub(limit);
        if self.backward {
            items.drain(..beyond);
        } else {
            items.truncate(limit);
        }
        self.answer(items, beyond > 0)
    }

    /// Whether the page begins where the list begins.
    pub fn is_from_start(&self) -> bool {
        !self.backward && self.after.is_none() && self.before.is_none()
    }

    /// Whether the page reads from the end.
    pub fn is_backward(&self) -> bool {
        self.backward
    }

    /// The same place and direction with the most entries: for lists that are sifted after they
    /// were read.
    #[must_use]
    pub fn widened(&self) -> Self {
        Self {
            limit: Self::MOST,
            ..self.clone()
        }
    }

    /// What lies beyond `cursor` in the direction the page reads.
    #[must_use]
    pub fn past(&self, cursor: &Cursor) -> Self {
        let mut page = self.clone();
        let place = if self.backward {
            &mut page.before
        } else {
            &mut page.after
        };
        *place = Some(cursor.seal());
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_every_wrong_argument() {
        let faults = Page::parse(PageArguments {
            first: Some(0),
            last: Some(101),
            after: Some("?".to_owned()),
            before: None,
        });
        let fields: Vec<_> = faults
            .expect_err("faults")
            .into_iter()
            .map(|f| f.field)
            .collect();
        assert_eq!(fields, [["last"], ["first"], ["last"], ["after"]]);
    }
}
