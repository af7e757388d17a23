//! Whether people vote in a poll.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Whether people vote.
    pub enum State {
        Draft = "draft" ("准备中", "Being prepared"),
        Open = "open" ("投票中", "Open"),
        /// The result stays on show.
        Closed = "closed" ("已结束", "Closed"),
        Hidden = "hidden" ("已收起", "Put away"),
    }
}

words! {
    /// What the office does with it.
    pub enum Step {
        Open = "open" ("开始投票", "Open it"),
        Close = "close" ("结束投票", "Close it"),
        Hide = "hide" ("收起", "Put it away"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Open => (&[Draft, Closed, Hidden], Open),
            Step::Close => (&[Open], Closed),
            Step::Hide => (&[Draft, Open, Closed], Hidden),
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
