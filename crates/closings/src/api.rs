//! The API of this slice: the same actions as the pages.

mod certificates;
mod closings;
mod files;

use kernel::{ClosingId, FileId, ProjectId, RowId};
use web::{Access, Doc, Method, Routes};

use crate::actions::{AcceptanceInput, Draft, OpinionInput};
use crate::listed::ListedLine;
use crate::lists::{Line, Page, Published};
use crate::rules::Conclusion;
use crate::{Closing, Outcome};

const TAG: &str = "closings";
const READ: Access = Access::Token("closings:read");
const WRITE: Access = Access::Token("closings:write");

/// A closing with its lines and files.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(as = WholeClosing)]
pub(crate) struct Whole {
    pub closing: Closing,
    pub outcomes: Vec<Outcome>,
    pub files: Vec<FileLine>,
}

/// A file of a closing.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct FileLine {
    pub id: FileId,
    /// `report`, `results`, or `evidence:` and the id of an outcome.
    pub purpose: String,
    pub name: String,
    pub bytes: i64,
    pub sha256: String,
}

/// What a step may need.
#[derive(Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StepInput {
    /// Needed for a return, and for an audit that turns “passed” into “not passed”.
    pub reason: String,
    /// The result of an audit.
    pub conclusion: Option<Conclusion>,
    /// The university's whole checklist, when it passes, audits or returns. Rule U-02.
    pub checks: Vec<CheckInput>,
}

/// The answer to one check of the list.
#[derive(serde::Deserialize, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ClosingCheck)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckInput {
    pub check: applications::checklist::Check,
    pub yes: bool,
    /// Needed with "no".
    #[serde(default)]
    pub comment: String,
}

pub(crate) fn routes() -> Routes {
    let filters: &[(&str, &str)] = &[
        ("year", "year of publication"),
        ("university", "id or part of the name"),
        ("enterprise", "id or part of the name"),
        ("state", "word of a state"),
        ("after", "id of the last closing seen"),
    ];
    let told: &[(&str, &str)] = &[
        ("established", "year of establishment"),
        ("university", "id or part of the name"),
        ("enterprise", "id or part of the name"),
        ("after", "id of the last project seen"),
    ];
    Routes::new()
        .api(Method::GET, "/published-closings", Access::Public, Doc::new(TAG, "Published results, the latest first").query(filters).answer::<Page<Published>>(), closings::published)
        .api(Method::GET, "/listed-closings", Access::Public, Doc::new(TAG, "Results that closing lists of earlier years told, the projects established last first").query(told).answer::<Page<ListedLine, ProjectId>>(), closings::listed)
        .api(Method::GET, "/closings", READ, Doc::new(TAG, "Closings the token's person may see").query(filters).answer::<Page<Line>>(), closings::list)
        .api(Method::POST, "/projects/{id}/closing", WRITE, Doc::new(TAG, "Begin the closing of a project, or find the one begun").creates().answer::<Closing>(), closings::begin)
        .api(Method::GET, "/closings/{id}", READ, Doc::new(TAG, "One closing with its outcomes and files").answer::<Whole>(), closings::show)
        .api(Method::PUT, "/closings/{id}", WRITE, Doc::new(TAG, "Save the draft; what is left out stays").body::<Draft>().answer::<Closing>(), closings::save)
        .api(Method::DELETE, "/closings/{id}/outcomes/{outcome}", WRITE, Doc::new(TAG, "Remove a result beyond the agreement"), closings::remove_result)
        .api(Method::POST, "/closings/{id}/files", WRITE, Doc::new(TAG, "Upload a file as the body of the request")
            .creates().file().query(&[("purpose", "report, results, or evidence:<outcome id>")]).answer::<FileLine>(), files::upload)
        .api(Method::GET, "/closings/{id}/files/{file}", READ, Doc::new(TAG, "One file of a closing").hands_out_file(), crate::pages::download)
        .api(Method::DELETE, "/closings/{id}/files/{file}", WRITE, Doc::new(TAG, "Remove a file"), files::remove)
        .api(Method::PUT, "/closings/{id}/acceptance", WRITE, Doc::new(TAG, "Keep the enterprise's judgements; nothing is concluded yet").body::<AcceptanceInput>().answer::<Closing>(), closings::judge)
        .api(Method::PUT, "/closings/{id}/opinion", WRITE, Doc::new(TAG, "The expert group's opinion, legacy mode").body::<OpinionInput>().answer::<Closing>(), closings::opinion)
        .api(Method::POST, "/closings/{id}/steps/{step}", WRITE, Doc::new(TAG, "Take a step: submit, resubmit, university_return, university_pass, enterprise_return, conclude, report_to_experts, audit, publish_passed, publish_failed").body::<StepInput>().answer::<Closing>(), closings::step)
        .api(Method::GET, "/closings/{id}/receipt", READ, Doc::new(TAG, "Signed receipt of the latest submission").answer::<journal::Receipt>(), closings::receipt)
        .api(Method::GET, "/certificates/{typed}", Access::Public, Doc::new(TAG, "Check a certificate by code, number or project number").answer::<certificates::Check>(), certificates::check)
        .api(Method::GET, "/certificates/{typed}/pdf", Access::Public, Doc::new(TAG, "A certificate to print, by code, number or project number").pdf(), certificates::pdf)
}

/// Ids of a route with two places.
type Two<T> = web::Path<(ClosingId, T)>;
type OutcomePath = Two<RowId>;
type FilePath = Two<FileId>;
