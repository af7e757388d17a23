//! What programs read and write.

use directory::OrganisationKind;
use kernel::{Day, ImportId, Instant, OrganisationId, Role, Said};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::checked::{Settings, Suggested};
use crate::desk::Desk;
use crate::layout::Column;
use crate::overview::Counts;
use crate::people::PeopleSettings;
use crate::progress::Stage;
use crate::projects::ProjectSettings;
use crate::reading::HowToRead;
use crate::record::{Import, ImportFault, ImportParty, Subject};
use crate::state::State;

/// A list with what the last check found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportAnswer)]
pub(super) struct Answer {
    pub(super) id: ImportId,
    pub(super) kind: Subject,
    /// The university whose people these are; empty for lists of the programme office.
    organisation_id: Option<OrganisationId>,
    file_name: String,
    sha256: String,
    bytes: i64,
    state: State,
    created_at: Instant,
    committed_at: Option<Instant>,
    /// What importing would do; send it back to import exactly that.
    fingerprint: String,
    /// While it is being worked on.
    progress: Option<Figures>,
    found: Option<Found>,
}

/// How far a list has got.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportProgress)]
struct Figures {
    stage: Stage,
    done: u64,
    total: u64,
}

/// What a check found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportFound)]
struct Found {
    sheet: String,
    columns: Vec<Column>,
    counts: Counts,
    faults: u64,
    notes: u64,
    /// Nothing stands in the way.
    is_ready: bool,
    /// Importing it would change nothing.
    is_known: bool,
    /// Why the list could not be read at all.
    unreadable: Vec<Said>,
    created: Vec<String>,
    readers: Vec<String>,
}

impl Answer {
    pub(super) fn of(import: &Import, desk: &Desk) -> Answer {
        let found = import.found().map(|found| Found {
            is_ready: found.is_ready(),
            is_known: found.is_known(),
            sheet: found.sheet,
            columns: found.layout.columns,
            counts: found.counts,
            faults: found.faults,
            notes: found.notes,
            unreadable: found.unreadable.into_iter().map(|(zh, en)| Said { zh, en }).collect(),
            created: found.created,
            readers: found.readers,
        });
        Answer {
            id: import.id,
            kind: import.kind,
            organisation_id: import.organisation_id,
            file_name: import.file_name.clone(),
            sha256: import.sha256.clone(),
            bytes: import.bytes,
            state: import.state,
            created_at: import.created_at,
            committed_at: import.committed_at,
            fingerprint: import.fingerprint.clone(),
            progress: desk.progress(import.id).map(|(stage, done, total)| Figures { stage, done, total }),
            found,
        }
    }
}

/// A fault or a note of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportFaultAnswer)]
pub(super) struct FaultAnswer {
    sheet: String,
    /// From 1; 0 when the whole list is meant.
    row: i64,
    /// `C12`; the row alone, or empty, when more than a cell is meant.
    place: String,
    heading: String,
    value: String,
    rule: String,
    said: Said,
    is_note: bool,
}

impl From<ImportFault> for FaultAnswer {
    fn from(fault: ImportFault) -> FaultAnswer {
        FaultAnswer {
            sheet: fault.sheet,
            row: fault.line,
            place: fault.place,
            heading: fault.heading,
            value: fault.value,
            rule: fault.rule,
            said: Said { zh: fault.zh, en: fault.en },
            is_note: fault.is_note,
        }
    }
}

/// A name that nobody knows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportNameAnswer)]
pub(super) struct NameAnswer {
    kind: OrganisationKind,
    name: String,
    first_row: i64,
    rows: i64,
    /// The closest first.
    suggestions: Vec<Suggested>,
}

impl From<ImportParty> for NameAnswer {
    fn from(party: ImportParty) -> NameAnswer {
        NameAnswer {
            suggestions: party.open_name().suggestions,
            kind: party.kind,
            name: party.name,
            first_row: party.first_line,
            rows: party.rows_amount,
        }
    }
}

/// How a list is read and taken. What is left away is found out, or empty.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ImportSettings)]
pub(super) struct SettingsBody {
    sheet: String,
    /// `utf-8`, `utf-16le`, `utf-16be`, `gb18030`.
    encoding: String,
    columns: Vec<ColumnChoice>,
    established_on: Option<Day>,
    round: String,
    document: String,
    create_unknown: bool,
    organisation_id: Option<OrganisationId>,
    role: Option<Role>,
    sends_letters: bool,
}

/// What a column holds; an empty field is not read.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportColumnChoice)]
pub(super) struct ColumnChoice {
    at: u32,
    field: String,
}

impl SettingsBody {
    pub(super) fn read(self) -> (HowToRead, Settings) {
        let columns = self.columns.into_iter().map(|column| (column.at, column.field)).collect();
        let projects = ProjectSettings {
            established_on: self.established_on,
            round: self.round,
            document: self.document,
            create_unknown: self.create_unknown,
        };
        let people = PeopleSettings {
            organisation_id: self.organisation_id,
            role: self.role,
            sends_letters: self.sends_letters,
        };
        (HowToRead { sheet: self.sheet, encoding: self.encoding, columns }, Settings { projects, people })
    }
}
