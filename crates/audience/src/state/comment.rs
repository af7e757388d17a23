//! Who reads a comment.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Who reads it.
    pub enum State {
        /// Moderators and its author.
        Waiting = "waiting" ("待审", "Waiting for review"),
        /// Everybody.
        Shown = "shown" ("已显示", "Shown"),
        /// Its author, who is muted and does not know.
        Unheard = "unheard" ("仅本人可见", "Seen by its author only"),
        Refused = "refused" ("未通过", "Refused"),
        Deleted = "deleted" ("已删除", "Deleted"),
    }
}

words! {
    /// What a moderator does with it.
    pub enum Step {
        Pass = "pass" ("通过", "Let it pass"),
        Refuse = "refuse" ("不通过", "Refuse"),
        Delete = "delete" ("删除", "Delete"),
        Restore = "restore" ("恢复", "Restore"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Pass => (&[Waiting], Shown),
            Step::Refuse => (&[Waiting], Refused),
            Step::Delete => (&[Shown, Unheard], Deleted),
            Step::Restore => (&[Refused, Deleted], Shown),
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
