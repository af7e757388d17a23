//! Where a version of the timetable stands.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a version stands.
    pub enum State {
        Computing = "computing" ("计算中", "Being computed"),
        Proposed = "proposed" ("待采用", "Proposed"),
        Adopted = "adopted" ("已采用", "Adopted"),
        Dropped = "dropped" ("已放弃", "Dropped"),
        Stopped = "stopped" ("已停止", "Stopped"),
        Failed = "failed" ("无法安排", "No timetable"),
        /// What was in effect when people were told.
        Released = "released" ("公布版本", "Released"),
    }
}

words! {
    /// What becomes of a version.
    pub enum Step {
        Propose = "propose" ("算出结果", "Propose"),
        Fail = "fail" ("无解", "Fail"),
        Stop = "stop" ("停止计算", "Stop"),
        Adopt = "adopt" ("采用", "Adopt"),
        Drop = "drop" ("放弃", "Drop"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Propose => (&[Computing], Proposed),
            Step::Fail => (&[Computing], Failed),
            Step::Stop => (&[Computing], Stopped),
            Step::Adopt => (&[Proposed], Adopted),
            Step::Drop => (&[Proposed], Dropped),
        }
    }
}

state_table!(State, Step);
