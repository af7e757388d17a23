//! What waits for a person among the guidelines: one statement, whoever asks.

use db::{DbError, Tx, params};
use kernel::{Actor, GuidelineId, Instant, Mode, Role, Text, Todo, Value, say};

use crate::paths;
use crate::state::State;

const DRAFT: Text = say("完善并提交指南", "Complete and submit the guideline");
const RETURNED: Text = say("按意见修改指南后重新提交", "Change the guideline as asked and submit it again");
const ASSIGN: Text = say("为指南分派评审专家", "Assign experts to the guideline");
const DECIDE: Text = say("专家意见已齐，对指南作出决定", "All reviews are in: decide on the guideline");
const DECIDE_AS_EXPERT: Text = say("企业专项：作出专家决定", "Special programme: decide as expert");
const REPLACE: Text = say("没有可用的专家意见，请补充专家", "No expert is left: add one");
const PUBLISH: Text = say("随批次发布已通过的指南", "Publish the approved guideline with its round");
const REVIEW: Text = say("评审指南", "Review the guideline");

/// What waits for the actor in the role worn now, oldest first, 200 at most.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    match (actor.role(), actor.organisation_id()) {
        (Some(Role::EnterpriseContact), Some(own)) => {
            let sql = "SELECT id, title, state, mode, state_since, 0, 0 FROM guideline WHERE enterprise_id = $1 AND state IN ($2, $3) ORDER BY state_since, id LIMIT 200";
            lines(tx, sql, params![own, State::Draft, State::Returned])
        }
        (Some(Role::ProgrammeOffice), _) => {
            let awaited = "(SELECT count(*) FROM guideline_review r WHERE r.guideline_id = guideline.id AND r.released_at IS NULL AND r.decided_at IS NULL AND r.conflict <> 'declared')";
            let given = "(SELECT count(*) FROM guideline_review r WHERE r.guideline_id = guideline.id AND r.released_at IS NULL AND r.decided_at IS NOT NULL)";
            let sql = format!(
                "SELECT id, title, state, mode, state_since, {awaited}, {given} FROM guideline WHERE state IN ($1, $2, $3, $4) AND \
                 (state IN ($1, $4) OR {awaited} = 0) AND NOT (state = $3 AND {given} > 0) ORDER BY state_since, id LIMIT 200"
            );
            lines(tx, &sql, params![State::Submitted, State::UnderReview, State::ExpertStage, State::Approved])
        }
        (Some(Role::Expert), Some(_)) => {
            // In the expert stage of a special programme those who have reviewed decide as well.
            let sql = "SELECT guideline.id, guideline.title, guideline.state, guideline.mode, \
                 CASE WHEN r.decided_at IS NULL THEN r.assigned_at ELSE guideline.state_since END, \
                 CASE WHEN r.decided_at IS NULL THEN 1 ELSE 0 END, CASE WHEN r.decided_at IS NULL THEN 0 ELSE 1 END FROM guideline_review r \
                 JOIN guideline ON guideline.id = r.guideline_id WHERE r.expert_id = $1 AND r.released_at IS NULL AND r.conflict <> 'declared' \
                 AND (guideline.state = $3 OR (guideline.state = $2 AND r.decided_at IS NULL)) ORDER BY r.assigned_at, r.id LIMIT 200";
            lines(tx, sql, params![actor.person_id, State::UnderReview, State::ExpertStage])
        }
        (_, _) => Ok(Vec::new()),
    }
}

type Line = (GuidelineId, String, State, Mode, Instant, i64, i64);

fn lines(tx: &mut Tx<'_>, sql: &str, values: &[Value]) -> Result<Vec<Todo>, DbError> {
    let rows: Vec<Line> = tx.query(sql, values)?;
    Ok(rows.into_iter().filter_map(line).collect())
}

fn line((id, title, state, mode, since, awaited, given): Line) -> Option<Todo> {
    let what = match state {
        State::Draft => DRAFT,
        State::Returned => RETURNED,
        State::Submitted => ASSIGN,
        State::UnderReview | State::ExpertStage if awaited > 0 => REVIEW,
        State::UnderReview if given > 0 => DECIDE,
        State::ExpertStage if given > 0 => DECIDE_AS_EXPERT,
        State::UnderReview | State::ExpertStage => REPLACE,
        State::Approved if mode == Mode::Legacy => PUBLISH,
        State::Approved | State::Rejected | State::Published | State::Paused | State::Closed | State::Revoked => {
            return None;
        }
    };
    let href = match state {
        State::Draft | State::Returned => paths::edit(id),
        State::Approved => paths::ROUNDS.to_owned(),
        State::Submitted
        | State::UnderReview
        | State::ExpertStage
        | State::Rejected
        | State::Published
        | State::Paused
        | State::Closed
        | State::Revoked => paths::guideline(id),
    };
    Some(Todo { what: what.into(), subject: title, href, since, due: None })
}
