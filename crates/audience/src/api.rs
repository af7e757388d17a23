//! The JSON API: doors to the same actions.

mod moderators;
mod viewers;

use web::{Access, Doc, Routes};

use crate::halls::Audiences;

const WRITE: Access = Access::Token("audience:write");
const MODERATE: Access = Access::Token("moderation:write");
const LOOK: Access = Access::Token("moderation:read");

fn doc(summary: &'static str) -> Doc {
    Doc::new("audience", summary)
}

/// The doors below `/api/v1`.
pub(crate) fn routes(audiences: &Audiences) -> Routes {
    viewers::routes(audiences).and(moderators::routes())
}
