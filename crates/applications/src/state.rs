//! Where an application stands, from the draft to the selection. Both modes share one table.

use kernel::table::Path;
use kernel::{Text, Word, say, state_table, words};

words! {
    /// Where an application stands.
    pub enum State {
        Draft = "draft" ("草稿", "Draft"),
        UniversityReview = "university_review" ("高校审核中", "University review"),
        UniversityReturned = "university_returned" ("高校退回", "Returned by the university"),
        UniversityRejected = "university_rejected" ("高校未通过", "Rejected by the university"),
        EnterpriseReview = "enterprise_review" ("企业评审中", "Enterprise evaluation"),
        EnterpriseReturned = "enterprise_returned" ("企业退回", "Returned by the enterprise"),
        EnterpriseRejected = "enterprise_rejected" ("企业未选中", "Not selected"),
        /// The agreement takes over from here.
        Selected = "selected" ("已入选", "Selected"),
        Withdrawn = "withdrawn" ("已撤回", "Withdrawn"),
    }
}

words! {
    /// What can be done with an application.
    pub enum Step {
        Submit = "submit" ("提交申请", "Submit"),
        Resubmit = "resubmit" ("重新提交", "Submit again"),
        UniversityReturn = "university_return" ("高校退回", "Return to the applicant"),
        UniversityReject = "university_reject" ("高校不予通过", "Reject"),
        UniversityPass = "university_pass" ("高校审核通过", "Pass to the enterprise"),
        EnterpriseReturn = "enterprise_return" ("企业退回", "Return to the applicant"),
        EnterpriseReject = "enterprise_reject" ("不予选中", "Decline"),
        EnterpriseSelect = "enterprise_select" ("选中", "Select"),
        Withdraw = "withdraw" ("撤回申请", "Withdraw"),
        /// The platform's own: the guideline was revoked. Rule book 11.2.
        Lapse = "lapse" ("指南撤销，申请终止", "End it with its guideline"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Submit => (&[Draft], UniversityReview),
            Step::Resubmit => (&[UniversityReturned, EnterpriseReturned], UniversityReview),
            Step::UniversityReturn => (&[UniversityReview], UniversityReturned),
            Step::UniversityReject => (&[UniversityReview], UniversityRejected),
            Step::UniversityPass => (&[UniversityReview], EnterpriseReview),
            Step::EnterpriseReturn => (&[EnterpriseReview], EnterpriseReturned),
            Step::EnterpriseReject => (&[EnterpriseReview], EnterpriseRejected),
            Step::EnterpriseSelect => (&[EnterpriseReview], Selected),
            Step::Withdraw | Step::Lapse => {
                (&[Draft, UniversityReview, UniversityReturned, EnterpriseReview, EnterpriseReturned], Withdrawn)
            }
        }
    }
}

state_table!(State, Step);

impl State {
    /// Handed in and decided by nobody yet: what its applicant may still withdraw.
    pub const UNDECIDED: [State; 4] =
        [State::UniversityReview, State::UniversityReturned, State::EnterpriseReview, State::EnterpriseReturned];

    /// Whether nothing more can happen to the application itself.
    pub fn is_final(self) -> bool {
        steps_from(self).next().is_none()
    }

    /// What the applicant reads: while others deliberate, only where it lies, and after a return, what to do.
    pub fn shown_to_applicant(self) -> Text {
        match self {
            State::UniversityReturned => {
                say("高校退回，请修改后重新提交", "Returned by the university: please correct and submit again")
            }
            State::EnterpriseReturned => {
                say("企业退回，请修改后重新提交", "Returned by the enterprise: please correct and submit again")
            }
            State::Draft
            | State::UniversityReview
            | State::UniversityRejected
            | State::EnterpriseReview
            | State::EnterpriseRejected
            | State::Selected
            | State::Withdrawn => self.text(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(pairs());
    }

    #[test]
    fn a_returned_application_goes_through_the_university_again() {
        assert_eq!(State::EnterpriseReturned.after(Step::Resubmit), Ok(State::UniversityReview));
    }

    #[test]
    fn four_states_are_final() {
        let finals: Vec<_> = State::ALL.iter().copied().filter(|s| s.is_final()).collect();
        assert_eq!(finals, [State::UniversityRejected, State::EnterpriseRejected, State::Selected, State::Withdrawn]);
    }

    #[test]
    fn undecided_is_what_may_be_withdrawn_once_it_was_handed_in() {
        let open: Vec<_> = Step::Withdraw.path().0.iter().copied().filter(|s| *s != State::Draft).collect();
        assert_eq!(open, State::UNDECIDED);
    }
}
