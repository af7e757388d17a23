//! Rows of this slice.

use kernel::{ImportId, Instant, OrganisationId, PersonId, RowId};

use crate::state::State;

kernel::words! {
    /// What a list holds.
    pub enum Subject {
        Projects = "projects" ("项目名单（立项、结题）", "Projects (establishment and closing lists)"),
        Organisations = "organisations" ("单位名单", "Organisations"),
        People = "people" ("人员名单", "People"),
    }
}

db::record! {
    /// A list that somebody uploaded to be imported. Its bytes lie with the files, under their hash.
    pub struct Import in "import" {
        pub id: ImportId,
        pub kind: Subject,
        /// The university whose people these are; empty for lists of the programme office.
        pub organisation_id: Option<OrganisationId>,
        pub file_name: String,
        pub sha256: String,
        pub bytes: i64,
        /// JSON, see [`crate::HowToRead`].
        pub how: String,
        /// JSON, see the settings of each subject.
        pub settings: String,
        /// JSON: what was said about names nobody knew.
        pub choices: String,
        /// JSON, see [`crate::Report`]; `null` until the list was checked.
        pub report: String,
        /// What the check would do; a list is imported only while it would do the same.
        pub fingerprint: String,
        pub created_by: PersonId,
        pub committed_at: Option<Instant>,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// A fault or note of a list, see [`crate::Fault`].
    pub struct ImportFault in "import_fault" {
        pub id: RowId,
        pub import_id: ImportId,
        pub sort: i64,
        pub sheet: String,
        pub line: i64,
        pub place: String,
        pub heading: String,
        pub value: String,
        pub rule: String,
        pub zh: String,
        pub en: String,
        pub is_note: bool,
    }
}

db::record! {
    /// A name of an organisation that nobody knew when the list was checked.
    pub struct ImportParty in "import_party" {
        pub id: RowId,
        pub import_id: ImportId,
        pub sort: i64,
        pub kind: directory::OrganisationKind,
        pub name: String,
        pub name_key: String,
        pub first_line: i64,
        pub rows_amount: i64,
        /// JSON: organisations it may mean, the closest first.
        pub suggestions: String,
    }
}
