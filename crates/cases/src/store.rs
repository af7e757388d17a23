//! Rows of calls, cases, reviews and awards. Only [`advance`] moves the state of a case.

use db::{DbError, Tx, params};
use files::Attachment;
use guidelines::rules::Interest;
use journal::Act;
use kernel::{Actor, AwardListId, CaseCallId, CaseId, OrganisationId, PersonId, ProjectId, Refusal, RowId, Team, Word};
use projects::Project;

use crate::policy::{Dossier, Permit};
use crate::record::{Award, Case, CaseCall, CaseQuota, CaseReview};
use crate::rules;
use crate::state::State;

/// Subjects of journal entries, which are tables.
pub(crate) const CALL: &str = "case_call";
pub(crate) const CASE: &str = "case_submission";
pub(crate) const LIST: &str = "award_list";

/// A case with what decides about rights. Of a project the author is who leads it now.
pub(crate) fn dossier(tx: &mut Tx<'_>, id: CaseId) -> Result<Dossier, Refusal> {
    let mut case: Case = db::get(tx, id)?;
    let call: CaseCall = db::get(tx, case.call_id)?;
    let mut team = Team::default();
    if let Some(project) = case.project_id {
        let project = projects::get(tx, project)?;
        if let Some(pi) = project.pi_id {
            case.author_id = pi;
        }
        team = projects::team(tx, &project)?;
    }
    let reviews = reviews_of(tx, id)?;
    let team = team.and([case.author_id]);
    Ok(Dossier { case, call, team, reviews })
}

/// A case, whoever may see it; or [`Refusal::NotFound`].
pub fn get(tx: &mut Tx<'_>, id: CaseId) -> Result<Case, Refusal> {
    db::get(tx, id)
}

/// A call, whoever may see it; or [`Refusal::NotFound`].
pub fn get_call(tx: &mut Tx<'_>, id: CaseCallId) -> Result<CaseCall, Refusal> {
    db::get(tx, id)
}

/// All reviews of a case, those that were taken back included, oldest first.
pub(crate) fn reviews_of(tx: &mut Tx<'_>, id: CaseId) -> Result<Vec<CaseReview>, DbError> {
    db::list(tx, "WHERE case_id = $1 ORDER BY assigned_at, id", params![id])
}

/// The files of a case, oldest first.
pub(crate) fn attachments(tx: &mut Tx<'_>, id: CaseId) -> Result<Vec<Attachment>, DbError> {
    files::list_for(tx, CASE, RowId(id.0))
}

/// Nobody else writes in this case until the transaction ends. Call it before reading.
pub(crate) fn hold(tx: &mut Tx<'_>, id: CaseId) -> Result<(), DbError> {
    tx.execute("UPDATE case_submission SET revision = revision WHERE id = $1", params![id]).map(drop)
}

/// The same of a call: its state stands still.
pub(crate) fn hold_call(tx: &mut Tx<'_>, id: CaseCallId) -> Result<(), DbError> {
    tx.execute("UPDATE case_call SET revision = revision WHERE id = $1", params![id]).map(drop)
}

/// A case that stands still with its call until the transaction ends: a call that is closed at this moment waits for the step,
/// or the step finds it closed. The call comes first everywhere, so that two of them cannot wait for each other.
pub(crate) fn held(tx: &mut Tx<'_>, id: CaseId) -> Result<Dossier, Refusal> {
    let call = get(tx, id)?.call_id;
    hold_call(tx, call)?;
    hold(tx, id)?;
    dossier(tx, id)
}

/// Writes the case's own columns, then moves its state with an entry in the journal.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    change: impl FnOnce(&mut Case),
    act: impl FnOnce(Act) -> Act,
) -> Result<Dossier, Refusal> {
    let (mut dossier, step) = permit.into_parts();
    let before = dossier.case.state;
    let after = before.after(step, dossier.case.route)?;
    change(&mut dossier.case);
    db::save(tx, &dossier.case)?;
    dossier.case.revision += 1;
    journal::advance(tx, act(Act::new(actor, CASE, dossier.case.id.0, step.word()).moved(before, after)))?;
    dossier.case.state = after;
    dossier.case.state_since = tx.now();
    Ok(dossier)
}

/// When the enterprise accepted a project whose closing passed, as the platform knows it. Rule K-03.
pub(crate) fn acceptance(tx: &mut Tx<'_>, project: &Project) -> Result<(bool, Option<kernel::Instant>), DbError> {
    let closing = closings::of_project(tx, project.id)?;
    let is_passed = closing.as_ref().is_some_and(|closing| closing.state == closings::State::Passed);
    Ok((is_passed, closing.and_then(|closing| closing.concluded_at)))
}

/// The year of another call that selected this project. Rule K-04.
pub(crate) fn selected_year(tx: &mut Tx<'_>, project: ProjectId, but: CaseCallId) -> Result<Option<i64>, DbError> {
    let sql = "SELECT case_call.year FROM case_submission JOIN case_call ON case_call.id = case_submission.call_id \
               WHERE case_submission.project_id = $1 AND case_submission.call_id <> $2 \
               AND case_submission.state IN ($3, $4, $5) ORDER BY case_call.year DESC LIMIT 1";
    let values = params![project, but, State::Selected, State::Published, State::Shown];
    Ok(tx.first::<(i64,)>(sql, values)?.map(|(year,)| year))
}

/// What a university used of its quota, and the quota that counts. Rule K-05.
pub fn quota_of(tx: &mut Tx<'_>, call: &CaseCall, university: OrganisationId) -> Result<(i64, Option<i64>), DbError> {
    let row: Option<CaseQuota> =
        db::find_where(tx, "WHERE call_id = $1 AND university_id = $2", params![call.id, university])?;
    Ok(row.map_or((0, call.quota), |row| (row.used, row.own_quota.or(call.quota))))
}

/// Universities with a row in a call.
pub(crate) fn quotas(tx: &mut Tx<'_>, call: CaseCallId) -> Result<Vec<CaseQuota>, DbError> {
    db::list(tx, "WHERE call_id = $1 ORDER BY id", params![call])
}

/// Makes sure a university has its row.
pub(crate) fn quota_row(tx: &mut Tx<'_>, call: CaseCallId, university: OrganisationId) -> Result<(), DbError> {
    let id = RowId::at(tx.now());
    let sql = "INSERT INTO case_quota (id, call_id, university_id, used) VALUES ($1, $2, $3, 0) \
               ON CONFLICT (call_id, university_id) DO NOTHING";
    tx.execute(sql, params![id, call, university]).map(drop)
}

/// Takes one place of a university's quota, or says that none is left: of two who take the last one, one gets it. Rule K-05.
pub(crate) fn take_place(tx: &mut Tx<'_>, call: &CaseCall, university: OrganisationId) -> Result<(), Refusal> {
    quota_row(tx, call.id, university)?;
    let sql = "UPDATE case_quota SET used = used + 1 WHERE call_id = $1 AND university_id = $2 AND \
               (COALESCE(own_quota, (SELECT quota FROM case_call WHERE id = $1)) IS NULL \
                OR used < COALESCE(own_quota, (SELECT quota FROM case_call WHERE id = $1)))";
    if tx.execute(sql, params![call.id, university])? == 1 {
        return Ok(());
    }
    let (used, quota) = quota_of(tx, call, university)?;
    rules::within_quota(used, quota)?;
    Err(Refusal::Overtaken)
}

/// Gives a place back.
pub(crate) fn give_place_back(tx: &mut Tx<'_>, call: CaseCallId, university: OrganisationId) -> Result<(), DbError> {
    let sql = "UPDATE case_quota SET used = used - 1 WHERE call_id = $1 AND university_id = $2 AND used > 0";
    tx.execute(sql, params![call, university]).map(drop)
}

/// Works out anew what the reviews of a case come to. Hold the case first.
pub(crate) fn count_reviews(tx: &mut Tx<'_>, id: CaseId) -> Result<(i64, i64), DbError> {
    let reviews = reviews_of(tx, id)?;
    let means: Vec<i64> = reviews.iter().filter(|review| review.counts()).filter_map(|review| review.mean).collect();
    let (mean, count) = rules::mean_of_means(&means);
    let sql = "UPDATE case_submission SET mean = $1, review_count = $2, revision = revision + 1 WHERE id = $3";
    tx.execute(sql, params![mean, count, id])?;
    Ok((mean, count))
}

/// Whether somebody once said, about a case or a guideline, to have an interest in one of these organisations. Rule G-09.
pub(crate) fn declared_interest(tx: &mut Tx<'_>, expert: PersonId, houses: &[OrganisationId]) -> Result<bool, DbError> {
    let sql = "SELECT case_submission.university_id, case_submission.enterprise_id FROM case_review r \
               JOIN case_submission ON case_submission.id = r.case_id WHERE r.expert_id = $1 AND r.conflict = $2";
    let of_cases: Vec<(Option<OrganisationId>, Option<OrganisationId>)> =
        tx.query(sql, params![expert, Interest::Declared])?;
    let sql = "SELECT g.enterprise_id FROM guideline_review r JOIN guideline g ON g.id = r.guideline_id \
               WHERE r.expert_id = $1 AND r.conflict = $2";
    let of_guidelines: Vec<(OrganisationId,)> = tx.query(sql, params![expert, Interest::Declared])?;
    let mut bound =
        of_cases.into_iter().flat_map(|(u, e)| [u, e]).flatten().chain(of_guidelines.into_iter().map(|g| g.0));
    Ok(bound.any(|house| houses.contains(&house)))
}

/// The awards of a list in their order.
pub(crate) fn awards(tx: &mut Tx<'_>, list: AwardListId) -> Result<Vec<Award>, DbError> {
    db::list(tx, "WHERE list_id = $1 ORDER BY sort, id", params![list])
}

/// How many cases of a call stand in each of these states, together.
pub(crate) fn count_in(tx: &mut Tx<'_>, call: CaseCallId, states: &[State]) -> Result<i64, DbError> {
    let mut values = params![call].to_vec();
    let places: Vec<String> = states
        .iter()
        .map(|state| {
            values.push(kernel::ToValue::to_value(state));
            format!("${}", values.len())
        })
        .collect();
    let sql = format!("SELECT COUNT(*) FROM case_submission WHERE call_id = $1 AND state IN ({})", places.join(", "));
    Ok(tx.one::<(i64,)>(&sql, &values)?.0)
}
