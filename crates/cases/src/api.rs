//! The JSON API: doors to the same actions.

mod awards;
mod bodies;
mod calls;
mod cases;

use web::{Access, Doc, Routes, done, made};

const READ: Access = Access::Token("cases:read");
const WRITE: Access = Access::Token("cases:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("cases", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes() -> Routes {
    calls::routes().and(cases::routes()).and(awards::routes())
}
