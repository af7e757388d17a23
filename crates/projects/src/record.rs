//! Projects and filings.

use crate::state::State;
use kernel::{
    AgreementId, ChangeId, Day, FilingId, ImportId, Instant, ItemId, Mode, Money, OrganisationId, PersonId, ProjectId,
    ProjectType, ReportId, RoundId, RowId, RulesetId,
};

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
        /// The list of earlier years it was taken from; empty for those that were established here.
        pub imported_from: Option<ImportId>,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A list of earlier years that projects were taken from, as everybody reads it.
    pub struct ImportedList in "imported_list" {
        pub id: ImportId,
        /// Number of the document the list came with, such as 教高司函〔2021〕14号; may be empty.
        pub document: String,
        pub sha256: String,
        pub taken_at: Instant,
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
        /// Tells who it is, in small letters; empty where only the name is known. Not handed out.
        #[serde(skip)]
        pub email: String,
    }
}

db::record! {
    /// A mid-term report (中期报告). The principal investigator writes, the university accepts or returns.
    pub struct MidtermReport in "midterm_report" {
        pub id: ReportId,
        pub project_id: ProjectId,
        pub pi_id: PersonId,
        pub university_id: OrganisationId,
        pub enterprise_id: OrganisationId,
        pub progress: String,
        /// Spent so far, in fen; empty until typed.
        pub money_used: Option<Money>,
        pub risks: String,
        pub next_steps: String,
        pub submitted_at: Option<Instant>,
        pub state: crate::report::State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A report of a major event; it goes to school, university and enterprise at once. Rule X-10.
    pub struct MajorEvent in "major_event" {
        pub id: RowId,
        pub project_id: ProjectId,
        pub title: String,
        pub what: String,
        pub happened_on: Day,
        /// The school of the principal investigator, as it was then.
        pub school: String,
        pub reported_by: PersonId,
        pub reported_at: Instant,
        /// How many people were told by mail.
        pub told: i64,
    }
}

db::record! {
    /// A request to change a running project. The university decides first, then the enterprise.
    pub struct ChangeRequest in "change_request" {
        pub id: ChangeId,
        pub project_id: ProjectId,
        /// Who asks for it and may still change or withdraw it.
        pub requested_by: PersonId,
        pub university_id: OrganisationId,
        pub enterprise_id: OrganisationId,
        pub kind: crate::change::Kind,
        /// The new values, JSON; what they are depends on the kind, see [`crate::wanted::Wanted`].
        pub wanted: String,
        /// The same values as they were when the request was handed in.
        pub before: String,
        pub reason: String,
        /// The university calls it a special case. Rule X-07.
        pub is_special_case: bool,
        pub submitted_at: Option<Instant>,
        pub applied_at: Option<Instant>,
        pub state: crate::change::State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// What a project does since its content was changed; none while the agreement still says it.
    pub struct ProjectContent in "project_content" {
        pub id: ProjectId,
        pub content: String,
        pub change_id: ChangeId,
        pub changed_at: Instant,
    }
}
