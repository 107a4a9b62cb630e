//! Why a command of xtask ended badly, in words for the person who typed it.

use std::{fmt, io, path::Path};

/// What every fallible function of xtask returns.
pub type Result<T = ()> = std::result::Result<T, Failure>;

/// One sentence that says what went wrong and, where known, what to do about it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure that reads `sentence`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// A failure of the file system at `path`.
    pub fn at(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
