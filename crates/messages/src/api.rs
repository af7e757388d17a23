//! The same for programs: inbox and choices, letters, templates, announcements.

mod announcements;
mod inbox;
mod letters;
mod templates;

use web::{Doc, Routes};

fn doc(summary: &'static str) -> Doc {
    Doc::new("messages", summary)
}

pub(crate) fn routes() -> Routes {
    inbox::routes().and(letters::routes()).and(templates::routes()).and(announcements::routes())
}
