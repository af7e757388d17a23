//! Where a question stands.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where it stands.
    pub enum State {
        Waiting = "waiting" ("待审", "Waiting for review"),
        Asked = "asked" ("待回答", "Asked"),
        Answered = "answered" ("已回答", "Answered"),
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
        Answer = "answer" ("标为已回答", "Mark as answered"),
        Reopen = "reopen" ("重新待答", "Ask it again"),
        Delete = "delete" ("删除", "Delete"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Pass => (&[Waiting], Asked),
            Step::Refuse => (&[Waiting], Refused),
            Step::Answer => (&[Asked], Answered),
            Step::Reopen => (&[Answered, Refused, Deleted], Asked),
            Step::Delete => (&[Asked, Answered, Unheard], Deleted),
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
