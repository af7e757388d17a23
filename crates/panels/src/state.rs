//! Where an assignment plan stands, and what can be done with its pairs.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where an assignment plan stands.
    pub enum State {
        Prepared = "prepared" ("待确认", "Prepared"),
        Committed = "committed" ("已执行", "Carried out"),
        Dropped = "dropped" ("已放弃", "Dropped"),
    }
}

words! {
    /// What ends an assignment plan.
    pub enum Step {
        Commit = "commit" ("确认分派", "Assign"),
        Drop = "drop" ("放弃方案", "Drop the plan"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Commit => (&[Prepared], Committed),
            Step::Drop => (&[Prepared], Dropped),
        }
    }
}

state_table!(State, Step);

words! {
    /// What is changed by hand about one expert for one subject.
    pub enum Change {
        PutIn = "put_in" ("加入", "Put in"),
        TakeOut = "take_out" ("移出", "Take out"),
        Lock = "lock" ("锁定", "Lock"),
        Unlock = "unlock" ("解除锁定", "Unlock"),
    }
}

words! {
    /// What experts are assigned to.
    pub enum Kind {
        Guideline = "guideline" ("项目指南", "Guidelines"),
        Case = "case" ("优秀项目案例", "Cases"),
    }
}

/// Whether the pairs of a plan in this state may still be changed.
pub(crate) const fn is_open(state: State) -> bool {
    match state {
        State::Prepared => true,
        State::Committed | State::Dropped => false,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(super::pairs());
    }
}
