//! The slot that funding fills: it keeps the payment plan and so has a word in a change of the budget.

use std::sync::OnceLock;

use db::Tx;
use kernel::{Actor, Breaches, Money, Refusal};

use crate::Project;
use crate::wanted::PlanLine;

/// Names everything that stands in the way of a plan with these sums of cash and goods.
pub type CheckPlan = fn(&mut Tx<'_>, &Project, Money, Money, &[PlanLine]) -> Result<Breaches, Refusal>;

/// What the keeper of payment plans does about a change of the budget.
#[derive(Clone, Copy)]
pub struct BudgetKeeper {
    /// Names everything that stands in the way of the new plan.
    pub check: CheckPlan,
    /// Puts the new plan in the place of what was not paid yet. The project has its new amounts already.
    pub apply: fn(&mut Tx<'_>, &Actor, &Project, &[PlanLine]) -> Result<(), Refusal>,
}

static KEEPER: OnceLock<BudgetKeeper> = OnceLock::new();

/// Names the keeper of payment plans, once per process; later calls change nothing.
pub fn on_budget_change(keeper: BudgetKeeper) {
    KEEPER.get_or_init(|| keeper);
}

pub(super) fn check(
    tx: &mut Tx<'_>,
    project: &Project,
    cash: Money,
    goods: Money,
    plan: &[PlanLine],
) -> Result<Breaches, Refusal> {
    KEEPER.get().map_or(Ok(Vec::new()), |keeper| (keeper.check)(tx, project, cash, goods, plan))
}

pub(super) fn apply(tx: &mut Tx<'_>, actor: &Actor, project: &Project, plan: &[PlanLine]) -> Result<(), Refusal> {
    KEEPER.get().map_or(Ok(()), |keeper| (keeper.apply)(tx, actor, project, plan))
}
