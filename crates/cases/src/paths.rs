//! Addresses of this slice.

use kernel::{AwardListId, CaseCallId, CaseId, FileId, RowId, Word};

use crate::state::Step;
use crate::state::call::CallStep;

pub const CASES: &str = "/cases";
pub const NEW: &str = "/cases/new";
pub const AWARDS: &str = "/awards";
pub const NEW_LIST: &str = "/awards/new";
pub(crate) const ENTRIES: &str = "/cases/entries";

pub fn call(id: CaseCallId) -> String {
    format!("/cases/{id}")
}
/// One kind of the published cases of a call.
pub(crate) fn call_kind(id: CaseCallId, kind: impl Word) -> String {
    format!("/cases/{id}?kind={}", kind.word())
}
pub(crate) fn edit_call(id: CaseCallId) -> String {
    format!("/cases/{id}/edit")
}
pub(crate) fn call_step(id: CaseCallId, step: CallStep) -> String {
    format!("/cases/{id}/steps/{}", step.word())
}
pub(crate) fn postpone(id: CaseCallId) -> String {
    format!("/cases/{id}/postpone")
}
pub(crate) fn quotas(id: CaseCallId) -> String {
    format!("/cases/{id}/quotas")
}
pub(crate) fn begin(id: CaseCallId) -> String {
    format!("/cases/{id}/begin")
}
pub(crate) fn ranking(id: CaseCallId) -> String {
    format!("/cases/{id}/ranking")
}
/// The cases of a call that concern somebody.
pub(crate) fn entries_of(id: CaseCallId) -> String {
    format!("{ENTRIES}?call={id}")
}
pub fn case(id: CaseId) -> String {
    format!("/cases/entries/{id}")
}
pub(crate) fn save(id: CaseId) -> String {
    format!("/cases/entries/{id}/save")
}
pub(crate) fn files(id: CaseId) -> String {
    format!("/cases/entries/{id}/files")
}
pub(crate) fn file(id: CaseId, file: FileId) -> String {
    format!("/cases/entries/{id}/files/{file}")
}
pub(crate) fn remove_file(id: CaseId, file: FileId) -> String {
    format!("/cases/entries/{id}/files/{file}/remove")
}
pub(crate) fn step(id: CaseId, step: Step) -> String {
    format!("/cases/entries/{id}/steps/{}", step.word())
}
pub(crate) fn experts(id: CaseId) -> String {
    format!("/cases/entries/{id}/experts")
}
pub(crate) fn release(id: CaseId) -> String {
    format!("/cases/entries/{id}/experts/release")
}
pub(crate) fn interest(id: CaseId) -> String {
    format!("/cases/entries/{id}/interest")
}
pub(crate) fn review(id: CaseId) -> String {
    format!("/cases/entries/{id}/review")
}

pub fn award_list(id: AwardListId) -> String {
    format!("/awards/{id}")
}
pub(crate) fn edit_list(id: AwardListId) -> String {
    format!("/awards/{id}/edit")
}
pub(crate) fn entries(id: AwardListId) -> String {
    format!("/awards/{id}/entries")
}
pub(crate) fn remove_entry(id: AwardListId, award: RowId) -> String {
    format!("/awards/{id}/entries/{award}/remove")
}
pub(crate) fn fill(id: AwardListId) -> String {
    format!("/awards/{id}/fill")
}
pub(crate) fn publish_list(id: AwardListId) -> String {
    format!("/awards/{id}/publish")
}
