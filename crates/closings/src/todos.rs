//! What waits for somebody in this slice.

use db::{DbError, Tx, params};
use kernel::{Actor, ClosingId, Day, Instant, Mode, Role, Text, Todo, Value, Waiting, say};

use crate::paths;
use crate::state::State;

/// What waits for `actor` in the role worn, oldest due first, at most 200. Three statements at most.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let Some((condition, values)) = condition(actor) else { return Ok(Vec::new()) };
    let silence = Silence::read(tx);
    let sql = format!(
        "SELECT closing.id, closing.mode, closing.state, closing.state_since, project.title, project.closes_on FROM {CLOSINGS} \
         WHERE {condition} ORDER BY closing.state_since, closing.id LIMIT {}",
        Todo::MOST
    );
    let rows: Vec<(ClosingId, Mode, State, Instant, String, Day)> = tx.query(&sql, &values)?;
    let mut todos: Vec<Todo> = rows.into_iter().map(|row| line(row, &silence)).collect();
    todos.sort_by_key(|todo| (todo.due.is_none(), todo.due, todo.since));
    Ok(todos)
}

const CLOSINGS: &str = "closing JOIN project ON project.id = closing.project_id";

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    let of = |(condition, values): (&str, Vec<Value>)| Waiting::of(&format!("{CLOSINGS} WHERE {condition}"), &values);
    condition(actor).map(of).into_iter().collect()
}

/// What waits for this role, as a condition over `closing`.
fn condition(actor: &Actor) -> Option<(&'static str, Vec<Value>)> {
    let hat = actor.hat?;
    let house = || params![hat.organisation_id].to_vec();
    Some(match hat.role {
        Role::Teacher | Role::Student => {
            ("project.pi_id = $1 AND closing.state IN ('draft', 'returned')", params![actor.person_id].to_vec())
        }
        Role::UniversityAdministrator => (
            "closing.university_id = $1 AND (closing.state IN ('university_review', 'audited') OR (closing.state = 'concluded' AND closing.mode = '2024'))",
            house(),
        ),
        Role::EnterpriseContact => (
            "closing.enterprise_id = $1 AND (closing.state = 'enterprise_review' OR (closing.state = 'concluded' AND closing.mode = 'legacy'))",
            house(),
        ),
        Role::EnterpriseReviewer => ("closing.enterprise_id = $1 AND closing.state = 'enterprise_review'", house()),
        Role::Expert | Role::ProgrammeOffice => {
            ("closing.state = 'expert_review' AND closing.audited_conclusion IS NULL", Vec::new())
        }
        Role::Ministry => ("closing.state = 'expert_review' AND closing.audited_conclusion IS NOT NULL", Vec::new()),
        Role::UniversityFinance | Role::Province | Role::Operator => return None,
    })
}

/// Days an enterprise may be silent, by mode; none when no rule set counts today.
struct Silence {
    legacy: Option<u32>,
    rolling: Option<u32>,
}

impl Silence {
    fn read(tx: &mut Tx<'_>) -> Silence {
        let today = tx.now().day();
        let mut days =
            |mode| rulesets::applicable_on(tx, mode, today).ok().map(|(_, terms)| terms.acceptance_silence_days);
        Silence { legacy: days(Mode::Legacy), rolling: days(Mode::Rolling) }
    }
    const fn days(&self, mode: Mode) -> Option<u32> {
        match mode {
            Mode::Legacy => self.legacy,
            Mode::Rolling => self.rolling,
        }
    }
}

fn line(
    (id, mode, state, since, title, closes_on): (ClosingId, Mode, State, Instant, String, Day),
    silence: &Silence,
) -> Todo {
    let due = match state {
        State::Draft | State::Returned => Some(closes_on),
        // On the last of these days university and office are told. Rule Z-10.
        State::EnterpriseReview => {
            silence.days(mode).map(|days| since.day().plus_days(i32::try_from(days).unwrap_or(i32::MAX) - 1))
        }
        State::UniversityReview
        | State::Concluded
        | State::ExpertReview
        | State::Audited
        | State::Passed
        | State::Failed => None,
    };
    Todo { what: what(state, mode).into(), subject: title, href: paths::closing(id), since, due }
}

const fn what(state: State, mode: Mode) -> Text {
    match (state, mode) {
        (State::Draft, _) => say("完成并提交结题材料", "Finish and hand in the closing"),
        (State::Returned, _) => say("修改被退回的结题材料", "Correct the returned closing"),
        (State::UniversityReview, _) => say("审核结题材料", "Review the closing"),
        (State::EnterpriseReview, _) => say("逐项验收并出具结论", "Look at the deliverables and conclude"),
        (State::Concluded, Mode::Legacy) => say("将验收结论上报专家组", "Report the conclusion to the expert group"),
        (State::Concluded, Mode::Rolling) => say("审核企业的验收结论", "Audit the enterprise's conclusion"),
        (State::ExpertReview, _) => say("专家组审核并公布结题", "Expert group's opinion and publication"),
        (State::Audited, _) => say("公布结题结果", "Publish the result"),
        (State::Passed | State::Failed, _) => say("查看结题结果", "See the result"),
    }
}
