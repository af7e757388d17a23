//! Addresses.

use kernel::{AgreementId, ApplicationId, FileId, OrganisationId};

pub const LIST: &str = "/agreements";

pub fn show(id: AgreementId) -> String {
    format!("/agreements/{id}")
}
pub fn edit(id: AgreementId) -> String {
    format!("/agreements/{id}/edit")
}
pub fn draft(id: AgreementId) -> String {
    format!("/agreements/{id}/draft")
}
pub fn step(id: AgreementId, step: &str) -> String {
    format!("/agreements/{id}/{step}")
}
pub fn files(id: AgreementId) -> String {
    format!("/agreements/{id}/files")
}
pub fn file(id: AgreementId, file: FileId) -> String {
    format!("/agreements/{id}/files/{file}")
}
pub fn remove_file(id: AgreementId, file: FileId) -> String {
    format!("/agreements/{id}/files/{file}/remove")
}
pub fn text(id: AgreementId, version: i64) -> String {
    format!("/agreements/{id}/text?version={version}")
}
/// A version to print; without a number what the agreement says now.
pub fn pdf(id: AgreementId, version: Option<i64>) -> String {
    match version {
        Some(version) => format!("/agreements/{id}/pdf?version={version}"),
        None => format!("/agreements/{id}/pdf"),
    }
}
pub fn versions(id: AgreementId) -> String {
    format!("/agreements/{id}/versions")
}
pub fn compare(id: AgreementId, from: i64, to: i64) -> String {
    format!("/agreements/{id}/versions?from={from}&to={to}")
}
pub fn receipt(id: AgreementId, act: &str) -> String {
    format!("/agreements/{id}/receipt?act={act}")
}
/// Answered by `establishment`.
pub fn establish(id: AgreementId) -> String {
    format!("/agreements/{id}/establish")
}
/// Where the agreement of a selected application begins.
pub fn begin(application: ApplicationId) -> String {
    format!("/applications/{application}/agreement")
}
pub(crate) fn application(id: ApplicationId) -> String {
    format!("/applications/{id}")
}
pub(crate) fn organisation(id: OrganisationId) -> String {
    format!("/organisations/{id}")
}
