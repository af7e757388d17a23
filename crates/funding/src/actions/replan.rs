//! A new plan after an approved change of the budget. What was paid stays and counts; the rest is replaced.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Breaches, Money, Refusal};
use projects::wanted::PlanLine;
use projects::{BudgetKeeper, Project};

use super::plan::{Line, complete, rows, verdicts};
use crate::state::State;
use crate::{Instalment, store};

/// Makes this slice the keeper of payment plans: `projects` asks it about every change of a budget. To be called when the
/// platform starts, by whatever program takes steps with change requests.
pub fn keep_budgets() {
    projects::on_budget_change(BudgetKeeper { check: problems, apply: replan })
}

/// Everything that stands in the way of a new plan. Rule P-07.
fn problems(
    tx: &mut Tx<'_>,
    project: &Project,
    cash: Money,
    goods: Money,
    plan: &[PlanLine],
) -> Result<Breaches, Refusal> {
    let kept = kept(store::instalments(tx, project.id)?);
    Ok(broken(project, cash, goods, &kept, plan))
}

/// The lines of the form come first, so that a breach names the line it is about.
fn broken(project: &Project, cash: Money, goods: Money, kept: &[Instalment], plan: &[PlanLine]) -> Breaches {
    let lines = plan.iter().map(Line::from).chain(kept.iter().map(Line::from)).collect();
    let verdicts: Vec<Result<(), Breach>> = verdicts(cash, goods, &complete(goods, project.closes_on, lines));
    verdicts.into_iter().filter_map(Result::err).collect()
}

fn kept(all: Vec<Instalment>) -> Vec<Instalment> {
    all.into_iter().filter(|i| !is_replaced(i.state)).collect()
}

const fn is_replaced(state: State) -> bool {
    match state {
        State::Pledged | State::Agreed => true,
        State::Paid | State::Received => false,
    }
}

/// Puts the new plan in the place of what was not paid yet. The project has its new amounts already. Old lines go first and
/// the rest is looked at again, so that a payment reported meanwhile is counted or stops the change.
fn replan(tx: &mut Tx<'_>, actor: &Actor, project: &Project, plan: &[PlanLine]) -> Result<(), Refusal> {
    let before = store::instalments(tx, project.id)?;
    tx.execute("DELETE FROM instalment WHERE project_id = $1 AND state IN ('pledged', 'agreed')", params![project.id])?;
    let kept = store::instalments(tx, project.id)?;
    let problems = broken(project, project.cash, project.goods, &kept, plan);
    if !problems.is_empty() {
        return Err(Refusal::Breaches(problems));
    }
    let lines = new_lines(project, &kept, plan);
    let first = before.iter().map(|i| i.sort).max().unwrap_or(0) + 1;
    let rows = rows(tx, project, first, lines);
    db::bulk_insert(tx, &rows)?;
    store::tell_project(tx, project.id)?;
    let replaced: Vec<_> =
        before.iter().filter(|i| is_replaced(i.state)).map(|i| (i.sort, i.kind, i.amount, i.due_on)).collect();
    let new: Vec<_> = rows.iter().map(|i| (i.sort, i.kind, i.amount, i.due_on)).collect();
    journal::record(
        tx,
        Act::new(actor, "project", project.id.0, "replan_support")
            .detail(serde_json::json!({ "replaced": replaced, "new": new })),
    );
    Ok(())
}

/// The lines to write: those asked for, and the goods nobody wrote a line for.
fn new_lines(project: &Project, kept: &[Instalment], plan: &[PlanLine]) -> Vec<Line> {
    let all: Vec<Line> = kept.iter().map(Line::from).chain(plan.iter().map(Line::from)).collect();
    complete(project.goods, project.closes_on, all).into_iter().skip(kept.len()).collect()
}

impl From<&PlanLine> for Line {
    fn from(l: &PlanLine) -> Line {
        Line { kind: l.kind, amount: l.amount, due_on: l.due_on, note: l.note.clone() }
    }
}

impl From<&Instalment> for Line {
    fn from(i: &Instalment) -> Line {
        Line { kind: i.kind, amount: i.amount, due_on: i.due_on, note: i.note.clone() }
    }
}
