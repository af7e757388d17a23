//! Addresses of this slice.

use kernel::{FileId, InstalmentId, OrganisationId, ProjectId};

pub(crate) const LIST: &str = "/funding";

pub(crate) fn ledger(project: ProjectId) -> String {
    format!("/projects/{project}/funding")
}
pub(crate) fn instalment(project: ProjectId, id: InstalmentId) -> String {
    format!("/projects/{project}/funding/{id}")
}
/// Where a form of an instalment goes: `pay`, `receive`, `dispute`, `confirm-late`, `files`.
pub(crate) fn form(project: ProjectId, id: InstalmentId, form: &str) -> String {
    format!("/projects/{project}/funding/{id}/{form}")
}
pub(crate) fn file(project: ProjectId, id: InstalmentId, file: FileId) -> String {
    format!("/projects/{project}/funding/{id}/files/{file}")
}

/// Pages of earlier slices.
pub(crate) fn project(id: ProjectId) -> String {
    projects::paths::project(id)
}
pub(crate) fn organisation(id: OrganisationId) -> String {
    format!("/organisations/{id}")
}
