//! What waits for whom in this slice. A constant number of statements, at most 200 lines, oldest due first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use db::{DbError, Tx, params};
use kernel::{
    Actor, ApplicationId, Day, Instant, ItemId, OrganisationId, PlanId, Refusal, Role, RulesetId, Said, Todo, say,
};

use crate::lists::review_due;
use crate::paths;
use crate::plan_state::PlanState;
use crate::rules::{Reminder, review_reminder};
use crate::state::State;
use crate::store::of_team;

/// A draft is called to mind from this many days before its deadline.
const NEAR_DAYS: i32 = 14;
const MOST: usize = 200;

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

/// Returned applications, and drafts whose deadline is near.
fn of_author(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let today = tx.now().day();
    let sql = "SELECT a.id, a.title, i.title, a.state, a.state_since, i.deadline_on FROM application a JOIN item i ON i.id = a.item_id \
               WHERE a.pi_id = $1 AND (a.state IN ('university_returned', 'enterprise_returned') \
               OR (a.state = 'draft' AND i.deadline_on >= $2 AND i.deadline_on <= $3)) ORDER BY a.id LIMIT 200";
    type Line = (ApplicationId, String, String, State, Instant, Option<Day>);
    let lines: Vec<Line> = tx.query(sql, params![actor.person_id, today, today.plus_days(NEAR_DAYS)])?;
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
    let now = tx.now();
    let (place, values) = match university {
        Some((actor, id)) => (
            format!("AND a.university_id = $1 AND NOT {}", of_team("a.pi_id", "a.id", 2)),
            params![id, actor.person_id].to_vec(),
        ),
        None => (String::new(), Vec::new()),
    };
    let sql = format!(
        "SELECT a.id, a.title, a.pi_name, u.name, a.state_since, g.ruleset_id FROM application a \
         JOIN item i ON i.id = a.item_id JOIN guideline g ON g.id = i.guideline_id JOIN organisation u ON u.id = a.university_id \
         WHERE a.state = 'university_review' {place} ORDER BY a.state_since, a.id LIMIT 200"
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
        let is_escalated = review_reminder(since.day(), now.day(), terms) == Some(Reminder::Escalate);
        let (what, subject) = match university {
            Some(_) => (say("审核申请", "Review the application"), format!("{title} · {pi}")),
            None if is_escalated => {
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
    let sql = "SELECT i.id, i.title, COUNT(*), MIN(a.state_since) FROM application a JOIN item i ON i.id = a.item_id \
               WHERE a.enterprise_id = $1 AND a.state = 'enterprise_review' GROUP BY i.id, i.title ORDER BY MIN(a.state_since) LIMIT 200";
    let mut items: Vec<(ItemId, String, u32, Instant)> = tx.query(sql, params![enterprise])?;
    let sql = "SELECT p.id, p.item_id, i.title, p.signed_by_name, p.state_since FROM decision_plan p JOIN item i ON i.id = p.item_id \
               WHERE p.enterprise_id = $1 AND p.state = $2 AND p.signed_by <> $3 ORDER BY p.id LIMIT 200";
    let mut plans: Vec<(PlanId, ItemId, String, String, Instant)> =
        tx.query(sql, params![enterprise, PlanState::Signed, actor.person_id])?;
    let own = items_applied_to(tx, actor, enterprise)?;
    items.retain(|(item, ..)| !own.contains(item));
    plans.retain(|(_, item, ..)| !own.contains(item));
    let evaluate = say("评审 {n} 份申请", "Evaluate {n} application(s)");
    let sign = say("签署遴选决定（{who}已签署）", "Sign the selection ({who} has signed)");
    let items = items.into_iter().map(|(id, title, n, since)| Todo {
        what: evaluate.with(&[("n", &n)]),
        subject: title,
        href: paths::ranking(id),
        since,
        due: None,
    });
    let plans = plans.into_iter().map(|(id, _, title, who, since)| Todo {
        what: sign.with(&[("who", &who)]),
        subject: title,
        href: paths::plan(id),
        since,
        due: None,
    });
    Ok(items.chain(plans).collect())
}

/// The items of the enterprise to which the actor applied, alone or with others.
fn items_applied_to(tx: &mut Tx<'_>, actor: &Actor, enterprise: OrganisationId) -> Result<Vec<ItemId>, DbError> {
    let sql = "SELECT a.item_id FROM application a WHERE a.pi_id = $1 AND a.enterprise_id = $2 AND a.submitted_at IS NOT NULL AND a.state <> 'withdrawn' \
               UNION SELECT a.item_id FROM person p JOIN application_member m ON m.email = p.email JOIN application a ON a.id = m.application_id \
               WHERE p.id = $1 AND a.enterprise_id = $2 AND a.submitted_at IS NOT NULL AND a.state <> 'withdrawn'";
    let items: Vec<(ItemId,)> = tx.query(sql, params![actor.person_id, enterprise])?;
    Ok(items.into_iter().map(|(item,)| item).collect())
}

/// A rule set that cannot be read is a fault of the platform, not an answer.
fn cause(refusal: Refusal) -> DbError {
    DbError::Missing(refusal.to_string())
}
