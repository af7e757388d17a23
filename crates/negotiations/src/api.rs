//! The JSON API: doors to the same actions.

mod bodies;
mod day;
mod office;
mod own;

use web::{Access, Doc, Routes, done, seen};

const READ: Access = Access::Token("negotiations:read");
const WRITE: Access = Access::Token("negotiations:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("negotiations", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    office::routes().and(own::routes()).and(day::routes())
}
