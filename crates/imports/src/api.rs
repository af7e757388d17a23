//! The doors of the API: the same actions as the pages.

mod bodies;
mod found;
mod imports;
mod steps;

use web::{Access, Doc, Routes};

use crate::desk::Desk;

const MAY_READ: Access = Access::Token("imports:read");
const MAY_WRITE: Access = Access::Token("imports:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("imports", summary)
}

pub(crate) fn routes(desk: &Desk) -> Routes {
    imports::routes(desk).and(found::routes()).and(steps::routes(desk))
}
