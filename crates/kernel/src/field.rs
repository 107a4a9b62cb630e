//! What an update says about one field.

/// A field of an update: absent keeps, null clears, a value sets (design: API, rule 10).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub enum Field<T> {
    /// The field was absent: what is stored stays.
    #[default]
    Keep,
    /// The field was null: what is stored goes.
    Clear,
    /// The field had a value.
    Set(T),
}

impl<T> Field<T> {
    /// The field as it will stand after the update.
    pub fn over(self, stored: Option<T>) -> Option<T> {
        match self {
            Self::Keep => stored,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The value, if the update sets one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The same field with another value; keeps and clears stay what they are.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Keep => Field::Keep,
            Self::Clear => Field::Clear,
            Self::Set(value) => Field::Set(f(value)),
        }
    }
}
