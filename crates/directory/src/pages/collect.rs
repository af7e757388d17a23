//! Reads a form field by field and keeps every problem.

use kernel::{Breach, Refusal};
use web::Failed;

/// All problems of a form at once.
#[derive(Default)]
pub(crate) struct Collect {
    pub breaches: Vec<Breach>,
}

impl Collect {
    /// The value, or nothing with its problem noted.
    pub(crate) fn take<T>(&mut self, read: Result<T, Breach>) -> Option<T> {
        read.map_err(|breach| self.breaches.push(breach)).ok()
    }
    /// The value, or nothing with all its problems noted.
    pub(crate) fn all<T>(&mut self, read: Result<T, Vec<Breach>>) -> Option<T> {
        read.map_err(|breaches| self.breaches.extend(breaches)).ok()
    }
    pub(crate) fn note(&mut self, breach: Breach) {
        self.breaches.push(breach);
    }
}

/// What an action answered: done, or the broken rules that the form shows again. Everything else goes its own way.
pub(crate) fn either<T>(answer: Result<T, Refusal>) -> Result<Result<T, Vec<Breach>>, Failed> {
    match answer {
        Ok(done) => Ok(Ok(done)),
        Err(Refusal::Breaches(breaches)) => Ok(Err(breaches)),
        Err(other) => Err(Failed::from(other)),
    }
}
