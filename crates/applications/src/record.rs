//! The rows of this slice.

use kernel::{
    AllocationId, ApplicationId, Day, EvaluationId, Instant, ItemId, Mode, Money, OrganisationId, PersonId, PlanId,
    ProjectType, ReviewId, RoundId, RowId,
};

use crate::plan_state::PlanState;
use crate::state::{State, Step};

db::record! {
    /// An application (项目申请) of one principal investigator to one item.
    pub struct Application in "application" {
        pub id: ApplicationId,
        pub item_id: ItemId,
        pub enterprise_id: OrganisationId,
        pub university_id: OrganisationId,
        pub round_id: RoundId,
        pub mode: Mode,
        pub project_type: ProjectType,
        pub pi_id: PersonId,
        pub pi_name: String,
        pub school: String,
        pub title: String,
        pub summary: String,
        /// What will be done and when.
        pub plan: String,
        /// One per line.
        pub expected_results: String,
        pub starts_on: Option<Day>,
        pub ends_on: Option<Day>,
        /// The name as it stands in the signed document, typed by the applicant. Rule A-07.
        pub document_pi_name: String,
        /// The applicant says that both names are one person's; the university is to confirm it. Rule A-07.
        pub asks_name_check: bool,
        pub is_signed: bool,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
        /// When the text or a file last changed.
        pub saved_at: Instant,
        pub submitted_at: Option<Instant>,
        /// The calendar year in which it counts against A-03; empty until submitted.
        pub counted_year: Option<i64>,
        /// When the university last passed it on. Rule A-12.
        pub passed_at: Option<Instant>,
        /// The form that saved last: two tabs are told apart by it, a tab never collides with itself.
        #[serde(skip)]
        pub saved_from: String,
    }
}

impl Application {
    /// Whether text and files are still those the university passed on. Rule A-12.
    pub fn is_as_passed(&self) -> bool {
        self.passed_at.is_some_and(|passed| self.saved_at <= passed)
    }
}

db::record! {
    /// Somebody who works on the project besides the principal investigator.
    pub struct Member in "application_member" {
        pub id: RowId,
        pub application_id: ApplicationId,
        pub sort: i64,
        pub name: String,
        /// Lower case. Limits of the university recognise a person by it. Rule A-08.
        pub email: String,
        /// School, department or company.
        pub unit: String,
        /// What this person does in the project.
        pub duty: String,
    }
}

db::record! {
    /// One line of the budget.
    pub struct BudgetLine in "budget_line" {
        pub id: RowId,
        pub application_id: ApplicationId,
        pub sort: i64,
        pub purpose: String,
        /// In fen.
        pub cash: Money,
        /// Value of software and hardware, in fen.
        pub goods: Money,
    }
}

db::record! {
    /// What a university administrator found and decided. Rule U-02.
    pub struct UniversityReview in "university_review" {
        pub id: ReviewId,
        pub application_id: ApplicationId,
        pub step: Step,
        /// The checklist, as JSON: check, yes, comment.
        pub answers: String,
        pub comment: String,
        pub reviewer_id: PersonId,
        pub reviewer_name: String,
        pub reviewed_at: Instant,
    }
}

db::record! {
    /// What one person of the enterprise thinks of an application. Several persons may; the mean counts.
    pub struct Evaluation in "evaluation" {
        pub id: EvaluationId,
        pub application_id: ApplicationId,
        pub item_id: ItemId,
        pub reviewer_id: PersonId,
        pub reviewer_name: String,
        /// 0 to 100.
        pub score: i64,
        pub note: String,
        pub saved_at: Instant,
    }
}

db::record! {
    /// A prepared bulk decision on the applications of one item: the exact list as it was shown.
    pub struct DecisionPlan in "decision_plan" {
        pub id: PlanId,
        pub item_id: ItemId,
        pub enterprise_id: OrganisationId,
        /// JSON list of [`crate::plan::Line`].
        pub lines: String,
        /// JSON list of [`crate::plan::Exception`].
        pub exceptions: String,
        /// The allocation round this is a part of: it is signed, carried out and dropped with the round alone.
        pub allocation_id: Option<AllocationId>,
        /// Offers left before the plan.
        pub offers_left: i64,
        /// Letters that the commit will write.
        pub letters: i64,
        pub made_by: PersonId,
        pub made_by_name: String,
        /// The first of two signatures. Rule S-03.
        pub signed_by: Option<PersonId>,
        pub signed_by_name: String,
        pub state: PlanState,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}
