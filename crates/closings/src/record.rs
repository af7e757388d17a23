//! Closings, outcomes and certificates.

use agreements::ResultKind;

use crate::rules::Conclusion;
use crate::state::State;
use kernel::{CertificateId, ClosingId, DeliverableId, Instant, Mode, OrganisationId, PersonId, ProjectId, RowId};

db::record! {
    /// A closing (结题) of a project.
    pub struct Closing in "closing" {
        pub id: ClosingId,
        pub project_id: ProjectId,
        pub enterprise_id: OrganisationId,
        pub university_id: OrganisationId,
        /// Of the university, two digits of GB/T 2260, so that the list of a province is found by an index.
        pub province: String,
        pub pi_id: PersonId,
        pub mode: Mode,
        pub summary: String,
        /// Why promised money has not arrived; asked for only then. Rule Z-09.
        pub missing_cash_reason: String,
        /// The enterprise's acceptance conclusion (验收结论).
        pub conclusion: Option<Conclusion>,
        pub conclusion_text: String,
        pub concluded_at: Option<Instant>,
        /// What the university (2024) or the expert group (legacy) makes of it. Rule Z-06.
        pub audited_conclusion: Option<Conclusion>,
        pub audit_reason: String,
        pub published_at: Option<Instant>,
        /// The year of `published_at` in Beijing, so that the public list finds it by an index.
        pub published_year: Option<i64>,
        pub submitted_at: Option<Instant>,
        /// When university and office were told that the enterprise is silent. Rule Z-10.
        pub silence_told_at: Option<Instant>,
        /// The form that saved last: two tabs are told apart by it, a tab never collides with itself.
        #[serde(skip)]
        pub saved_from: String,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// What became of one promised deliverable, or a result beyond what was promised. Rule Z-04.
    pub struct Outcome in "outcome" {
        pub id: RowId,
        pub closing_id: ClosingId,
        /// Empty for a result beyond what was promised.
        pub deliverable_id: Option<DeliverableId>,
        pub kind: ResultKind,
        /// The number of the deliverable (D1, D2, …), or R1, R2, … for what nobody promised.
        pub number: String,
        /// The words of the agreement; empty for what nobody promised.
        pub promised: String,
        /// What was delivered.
        pub what: String,
        pub is_done: bool,
        pub deviation: String,
        /// The enterprise accepts this deliverable; empty until it looked.
        pub accepted: Option<bool>,
        pub accepted_note: String,
        pub sort: i64,
    }
}

db::record! {
    /// A closing certificate (结题证书). Rule Z-08.
    pub struct Certificate in "certificate" {
        pub id: CertificateId,
        pub project_id: ProjectId,
        pub number: String,
        pub code: String,
        pub issued_at: Instant,
        pub issued_by: String,
        /// What is certified, as canonical JSON.
        pub body: String,
        pub hash: String,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Word;

    use crate::rules::Conclusion;
    use crate::state::State;

    /// The words the table takes are the words of the enum: whoever adds one to either must add it to the other.
    #[test]
    fn the_tables_take_the_words_of_the_enums() {
        let sql = crate::MIGRATIONS[0].sql;
        let list = |words: Vec<&str>| {
            format!("IN ({})", words.iter().map(|w| format!("'{w}'")).collect::<Vec<_>>().join(", "))
        };
        assert!(sql.contains(&format!("state {}", list(State::ALL.iter().map(|s| s.word()).collect()))));
        assert!(
            sql.contains(&format!("audited_conclusion {}", list(Conclusion::ALL.iter().map(|c| c.word()).collect())))
        );
        assert!(
            sql.contains(&format!("kind {}", list(agreements::ResultKind::ALL.iter().map(|k| k.word()).collect())))
        );
    }
}
