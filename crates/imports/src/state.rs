//! Where an uploaded list stands.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a list stands.
    pub enum State {
        /// Uploaded, not looked through yet, or looked at anew since something about it was changed.
        Uploaded = "uploaded" ("待检查", "To be checked"),
        /// Looked through: every fault is known, nothing is written.
        Checked = "checked" ("已检查", "Checked"),
        Committed = "committed" ("已导入", "Imported"),
        Discarded = "discarded" ("已放弃", "Discarded"),
    }
}

words! {
    /// What can be done with a list.
    pub enum Step {
        /// The platform looks the list through.
        Check = "check" ("检查", "Check"),
        /// Columns, settings or names were said anew.
        Change = "change" ("更改设置", "Change the settings"),
        Commit = "commit" ("导入", "Import"),
        Discard = "discard" ("放弃", "Discard"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Check => (&[Uploaded], Checked),
            Step::Change => (&[Checked], Uploaded),
            Step::Commit => (&[Checked], Committed),
            Step::Discard => (&[Uploaded, Checked], Discarded),
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

    #[test]
    fn the_readme_holds_the_diagram_of_the_table() {
        let diagram = super::diagram();
        assert!(include_str!("../README.md").contains(&diagram), "the README should hold:\n{diagram}");
    }
}
