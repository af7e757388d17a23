//! What the API takes and answers besides the records.

use files::Attachment;
use kernel::ApplicationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::checklist::Check;
use crate::plan::{Exception, Line};
use crate::state::Step;
use crate::typed::Typed;
use crate::{Application, BudgetLine, DecisionPlan, Member, UniversityReview};

/// An application with its parts.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeApplication)]
pub struct Whole {
    pub application: Application,
    pub members: Vec<Member>,
    pub budget: Vec<BudgetLine>,
    pub files: Vec<Attachment>,
    pub reviews: Vec<UniversityReview>,
    /// On the waiting list of the item, from 1.
    pub waiting_place: Option<usize>,
}

/// A draft to be saved over the given revision.
#[derive(Deserialize, Serialize, ToSchema)]
#[schema(as = ApplicationDraft)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    pub revision: i64,
    pub draft: Typed,
}

/// The files that are attached now.
#[derive(Serialize, ToSchema)]
#[schema(as = ApplicationFiles)]
pub struct Files {
    pub files: Vec<Attachment>,
}

/// Why; needed for every negative decision.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[schema(as = ApplicationReason)]
#[serde(deny_unknown_fields, default)]
pub struct Reason {
    pub reason: String,
}

/// The answer to one check of the list.
#[derive(Deserialize, Serialize, ToSchema)]
#[schema(as = ApplicationCheckAnswer)]
#[serde(deny_unknown_fields)]
pub struct CheckAnswer {
    pub check: Check,
    pub yes: bool,
    /// Needed with "no".
    #[serde(default)]
    pub comment: String,
}

/// The university's review. Rule U-02.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[schema(as = ApplicationReview)]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    pub answers: Vec<CheckAnswer>,
    pub comment: String,
}

/// A score of 0 to 100.
#[derive(Deserialize, Serialize, ToSchema)]
#[schema(as = ApplicationScore)]
#[serde(deny_unknown_fields)]
pub struct Score {
    pub score: i64,
    #[serde(default)]
    pub note: String,
}

/// One wish of a bulk decision.
#[derive(Deserialize, Serialize, ToSchema)]
#[schema(as = ApplicationChoice)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub application_id: ApplicationId,
    pub step: Step,
    #[serde(default)]
    pub reason: String,
}

/// What to decide: the best `best`, declining the other scored ones with `reason`, or exactly `chosen`.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[schema(as = ApplicationChoices)]
#[serde(deny_unknown_fields, default)]
pub struct Choices {
    pub best: Option<u32>,
    pub reason: String,
    pub chosen: Vec<Choice>,
}

/// A bulk decision with its exact list.
#[derive(Serialize, ToSchema)]
#[schema(as = ApplicationDecisionPlan)]
pub struct Plan {
    pub plan: DecisionPlan,
    pub decisions: Vec<Line>,
    pub left_as_they_are: Vec<Exception>,
    /// Applications that changed since the preview; while there are any, the plan cannot be carried out.
    pub changed: Vec<ApplicationId>,
}

/// What became of a decision: done, or awaiting the second signature on a plan. Rule S-03.
#[derive(Serialize, ToSchema)]
#[schema(as = ApplicationDecision)]
pub struct Decision {
    pub application: Option<Application>,
    pub awaits_second_signature: Option<DecisionPlan>,
}
