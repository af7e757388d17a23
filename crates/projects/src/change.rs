//! Requests to change a running project: what can be changed and where a request stands. The university decides first,
//! then the enterprise.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// What a request wants to change.
    pub enum Kind {
        Postponement = "postponement" ("延期", "Postponement"),
        Pi = "pi" ("变更项目负责人", "Principal investigator"),
        Members = "members" ("变更项目组成员", "Project members"),
        Content = "content" ("变更建设内容", "Content and deliverables"),
        Budget = "budget" ("调整经费", "Budget"),
        Termination = "termination" ("终止项目", "Termination"),
    }
}

words! {
    /// Where a change request stands.
    pub enum State {
        Draft = "draft" ("草稿", "Draft"),
        UniversityReview = "university_review" ("高校审核中", "University review"),
        EnterpriseReview = "enterprise_review" ("企业审核中", "With the enterprise"),
        Approved = "approved" ("已批准", "Approved"),
        Rejected = "rejected" ("未批准", "Rejected"),
        Withdrawn = "withdrawn" ("已撤回", "Withdrawn"),
    }
}

words! {
    /// What can be done with a change request.
    pub enum Step {
        Submit = "submit" ("提交变更申请", "Submit"),
        UniversityPass = "university_pass" ("高校同意", "Pass to the enterprise"),
        UniversityReject = "university_reject" ("高校不同意", "Reject"),
        EnterpriseApprove = "enterprise_approve" ("企业同意", "Approve"),
        EnterpriseReject = "enterprise_reject" ("企业不同意", "Reject"),
        Withdraw = "withdraw" ("撤回变更申请", "Withdraw"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Submit => (&[Draft], UniversityReview),
            Step::UniversityPass => (&[UniversityReview], EnterpriseReview),
            Step::UniversityReject => (&[UniversityReview], Rejected),
            Step::EnterpriseApprove => (&[EnterpriseReview], Approved),
            Step::EnterpriseReject => (&[EnterpriseReview], Rejected),
            Step::Withdraw => (&[Draft, UniversityReview, EnterpriseReview], Withdrawn),
        }
    }
}

state_table!(State, Step);

impl State {
    /// Whether something is still to be done with the request.
    pub const fn is_open(self) -> bool {
        match self {
            State::Draft | State::UniversityReview | State::EnterpriseReview => true,
            State::Approved | State::Rejected | State::Withdrawn => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(super::pairs());
    }
}
