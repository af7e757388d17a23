//! Where somebody stands in the queue of a table.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a ticket stands.
    pub enum State {
        Waiting = "waiting" ("等候", "Waiting"),
        Called = "called" ("请入座", "Called"),
        Served = "served" ("已接待", "Served"),
        Gone = "gone" ("已离开", "Gone"),
    }
}

words! {
    /// What happens to a ticket.
    pub enum Step {
        Call = "call" ("叫号", "Call"),
        Serve = "serve" ("开始洽谈", "Sit down"),
        Leave = "leave" ("离开队列", "Leave"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Call => (&[Waiting], Called),
            Step::Serve => (&[Waiting, Called], Served),
            Step::Leave => (&[Waiting, Called], Gone),
        }
    }
}

state_table!(State, Step);
