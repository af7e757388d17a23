//! The application.

use crate::state::State;
use kernel::{ApplicationId, Day, Instant, ItemId, Mode, OrganisationId, PersonId, ProjectType, RoundId};

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
        pub is_signed: bool,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
        /// Last autosave.
        pub saved_at: Instant,
        pub submitted_at: Option<Instant>,
        /// The calendar year in which it counts against A-03; empty until submitted.
        pub counted_year: Option<i64>,
    }
}
