//! Rounds that wait for a second signature. Rule S-03.

use applications::{PlanState, has_applied};
use db::{DbError, Tx, params};
use kernel::{Actor, AllocationId, Instant, OrganisationId, Role, Todo, Waiting, say};

use crate::paths;

/// Signed rounds of the enterprise in `$1` that the person in `$2` neither signed nor applied to; the state stands in `$3`.
fn signatures() -> String {
    format!(
        "allocation r JOIN guideline g ON g.id = r.guideline_id WHERE r.enterprise_id = $1 AND r.state = $3 \
         AND NOT EXISTS (SELECT 1 FROM decision_plan p WHERE p.allocation_id = r.id AND p.signed_by = $2) \
         AND NOT EXISTS (SELECT 1 FROM item i WHERE i.guideline_id = r.guideline_id AND {})",
        has_applied("i.id", 2)
    )
}

/// The enterprise whose rounds the actor may sign.
fn house(actor: &Actor) -> Option<OrganisationId> {
    let hat = actor.hat?;
    matches!(hat.role, Role::EnterpriseContact | Role::EnterpriseReviewer).then_some(hat.organisation_id)
}

/// The actor's list.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let Some(house) = house(actor) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT r.id, g.title, r.made_by_name, r.state_since FROM {} ORDER BY r.state_since, r.id LIMIT {}",
        signatures(),
        Todo::MOST
    );
    let rows: Vec<(AllocationId, String, String, Instant)> =
        tx.query(&sql, params![house, actor.person_id, PlanState::Signed])?;
    let what = say("签署名额分配（{who}编制）", "Sign the allocation round (prepared by {who})");
    let line = |(id, subject, who, since)| Todo {
        what: what.with(&[("who", &who)]),
        subject,
        href: paths::allocation(id),
        since,
        due: None,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    let of = |house| Waiting::of(&signatures(), params![house, actor.person_id, PlanState::Signed]);
    house(actor).map(of).into_iter().collect()
}
