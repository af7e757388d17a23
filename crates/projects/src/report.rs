//! The mid-term report (中期报告): the principal investigator writes, the university accepts or returns.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a mid-term report stands.
    pub enum State {
        Draft = "draft" ("草稿", "Draft"),
        Submitted = "submitted" ("已提交", "Submitted"),
        Accepted = "accepted" ("已接收", "Accepted"),
        Returned = "returned" ("退回修改", "Returned"),
    }
}

words! {
    /// What can be done with a mid-term report.
    pub enum Step {
        Submit = "submit" ("提交中期报告", "Submit"),
        Resubmit = "resubmit" ("重新提交", "Submit again"),
        Accept = "accept" ("接收", "Accept"),
        Return = "return" ("退回修改", "Return"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Submit => (&[Draft], Submitted),
            Step::Resubmit => (&[Returned], Submitted),
            Step::Accept => (&[Submitted], Accepted),
            Step::Return => (&[Submitted], Returned),
        }
    }
}

state_table!(State, Step);

#[cfg(test)]
mod tests {
    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(super::pairs());
    }
}
