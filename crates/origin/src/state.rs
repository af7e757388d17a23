//! Where a channel stands for those who watch.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a channel stands. Shown to viewers as it is: a channel that exists never answers with an error.
    pub enum State {
        Offline = "offline" ("未开播", "Not on air"),
        Starting = "starting" ("即将开始", "About to start"),
        Live = "live" ("直播中", "Live"),
        Stalled = "stalled" ("信号中断，正在恢复", "Signal lost, being restored"),
        Ended = "ended" ("已结束", "Ended"),
    }
}

words! {
    /// What happens to a channel.
    pub enum Step {
        /// The first good bytes of an encoder.
        Open = "open" ("开始推流", "Encoder connected"),
        /// The first segment that can be watched.
        Air = "air" ("开播", "On air"),
        /// No new segment for too long.
        Stall = "stall" ("信号中断", "Signal lost"),
        Resume = "resume" ("信号恢复", "Signal back"),
        End = "end" ("结束直播", "End of the broadcast"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Open => (&[Offline, Ended], Starting),
            Step::Air => (&[Starting], Live),
            Step::Stall => (&[Live], Stalled),
            Step::Resume => (&[Stalled], Live),
            Step::End => (&[Starting, Live, Stalled], Ended),
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
