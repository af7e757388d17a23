//! Dated transitions: what happens to projects because a day has come. Each takes a share of the work and answers how many
//! projects it moved; call it again until it answers 0.

use db::{Tx, params};
use kernel::{Actor, Day, Mode, ProjectId, Refusal};

use crate::state::{State, Step};
use crate::{Project, advance, mails, rules, store};

/// Projects moved in one transaction at most.
const SHARE: u64 = 200;

/// Starts projects whose first day has come.
pub fn start_due(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let today = tx.now().day();
    let rest = format!("WHERE state = 'established' AND starts_on <= $1 ORDER BY starts_on, id LIMIT {SHARE}");
    let due: Vec<Project> = db::list(tx, &rest, params![today])?;
    for project in &due {
        advance(tx, &Actor::system(), project, Step::Start, "")?;
    }
    Ok(due.len() as u64)
}

/// Marks running projects whose closing day has passed; the day itself is still in time.
pub fn mark_overdue(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let today = tx.now().day();
    let rest = format!("WHERE state = 'running' AND closes_on < $1 ORDER BY closes_on, id LIMIT {SHARE}");
    let due: Vec<Project> = db::list(tx, &rest, params![today])?;
    for project in &due {
        advance(tx, &Actor::system(), project, Step::MarkOverdue, "")?;
        mails::overdue(tx, project)?;
    }
    Ok(due.len() as u64)
}

/// Closes as not passed the postponed projects that did not ask for closing in the round after their postponement. What the
/// round is, the rule set that counts today says; the 2024 mode has none. Rule X-08.
pub fn fail_unclosed(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let today = tx.now().day();
    let (_, terms) = match rulesets::applicable_on(tx, Mode::Legacy, today) {
        Ok(found) => found,
        Err(Refusal::Breaches(_)) => return Ok(0), // no rule set of legacy mode was imported
        Err(other) => return Err(other),
    };
    if terms.closing_round_last_day.is_none() {
        return Ok(0);
    }
    let mut failed = 0;
    for (id, postponed_on, asked_on) in postponed(tx, today)? {
        if failed == SHARE {
            break;
        }
        if rules::fails_for_not_closing(postponed_on, asked_on, today, &terms) {
            let project = store::get(tx, id)?;
            fail(tx, &project)?;
            failed += 1;
        }
    }
    Ok(failed)
}

fn fail(tx: &mut Tx<'_>, project: &Project) -> Result<(), Refusal> {
    // An overdue project and a running one end alike.
    let reason = "X-08";
    match project.state {
        State::Running | State::Overdue => {
            advance(tx, &Actor::system(), project, Step::FailUnclosed, reason)?;
            Ok(mails::failed_unclosed(tx, project)?)
        }
        State::Established
        | State::Closing
        | State::ClosedPassed
        | State::ClosedFailed
        | State::Certified
        | State::Terminated => Ok(()),
    }
}

/// Postponed legacy projects that are still open: when the postponement was approved, and when closing was last asked for.
/// The journal knows the second; closing is a later slice.
fn postponed(tx: &mut Tx<'_>, today: Day) -> Result<Vec<(ProjectId, Day, Option<Day>)>, Refusal> {
    let sql = "SELECT p.id, MAX(c.applied_at), \
               (SELECT MAX(j.at) FROM journal_entry j WHERE j.subject_id = p.id AND j.act = 'project.submit_closing') \
               FROM project p JOIN change_request c ON c.project_id = p.id AND c.kind = 'postponement' AND c.state = 'approved' \
               WHERE p.state IN ('running', 'overdue') AND p.postponements > 0 AND p.mode = 'legacy' AND c.applied_at < $1 \
               GROUP BY p.id ORDER BY p.id LIMIT 5000";
    let year_begins = Day::new(today.year(), 1, 1).unwrap_or(today);
    let rows: Vec<(ProjectId, kernel::Instant, Option<kernel::Instant>)> =
        tx.query(sql, params![year_begins.begins()])?;
    Ok(rows.into_iter().map(|(id, applied, asked)| (id, applied.day(), asked.map(|at| at.day()))).collect())
}
