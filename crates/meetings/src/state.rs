//! Where a meeting stands with the public: nothing to see yet, or a release of its agenda.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Whether the public reads an agenda of the meeting.
    pub enum State {
        Preparing = "preparing" ("筹备中", "In preparation"),
        Public = "public" ("已公布", "Public"),
    }
}

words! {
    /// What the office does with the public face of a meeting.
    pub enum Step {
        Publish = "publish" ("公布议程", "Publish the agenda"),
        Hide = "hide" ("撤下议程", "Take the agenda down"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            // Another release takes the place of the one before.
            Step::Publish => (&[Preparing, Public], Public),
            Step::Hide => (&[Public], Preparing),
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
