//! Where an agreement stands, from the draft to the establishment of its project: one table per mode. Rules P-01, P-02.

use kernel::table::Path;
use kernel::{Mode, state_table, words};

words! {
    /// Where an agreement stands.
    pub enum State {
        Draft = "draft" ("草拟中", "Draft"),
        UniversityReview = "university_review" ("高校审核中", "University review"),
        EnterpriseReview = "enterprise_review" ("企业确认中", "With the enterprise"),
        /// Both sides have confirmed.
        Agreed = "agreed" ("双方已确认", "Agreed"),
        ExpertFiling = "expert_filing" ("专家组备案中", "Filed with the expert group"),
        UniversityConfirmed = "university_confirmed" ("高校已确认立项", "Confirmed by the university"),
        Established = "established" ("已立项", "Established"),
        NotIncluded = "not_included" ("未列入立项名单", "Not included in the list"),
        Withdrawn = "withdrawn" ("已撤回", "Withdrawn"),
    }
}

words! {
    /// What can be done with an agreement.
    pub enum Step {
        Submit = "submit" ("提交协议", "Submit"),
        UniversityReturn = "university_return" ("高校退回", "Return for correction"),
        UniversityPass = "university_pass" ("高校审核通过", "Pass to the enterprise"),
        EnterpriseReturn = "enterprise_return" ("企业退回", "Return for correction"),
        EnterpriseConfirm = "enterprise_confirm" ("企业确认", "Confirm"),
        /// A change cancels the confirmations given so far. Rule C-07.
        Revise = "revise" ("修改协议", "Revise"),
        Report = "report" ("上报专家组", "Report to the expert group"),
        PublishList = "publish_list" ("公布立项名单", "Publish the list"),
        MissCutOff = "miss_cut_off" ("逾期未列入", "Miss the cut-off"),
        ConfirmEstablishment = "confirm_establishment" ("确认立项", "Confirm establishment"),
        File = "file" ("备案", "File"),
        Withdraw = "withdraw" ("撤回", "Withdraw"),
        /// What was reported for a list goes back when the 2024 mode takes over. Rule P-03.
        CarryOver = "carry_over" ("转入 2024 模式", "Carry over to the 2024 mode"),
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
            Step::Report => (&[Agreed], ExpertFiling),
            Step::PublishList => (&[ExpertFiling], Established),
            Step::MissCutOff => (&[Agreed, ExpertFiling], NotIncluded),
            Step::ConfirmEstablishment => (&[], UniversityConfirmed),
            Step::File => (&[], Established),
            Step::Withdraw => (&[Draft, UniversityReview, EnterpriseReview, Agreed, ExpertFiling], Withdrawn),
            Step::CarryOver => (&[ExpertFiling], Agreed),
            Step::Submit
            | Step::UniversityReturn
            | Step::UniversityPass
            | Step::EnterpriseReturn
            | Step::EnterpriseConfirm
            | Step::Revise => self.in_both_modes(),
        }
    }

    const fn rolling(self) -> Path<State> {
        use State::*;
        match self {
            Step::Report => (&[], ExpertFiling),
            Step::PublishList => (&[], Established),
            Step::MissCutOff => (&[], NotIncluded),
            Step::ConfirmEstablishment => (&[Agreed], UniversityConfirmed),
            Step::File => (&[UniversityConfirmed], Established),
            Step::Withdraw => (&[Draft, UniversityReview, EnterpriseReview, Agreed, UniversityConfirmed], Withdrawn),
            Step::CarryOver => (&[], Agreed),
            Step::Submit
            | Step::UniversityReturn
            | Step::UniversityPass
            | Step::EnterpriseReturn
            | Step::EnterpriseConfirm
            | Step::Revise => self.in_both_modes(),
        }
    }

    /// The steps up to the agreement. The others never come here; they start nowhere.
    const fn in_both_modes(self) -> Path<State> {
        use State::*;
        match self {
            Step::Submit => (&[Draft], UniversityReview),
            Step::UniversityReturn => (&[UniversityReview], Draft),
            Step::UniversityPass => (&[UniversityReview], EnterpriseReview),
            Step::EnterpriseReturn => (&[EnterpriseReview], Draft),
            Step::EnterpriseConfirm => (&[EnterpriseReview], Agreed),
            Step::Revise => (&[UniversityReview, EnterpriseReview, Agreed], Draft),
            Step::Report
            | Step::PublishList
            | Step::MissCutOff
            | Step::ConfirmEstablishment
            | Step::File
            | Step::Withdraw
            | Step::CarryOver => (&[], Draft),
        }
    }
}

state_table!(State, Step, by Mode);

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
    fn p_01_in_2024_mode_only_the_university_and_the_filing_lead_to_establishment() {
        let leading: Vec<_> = <Step as kernel::Word>::ALL
            .iter()
            .copied()
            .filter(|s| s.path(Mode::Rolling) == (&[State::UniversityConfirmed][..], State::Established))
            .collect();
        assert_eq!(leading, [Step::File]);
        assert!(State::Agreed.after(Step::Report, Mode::Rolling).is_err());
        assert!(State::ExpertFiling.after(Step::PublishList, Mode::Rolling).is_err());
    }

    #[test]
    fn p_02_in_legacy_mode_only_a_list_leads_to_establishment() {
        assert_eq!(State::ExpertFiling.after(Step::PublishList, Mode::Legacy), Ok(State::Established));
        assert!(State::Agreed.after(Step::ConfirmEstablishment, Mode::Legacy).is_err());
        assert!(State::UniversityConfirmed.after(Step::File, Mode::Legacy).is_err());
    }

    #[test]
    fn c_07_a_revision_leads_back_to_the_draft_and_so_past_both_reviews_again() {
        for state in [State::UniversityReview, State::EnterpriseReview, State::Agreed] {
            assert_eq!(state.after(Step::Revise, Mode::Rolling), Ok(State::Draft));
        }
        assert!(State::UniversityConfirmed.after(Step::Revise, Mode::Rolling).is_err());
    }

    /// When this fails, copy the diagram from the message into the README.
    #[test]
    fn the_readme_shows_the_table_as_it_is() {
        let readme = include_str!("../README.md");
        for mode in [Mode::Legacy, Mode::Rolling] {
            let drawn = diagram(mode);
            assert!(readme.contains(drawn.trim_end()), "the README lacks this diagram:\n{drawn}");
        }
    }
}
