//! One page, as it was read.

use super::Cursor;

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The entries in the order of the list, each with its cursor.
    pub items: Vec<(Cursor, T)>,
    /// Whether something comes before them.
    pub has_previous: bool,
    /// Whether something comes after them.
    pub has_next: bool,
}

impl<T> Default for Slice<T> {
    /// The only page of an empty list.
    fn default() -> Self {
        Self {
            items: Vec::new(),
            has_previous: false,
            has_next: false,
        }
    }
}

impl<T> Slice<T> {
    /// The same page of other things.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Slice<U> {
        Slice {
            items: self
                .items
                .into_iter()
                .map(|(cursor, item)| (cursor, f(item)))
                .collect(),
            has_previous: self.has_previous,
            has_next: self.has_next,
        }
    }
}
