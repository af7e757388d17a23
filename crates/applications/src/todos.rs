//! What waits for whom in this slice. A constant number of statements, at most 200 lines, oldest due first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use db::{DbError, Tx, params};
use kernel::{
    Actor, ApplicationId, Day, Instant, ItemId, OrganisationId, PersonId, PlanId, Refusal, Role, RulesetId, Said, Todo,
    Value, Waiting, say,
};
use rulesets::Terms;

use crate::lists::review_due;
use crate::paths;
use crate::plan_state::PlanState;
use crate::rules::{Reminder, review_reminder};
use crate::state::State;
use crate::store::{has_applied, of_team};

/// A draft is called to mind from this many days before its deadline.
const NEAR_DAYS: i32 = 14;
const MOST: usize = Todo::MOST;

/// The actor's list.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = of_author(tx, actor)?;
    if let Some(hat) = actor.hat {
        all.extend(match hat.role {
            Role::UniversityAdministrator => to_review(tx, Some((actor, hat.organisation_id)))?,
            Role::EnterpriseContact | Role::EnterpriseReviewer => to_evaluate(tx, actor, hat.organisation_id)?,
            Role::ProgrammeOffice => to_review(tx, None)?,
            Role::Teacher
            | Role::Student
            | Role::UniversityFinance
            | Role::Expert
            | Role::Province
            | Role::Ministry
            | Role::Operator => Vec::new(),
        });
    }
    all.sort_by_key(|todo| (todo.due.is_none(), todo.due, todo.since));
    all.truncate(MOST);
    Ok(all)
}

/// The same to be counted, but for [`pressing`].
pub fn waiting(actor: &Actor, today: Day) -> Vec<Waiting> {
    let mut all = vec![Waiting::of(OWN, &own_values(actor, today))];
    let Some(hat) = actor.hat else { return all };
    let here = hat.organisation_id;
    match hat.role {
        Role::UniversityAdministrator => {
            all.push(Waiting::of(&reviews_at(), params![here, actor.person_id]));
        }
        Role::EnterpriseContact | Role::EnterpriseReviewer => {
            all.push(Waiting::of(&format!("{} GROUP BY i.id", evaluations()), params![here, actor.person_id]));
            all.push(Waiting::of(&signatures(), params![here, actor.person_id, PlanState::Signed]));
        }
        Role::ProgrammeOffice
        | Role::Teacher
        | Role::Student
        | Role::UniversityFinance
        | Role::Expert
        | Role::Province
        | Role::Ministry
        | Role::Operator => {}
    }
    all
}

/// Reviews that the programme office may have to press for: the SHA-256 of the rule set that decides, and since when the
/// review waits. [`is_pressing`] says which of these rows count.
pub fn pressing(actor: &Actor) -> Option<Waiting> {
    let rows = format!(
        "SELECT s.sha256 AS rules, a.state_since AS since FROM {REVIEWS_WITH_RULES} ORDER BY a.state_since, a.id LIMIT {MOST}"
    );
    actor.is_office().then_some(Waiting { rows, values: Vec::new() })
}

/// Whether the programme office presses for a review that waits since then. Rule U-03.
pub fn is_pressing(tx: &mut Tx<'_>, rules: &str, since: Instant) -> Result<bool, DbError> {
    let terms = rulesets::terms_of_text(tx, rules).map_err(cause)?;
    Ok(is_escalated(since, tx.now().day(), &terms))
}

fn is_escalated(since: Instant, today: Day, terms: &Terms) -> bool {
    review_reminder(since.day(), today, terms) == Some(Reminder::Escalate)
}

const OWN: &str = "application a JOIN item i ON i.id = a.item_id \
     WHERE a.pi_id = $1 AND (a.state IN ('university_returned', 'enterprise_returned') \
     OR (a.state = 'draft' AND i.deadline_on >= $2 AND i.deadline_on <= $3))";
const REVIEWS: &str = "application a JOIN item i ON i.id = a.item_id JOIN guideline g ON g.id = i.guideline_id \
     JOIN organisation u ON u.id = a.university_id WHERE a.state = 'university_review'";
const REVIEWS_WITH_RULES: &str = "application a JOIN item i ON i.id = a.item_id JOIN guideline g ON g.id = i.guideline_id \
     JOIN ruleset s ON s.id = g.ruleset_id WHERE a.state = 'university_review'";

/// Reviews at the university in place `$1` for the administrator in `$2`, whose own applications another one reviews.
fn reviews_at() -> String {
    format!("{REVIEWS} AND a.university_id = $1 AND NOT {}", of_team("a.pi_id", "a.id", 2))
}

/// Applications to evaluate at the enterprise in place `$1`, but for the items to which the person in `$2` applied.
fn evaluations() -> String {
    format!(
        "application a JOIN item i ON i.id = a.item_id WHERE a.enterprise_id = $1 AND a.state = 'enterprise_review' \
         AND NOT {}",
        has_applied("i.id", 2)
    )
}

/// Selections that wait for a second signature, for the same reader; the state stands in `$3`. Those of allocation rounds wait
/// with their round.
fn signatures() -> String {
    format!(
        "decision_plan p JOIN item i ON i.id = p.item_id \
         WHERE p.enterprise_id = $1 AND p.signed_by <> $2 AND p.state = $3 AND p.allocation_id IS NULL AND NOT {}",
        has_applied("i.id", 2)
    )
}

fn own_values(actor: &Actor, today: Day) -> [Value; 3] {
    params![actor.person_id, today, today.plus_days(NEAR_DAYS)].clone()
}

/// Returned applications, and drafts whose deadline is near.
fn of_author(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let today = tx.now().day();
    let sql = format!(
        "SELECT a.id, a.title, i.title, a.state, a.state_since, i.deadline_on FROM {OWN} ORDER BY a.id LIMIT {MOST}"
    );
    type Line = (ApplicationId, String, String, State, Instant, Option<Day>);
    let lines: Vec<Line> = tx.query(&sql, &own_values(actor, today))?;
    let line = |(id, title, item, state, since, deadline): Line| {
        let is_draft = state == State::Draft;
        Todo {
            what: if is_draft {
                say("完成并提交申请", "Finish and submit the application").into()
            } else {
                Said::from(state.shown_to_applicant())
            },
            subject: if title.is_empty() { item } else { title },
            href: paths::application(id),
            since,
            due: deadline.filter(|_| is_draft),
        }
    };
    Ok(lines.into_iter().map(line).collect())
}

/// Applications that wait for an administrator of a university, their own left out: another one reviews those. For the
/// programme office those of all universities that wait far too long. Rule U-03.
fn to_review(tx: &mut Tx<'_>, university: Option<(&Actor, OrganisationId)>) -> Result<Vec<Todo>, DbError> {
    let today = tx.now().day();
    let (reviews, values) = match university {
        Some((actor, id)) => (reviews_at(), params![id, actor.person_id].to_vec()),
        None => (REVIEWS.to_owned(), Vec::new()),
    };
    let sql = format!(
        "SELECT a.id, a.title, a.pi_name, u.name, a.state_since, g.ruleset_id FROM {reviews} \
         ORDER BY a.state_since, a.id LIMIT {MOST}"
    );
    type Line = (ApplicationId, String, String, String, Instant, RulesetId);
    let lines: Vec<Line> = tx.query(&sql, &values)?;
    let mut terms = HashMap::new();
    let mut all = Vec::new();
    for (id, title, pi, school, since, ruleset) in lines {
        let terms = match terms.entry(ruleset) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(rulesets::terms(tx, ruleset).map_err(cause)?),
        };
        let (what, subject) = match university {
            Some(_) => (say("审核申请", "Review the application"), format!("{title} · {pi}")),
            None if is_escalated(since, today, terms) => {
                (say("催办高校审核", "Press for the university's review"), format!("{school} · {title}"))
            }
            None => continue,
        };
        all.push(Todo {
            what: what.into(),
            subject,
            href: paths::application(id),
            since,
            due: Some(review_due(since, terms)),
        });
    }
    Ok(all)
}

/// Items with applications to evaluate, and selections that wait for a second signature; nothing of an item that the actor
/// applied to. Rule S-03.
fn to_evaluate(tx: &mut Tx<'_>, actor: &Actor, enterprise: OrganisationId) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT i.id, i.title, COUNT(*), MIN(a.state_since) FROM {} GROUP BY i.id, i.title ORDER BY MIN(a.state_since) LIMIT {MOST}",
        evaluations()
    );
    let items: Vec<(ItemId, String, u32, Instant)> = tx.query(&sql, params![enterprise, actor.person_id])?;
    let sql = format!(
        "SELECT p.id, i.title, p.signed_by_name, p.state_since FROM {} ORDER BY p.id LIMIT {MOST}",
        signatures()
    );
    let plans: Vec<(PlanId, String, String, Instant)> =
        tx.query(&sql, params![enterprise, actor.person_id, PlanState::Signed])?;
    let evaluate = say("评审 {n} 份申请", "Evaluate {n} application(s)");
    let sign = say("签署遴选决定（{who}已签署）", "Sign the selection ({who} has signed)");
    let items = items.into_iter().map(|(id, title, n, since)| Todo {
        what: evaluate.with(&[("n", &n)]),
        subject: title,
        href: paths::ranking(id),
        since,
        due: None,
    });
    let plans = plans.into_iter().map(|(id, title, who, since)| Todo {
        what: sign.with(&[("who", &who)]),
        subject: title,
        href: paths::plan(id),
        since,
        due: None,
    });
    Ok(items.chain(plans).collect())
}

/// A rule set that cannot be read is a fault of the platform, not an answer.
fn cause(refusal: Refusal) -> DbError {
    DbError::Missing(refusal.to_string())
}

/// What an applicant who wants to leave has to take back first: applications that others are deciding about.
pub fn under_way(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT id, title, state_since FROM application WHERE pi_id = $1 AND state IN ('university_review', 'enterprise_review') \
         ORDER BY state_since LIMIT {MOST}"
    );
    let rows: Vec<(ApplicationId, String, Instant)> = tx.query(&sql, params![person])?;
    let what = say("申请正在审核，请先撤回", "An application is being reviewed: withdraw it first");
    let line =
        |(id, subject, since)| Todo { what: what.into(), subject, href: paths::application(id), since, due: None };
    Ok(rows.into_iter().map(line).collect())
}

/// Drafts and returned applications: nobody but their author waits for them.
pub fn unfinished(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<ApplicationId>, DbError> {
    let sql = "SELECT id FROM application WHERE pi_id = $1 AND state IN ('draft', 'university_returned', 'enterprise_returned') ORDER BY id";
    Ok(tx.query::<(ApplicationId,)>(sql, params![person])?.into_iter().map(|(id,)| id).collect())
}

/// Whether this person ever handed an application in, so that a decision rested on the qualification shown. Rule A-05.
pub fn ever_submitted(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, DbError> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM application WHERE pi_id = $1 AND submitted_at IS NOT NULL LIMIT 1) AS any_of_them";
    Ok(tx.one::<(i64,)>(sql, params![person])?.0 > 0)
}
