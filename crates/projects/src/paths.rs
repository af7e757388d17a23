//! Addresses of this slice.

use kernel::{AgreementId, ChangeId, FileId, ProjectId, ReportId};

pub const REGISTER: &str = "/projects";
pub const FILINGS: &str = "/filings";

pub fn project(id: ProjectId) -> String {
    format!("/projects/{id}")
}
pub fn reports(id: ProjectId) -> String {
    format!("/projects/{id}/reports")
}
pub fn report(project: ProjectId, id: ReportId) -> String {
    format!("/projects/{project}/reports/{id}")
}
pub fn report_step(project: ProjectId, id: ReportId, step: &str) -> String {
    format!("/projects/{project}/reports/{id}/{step}")
}
pub fn events(id: ProjectId) -> String {
    format!("/projects/{id}/events")
}
pub fn changes(id: ProjectId) -> String {
    format!("/projects/{id}/changes")
}
pub fn change(id: ChangeId) -> String {
    format!("/changes/{id}")
}
pub fn change_step(id: ChangeId, step: &str) -> String {
    format!("/changes/{id}/{step}")
}
pub fn report_receipt(project: ProjectId, id: ReportId) -> String {
    format!("/projects/{project}/reports/{id}/receipt")
}
pub fn change_receipt(id: ChangeId) -> String {
    format!("/changes/{id}/receipt")
}
pub fn file(project: ProjectId, id: FileId) -> String {
    format!("/projects/{project}/files/{id}")
}
pub fn filing(number: &str) -> String {
    format!("/filings/{number}")
}

/// Pages of other slices that this one links to.
pub fn agreement(id: AgreementId) -> String {
    format!("/agreements/{id}")
}
pub fn funding(id: ProjectId) -> String {
    format!("/projects/{id}/funding")
}
pub fn closing(id: ProjectId) -> String {
    format!("/projects/{id}/closing")
}
