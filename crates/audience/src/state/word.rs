//! Whether a word of the list counts. Every change takes two people.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Whether it counts.
    pub enum State {
        Proposed = "proposed" ("待复核", "Proposed"),
        Listed = "listed" ("已生效", "Listed"),
        /// It counts until a second person agrees to take it off.
        Leaving = "leaving" ("待复核移除", "Proposed to be taken off"),
        Dropped = "dropped" ("已移除", "Off the list"),
    }
}

words! {
    /// What one of the two does.
    pub enum Step {
        Confirm = "confirm" ("复核通过", "Agree"),
        Withdraw = "withdraw" ("不列入", "Do not list it"),
        AskOff = "ask_off" ("申请移除", "Propose to take it off"),
        TakeOff = "take_off" ("复核移除", "Agree to take it off"),
        Keep = "keep" ("保留", "Keep it"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Confirm => (&[Proposed], Listed),
            Step::Withdraw => (&[Proposed], Dropped),
            Step::AskOff => (&[Listed], Leaving),
            Step::TakeOff => (&[Leaving], Dropped),
            Step::Keep => (&[Leaving], Listed),
        }
    }

    /// Whether it has to be taken by somebody other than whoever proposed the change. Giving a proposal up needs nobody else.
    pub const fn needs_another(self) -> bool {
        match self {
            Step::Confirm | Step::TakeOff => true,
            Step::Withdraw | Step::AskOff | Step::Keep => false,
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
