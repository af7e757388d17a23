//! Where a guideline stands and the steps between. An enterprise special programme (企业专项) passes an expert stage of
//! its own, so there is one table per kind.

use kernel::table::Path;
use kernel::{Text, Word, state_table, words};

words! {
    /// Which way of review a guideline takes; kept for life.
    pub enum Kind {
        Ordinary = "ordinary" ("普通指南", "Ordinary guideline"),
        Special = "special" ("企业专项", "Enterprise special programme"),
    }
}

words! {
    /// Where a guideline stands.
    pub enum State {
        Draft = "draft" ("草稿", "Draft"),
        Submitted = "submitted" ("已提交", "Submitted"),
        UnderReview = "under_review" ("评审中", "Under review"),
        ExpertStage = "expert_stage" ("专项专家评审中", "With the experts"),
        Returned = "returned" ("退回修改", "Returned"),
        Rejected = "rejected" ("未通过", "Rejected"),
        /// Passed, not yet visible: legacy mode waits for its round here.
        Approved = "approved" ("已通过", "Approved"),
        Published = "published" ("已发布", "Published"),
        Paused = "paused" ("暂停申报", "Paused"),
        Closed = "closed" ("已截止", "Closed"),
        Revoked = "revoked" ("已撤销", "Revoked"),
    }
}

words! {
    /// What can be done with a guideline.
    pub enum Step {
        Submit = "submit" ("提交指南", "Submit"),
        Resubmit = "resubmit" ("重新提交", "Submit again"),
        Assign = "assign" ("分派评审", "Assign for review"),
        Return = "return" ("退回修改", "Return"),
        Reject = "reject" ("不予通过", "Reject"),
        Approve = "approve" ("评审通过", "Approve"),
        ExpertReturn = "expert_return" ("专家退回", "Return by the experts"),
        ExpertReject = "expert_reject" ("专家不予通过", "Reject by the experts"),
        ExpertApprove = "expert_approve" ("专家通过", "Approve by the experts"),
        Publish = "publish" ("发布", "Publish"),
        Pause = "pause" ("暂停申报", "Pause"),
        Resume = "resume" ("恢复申报", "Resume"),
        Close = "close" ("截止申报", "Close"),
        Revoke = "revoke" ("撤销指南", "Revoke"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self, kind: Kind) -> Path<State> {
        match kind {
            Kind::Ordinary => self.ordinary(),
            Kind::Special => self.special(),
        }
    }

    const fn ordinary(self) -> Path<State> {
        use State::*;
        match self {
            Step::Submit => (&[Draft], Submitted),
            Step::Resubmit => (&[Returned], Submitted),
            Step::Assign => (&[Submitted], UnderReview),
            Step::Return => (&[UnderReview], Returned),
            Step::Reject => (&[UnderReview], Rejected),
            Step::Approve => (&[UnderReview], Approved),
            Step::ExpertReturn => (&[], Returned),
            Step::ExpertReject => (&[], Rejected),
            Step::ExpertApprove => (&[], Approved),
            Step::Publish => (&[Approved], Published),
            Step::Pause => (&[Published], Paused),
            Step::Resume => (&[Paused], Published),
            Step::Close => (&[Published, Paused], Closed),
            Step::Revoke => (&[Submitted, UnderReview, Returned, Approved, Published, Paused], Revoked),
        }
    }

    const fn special(self) -> Path<State> {
        use State::*;
        match self {
            Step::Approve => (&[UnderReview], ExpertStage),
            Step::ExpertReturn => (&[ExpertStage], Returned),
            Step::ExpertReject => (&[ExpertStage], Rejected),
            Step::ExpertApprove => (&[ExpertStage], Approved),
            Step::Revoke => (&[Submitted, UnderReview, ExpertStage, Returned, Approved, Published, Paused], Revoked),
            Step::Submit
            | Step::Resubmit
            | Step::Assign
            | Step::Return
            | Step::Reject
            | Step::Publish
            | Step::Pause
            | Step::Resume
            | Step::Close => self.ordinary(),
        }
    }
}

state_table!(State, Step, by Kind);

impl State {
    /// What the public reads; `None` while the public sees no such guideline.
    pub fn shown_to_public(self) -> Option<Text> {
        match self {
            State::Published | State::Paused | State::Closed | State::Revoked => Some(self.text()),
            State::Draft
            | State::Submitted
            | State::UnderReview
            | State::ExpertStage
            | State::Returned
            | State::Rejected
            | State::Approved => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_with_every_step_of_an_ordinary_guideline() {
        insta::assert_snapshot!(pairs(Kind::Ordinary));
    }

    #[test]
    fn every_state_with_every_step_of_a_special_programme() {
        insta::assert_snapshot!(pairs(Kind::Special));
    }

    #[test]
    fn only_a_special_programme_has_an_expert_stage() {
        assert_eq!(State::UnderReview.after(Step::Approve, Kind::Ordinary), Ok(State::Approved));
        assert_eq!(State::UnderReview.after(Step::Approve, Kind::Special), Ok(State::ExpertStage));
        assert!(State::ExpertStage.after(Step::ExpertApprove, Kind::Ordinary).is_err());
        assert!(!diagram(Kind::Ordinary).contains("expert_stage"));
    }
}
