//! Projects and filings.

use crate::state::State;
use kernel::{AgreementId, Day, FilingId, Instant, ItemId, Mode, Money, OrganisationId, PersonId, ProjectId, ProjectType, RoundId, RowId, RulesetId};

db::record! {
    /// A project (立项项目). Names of the parties are kept as they were at establishment, so that lists need no join.
    pub struct Project in "project" {
        pub id: ProjectId,
        pub number: String,
        /// Empty for projects imported from old lists.
        pub agreement_id: Option<AgreementId>,
        pub item_id: Option<ItemId>,
        pub round_id: Option<RoundId>,
        pub ruleset_id: RulesetId,
        pub mode: Mode,
        pub project_type: ProjectType,
        pub title: String,
        pub enterprise_id: OrganisationId,
        pub enterprise_name: String,
        pub university_id: OrganisationId,
        pub university_name: String,
        pub province: String,
        pub pi_id: Option<PersonId>,
        pub pi_name: String,
        pub year: i64,
        pub established_on: Day,
        pub starts_on: Day,
        pub closes_on: Day,
        /// The closing day of the agreement, before any postponement.
        pub agreed_closes_on: Day,
        pub postponements: i64,
        pub cash: Money,
        pub goods: Money,
        /// Since when money is overdue beyond the grace. Rule X-01.
        pub late_since: Option<String>,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A filing record (备案): never changed, publicly checked by its number. Rule P-04.
    pub struct Filing in "filing" {
        pub id: FilingId,
        pub project_id: ProjectId,
        pub sequence: i64,
        pub number: String,
        /// The public columns as canonical JSON; what is hashed together with `prev_hash`.
        pub body: String,
        pub hash: String,
        pub prev_hash: String,
        pub filed_by: PersonId,
        pub filed_at: Instant,
    }
}

db::record! {
    /// A member of a project.
    pub struct ProjectMember in "project_member" {
        pub id: RowId,
        pub project_id: ProjectId,
        pub name: String,
        pub organisation: String,
        pub duty: String,
        pub sort: i64,
    }
}
