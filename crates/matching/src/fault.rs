//! What is wrong with an instance, and where.

use std::fmt;

/// One fault of an instance or a plan: the line where it stands, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1; nothing where the fault belongs to no line.
    pub line: Option<u32>,
    /// In English, without the line, such as "participant 7 is unknown; there are 5".
    pub reason: String,
}

impl Fault {
    /// A fault on a line, counted from 1.
    pub fn on_line(line: u32, reason: impl Into<String>) -> Self {
        Self { line: Some(line), reason: reason.into() }
    }

    /// What is no JSON, or not of the form asked for: the library's sentence, its line apart.
    pub(crate) fn of_json(error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let reason = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason).to_owned();
        Self { line: u32::try_from(error.line()).ok().filter(|&line| line > 0), reason }
    }

    /// A fault of the whole.
    pub fn of_the_whole(reason: impl Into<String>) -> Self {
        Self { line: None, reason: reason.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for Fault {}
