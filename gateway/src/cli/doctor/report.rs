//! What the doctor says: a line for each thing that was looked at.

use std::fmt;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Ok,
    /// It works, and is not as it should be.
    Warn,
    /// It does not work.
    Fail,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub level: Level,
    what: &'static str,
    said: String,
    next: Option<String>,
}

impl Line {
    /// `what` is as it should be.
    pub fn ok(what: &'static str, said: impl Into<String>) -> Self {
        Self {
            level: Level::Ok,
            what,
            said: said.into(),
            next: None,
        }
    }

    /// `what` works, but `next` should be done.
    pub fn warn(what: &'static str, said: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            level: Level::Warn,
            next: Some(next.into()),
            ..Self::ok(what, said)
        }
    }

    /// `what` does not work before `next` is done.
    pub fn fail(what: &'static str, said: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            level: Level::Fail,
            ..Self::warn(what, said, next)
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Ok => "ok",
            Level::Warn => "warn",
            Level::Fail => "fail",
        };
        write!(f, "{level:<5} {:<12} {}", self.what, self.said)?;
        if let Some(next) = &self.next {
            write!(f, "\n{:>19}{next}", "-> ")?;
        }
        Ok(())
    }
}
