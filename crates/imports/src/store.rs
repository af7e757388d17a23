//! Rows of imports.

use db::{DbError, Tx, params};
use kernel::{ImportId, Instant, OrganisationId, Refusal, RowId, Said};

use crate::checked::{Checked, OpenName};
use crate::fault::{Fault, Findings};
use crate::overview::{Counts, Overview};
use crate::record::{Import, ImportFault, ImportParty, Subject};

/// What a check found, as it is kept with the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Report {
    pub sheet: String,
    /// Every sheet that is not hidden.
    pub sheets: Vec<String>,
    pub layout: crate::layout::Layout,
    pub sample: Vec<Vec<String>>,
    pub counts: Counts,
    pub faults: u64,
    pub notes: u64,
    /// Organisations that would be added, the first hundred.
    pub created: Vec<String>,
    /// Who would be written to, the first ten.
    pub readers: Vec<String>,
    /// It was to be imported and the register had changed: this is what it would do now.
    pub looked_again: bool,
    /// Why the list could not be read at all, in both languages.
    pub unreadable: Vec<(String, String)>,
}

impl Report {
    pub(crate) fn of(checked: &Checked) -> Report {
        let Overview { sheet, sheets, layout, sample, findings, counts } = checked.overview().clone();
        let mut created = checked.created_names();
        created.truncate(100);
        Report {
            sheet,
            sheets,
            layout,
            sample,
            counts,
            faults: findings.faults,
            notes: findings.notes,
            created,
            readers: checked.readers(10),
            looked_again: false,
            unreadable: Vec::new(),
        }
    }

    /// Whether the list can be imported as it is.
    pub fn is_ready(&self) -> bool {
        self.unreadable.is_empty() && self.faults == 0 && self.counts.open == 0
    }

    /// Whether importing it would change nothing.
    pub fn is_known(&self) -> bool {
        self.counts.is_nothing()
    }
}

impl Import {
    /// What the last check found; `None` before the first.
    pub fn found(&self) -> Option<Report> {
        serde_json::from_str::<Option<Report>>(&self.report).ok().flatten()
    }
}

/// Writes down what a check found, in place of what the one before did.
pub(crate) fn keep_findings(tx: &mut Tx<'_>, id: ImportId, checked: &Checked) -> Result<(), Refusal> {
    forget_findings(tx, id)?;
    let now = tx.now();
    keep_faults(tx, id, &checked.overview().findings, now)?;
    let parties: Vec<ImportParty> =
        checked.open_names().iter().enumerate().map(|(n, name)| party_row(id, n, name, now)).collect();
    Ok(db::bulk_insert(tx, &parties)?)
}

/// Faults stand before notes in the order of a report.
const NOTES_FROM: usize = 10_000_000;
/// Findings written with one call.
const TOGETHER: usize = 1_000;

fn keep_faults(tx: &mut Tx<'_>, id: ImportId, findings: &Findings, now: Instant) -> Result<(), Refusal> {
    let (mut faults, mut notes, mut rows) = (0, NOTES_FROM, Vec::with_capacity(TOGETHER));
    findings
        .each(|fault| {
            let sort = if fault.is_note { &mut notes } else { &mut faults };
            rows.push(fault_row(id, *sort, fault, now));
            *sort += 1;
            if rows.len() == TOGETHER {
                db::bulk_insert(tx, &rows)?;
                rows.clear();
            }
            Ok::<_, Stop>(())
        })
        .map_err(|stop| stop.0)?;
    Ok(db::bulk_insert(tx, &rows)?)
}

/// What ends the writing: the database or the file.
struct Stop(Refusal);
impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        Stop(Refusal::fault(error))
    }
}
impl From<DbError> for Stop {
    fn from(error: DbError) -> Stop {
        Stop(error.into())
    }
}

pub(crate) fn forget_findings(tx: &mut Tx<'_>, id: ImportId) -> Result<(), DbError> {
    tx.execute("DELETE FROM import_fault WHERE import_id = $1", params![id])?;
    tx.execute("DELETE FROM import_party WHERE import_id = $1", params![id]).map(drop)
}

fn fault_row(import_id: ImportId, sort: usize, fault: &Fault, now: Instant) -> ImportFault {
    ImportFault {
        id: RowId::at(now),
        import_id,
        sort: sort as i64,
        sheet: fault.sheet.clone(),
        line: i64::from(fault.row),
        place: fault.place(),
        heading: fault.heading.clone(),
        // One of the databases holds no text with this character.
        value: fault.value.replace('\0', ""),
        rule: fault.rule.clone(),
        zh: fault.said.zh.clone(),
        en: fault.said.en.clone(),
        is_note: fault.is_note,
    }
}

fn party_row(import_id: ImportId, sort: usize, name: &OpenName, now: Instant) -> ImportParty {
    ImportParty {
        id: RowId::at(now),
        import_id,
        sort: sort as i64,
        kind: name.kind,
        name: name.name.clone(),
        name_key: directory::names::key(&name.name),
        first_line: i64::from(name.first_line),
        rows_amount: i64::from(name.rows),
        suggestions: serde_json::to_string(&name.suggestions).unwrap_or_else(|_| "[]".into()),
    }
}

impl ImportFault {
    pub(crate) fn fault(&self) -> Fault {
        let place = sheets::Place::parse(&self.place);
        Fault {
            sheet: self.sheet.clone(),
            row: u32::try_from(self.line).unwrap_or(0),
            column: place.map(|place| place.column),
            heading: self.heading.clone(),
            value: self.value.clone(),
            rule: self.rule.clone(),
            said: Said { zh: self.zh.clone(), en: self.en.clone() },
            is_note: self.is_note,
        }
    }
}

impl ImportParty {
    pub(crate) fn open_name(&self) -> OpenName {
        OpenName {
            kind: self.kind,
            name: self.name.clone(),
            first_line: u32::try_from(self.first_line).unwrap_or(0),
            rows: u32::try_from(self.rows_amount).unwrap_or(0),
            suggestions: serde_json::from_str(&self.suggestions).unwrap_or_default(),
        }
    }
}

/// Faults of a list from `after` on, faults before notes.
pub(crate) fn faults(tx: &mut Tx<'_>, id: ImportId, after: i64, most: usize) -> Result<Vec<ImportFault>, DbError> {
    db::list(tx, "WHERE import_id = $1 AND sort > $2 ORDER BY sort LIMIT $3", params![id, after, most])
}

/// Names nobody knew from `after` on, those of most rows first.
pub(crate) fn parties(tx: &mut Tx<'_>, id: ImportId, after: i64, most: usize) -> Result<Vec<ImportParty>, DbError> {
    db::list(tx, "WHERE import_id = $1 AND sort > $2 ORDER BY sort LIMIT $3", params![id, after, most])
}

/// The latest import of exactly this file, if there was one.
pub fn imported_before(
    tx: &mut Tx<'_>,
    subject: Subject,
    house: Option<OrganisationId>,
    sha256: &str,
) -> Result<Option<Import>, DbError> {
    let house_fits = if house.is_some() { "organisation_id = $3" } else { "organisation_id IS NULL" };
    let rest =
        format!("WHERE sha256 = $1 AND kind = $2 AND state = 'committed' AND {house_fits} ORDER BY id DESC LIMIT 1");
    let mut values = params![sha256, subject].to_vec();
    values.extend(house.map(|house| kernel::ToValue::to_value(&house)));
    db::find_where(tx, &rest, &values)
}

pub(crate) fn get(tx: &mut Tx<'_>, id: ImportId) -> Result<Import, Refusal> {
    db::get(tx, id)
}
