//! Instalments.

use agreements::SupportKind;

use crate::state::State;
use kernel::{Day, InstalmentId, Instant, Money, OrganisationId, ProjectId, RowId};

db::record! {
    /// One payment or delivery of goods of a project: pledged, agreed, paid (the enterprise says), received (the university confirms).
    pub struct Instalment in "instalment" {
        pub id: InstalmentId,
        pub project_id: ProjectId,
        pub enterprise_id: OrganisationId,
        pub university_id: OrganisationId,
        pub kind: SupportKind,
        pub amount: Money,
        pub due_on: Day,
        pub note: String,
        pub paid_on: Option<Day>,
        pub paid_note: String,
        pub received_on: Option<Day>,
        pub received_note: String,
        /// The receipt for goods carries a stamp. Rule X-03.
        pub is_stamped: bool,
        /// When it was marked overdue beyond the grace. Rule X-01.
        pub late_at: Option<Instant>,
        pub credit_event_id: Option<RowId>,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub sort: i64,
        pub created_at: Instant,
    }
}
