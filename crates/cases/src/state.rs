//! Where a call, a case and a list of awards stand.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// What a case is about.
    pub enum Kind {
        Project = "project" ("项目案例", "Project case"),
        University = "university" ("高校案例", "University case"),
        Enterprise = "enterprise" ("企业案例", "Enterprise case"),
    }
}

words! {
    /// Who brings a case to the programme office.
    pub enum Route {
        University = "university" ("高校推荐", "Nominated by the university"),
        Enterprise = "enterprise" ("企业推荐", "Nominated by the enterprise"),
        /// A university or an enterprise about itself.
        Own = "own" ("单位自荐", "By the organisation itself"),
    }
}

words! {
    /// Where a case stands.
    pub enum State {
        Draft = "draft" ("草稿", "Draft"),
        HandedIn = "handed_in" ("待推荐", "To be nominated"),
        Nominated = "nominated" ("已推荐", "Nominated"),
        NotNominated = "not_nominated" ("未推荐", "Not nominated"),
        Submitted = "submitted" ("已报送", "Submitted"),
        ExpertReview = "expert_review" ("专家评审中", "Expert review"),
        Selected = "selected" ("拟入选", "Selected"),
        NotSelected = "not_selected" ("未入选", "Not selected"),
        Published = "published" ("已公布", "Published"),
        Shown = "shown" ("已展示", "Shown at a meeting"),
    }
}

words! {
    /// What can be done with a case.
    pub enum Step {
        HandIn = "hand_in" ("提交推荐", "Ask for a nomination"),
        TakeBack = "take_back" ("撤回修改", "Take it back"),
        Nominate = "nominate" ("推荐", "Nominate"),
        Decline = "decline" ("不推荐", "Do not nominate"),
        Unnominate = "unnominate" ("撤销推荐", "Take the nomination back"),
        Submit = "submit" ("报送项目办公室", "Submit to the office"),
        Assign = "assign" ("分派专家", "Assign experts"),
        Select = "select" ("拟入选", "Select"),
        NotSelect = "not_select" ("不入选", "Do not select"),
        Reconsider = "reconsider" ("重新审议", "Reconsider"),
        Publish = "publish" ("公布", "Publish"),
        Show = "show" ("在对接会展示", "Show at a meeting"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self, route: Route) -> Path<State> {
        match route {
            Route::University | Route::Enterprise => self.nominated(),
            Route::Own => self.own(),
        }
    }

    const fn nominated(self) -> Path<State> {
        use State::*;
        match self {
            Step::HandIn => (&[Draft, NotNominated], HandedIn),
            Step::TakeBack => (&[HandedIn], Draft),
            Step::Nominate => (&[HandedIn], Nominated),
            Step::Decline => (&[HandedIn], NotNominated),
            Step::Unnominate => (&[Nominated], HandedIn),
            Step::Submit => (&[Nominated], Submitted),
            Step::Assign => (&[Submitted], ExpertReview),
            Step::Select => (&[ExpertReview], Selected),
            Step::NotSelect => (&[Submitted, ExpertReview], NotSelected),
            Step::Reconsider => (&[Selected, NotSelected], ExpertReview),
            Step::Publish => (&[Selected], Published),
            Step::Show => (&[Published], Shown),
        }
    }

    /// Nobody nominates an organisation that writes about itself.
    const fn own(self) -> Path<State> {
        use State::*;
        match self {
            Step::HandIn => (&[], HandedIn),
            Step::TakeBack => (&[], Draft),
            Step::Nominate => (&[], Nominated),
            Step::Decline => (&[], NotNominated),
            Step::Unnominate => (&[], HandedIn),
            Step::Submit => (&[Draft], Submitted),
            Step::Assign | Step::Select | Step::NotSelect | Step::Reconsider | Step::Publish | Step::Show => {
                self.nominated()
            }
        }
    }
}

state_table!(State, Step, by Route);

/// Where a call stands.
pub mod call {
    use kernel::table::Path;
    use kernel::{state_table, words};

    words! {
        /// Where a call for cases stands.
        pub enum CallState {
            Draft = "draft" ("草稿", "Draft"),
            Open = "open" ("征集中", "Open"),
            Reviewing = "reviewing" ("评审中", "Under review"),
            Decided = "decided" ("已审定", "Decided"),
            Published = "published" ("已公布", "Published"),
        }
    }

    words! {
        /// What the office does with a call.
        pub enum CallStep {
            Open = "open" ("开始征集", "Open the call"),
            Review = "review" ("截止并开始评审", "Close it and begin the review"),
            Decide = "decide" ("审定名单", "Decide the list"),
            Publish = "publish" ("公布名单", "Publish the list"),
        }
    }

    impl CallStep {
        /// Where a step may start and where it ends. Its line here is the only place that says so.
        pub const fn path(self) -> Path<CallState> {
            use CallState::*;
            match self {
                CallStep::Open => (&[Draft], Open),
                CallStep::Review => (&[Open], Reviewing),
                CallStep::Decide => (&[Reviewing], Decided),
                CallStep::Publish => (&[Decided], Published),
            }
        }
    }

    state_table!(CallState, CallStep);
}

/// Where a list of awards stands.
pub mod award {
    use kernel::table::Path;
    use kernel::{state_table, words};

    words! {
        /// Where a list of awards stands.
        pub enum ListState {
            Draft = "draft" ("草稿", "Draft"),
            Published = "published" ("已公布", "Published"),
        }
    }

    words! {
        /// What the office does with a list of awards.
        pub enum ListStep {
            Publish = "publish" ("公布名单", "Publish the list"),
        }
    }

    impl ListStep {
        /// Where a step may start and where it ends. Its line here is the only place that says so.
        pub const fn path(self) -> Path<ListState> {
            match self {
                ListStep::Publish => (&[ListState::Draft], ListState::Published),
            }
        }
    }

    state_table!(ListState, ListStep);

    words! {
        /// What is honoured.
        pub enum AwardKind {
            ExcellentCase = "excellent_case" ("优秀项目案例", "Excellent project case"),
            ExcellentOrganisation = "excellent_organisation" ("优秀组织奖", "Excellent organisation award"),
            ContributingEnterprise = "contributing_enterprise" ("积极贡献企业", "Actively contributing enterprise"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_with_every_step_of_a_nominated_case() {
        assert_eq!(pairs(Route::University), pairs(Route::Enterprise));
        insta::assert_snapshot!(pairs(Route::University));
    }

    #[test]
    fn every_state_with_every_step_of_an_organisations_own_case() {
        insta::assert_snapshot!(pairs(Route::Own));
    }

    #[test]
    fn every_state_with_every_step_of_a_call_and_of_a_list() {
        insta::assert_snapshot!(format!("{}{}", call::pairs(), award::pairs()));
    }

    #[test]
    fn the_readme_shows_the_tables() {
        let readme = include_str!("../README.md");
        for diagram in [diagram(Route::University), diagram(Route::Own), call::diagram(), award::diagram()] {
            assert!(readme.contains(&diagram), "put this into README.md:\n{diagram}");
        }
    }
}
