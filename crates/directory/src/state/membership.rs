//! A person asks for a role or is invited to one; it is active until it ends.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a membership stands.
    pub enum State {
        /// The person asked; an administrator of the organisation decides.
        Requested = "requested" ("待审批", "Requested"),
        /// An administrator asked; the person decides.
        Invited = "invited" ("已邀请", "Invited"),
        Active = "active" ("有效", "Active"),
        Refused = "refused" ("未接受", "Refused"),
        Ended = "ended" ("已结束", "Ended"),
    }
}

words! {
    /// What can be done with a membership.
    pub enum Step {
        Approve = "approve" ("同意加入", "Approve"),
        Refuse = "refuse" ("拒绝申请", "Refuse"),
        Accept = "accept" ("接受邀请", "Accept"),
        Decline = "decline" ("谢绝邀请", "Decline"),
        /// The person takes the request back.
        Withdraw = "withdraw" ("撤回申请", "Withdraw the request"),
        /// The organisation takes the invitation back.
        Recall = "recall" ("撤回邀请", "Recall the invitation"),
        End = "end" ("结束角色", "End the role"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Approve => (&[Requested], Active),
            Step::Refuse => (&[Requested], Refused),
            Step::Accept => (&[Invited], Active),
            Step::Decline => (&[Invited], Refused),
            Step::Withdraw => (&[Requested], Ended),
            Step::Recall => (&[Invited], Ended),
            Step::End => (&[Active], Ended),
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
