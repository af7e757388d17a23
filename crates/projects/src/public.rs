//! What the public reads of a project. [`crate::rules::public`] alone makes it out of one.

use kernel::{Day, Mode, OrganisationId, ProjectId, ProjectType, Word, words};

use crate::state::State;

/// A project as everybody reads it. Rule P-06 holds by this list of fields: who adds one adds it for the public.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct PublicProject {
    pub id: ProjectId,
    pub number: String,
    pub enterprise: String,
    pub enterprise_id: OrganisationId,
    #[serde(rename = "type")]
    pub project_type: ProjectType,
    pub title: String,
    pub university: String,
    pub university_id: OrganisationId,
    /// The name of the principal investigator, the only person named.
    pub pi: String,
    pub year: i64,
    pub mode: Mode,
    pub province: String,
    pub established_on: Day,
    pub state: PublicState,
}

words! {
    /// Where a project stands, as the public reads it.
    pub enum PublicState {
        Established = "established" ("已立项", "Established"),
        Running = "running" ("在研", "Running"),
        Closed = "closed" ("已结题", "Closed"),
        Failed = "failed" ("结题未通过", "Closed, not passed"),
        Terminated = "terminated" ("已终止", "Terminated"),
    }
}

impl PublicState {
    pub const fn of(state: State) -> PublicState {
        match state {
            State::Established => PublicState::Established,
            State::Running | State::Overdue | State::Closing => PublicState::Running,
            State::ClosedPassed | State::Certified => PublicState::Closed,
            State::ClosedFailed => PublicState::Failed,
            State::Terminated => PublicState::Terminated,
        }
    }
    pub fn states(self) -> Vec<State> {
        State::ALL.iter().copied().filter(|s| PublicState::of(*s) == self).collect()
    }
}
