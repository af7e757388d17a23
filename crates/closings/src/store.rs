//! Own rows: closings, outcomes, certificates, and the files that belong to them.

use db::{DbError, Tx, params};
use files::{Attachment, Stored};
use journal::Act;
use kernel::{Actor, ClosingId, FileId, Instant, ProjectId, Refusal, Role, RowId, Team, Word};
use projects::Project;
use rulesets::Batch;

use crate::code::VerificationCode;
use crate::policy::{Edit, Permit, permit_edit};
use crate::rules::{Channel, batch_established};
use crate::state::Step;
use crate::{Certificate, Closing, Outcome};

/// Purpose of the closing report (结题报告). Rule Z-03.
pub const REPORT: &str = "report";
/// Purpose of the results list (项目成果清单). Rule Z-03.
pub const RESULTS: &str = "results";
/// The table that attachments name.
pub(crate) const SUBJECT: &str = "closing";

/// Purpose of the evidence for one outcome.
pub fn evidence_for(outcome: RowId) -> String {
    format!("evidence:{outcome}")
}

/// A closing with its project, as one actor finds it.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub closing: Closing,
    pub project: Project,
    /// The people of the project: none of them judges its closing.
    pub team: Team,
    /// The actor is of a provincial department and the university lies in its province.
    pub in_own_province: bool,
}

/// The closing as `actor` finds it; whether they may see it, the policy says. The principal investigator is the one the
/// project has now: a change of the PI moves the closing along.
pub(crate) fn dossier(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId) -> Result<Dossier, Refusal> {
    let mut closing: Closing = db::get(tx, id)?;
    let project = projects::get(tx, closing.project_id)?;
    closing.pi_id = project.pi_id.unwrap_or(closing.pi_id);
    let in_own_province = match (actor.role(), actor.organisation_id()) {
        (Some(Role::Province), Some(own)) => directory::organisation(tx, own)?.province == project.province,
        _ => false,
    };
    let team = projects::team(tx, &project)?.and([closing.pi_id]);
    Ok(Dossier { closing, project, team, in_own_province })
}

pub fn get(tx: &mut Tx<'_>, id: ClosingId) -> Result<Closing, Refusal> {
    db::get(tx, id)
}

/// The closing of a project, if one was begun.
pub fn of_project(tx: &mut Tx<'_>, project: ProjectId) -> Result<Option<Closing>, DbError> {
    db::find_where(tx, "WHERE project_id = $1", params![project])
}

/// What became of each deliverable, then the results nobody promised.
pub fn outcomes(tx: &mut Tx<'_>, closing: ClosingId) -> Result<Vec<Outcome>, DbError> {
    db::list(tx, "WHERE closing_id = $1 ORDER BY sort, id", params![closing])
}

pub(crate) fn remove_outcome(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    tx.execute("DELETE FROM outcome WHERE id = $1", params![id]).map(drop)
}

/// The files of a closing, oldest first.
pub(crate) fn attachments(tx: &mut Tx<'_>, id: ClosingId) -> Result<Vec<Attachment>, DbError> {
    files::list_for(tx, SUBJECT, RowId(id.0))
}

/// Adds a stored file to a closing that its principal investigator may still change. There is one report and one results
/// list: a new one takes the place of the old.
pub fn attach(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ClosingId,
    purpose: &str,
    stored: &Stored,
) -> Result<Attachment, Refusal> {
    let dossier = dossier(tx, actor, id)?;
    permit_edit(actor, Edit::Write, dossier)?;
    check_purpose(tx, id, purpose)?;
    if matches!(purpose, REPORT | RESULTS) {
        for old in attachments(tx, id)?.into_iter().filter(|a| a.purpose == purpose) {
            files::remove(tx, old.id)?;
        }
    }
    let attachment = files::attach(tx, actor, stored, SUBJECT, RowId(id.0), purpose)?;
    let act = Act::new(actor, SUBJECT, id.0, "attach").documents([stored.sha256.clone()]);
    journal::record(tx, act.detail(serde_json::json!({ "purpose": purpose, "name": stored.name })));
    Ok(attachment)
}

/// Takes a file away again; its bytes stay.
pub(crate) fn detach(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId, file: FileId) -> Result<(), Refusal> {
    let dossier = dossier(tx, actor, id)?;
    permit_edit(actor, Edit::Write, dossier)?;
    let attachment = attachments(tx, id)?.into_iter().find(|a| a.id == file).ok_or(Refusal::NotFound)?;
    files::remove(tx, file)?;
    let act = Act::new(actor, SUBJECT, id.0, "detach").documents([attachment.sha256]);
    journal::record(tx, act.detail(serde_json::json!({ "purpose": attachment.purpose, "name": attachment.name })));
    Ok(())
}

fn check_purpose(tx: &mut Tx<'_>, id: ClosingId, purpose: &str) -> Result<(), Refusal> {
    let is_known =
        matches!(purpose, REPORT | RESULTS) || outcomes(tx, id)?.iter().any(|o| evidence_for(o.id) == purpose);
    if is_known { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Writes the closing's own columns, then moves its state with an entry in the journal.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    change: impl FnOnce(&mut Closing),
    act: impl FnOnce(Act) -> Act,
) -> Result<Dossier, Refusal> {
    let (step, after) = (permit.step(), permit.after());
    let mut dossier = permit.into_dossier();
    let before = dossier.closing.state;
    change(&mut dossier.closing);
    db::save(tx, &dossier.closing)?;
    dossier.closing.revision += 1;
    let moved = Act::new(actor, SUBJECT, dossier.closing.id.0, kernel::Word::word(step)).moved(before, after);
    journal::advance(tx, act(moved))?;
    dossier.closing.state = after;
    dossier.closing.state_since = tx.now();
    Ok(dossier)
}

/// How the conclusion came into the closing: on the platform, when the last word in the journal that gave or took one back
/// is the step of a contact of this enterprise. Rule Z-05.
pub(crate) fn channel_of(tx: &mut Tx<'_>, closing: &Closing) -> Result<Channel, DbError> {
    let trail = journal::trail(tx, closing.id.0)?;
    let moves = |entry: &&journal::Entry| {
        let step = entry.step();
        [Step::Conclude, Step::EnterpriseReturn, Step::UniversityReturn].iter().any(|known| known.word() == step)
    };
    let is_here = trail.iter().rev().find(moves).is_some_and(|entry| {
        entry.step() == Step::Conclude.word()
            && entry.acting_as.as_deref() == Some(Role::EnterpriseContact.word())
            && entry.organisation_id == Some(closing.enterprise_id)
    });
    Ok(if is_here { Channel::Platform } else { Channel::Elsewhere })
}

pub fn certificate_of_project(tx: &mut Tx<'_>, project: ProjectId) -> Result<Option<Certificate>, DbError> {
    db::find_where(tx, "WHERE project_id = $1", params![project])
}

pub fn certificate_by_code(tx: &mut Tx<'_>, code: &VerificationCode) -> Result<Option<Certificate>, DbError> {
    db::find_where(tx, "WHERE code = $1", params![*code])
}

pub(crate) fn certificate_by_number(tx: &mut Tx<'_>, number: &str) -> Result<Option<Certificate>, DbError> {
    db::find_where(tx, "WHERE number = $1", params![number])
}

/// The batch a legacy project was established in: year of its round and number of its list, or what an imported number of
/// 12 digits says, or else what its round and its day of establishment tell. Rule Z-07.
pub(crate) fn batch_of(tx: &mut Tx<'_>, project: &Project) -> Result<Option<Batch>, DbError> {
    let sql = "SELECT round.year, establishment_list.ordinal FROM agreement \
               JOIN establishment_list ON establishment_list.id = agreement.list_id \
               JOIN round ON round.id = establishment_list.round_id WHERE agreement.id = $1";
    let listed: Option<(i64, i64)> = match project.agreement_id {
        Some(agreement) => tx.first(sql, params![agreement])?,
        None => None,
    };
    let said = match (listed, projects::number::parse(&project.number)) {
        (Some((year, ordinal)), _) => Some(format!("{year}-{ordinal}")),
        (None, Ok(projects::number::ProjectNumber::Legacy12(digits))) => {
            Some(format!("{}-{}", &digits[..4], digits[4..6].trim_start_matches('0')))
        }
        (None, _) => None,
    };
    if let Some(batch) = said.and_then(|text| text.parse().ok()) {
        return Ok(Some(batch));
    }
    let round_year = match project.round_id {
        Some(round) => tx.first::<(i64,)>("SELECT year FROM round WHERE id = $1", params![round])?.map(|(year,)| year),
        None => None,
    };
    Ok(batch_established(round_year, project.established_on, rulesets::legacy_batches()))
}

/// Notes that university and office were told of the silence since the closing came to the enterprise; false when another
/// copy was faster or it was noted before. Rule Z-10.
pub(crate) fn note_silence(tx: &mut Tx<'_>, id: ClosingId, now: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE closing SET silence_told_at = $1 WHERE id = $2 AND state = 'enterprise_review' \
               AND (silence_told_at IS NULL OR silence_told_at < state_since)";
    Ok(tx.execute(sql, params![now, id])? == 1)
}
