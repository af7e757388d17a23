//! The API of this slice: the same actions as the pages.

mod changes;
mod register;
mod reports;

use kernel::{Actor, ProjectId, Refusal};
use web::{Access, Doc, Method, Routes};

use crate::{Project, policy, store};

const READ: Access = Access::Token("projects:read");
const WRITE: Access = Access::Token("projects:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("projects", summary)
}

pub(crate) fn routes() -> Routes {
    register::routes().and(reports::routes()).and(changes::routes()).api(
        Method::GET,
        "/projects/{id}/files/{file}",
        READ,
        doc("One file of a mid-term report or a change request").hands_out_file(),
        crate::pages::download,
    )
}

/// Words given with a step.
#[derive(Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Note {
    #[serde(default)]
    note: String,
    /// The university's mark of a special case. Rule X-07.
    #[serde(default)]
    special_case: bool,
}

/// Which act a receipt is wanted of.
const ACT: &[(&str, &str)] = &[("act", "submit (the default), resubmit and so on")];

fn seen(tx: &mut db::Tx<'_>, actor: &Actor, id: ProjectId) -> Result<Project, Refusal> {
    let viewer = store::viewer(tx, actor)?;
    policy::inside(&viewer, store::get(tx, id)?)
}
