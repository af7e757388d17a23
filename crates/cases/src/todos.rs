//! What waits for somebody in this slice.

use db::{DbError, Tx, params};
use kernel::{Actor, CaseId, Day, Instant, Role, Text, Todo, Value, Waiting, say};

use crate::paths;
use crate::state::State;

const CASES: &str = "case_submission JOIN case_call ON case_call.id = case_submission.call_id";

/// What waits for `actor` in the role worn, the longest waiting first, at most 200. One statement.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let Some((condition, values)) = condition(actor, tx.now().day()) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT case_submission.id, case_submission.state, case_submission.state_since, case_submission.title_zh, \
         case_call.closes_on FROM {CASES} WHERE {condition} ORDER BY case_submission.state_since, case_submission.id LIMIT {}",
        Todo::MOST
    );
    let rows: Vec<(CaseId, State, Instant, String, Day)> = tx.query(&sql, &values)?;
    Ok(rows.into_iter().map(line).collect())
}

/// The same to be counted.
pub fn waiting(actor: &Actor, today: Day) -> Vec<Waiting> {
    let found =
        condition(actor, today).map(|(condition, values)| Waiting::of(&format!("{CASES} WHERE {condition}"), &values));
    found.into_iter().collect()
}

/// What waits for this role, as a condition over `case_submission` and `case_call`. What waits for the author waits only while
/// the call is open, what waits for nominators as well.
fn condition(actor: &Actor, today: Day) -> Option<(String, Vec<Value>)> {
    let hat = actor.hat?;
    let open = "case_call.state = 'open' AND case_call.closes_on >= $2";
    let nominating = |column: &str, route: &str| {
        format!(
            "case_submission.{column} = $1 AND {open} AND ((case_submission.route = '{route}' AND case_submission.state \
             IN ('handed_in', 'nominated') AND case_submission.author_id <> $3) \
             OR (case_submission.route = 'own' AND case_submission.kind = '{route}' AND case_submission.state = 'draft'))"
        )
    };
    let of_house = || params![hat.organisation_id, today, actor.person_id].to_vec();
    Some(match hat.role {
        Role::Teacher | Role::Student => (
            format!(
                "case_submission.author_id = $1 AND {open} AND case_submission.kind = 'project' AND case_submission.state = 'draft'"
            ),
            params![actor.person_id, today].to_vec(),
        ),
        Role::UniversityAdministrator => (nominating("university_id", "university"), of_house()),
        Role::EnterpriseContact => (nominating("enterprise_id", "enterprise"), of_house()),
        Role::Expert => (
            "case_submission.state = 'expert_review' AND case_call.state = 'reviewing' AND case_submission.id IN \
             (SELECT case_id FROM case_review WHERE expert_id = $1 AND released_at IS NULL AND decided_at IS NULL \
             AND conflict <> 'declared')"
                .to_owned(),
            params![actor.person_id].to_vec(),
        ),
        Role::ProgrammeOffice => (
            "case_call.state = 'reviewing' AND case_submission.state IN ('submitted', 'expert_review') AND NOT EXISTS \
             (SELECT 1 FROM case_review WHERE case_id = case_submission.id AND released_at IS NULL AND decided_at IS NULL \
             AND conflict <> 'declared')"
                .to_owned(),
            Vec::new(),
        ),
        Role::UniversityFinance | Role::EnterpriseReviewer | Role::Province | Role::Ministry | Role::Operator => {
            return None;
        }
    })
}

fn line((id, state, since, subject, closes_on): (CaseId, State, Instant, String, Day)) -> Todo {
    let due = match state {
        State::Draft | State::HandedIn | State::Nominated => Some(closes_on),
        State::NotNominated
        | State::Submitted
        | State::ExpertReview
        | State::Selected
        | State::NotSelected
        | State::Published
        | State::Shown => None,
    };
    Todo { what: what(state).into(), subject, href: paths::case(id), since, due }
}

const fn what(state: State) -> Text {
    match state {
        State::Draft => say("完成并提交案例", "Finish and hand in the case"),
        State::HandedIn => say("决定是否推荐案例", "Nominate the case or not"),
        State::Nominated => say("报送已推荐的案例", "Submit the nominated case"),
        State::Submitted => say("为案例分派专家", "Assign experts to the case"),
        State::ExpertReview => say("评审或审定案例", "Review or decide about the case"),
        State::NotNominated | State::Selected | State::NotSelected | State::Published | State::Shown => {
            say("查看案例", "See the case")
        }
    }
}
