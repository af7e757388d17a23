//! An organisation registers, is verified with evidence by the programme office, and may be suspended.

use kernel::table::Path;
use kernel::{Text, say, state_table, words};

words! {
    /// Where an organisation stands.
    pub enum State {
        /// Handed in, waiting for the programme office.
        Registered = "registered" ("待核验", "Awaiting verification"),
        Returned = "returned" ("退回补充", "Returned for completion"),
        Verified = "verified" ("已核验", "Verified"),
        Refused = "refused" ("未通过", "Refused"),
        Suspended = "suspended" ("已暂停", "Suspended"),
        /// Taken over from a list of earlier years; nobody has compared it with anything.
        Imported = "imported" ("名单导入、未核验", "Imported, not verified"),
    }
}

words! {
    /// What can be done with an organisation.
    pub enum Step {
        Verify = "verify" ("通过核验", "Verify"),
        Return = "return" ("退回补充", "Return for completion"),
        Resubmit = "resubmit" ("重新提交", "Submit again"),
        Refuse = "refuse" ("不予通过", "Refuse"),
        Suspend = "suspend" ("暂停资格", "Suspend"),
        Reinstate = "reinstate" ("恢复资格", "Reinstate"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Verify => (&[Registered, Imported], Verified),
            Step::Return => (&[Registered], Returned),
            Step::Resubmit => (&[Returned], Registered),
            Step::Refuse => (&[Registered], Refused),
            Step::Suspend => (&[Verified], Suspended),
            Step::Reinstate => (&[Suspended], Verified),
        }
    }
}

state_table!(State, Step);

impl State {
    /// What the public reads; `None` while the public sees no such organisation.
    pub const fn shown_to_public(self) -> Option<Text> {
        match self {
            State::Verified => Some(say("已核验", "Verified")),
            State::Suspended => Some(say("暂停参与", "Not taking part at present")),
            State::Imported => Some(say("未核验（来自历史名单）", "Not verified (from an earlier list)")),
            State::Registered | State::Returned | State::Refused => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(super::pairs());
    }

    #[test]
    fn only_verified_organisations_are_shown_as_verified() {
        use super::State;
        assert_eq!(State::Verified.shown_to_public().map(|t| t.en), Some("Verified"));
        assert_eq!(State::Refused.shown_to_public(), None);
    }
}
