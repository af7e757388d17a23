//! What a check of a list found, whatever the list holds.

use kernel::Said;

use crate::fault::{Fault, Findings};
use crate::layout::{Field, Layout};
use crate::reading::List;

/// How many rows do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = ImportCounts)]
pub struct Counts {
    pub rows: u64,
    pub new: u64,
    /// The register says the same already.
    pub unchanged: u64,
    /// Known, and something about them changes: a closing is recorded, a name or an authority is another.
    pub changed: u64,
    /// Organisations that would be added as imported and not verified.
    pub created: u64,
    /// Names a person has said the meaning of, to be remembered.
    pub remembered: u64,
    /// Names nobody knows yet.
    pub open: u64,
    /// Letters that would go out.
    pub letters: u64,
}

impl Counts {
    /// Whether nothing would be written. A name that a person explained is remembered even where every row is known.
    pub fn is_nothing(&self) -> bool {
        self.new == 0 && self.changed == 0 && self.created == 0 && self.remembered == 0
    }
}

/// What was found in a list.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    pub sheet: String,
    /// Every sheet that is not hidden.
    pub sheets: Vec<String>,
    pub layout: Layout,
    /// The first rows, by the columns of the layout.
    pub sample: Vec<Vec<String>>,
    pub findings: Findings,
    pub counts: Counts,
}

impl Overview {
    pub(crate) fn of<F: Field>(list: &mut List<F>, rows: u64) -> Overview {
        Overview {
            sheet: list.sheet_name.clone(),
            sheets: std::mem::take(&mut list.sheets),
            layout: list.layout.clone(),
            sample: std::mem::take(&mut list.sample),
            findings: std::mem::take(&mut list.findings),
            counts: Counts { rows, ..Counts::default() },
        }
    }

    /// Adds what is wrong with a row that was read before; `value` is what stands in its field.
    pub(crate) fn fault<F: Field>(
        &mut self,
        (row, field): (u32, F),
        value: String,
        rule: &str,
        said: impl Into<Said>,
        is_note: bool,
    ) {
        let column = self.layout.column(field);
        self.findings.add(Fault {
            sheet: self.sheet.clone(),
            row,
            column: column.map(|column| column.at),
            heading: column.map_or(String::new(), |column| column.heading.clone()),
            value,
            rule: rule.to_owned(),
            said: said.into(),
            is_note,
        });
    }

    /// Whether the list can be imported as it is.
    pub fn is_ready(&self) -> bool {
        self.findings.faults == 0 && self.counts.open == 0
    }

    /// Whether importing it would change nothing.
    pub fn is_known(&self) -> bool {
        self.counts.is_nothing()
    }
}
