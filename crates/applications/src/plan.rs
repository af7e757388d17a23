//! A bulk decision before it is carried out: exactly which application gets which decision, what is left out and why.

use kernel::{ApplicationId, Said};

use crate::state::{State, Step};

/// One decision of a plan, with what it rested on. If any of it changes before the commit, the commit is refused.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = DecisionLine)]
pub struct Line {
    pub application_id: ApplicationId,
    pub title: String,
    pub pi_name: String,
    /// `enterprise_select`, `enterprise_return` or `enterprise_reject`.
    pub step: Step,
    pub reason: String,
    /// Mean score in tenths of a point.
    pub mean_tenths: Option<i64>,
    pub state: State,
    pub revision: i64,
}

/// An application that was asked for and is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = DecisionException)]
pub struct Exception {
    pub application_id: ApplicationId,
    pub title: String,
    pub why_zh: String,
    pub why_en: String,
}

impl Exception {
    pub fn why(&self) -> Said {
        Said { zh: self.why_zh.clone(), en: self.why_en.clone() }
    }
}

/// How many lines take this step.
pub fn count(lines: &[Line], step: Step) -> usize {
    lines.iter().filter(|line| line.step == step).count()
}

/// Whether a step decides on behalf of the enterprise.
pub const fn is_decision(step: Step) -> bool {
    match step {
        Step::EnterpriseSelect | Step::EnterpriseReturn | Step::EnterpriseReject => true,
        Step::Submit
        | Step::Resubmit
        | Step::UniversityReturn
        | Step::UniversityReject
        | Step::UniversityPass
        | Step::Withdraw
        | Step::Lapse => false,
    }
}
