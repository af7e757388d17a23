//! Where an announcement stands.

use kernel::table::Path;
use kernel::{Text, say, state_table, words};

words! {
    /// Where an announcement stands. Whether its letters are held, leave, or have left follows from the clock and the outbox.
    pub enum State {
        Draft = "draft" ("草稿", "Draft"),
        Committed = "committed" ("已发布", "Committed"),
        Recalled = "recalled" ("已撤回", "Recalled"),
        Discarded = "discarded" ("已删除", "Discarded"),
    }
}

words! {
    /// What can be done with an announcement.
    pub enum Step {
        Commit = "commit" ("确认发布", "Commit"),
        Recall = "recall" ("撤回", "Recall"),
        Discard = "discard" ("删除草稿", "Discard the draft"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Commit => (&[Draft], Committed),
            Step::Recall => (&[Committed], Recalled),
            Step::Discard => (&[Draft], Discarded),
        }
    }

    /// Who can take it, for a button that is closed to the reader.
    pub const fn who(self) -> Text {
        say("起草单位", "the house that wrote it")
    }
}

state_table!(State, Step);
