//! What can be wrong with a request, in words for people and codes for programs.

use std::fmt;

/// A stable code: clients switch on it, so a code never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A needed value is missing or blank.
    Required,
    /// The value is not of the right form, or names something that cannot be used here.
    Invalid,
    /// The text is longer than allowed.
    TooLong,
    /// The number or the text is below what is allowed.
    TooSmall,
    /// The number is above what is allowed.
    TooLarge,
    /// Somebody or something else has it already.
    Taken,
    /// There is no such thing, or the asker may not know of it.
    NotFound,
    /// The asker sees it, but may not do this.
    Forbidden,
    /// Somebody else was faster; the present state comes along.
    Conflict,
    /// The thing is in a state in which this cannot be done.
    WrongState,
    /// It was good for a time that is over.
    Expired,
    /// The website has switched this off.
    FeatureDisabled,
    /// A ceiling is reached.
    LimitReached,
    /// Parts are missing that this step needs.
    Incomplete,
    /// The e-mail address or the password is wrong.
    BadCredentials,
    /// Too many wrong guesses: nothing is checked until the time that the message names.
    Locked,
    /// Top level: nobody is signed in.
    Unauthenticated,
    /// Top level: too many of these at present.
    RateLimited,
    /// Top level: the asker has to prove once more who they are.
    StepUpRequired,
}

/// One thing that is wrong, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, for programs.
    pub code: Code,
    /// The path of the input field it concerns, list indices as text; empty for the whole.
    pub field: Vec<String>,
    /// What is wrong and what to do next, for people.
    pub message: String,
}

impl Fault {
    /// A fault of the field at the dotted `path` (`"items.0.issue"`; empty for the whole input).
    pub fn new(code: Code, path: &str, message: impl Into<String>) -> Self {
        let field = path
            .split('.')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        Self {
            code,
            field,
            message: message.into(),
        }
    }
}

/// All that is wrong with one command; a client mends it in one go (law 10).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// No fault yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// A single fault, see [`Fault::new`].
    pub fn one(code: Code, path: &str, message: impl Into<String>) -> Self {
        Self(vec![Fault::new(code, path, message)])
    }

    /// Adds a fault, see [`Fault::new`].
    pub fn add(&mut self, code: Code, path: &str, message: impl Into<String>) {
        self.0.push(Fault::new(code, path, message));
    }

    /// Adds all of `others`.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Moves every fault below the field `parent`.
    pub fn under(mut self, parent: &str) -> Self {
        for fault in &mut self.0 {
            fault.field.insert(0, parent.to_owned());
        }
        self
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` when nothing is wrong, else everything that is.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// The faults in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Self {
        Self(faults.into_iter().collect())
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { "; " };
            write!(f, "{gap}{}: {}", fault.field.join("."), fault.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// An error of a domain crate, as its callers see it.
pub trait Failure: std::error::Error + Send + Sync + 'static {
    /// What the asker is told; `None` when it is the house's own failure, of which nothing leaks.
    fn faults(&self) -> Option<Faults>;
}

/// Faults that a command found before it asked anybody.
impl Failure for Faults {
    fn faults(&self) -> Option<Faults> {
        Some(self.clone())
    }
}
