//! Who is told what. Letters leave with the act or not at all.

use db::{DbError, Tx};
use kernel::{PersonId, Role, Said, Text, say};

use crate::paths;
use crate::record::Agreement;

fn tell(
    tx: &mut Tx<'_>,
    agreement: &Agreement,
    to: &[PersonId],
    kind: &'static str,
    subject: Text,
    body: Text,
    reason: &str,
) -> Result<(), DbError> {
    let parts: &[(&str, &dyn std::fmt::Display)] =
        &[("title", &agreement.title), ("version", &agreement.version), ("reason", &reason)];
    let (subject, body): (Said, Said) = (subject.with(parts), body.with(parts));
    directory::tell(tx, to, kind, subject, body, &paths::show(agreement.id))
}

fn administrators(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, agreement.university_id, Role::UniversityAdministrator)
}

fn contacts(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Vec<PersonId>, DbError> {
    directory::people_with(tx, agreement.enterprise_id, Role::EnterpriseContact)
}

pub(crate) fn submitted(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let to = administrators(tx, agreement)?;
    tell(
        tx,
        agreement,
        &to,
        "agreement.submitted",
        say("待审核协议：{title}", "Agreement to review: {title}"),
        say(
            "《{title}》的合作协议（第 {version} 版）已提交，请核对后确认或退回。",
            "The agreement on “{title}” (version {version}) was submitted. Please check it, then confirm or return it.",
        ),
        "",
    )
}

pub(crate) fn university_passed(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let to = contacts(tx, agreement)?;
    tell(
        tx,
        agreement,
        &to,
        "agreement.university_passed",
        say("待确认协议：{title}", "Agreement to confirm: {title}"),
        say(
            "《{title}》的合作协议（第 {version} 版）已由高校确认，请企业核对签章后确认或退回。",
            "The university confirmed the agreement on “{title}” (version {version}). Please check the seals, then confirm or return it.",
        ),
        "",
    )
}

pub(crate) fn returned(tx: &mut Tx<'_>, agreement: &Agreement, by: Text, reason: &str) -> Result<(), DbError> {
    let (subject, body) = (
        say("协议被退回：{title}", "Agreement returned: {title}"),
        say(
            "《{title}》的合作协议（第 {version} 版）被退回，请修改后重新提交。\n理由：{reason}",
            "The agreement on “{title}” (version {version}) was returned. Please correct it and submit again.\nReason: {reason}",
        ),
    );
    let parts: &[(&str, &dyn std::fmt::Display)] =
        &[("title", &agreement.title), ("version", &agreement.version), ("reason", &reason)];
    let (subject, mut body): (Said, Said) = (subject.with(parts), body.with(parts));
    body.zh = format!("{}\n{}", by.zh, body.zh);
    body.en = format!("{}\n{}", by.en, body.en);
    directory::tell(tx, &[agreement.pi_id], "agreement.returned", subject, body, &paths::show(agreement.id))
}

pub(crate) fn agreed(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let subject = say("双方已确认协议：{title}", "Both sides confirmed: {title}");
    tell(
        tx,
        agreement,
        &[agreement.pi_id],
        "agreement.agreed",
        subject,
        say(
            "《{title}》的合作协议（第 {version} 版）已由双方确认。",
            "Both sides confirmed the agreement on “{title}” (version {version}).",
        ),
        "",
    )?;
    match agreement.mode {
        kernel::Mode::Rolling => {
            let to = administrators(tx, agreement)?;
            tell(
                tx,
                agreement,
                &to,
                "agreement.to_establish",
                subject,
                say(
                    "《{title}》的合作协议已由双方确认，请高校项目管理部门确认立项并备案。",
                    "Both sides confirmed the agreement on “{title}”. Please confirm the establishment and file it.",
                ),
                "",
            )
        }
        kernel::Mode::Legacy => {
            let to = contacts(tx, agreement)?;
            tell(
                tx,
                agreement,
                &to,
                "agreement.to_report",
                subject,
                say(
                    "《{title}》的合作协议已由双方确认，请企业将遴选结果上报专家组备案。",
                    "Both sides confirmed the agreement on “{title}”. Please report the selection to the expert group.",
                ),
                "",
            )
        }
    }
}

pub(crate) fn reported(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let to = directory::office_people(tx)?;
    tell(
        tx,
        agreement,
        &to,
        "agreement.reported",
        say("企业已上报：{title}", "Reported for filing: {title}"),
        say(
            "企业已上报《{title}》，等待列入立项名单。",
            "The enterprise reported “{title}”; it waits for an establishment list.",
        ),
        "",
    )
}

/// Tells everybody who had it in hand or had confirmed it.
pub(crate) fn taken_back(tx: &mut Tx<'_>, agreement: &Agreement, is_final: bool, reason: &str) -> Result<(), DbError> {
    let mut to = administrators(tx, agreement)?;
    to.extend(contacts(tx, agreement)?);
    let (kind, subject, body) = if is_final {
        (
            "agreement.withdrawn",
            say("协议已撤回：{title}", "Agreement withdrawn: {title}"),
            say(
                "负责人撤回了《{title}》的合作协议。\n理由：{reason}",
                "The principal investigator withdrew the agreement on “{title}”.\nReason: {reason}",
            ),
        )
    } else {
        (
            "agreement.revised",
            say("协议修改中：{title}", "Agreement under revision: {title}"),
            say(
                "负责人正在修改《{title}》的合作协议，此前的确认已失效，修改后将重新提交。\n理由：{reason}",
                "The principal investigator is revising the agreement on “{title}”. Confirmations given so far no longer hold; it will be submitted again.\nReason: {reason}",
            ),
        )
    };
    tell(tx, agreement, &to, kind, subject, body, reason)
}

pub(crate) fn not_included(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), DbError> {
    let mut to = contacts(tx, agreement)?;
    to.push(agreement.pi_id);
    tell(
        tx,
        agreement,
        &to,
        "agreement.not_included",
        say("未列入立项名单：{title}", "Not included in the list: {title}"),
        say(
            "《{title}》的合作协议在本批次截止日之后才由双方确认，未列入立项名单。",
            "Both sides confirmed the agreement on “{title}” only after the last cut-off of its round; it is not included in the establishment list.",
        ),
        "",
    )
}
