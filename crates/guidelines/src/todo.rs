//! What waits for a person among the guidelines: one statement, whoever asks.

use db::{DbError, Tx, params};
use kernel::{Actor, GuidelineId, Instant, Mode, PersonId, Role, Text, Todo, Value, Waiting, say};

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
    let Some(asked) = asked(actor) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT guideline.id, guideline.title, guideline.state, guideline.mode, {} FROM {} ORDER BY {} LIMIT {}",
        asked.columns,
        asked.from,
        asked.order,
        Todo::MOST
    );
    let rows: Vec<Line> = tx.query(&sql, &asked.values)?;
    Ok(rows.into_iter().filter_map(line).collect())
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    asked(actor).map(|asked| Waiting::of(&asked.from, &asked.values)).into_iter().collect()
}

/// What a role is asked for: since when, how many reviews are awaited and given, and of which guidelines.
struct Asked {
    columns: String,
    from: String,
    order: &'static str,
    values: Vec<Value>,
}

const AWAITED: &str = "(SELECT count(*) FROM guideline_review r WHERE r.guideline_id = guideline.id AND r.released_at IS NULL AND r.decided_at IS NULL AND r.conflict <> 'declared')";
const GIVEN: &str = "(SELECT count(*) FROM guideline_review r WHERE r.guideline_id = guideline.id AND r.released_at IS NULL AND r.decided_at IS NOT NULL)";

/// Reviews that an expert was asked for and may give.
const ASSIGNED: &str = "guideline_review r JOIN guideline ON guideline.id = r.guideline_id WHERE r.expert_id = $1 AND r.released_at IS NULL \
     AND r.conflict <> 'declared'";

fn asked(actor: &Actor) -> Option<Asked> {
    let by_state = "guideline.state_since, guideline.id";
    match (actor.role()?, actor.organisation_id()?) {
        (Role::EnterpriseContact, own) => Some(Asked {
            columns: "guideline.state_since, 0, 0".into(),
            from: "guideline WHERE guideline.enterprise_id = $1 AND guideline.state IN ($2, $3)".into(),
            order: by_state,
            values: params![own, State::Draft, State::Returned].to_vec(),
        }),
        // Only the legacy mode approves first and publishes with the round.
        (Role::ProgrammeOffice, _) => Some(Asked {
            columns: format!("guideline.state_since, {AWAITED}, {GIVEN}"),
            from: format!(
                "guideline WHERE guideline.state = $1 OR (guideline.state = $4 AND guideline.mode = $5) \
                 OR (guideline.state = $2 AND {AWAITED} = 0) OR (guideline.state = $3 AND {AWAITED} = 0 AND {GIVEN} = 0)"
            ),
            order: by_state,
            values: params![State::Submitted, State::UnderReview, State::ExpertStage, State::Approved, Mode::Legacy]
                .to_vec(),
        }),
        // In the expert stage of a special programme those who have reviewed decide as well.
        (Role::Expert, _) => Some(Asked {
            columns: "CASE WHEN r.decided_at IS NULL THEN r.assigned_at ELSE guideline.state_since END, \
                 CASE WHEN r.decided_at IS NULL THEN 1 ELSE 0 END, CASE WHEN r.decided_at IS NULL THEN 0 ELSE 1 END"
                .into(),
            from: format!("{ASSIGNED} AND (guideline.state = $3 OR (guideline.state = $2 AND r.decided_at IS NULL))"),
            order: "r.assigned_at, r.id",
            values: params![actor.person_id, State::UnderReview, State::ExpertStage].to_vec(),
        }),
        (
            Role::Teacher
            | Role::Student
            | Role::UniversityAdministrator
            | Role::UniversityFinance
            | Role::EnterpriseReviewer
            | Role::Province
            | Role::Ministry
            | Role::Operator,
            _,
        ) => None,
    }
}

type Line = (GuidelineId, String, State, Mode, Instant, i64, i64);

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

/// What an expert who wants to leave still owes: reviews, whatever role is worn.
pub fn under_way(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT guideline.id, guideline.title, r.assigned_at FROM {ASSIGNED} \
         AND r.decided_at IS NULL AND guideline.state IN ($2, $3) ORDER BY r.assigned_at, r.id LIMIT {}",
        Todo::MOST
    );
    let rows: Vec<(GuidelineId, String, Instant)> =
        tx.query(&sql, params![person, State::UnderReview, State::ExpertStage])?;
    let what = say(
        "指南评审尚未完成：请先完成，或请项目办公室改派",
        "A review of a guideline is open: finish it, or ask the programme office to release you",
    );
    let line = |(id, subject, since)| Todo { what: what.into(), subject, href: paths::guideline(id), since, due: None };
    Ok(rows.into_iter().map(line).collect())
}
