//! The letters of this slice, written in the transaction of the act they tell of.

use db::{DbError, Tx};
use kernel::{PersonId, Role, Text, say};
use mail::{Template, Topic, plain};

use crate::paths;
use crate::record::Guideline;

/// Every template of this slice.
pub const LETTERS: &[&Template] =
    &[&SUBMITTED, &ASSIGNED, &CONFLICT, &REVIEWED, &RETURNED, &REJECTED, &APPROVED, &PUBLISHED, &CLOSED, &REVOKED];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Guideline, subject, body)
}

fn tell(
    tx: &mut Tx<'_>,
    to: &[PersonId],
    template: &'static Template,
    guideline: &Guideline,
    reason: &str,
) -> Result<(), DbError> {
    let title = if guideline.title.is_empty() { "—" } else { &guideline.title };
    let parts = [("title", plain(title)), ("reason", plain(reason))];
    directory::tell(tx, to, template, &parts, &paths::guideline(guideline.id))
}

fn tell_office(tx: &mut Tx<'_>, template: &'static Template, guideline: &Guideline) -> Result<(), DbError> {
    let office = directory::office_people(tx)?;
    tell(tx, &office, template, guideline, "")
}

fn tell_enterprise(
    tx: &mut Tx<'_>,
    template: &'static Template,
    guideline: &Guideline,
    reason: &str,
) -> Result<(), DbError> {
    let contacts = directory::people_with(tx, guideline.enterprise_id, Role::EnterpriseContact)?;
    tell(tx, &contacts, template, guideline, reason)
}

const SUBMITTED: Template = template(
    "guideline.submitted",
    say("新提交的指南：{title}", "A guideline was submitted: {title}"),
    say("企业提交了指南“{title}”，请分派评审专家。", "The guideline “{title}” was submitted. Please assign experts."),
);

pub(crate) fn submitted(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    tell_office(tx, &SUBMITTED, guideline)
}

const ASSIGNED: Template = template(
    "guideline.assigned",
    say("请评审指南：{title}", "Please review a guideline: {title}"),
    say(
        "请您评审指南“{title}”。请先声明与该企业有无利益关系，再填写评分和意见。",
        "Please review the guideline “{title}”. First say whether you have an interest in the enterprise, then score it.",
    ),
);

pub(crate) fn assigned(tx: &mut Tx<'_>, guideline: &Guideline, experts: &[PersonId]) -> Result<(), DbError> {
    tell(tx, experts, &ASSIGNED, guideline, "")
}

const CONFLICT: Template = template(
    "guideline.conflict",
    say("专家申报了利益冲突：{title}", "An expert declared a conflict of interest: {title}"),
    say(
        "指南“{title}”的一位专家申报了利益冲突，请另选专家。",
        "An expert for “{title}” declared a conflict of interest. Please choose another.",
    ),
);

pub(crate) fn conflict_declared(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    tell_office(tx, &CONFLICT, guideline)
}

const REVIEWED: Template = template(
    "guideline.reviewed",
    say("评审意见已齐：{title}", "All reviews are in: {title}"),
    say(
        "指南“{title}”的专家意见已全部提交，请作出决定。",
        "All experts have handed in their reviews of “{title}”. Please decide.",
    ),
);

pub(crate) fn reviewed(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    tell_office(tx, &REVIEWED, guideline)
}

const RETURNED: Template = template(
    "guideline.returned",
    say("指南退回修改：{title}", "Returned for changes: {title}"),
    say(
        "指南“{title}”已退回修改。理由：{reason}",
        "The guideline “{title}” was returned for changes. Reason: {reason}",
    ),
);

pub(crate) fn returned(tx: &mut Tx<'_>, guideline: &Guideline, reason: &str) -> Result<(), DbError> {
    tell_enterprise(tx, &RETURNED, guideline, reason)
}

const REJECTED: Template = template(
    "guideline.rejected",
    say("指南未通过：{title}", "Rejected: {title}"),
    say("指南“{title}”未通过评审。理由：{reason}", "The guideline “{title}” was rejected. Reason: {reason}"),
);

pub(crate) fn rejected(tx: &mut Tx<'_>, guideline: &Guideline, reason: &str) -> Result<(), DbError> {
    tell_enterprise(tx, &REJECTED, guideline, reason)
}

const APPROVED: Template = template(
    "guideline.approved",
    say("指南已通过：{title}", "Approved: {title}"),
    say(
        "指南“{title}”已通过评审，将随批次统一发布。",
        "The guideline “{title}” was approved. It will be published with its round.",
    ),
);

pub(crate) fn approved(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    tell_enterprise(tx, &APPROVED, guideline, "")
}

const PUBLISHED: Template = template(
    "guideline.published",
    say("指南已发布：{title}", "Published: {title}"),
    say(
        "指南“{title}”已发布，教师和学生现在可以申报。",
        "The guideline “{title}” is published. Teachers and students can apply now.",
    ),
);

pub(crate) fn published(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    tell_enterprise(tx, &PUBLISHED, guideline, "")
}

const CLOSED: Template = template(
    "guideline.closed",
    say("指南申报截止：{title}", "Closed for applications: {title}"),
    say(
        "指南“{title}”的各项目均已到截止日或名额已满，申报已截止。",
        "Every item of “{title}” has passed its last day or has no offer left. It is closed for applications.",
    ),
);

pub(crate) fn closed_by_itself(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<(), DbError> {
    tell_enterprise(tx, &CLOSED, guideline, "")
}

const REVOKED: Template = template(
    "guideline.revoked",
    say("指南被撤销：{title}", "Revoked: {title}"),
    say(
        "指南“{title}”已被项目办公室撤销，并记入信用记录；在研项目不受影响。理由：{reason}",
        "The programme office revoked “{title}” and recorded a credit event; running projects stay. Reason: {reason}",
    ),
);

pub(crate) fn revoked(tx: &mut Tx<'_>, guideline: &Guideline, reason: &str) -> Result<(), DbError> {
    tell_enterprise(tx, &REVOKED, guideline, reason)
}
