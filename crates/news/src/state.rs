//! Whether the public reads a text.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Whether the public reads it.
    pub enum State {
        Draft = "draft" ("未发布", "Not published"),
        Published = "published" ("已发布", "Published"),
        Withdrawn = "withdrawn" ("已撤下", "Withdrawn"),
    }
}

words! {
    /// What the office does with it.
    pub enum Step {
        Publish = "publish" ("发布", "Publish"),
        Withdraw = "withdraw" ("撤下", "Withdraw"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Publish => (&[Draft, Withdrawn], Published),
            Step::Withdraw => (&[Published], Withdrawn),
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
