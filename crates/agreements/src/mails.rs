//! Who is told what. Letters leave with the act or not at all.

use db::{DbError, Tx};
use kernel::{PersonId, Role, Said, Text, say};
use mail::{Template, Topic, plain};

use crate::paths;
use crate::record::Agreement;

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[
    &SUBMITTED,
    &UNIVERSITY_PASSED,
    &RETURNED,
    &AGREED,
    &TO_ESTABLISH,
    &TO_REPORT,
    &REPORTED,
    &WITHDRAWN,
    &REVISED,
    &NOT_INCLUDED,
];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Agreement, subject, body)
}

fn tell(
    tx: &mut Tx<'_>,
    agreement: &Agreement,
    to: &[PersonId],
    template: &'static Template,
    reason: &str,
) -> Result<(), DbError> {
    let parts = [("title", plain(&agreement.title)), ("version", plain(agreement.version)), ("reason", plain(reason))];
    directory::tell(tx, to, template, &parts, &paths::show(agreement.id))
}

fn administrators(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, agreement.university_id, Role::UniversityAdministrator)
}

fn contacts(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, agreement.enterprise_id, Role::EnterpriseContact)
}

const SUBMITTED: Template = template(
    "agreement.submitted",
    say("待审核协议：{title}", "Agreement to review: {title}"),
    say(
        "《{title}》的合作协议（第 {version} 版）已提交，请核对后确认或退回。",
        "The agreement on “{title}” (version {version}) was submitted. Please check it, then confirm or return it.",
    ),
);

pub(crate) fn submitted(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let to = administrators(tx, agreement)?;
    tell(tx, agreement, &to, &SUBMITTED, "")
}

const UNIVERSITY_PASSED: Template = template(
    "agreement.university_passed",
    say("待确认协议：{title}", "Agreement to confirm: {title}"),
    say(
        "《{title}》的合作协议（第 {version} 版）已由高校确认，请企业核对签章后确认或退回。",
        "The university confirmed the agreement on “{title}” (version {version}). Please check the seals, then confirm or return it.",
    ),
);

pub(crate) fn university_passed(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let to = contacts(tx, agreement)?;
    tell(tx, agreement, &to, &UNIVERSITY_PASSED, "")
}

const RETURNED: Template = template(
    "agreement.returned",
    say("协议被退回：{title}", "Agreement returned: {title}"),
    say(
        "{by}\n《{title}》的合作协议（第 {version} 版）被退回，请修改后重新提交。\n理由：{reason}",
        "{by}\nThe agreement on “{title}” (version {version}) was returned. Please correct it and submit again.\nReason: {reason}",
    ),
);

pub(crate) fn returned(tx: &mut Tx<'_>, agreement: &Agreement, by: Text, reason: &str) -> Result<(), DbError> {
    let parts = [
        ("title", plain(&agreement.title)),
        ("version", plain(agreement.version)),
        ("by", Said::from(by)),
        ("reason", plain(reason)),
    ];
    directory::tell(tx, &[agreement.pi_id], &RETURNED, &parts, &paths::show(agreement.id))
}

const BOTH: Text = say("双方已确认协议：{title}", "Both sides confirmed: {title}");

const AGREED: Template = template(
    "agreement.agreed",
    BOTH,
    say(
        "《{title}》的合作协议（第 {version} 版）已由双方确认。",
        "Both sides confirmed the agreement on “{title}” (version {version}).",
    ),
);

const TO_ESTABLISH: Template = template(
    "agreement.to_establish",
    BOTH,
    say(
        "《{title}》的合作协议已由双方确认，请高校项目管理部门确认立项并备案。",
        "Both sides confirmed the agreement on “{title}”. Please confirm the establishment and file it.",
    ),
);

const TO_REPORT: Template = template(
    "agreement.to_report",
    BOTH,
    say(
        "《{title}》的合作协议已由双方确认，请企业将遴选结果上报专家组备案。",
        "Both sides confirmed the agreement on “{title}”. Please report the selection to the expert group.",
    ),
);

pub(crate) fn agreed(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    tell(tx, agreement, &[agreement.pi_id], &AGREED, "")?;
    match agreement.mode {
        kernel::Mode::Rolling => {
            let to = administrators(tx, agreement)?;
            tell(tx, agreement, &to, &TO_ESTABLISH, "")
        }
        kernel::Mode::Legacy => {
            let to = contacts(tx, agreement)?;
            tell(tx, agreement, &to, &TO_REPORT, "")
        }
    }
}

const REPORTED: Template = template(
    "agreement.reported",
    say("企业已上报：{title}", "Reported for filing: {title}"),
    say(
        "企业已上报《{title}》，等待列入立项名单。",
        "The enterprise reported “{title}”; it waits for an establishment list.",
    ),
);

pub(crate) fn reported(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let to = directory::office_people(tx)?;
    tell(tx, agreement, &to, &REPORTED, "")
}

const WITHDRAWN: Template = template(
    "agreement.withdrawn",
    say("协议已撤回：{title}", "Agreement withdrawn: {title}"),
    say(
        "负责人撤回了《{title}》的合作协议。\n理由：{reason}",
        "The principal investigator withdrew the agreement on “{title}”.\nReason: {reason}",
    ),
);

const REVISED: Template = template(
    "agreement.revised",
    say("协议修改中：{title}", "Agreement under revision: {title}"),
    say(
        "负责人正在修改《{title}》的合作协议，此前的确认已失效，修改后将重新提交。\n理由：{reason}",
        "The principal investigator is revising the agreement on “{title}”. Confirmations given so far no longer hold; it will be submitted again.\nReason: {reason}",
    ),
);

/// Tells everybody who had it in hand or had confirmed it.
pub(crate) fn taken_back(tx: &mut Tx<'_>, agreement: &Agreement, is_final: bool, reason: &str) -> Result<(), DbError> {
    let mut to = administrators(tx, agreement)?;
    to.extend(contacts(tx, agreement)?);
    tell(tx, agreement, &to, if is_final { &WITHDRAWN } else { &REVISED }, reason)
}

const NOT_INCLUDED: Template = template(
    "agreement.not_included",
    say("未列入立项名单：{title}", "Not included in the list: {title}"),
    say(
        "《{title}》的合作协议在本批次截止日之后才由双方确认，未列入立项名单。",
        "Both sides confirmed the agreement on “{title}” only after the last cut-off of its round; it is not included in the establishment list.",
    ),
);

pub(crate) fn not_included(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let mut to = contacts(tx, agreement)?;
    to.push(agreement.pi_id);
    tell(tx, agreement, &to, &NOT_INCLUDED, "")
}
