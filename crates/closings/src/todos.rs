//! What waits for somebody in this slice.

use db::{DbError, Tx, params};
use kernel::{Actor, ClosingId, Day, Instant, Mode, ProjectId, Role, Text, ToValue, Todo, Value, Waiting, say};

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
    todos.extend(not_begun(tx, actor)?);
    todos.sort_by_key(|todo| (todo.due.is_none(), todo.due, todo.since));
    todos.truncate(Todo::MOST);
    Ok(todos)
}

const CLOSINGS: &str = "closing JOIN project ON project.id = closing.project_id";

/// The same to be counted.
pub fn waiting(actor: &Actor, today: Day) -> Vec<Waiting> {
    let begun =
        condition(actor).map(|(condition, values)| Waiting::of(&format!("{CLOSINGS} WHERE {condition}"), &values));
    let not_begun = due_soon(actor, today).map(|values| Waiting::of(NOT_BEGUN, &values));
    begun.into_iter().chain(not_begun).collect()
}

/// Days before the closing date from which a leader is reminded.
const AHEAD_DAYS: i32 = 60;
const PREPARE: Text = say("项目即将到期：填写结题材料", "The closing date comes near: write the closing");
const OVERDUE: Text =
    say("项目已超期：尽快提交结题或申请延期", "The project is overdue: hand in its closing, or ask for a postponement");

/// Projects of the leader in place `$1` whose closing day is `$2` at the latest and whose closing was not begun.
const NOT_BEGUN: &str = "project p WHERE p.pi_id = $1 AND p.state IN ('running', 'overdue') AND p.closes_on <= $2 \
     AND NOT EXISTS (SELECT 1 FROM closing c WHERE c.project_id = p.id AND c.state IN ('draft', 'returned'))";

/// What [`NOT_BEGUN`] asks for this actor, if they can lead projects.
fn due_soon(actor: &Actor, today: Day) -> Option<[Value; 2]> {
    let leads = matches!(actor.role(), Some(Role::Teacher | Role::Student));
    leads.then(|| params![actor.person_id, today.plus_days(AHEAD_DAYS)].clone())
}

fn not_begun(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let today = tx.now().day();
    let Some(values) = due_soon(actor, today) else { return Ok(Vec::new()) };
    let sql =
        format!("SELECT p.id, p.title, p.closes_on FROM {NOT_BEGUN} ORDER BY p.closes_on, p.id LIMIT {}", Todo::MOST);
    let rows: Vec<(ProjectId, String, Day)> = tx.query(&sql, &values)?;
    let todo = |(id, title, closes_on): (ProjectId, String, Day)| Todo {
        what: if closes_on < today { OVERDUE } else { PREPARE }.into(),
        subject: title,
        href: paths::begin(id),
        since: closes_on.plus_days(-(AHEAD_DAYS)).begins(),
        due: Some(closes_on),
    };
    Ok(rows.into_iter().map(todo).collect())
}

/// What waits for this role, as a condition over `closing`; what judges the actor's own project waits for somebody else.
fn condition(actor: &Actor) -> Option<(String, Vec<Value>)> {
    let (condition, mut values) = by_role(actor)?;
    if matches!(actor.role(), Some(Role::Teacher | Role::Student)) {
        return Some((condition.to_owned(), values));
    }
    values.push(actor.person_id.to_value());
    let own = projects::of_team("project.pi_id", "project.id", values.len());
    Some((format!("{condition} AND NOT {own}"), values))
}

fn by_role(actor: &Actor) -> Option<(&'static str, Vec<Value>)> {
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
