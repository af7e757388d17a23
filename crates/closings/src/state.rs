//! Where a closing stands: one table per mode, because the order of the two reviews is turned round. Rule Z-02.

use kernel::table::Path;
use kernel::{Mode, Text, Word, say, state_table, words};

words! {
    /// Where a closing stands.
    pub enum State {
        Draft = "draft" ("草稿", "Draft"),
        UniversityReview = "university_review" ("高校审核中", "University review"),
        EnterpriseReview = "enterprise_review" ("企业验收中", "With the enterprise"),
        Returned = "returned" ("退回修改", "Returned"),
        /// The enterprise has written its conclusion.
        Concluded = "concluded" ("企业已出具验收结论", "Conclusion written"),
        ExpertReview = "expert_review" ("专家组审核中", "With the expert group"),
        /// The university has audited the conclusion; nothing is published yet.
        Audited = "audited" ("高校已审核结论", "Audited by the university"),
        Passed = "passed" ("结题通过", "Passed"),
        Failed = "failed" ("结题未通过", "Not passed"),
    }
}

words! {
    /// What can be done with a closing.
    pub enum Step {
        Submit = "submit" ("提交结题", "Submit"),
        Resubmit = "resubmit" ("重新提交", "Submit again"),
        UniversityReturn = "university_return" ("高校退回", "Return by the university"),
        UniversityPass = "university_pass" ("高校审核通过", "Pass to the enterprise"),
        EnterpriseReturn = "enterprise_return" ("企业退回", "Return by the enterprise"),
        Conclude = "conclude" ("出具验收结论", "Write the conclusion"),
        ReportToExperts = "report_to_experts" ("上报专家组", "Report to the expert group"),
        Audit = "audit" ("审核验收结论", "Audit the conclusion"),
        PublishPassed = "publish_passed" ("公布通过", "Publish as passed"),
        PublishFailed = "publish_failed" ("公布未通过", "Publish as not passed"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self, mode: Mode) -> Path<State> {
        match mode {
            Mode::Legacy => self.legacy(),
            Mode::Rolling => self.rolling(),
        }
    }

    const fn legacy(self) -> Path<State> {
        use State::*;
        match self {
            Step::Submit => (&[Draft], UniversityReview),
            Step::Resubmit => (&[Returned], UniversityReview),
            Step::UniversityReturn => (&[UniversityReview], Returned),
            Step::UniversityPass => (&[UniversityReview], EnterpriseReview),
            Step::EnterpriseReturn => (&[EnterpriseReview], Returned),
            Step::Conclude => (&[EnterpriseReview], Concluded),
            Step::ReportToExperts => (&[Concluded], ExpertReview),
            Step::Audit => (&[], Audited),
            Step::PublishPassed => (&[ExpertReview], Passed),
            Step::PublishFailed => (&[ExpertReview], Failed),
        }
    }

    const fn rolling(self) -> Path<State> {
        use State::*;
        match self {
            Step::Submit => (&[Draft], EnterpriseReview),
            Step::Resubmit => (&[Returned], EnterpriseReview),
            Step::UniversityReturn => (&[Concluded], Returned),
            Step::UniversityPass => (&[], EnterpriseReview),
            Step::EnterpriseReturn => (&[EnterpriseReview], Returned),
            Step::Conclude => (&[EnterpriseReview], Concluded),
            Step::ReportToExperts => (&[], ExpertReview),
            Step::Audit => (&[Concluded], Audited),
            Step::PublishPassed => (&[Audited], Passed),
            Step::PublishFailed => (&[Audited], Failed),
        }
    }
}

state_table!(State, Step, by Mode);

impl State {
    /// What the public reads; a result is public only once it is published.
    pub fn shown_to_public(self) -> Text {
        match self {
            State::Passed | State::Failed => self.text(),
            State::Draft
            | State::UniversityReview
            | State::EnterpriseReview
            | State::Returned
            | State::Concluded
            | State::ExpertReview
            | State::Audited => say("尚未公布", "Not published yet"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_with_every_step_in_legacy_mode() {
        insta::assert_snapshot!(pairs(Mode::Legacy));
    }

    #[test]
    fn every_state_with_every_step_in_2024_mode() {
        insta::assert_snapshot!(pairs(Mode::Rolling));
    }

    #[test]
    fn the_readme_shows_the_tables() {
        let readme = include_str!("../README.md");
        for mode in [Mode::Legacy, Mode::Rolling] {
            assert!(readme.contains(&diagram(mode)), "put this into README.md:\n{}", diagram(mode));
        }
    }

    #[test]
    fn z_02_legacy_asks_the_university_first_and_2024_the_enterprise() {
        assert_eq!(State::Draft.after(Step::Submit, Mode::Legacy), Ok(State::UniversityReview));
        assert_eq!(State::Draft.after(Step::Submit, Mode::Rolling), Ok(State::EnterpriseReview));
    }

    #[test]
    fn z_06_nothing_is_published_without_a_conclusion() {
        for mode in [Mode::Legacy, Mode::Rolling] {
            for state in
                [State::Draft, State::UniversityReview, State::EnterpriseReview, State::Returned, State::Concluded]
            {
                assert!(
                    state.after(Step::PublishPassed, mode).is_err() && state.after(Step::PublishFailed, mode).is_err()
                );
            }
        }
    }
}
