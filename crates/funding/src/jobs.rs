//! Dated work: payments past their grace.

use std::collections::BTreeSet;

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, Day, Refusal, RulesetId};
use rulesets::Terms;

use crate::rules::lateness;
use crate::store::{self, SUBJECT};
use crate::{Instalment, mails};

/// Instalments marked in one transaction at most.
const SHARE: usize = 200;

/// Marks what has been missing for the days of grace of its project's rule set, tells the parties and the project, and answers
/// how many were marked; call it again until it answers 0. A terminated project's money is settled by its termination.
/// Rule X-01.
pub fn mark_late(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let today = tx.now().day();
    let mut marked = 0;
    let mut projects = BTreeSet::new();
    for ruleset in rulesets_with_overdue(tx, today)? {
        let terms = rulesets::terms(tx, ruleset)?;
        for instalment in overdue(tx, ruleset, today, &terms, SHARE - marked)? {
            if mark(tx, &instalment)? {
                marked += 1;
                projects.insert(instalment.project_id);
            }
        }
    }
    projects.into_iter().try_for_each(|project| store::tell_project(tx, project))?;
    Ok(marked as u64)
}

/// The grace differs by rule set, so each is asked for on its own: a long grace never hides what a short one has reached.
fn rulesets_with_overdue(tx: &mut Tx<'_>, today: Day) -> Result<Vec<RulesetId>, DbError> {
    let sql =
        format!("SELECT DISTINCT project.ruleset_id {FROM} AND instalment.due_on < $1 ORDER BY project.ruleset_id");
    Ok(tx.query::<(RulesetId,)>(&sql, params![today])?.into_iter().map(|(id,)| id).collect())
}

const FROM: &str = "FROM instalment JOIN project ON project.id = instalment.project_id \
     WHERE instalment.late_at IS NULL AND instalment.state IN ('agreed', 'paid') AND project.state <> 'terminated'";

fn overdue(
    tx: &mut Tx<'_>,
    ruleset: RulesetId,
    today: Day,
    terms: &Terms,
    most: usize,
) -> Result<Vec<Instalment>, DbError> {
    let grace = i32::try_from(terms.payment_grace_days).unwrap_or(i32::MAX);
    let rest = format!(
        "{} AND project.ruleset_id = $1 AND instalment.due_on <= $2 ORDER BY instalment.due_on, instalment.id LIMIT {most}",
        FROM.trim_start_matches("FROM instalment ")
    );
    let found: Vec<Instalment> = db::list(tx, &rest, params![ruleset, today.plus_days(-grace)])?;
    Ok(found.into_iter().filter(|i| lateness(i.due_on, i.received_on, today, false, terms).is_some()).collect())
}

/// False when another copy of the platform, or a confirmed arrival, was faster.
fn mark(tx: &mut Tx<'_>, instalment: &Instalment) -> Result<bool, Refusal> {
    let sql = "UPDATE instalment SET late_at = $1, revision = revision + 1 WHERE id = $2 AND late_at IS NULL AND state IN ('agreed', 'paid')";
    let now = tx.now();
    if tx.execute(sql, params![now, instalment.id])? == 0 {
        return Ok(false);
    }
    let detail = serde_json::json!({ "rule": "X-01", "due_on": instalment.due_on, "amount": instalment.amount });
    journal::record(tx, Act::new(&Actor::system(), SUBJECT, instalment.id.0, "mark_late").detail(detail));
    let project = projects::get(tx, instalment.project_id)?;
    mails::late(tx, &project, instalment)?;
    Ok(true)
}
