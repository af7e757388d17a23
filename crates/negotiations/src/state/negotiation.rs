//! How far the negotiations of a meeting are.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// What people can do in the negotiations of a meeting.
    pub enum State {
        Preparing = "preparing" ("筹备中", "In preparation"),
        Open = "open" ("征集意愿", "Taking requests"),
        Published = "published" ("已公布时间表", "Timetable public"),
    }
}

words! {
    /// What the office does with them.
    pub enum Step {
        Open = "open" ("开放意愿征集", "Take requests"),
        Publish = "publish" ("公布时间表", "Publish the timetable"),
        Hide = "hide" ("收回时间表", "Take the timetable back"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Open => (&[Preparing], Open),
            // Publishing again tells what changed since.
            Step::Publish => (&[Open, Published], Published),
            Step::Hide => (&[Published], Open),
        }
    }
}

state_table!(State, Step);
