//! Where a prepared bulk decision stands: plan, preview, perhaps a first signature, commit.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a plan stands.
    pub enum PlanState {
        Prepared = "prepared" ("待确认", "Prepared"),
        Signed = "signed" ("待第二人签署", "Awaiting the second signature"),
        Committed = "committed" ("已执行", "Carried out"),
        Dropped = "dropped" ("已放弃", "Dropped"),
    }
}

words! {
    /// What can be done with a plan.
    pub enum PlanStep {
        Sign = "sign" ("签署", "Sign"),
        Commit = "commit" ("确认执行", "Carry out"),
        Drop = "drop" ("放弃方案", "Drop"),
    }
}

impl PlanStep {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<PlanState> {
        use PlanState::*;
        match self {
            PlanStep::Sign => (&[Prepared], Signed),
            PlanStep::Commit => (&[Prepared, Signed], Committed),
            PlanStep::Drop => (&[Prepared, Signed], Dropped),
        }
    }
}

state_table!(PlanState, PlanStep);

#[cfg(test)]
mod tests {
    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(super::pairs());
    }
}
