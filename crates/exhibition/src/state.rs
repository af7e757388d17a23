//! Where a request for a booth stands (programme rules 11.4).

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a request for a booth stands.
    pub enum State {
        Requested = "requested" ("已申请", "Asked for"),
        Held = "held" ("已预留，待确认", "Held, to be confirmed"),
        Confirmed = "confirmed" ("已确认", "Confirmed"),
        SetUp = "set_up" ("已布展", "Set up"),
        Closed = "closed" ("已撤展", "Taken down"),
        Refused = "refused" ("未入选", "Not selected"),
        Released = "released" ("已退展", "Given up"),
    }
}

words! {
    /// What is done with a request.
    pub enum Step {
        Hold = "hold" ("预留展位", "Hold a booth"),
        Confirm = "confirm" ("确认参展", "Confirm"),
        Refuse = "refuse" ("不予安排", "Do not select"),
        Release = "release" ("退展", "Give up"),
        /// The time to confirm ran out; the platform does it.
        Lapse = "lapse" ("逾期未确认，展位释放", "Not confirmed in time"),
        SetUp = "set_up" ("完成布展", "Set up"),
        Close = "close" ("完成撤展", "Taken down"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            // Who was not selected may still get a booth that falls free, and who holds one another.
            Step::Hold => (&[Requested, Refused, Held], Held),
            Step::Confirm => (&[Held], Confirmed),
            Step::Refuse => (&[Requested], Refused),
            Step::Release => (&[Requested, Held, Confirmed], Released),
            Step::Lapse => (&[Held], Released),
            Step::SetUp => (&[Confirmed], SetUp),
            Step::Close => (&[SetUp], Closed),
        }
    }
}

impl State {
    /// Whether the request stands on a booth.
    pub const fn has_booth(self) -> bool {
        match self {
            State::Held | State::Confirmed | State::SetUp | State::Closed => true,
            State::Requested | State::Refused | State::Released => false,
        }
    }
    /// Whether the directory of exhibitors names it.
    pub const fn is_shown(self) -> bool {
        match self {
            State::Confirmed | State::SetUp | State::Closed => true,
            State::Requested | State::Held | State::Refused | State::Released => false,
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
