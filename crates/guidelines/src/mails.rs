//! The letters of this slice, written in the transaction of the act they tell of.

use db::{DbError, Tx};
use kernel::{PersonId, Role, Text, say};

use crate::paths;
use crate::record::Guideline;

fn tell(
    tx: &mut Tx<'_>,
    to: &[PersonId],
    kind: &'static str,
    guideline: &Guideline,
    subject: Text,
    body: Text,
    reason: &str,
) -> Result<(), DbError> {
    let title = if guideline.title.is_empty() { "—" } else { &guideline.title };
    let parts: [(&str, &dyn std::fmt::Display); 2] = [("title", &title), ("reason", &reason)];
    directory::tell(tx, to, kind, subject.with(&parts), body.with(&parts), &paths::guideline(guideline.id))
}

fn tell_office(
    tx: &mut Tx<'_>,
    kind: &'static str,
    guideline: &Guideline,
    subject: Text,
    body: Text,
) -> Result<(), DbError> {
    let office = directory::office_people(tx)?;
    tell(tx, &office, kind, guideline, subject, body, "")
}

fn tell_enterprise(
    tx: &mut Tx<'_>,
    kind: &'static str,
    guideline: &Guideline,
    subject: Text,
    body: Text,
    reason: &str,
) -> Result<(), DbError> {
    let contacts = directory::people_with(tx, guideline.enterprise_id, Role::EnterpriseContact)?;
    tell(tx, &contacts, kind, guideline, subject, body, reason)
}

pub(crate) fn submitted(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    let subject = say("新提交的指南：{title}", "A guideline was submitted: {title}");
    let body = say(
        "企业提交了指南“{title}”，请分派评审专家。",
        "The guideline “{title}” was submitted. Please assign experts.",
    );
    tell_office(tx, "guideline.submitted", guideline, subject, body)
}

pub(crate) fn assigned(tx: &mut Tx<'_>, guideline: &Guideline, experts: &[PersonId]) -> Result<(), DbError> {
    let subject = say("请评审指南：{title}", "Please review a guideline: {title}");
    let body = say(
        "请您评审指南“{title}”。请先声明与该企业有无利益关系，再填写评分和意见。",
        "Please review the guideline “{title}”. First say whether you have an interest in the enterprise, then score it.",
    );
    tell(tx, experts, "guideline.assigned", guideline, subject, body, "")
}

pub(crate) fn conflict_declared(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    let subject = say("专家申报了利益冲突：{title}", "An expert declared a conflict of interest: {title}");
    let body = say(
        "指南“{title}”的一位专家申报了利益冲突，请另选专家。",
        "An expert for “{title}” declared a conflict of interest. Please choose another.",
    );
    tell_office(tx, "guideline.conflict", guideline, subject, body)
}

pub(crate) fn reviewed(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    let subject = say("评审意见已齐：{title}", "All reviews are in: {title}");
    let body = say(
        "指南“{title}”的专家意见已全部提交，请作出决定。",
        "All experts have handed in their reviews of “{title}”. Please decide.",
    );
    tell_office(tx, "guideline.reviewed", guideline, subject, body)
}

pub(crate) fn returned(tx: &mut Tx<'_>, guideline: &Guideline, reason: &str) -> Result<(), DbError> {
    let subject = say("指南退回修改：{title}", "Returned for changes: {title}");
    let body = say(
        "指南“{title}”已退回修改。理由：{reason}",
        "The guideline “{title}” was returned for changes. Reason: {reason}",
    );
    tell_enterprise(tx, "guideline.returned", guideline, subject, body, reason)
}

pub(crate) fn rejected(tx: &mut Tx<'_>, guideline: &Guideline, reason: &str) -> Result<(), DbError> {
    let subject = say("指南未通过：{title}", "Rejected: {title}");
    let body = say("指南“{title}”未通过评审。理由：{reason}", "The guideline “{title}” was rejected. Reason: {reason}");
    tell_enterprise(tx, "guideline.rejected", guideline, subject, body, reason)
}

pub(crate) fn approved(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    let subject = say("指南已通过：{title}", "Approved: {title}");
    let body = say(
        "指南“{title}”已通过评审，将随批次统一发布。",
        "The guideline “{title}” was approved. It will be published with its round.",
    );
    tell_enterprise(tx, "guideline.approved", guideline, subject, body, "")
}

pub(crate) fn published(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    let subject = say("指南已发布：{title}", "Published: {title}");
    let body = say(
        "指南“{title}”已发布，教师和学生现在可以申报。",
        "The guideline “{title}” is published. Teachers and students can apply now.",
    );
    tell_enterprise(tx, "guideline.published", guideline, subject, body, "")
}

pub(crate) fn closed_by_itself(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    let subject = say("指南申报截止：{title}", "Closed for applications: {title}");
    let body = say(
        "指南“{title}”的各项目均已到截止日或名额已满，申报已截止。",
        "Every item of “{title}” has passed its last day or has no offer left. It is closed for applications.",
    );
    tell_enterprise(tx, "guideline.closed", guideline, subject, body, "")
}

pub(crate) fn revoked(tx: &mut Tx<'_>, guideline: &Guideline, reason: &str) -> Result<(), DbError> {
    let subject = say("指南被撤销：{title}", "Revoked: {title}");
    let body = say(
        "指南“{title}”已被项目办公室撤销，并记入信用记录；在研项目不受影响。理由：{reason}",
        "The programme office revoked “{title}” and recorded a credit event; running projects stay. Reason: {reason}",
    );
    tell_enterprise(tx, "guideline.revoked", guideline, subject, body, reason)
}
