//! Where a list begins and what its columns mean: found by the headings, and corrected by a person.

use kernel::Word;
use sheets::{Cell, Row, plain};

/// A field of a list: the words people call its column by.
pub trait Field: Word + std::fmt::Debug + std::hash::Hash + Ord + Send + Sync {
    /// Headings it is known by, the usual one first. Signs, blanks, brackets and what stands in them do not count.
    fn headings(self) -> &'static [&'static str];
    /// Without its column the list cannot be read.
    fn is_required(self) -> bool;
}

/// A column as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = ImportColumn)]
pub struct Column {
    /// From 0.
    pub at: u32,
    pub heading: String,
    /// Word of the field; empty for a column that is not read.
    pub field: String,
    /// The heading says that amounts are in ten thousand yuan (万元).
    #[serde(default)]
    pub in_wan: bool,
    /// Word of a field that this column names as well, and that is read from another.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub same_as: String,
}

/// Which rows and columns of a sheet are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Layout {
    /// First and last row of the headings.
    pub head_from: u32,
    pub head_to: u32,
    pub columns: Vec<Column>,
}

/// Rows that are looked at for headings.
pub const LOOKED_AT: usize = 60;

impl Layout {
    /// Finds the headings among the first rows: the row that names most fields. `None` when no row names two.
    pub fn find<F: Field>(rows: &[Row]) -> Option<Layout> {
        let counts: Vec<usize> = rows.iter().map(|row| named::<F>(row, None).len()).collect();
        let most = counts.iter().copied().max().filter(|most| *most >= 2)?;
        let at = counts.iter().position(|count| *count == most)?;
        let above = at.checked_sub(1).filter(|above| belongs_together(&rows[*above], &rows[at]));
        let below = (at + 1 < rows.len() && belongs_together(&rows[at], &rows[at + 1])).then_some(at + 1);
        let (upper, lower) = match (above, below) {
            (_, Some(below)) => (Some(at), below),
            (Some(above), None) => (Some(above), at),
            (None, None) => (None, at),
        };
        let columns = columns::<F>(&rows[lower], upper.map(|upper| &rows[upper]));
        let head_from = rows[upper.unwrap_or(lower)].number;
        Some(Layout { head_from, head_to: rows[lower].number, columns })
    }

    /// The column of a field.
    pub fn column<F: Field>(&self, field: F) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field.word())
    }

    /// Fields without a column that the list cannot do without.
    pub fn missing<F: Field>(&self) -> Vec<F> {
        F::ALL.iter().copied().filter(|field| field.is_required() && self.column(*field).is_none()).collect()
    }

    /// The same layout with the fields a person chose, by column. A field chosen twice stays with its first column.
    pub fn with<F: Field>(mut self, choices: &[(u32, String)]) -> Layout {
        for (at, word) in choices {
            let known = F::parse(word).map(|field| field.word().to_owned()).unwrap_or_default();
            if let Some(column) = self.columns.iter_mut().find(|column| column.at == *at) {
                column.field = known;
                column.same_as.clear(); // a person decided
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        for column in &mut self.columns {
            if !column.field.is_empty() && !seen.insert(column.field.clone()) {
                column.field.clear();
            }
        }
        self
    }
}

/// A heading without width, signs, blanks and brackets. `经费（万元）*` and `经 费` are the same.
pub fn key(heading: &str) -> String {
    let plain = plain(heading);
    let mut depth = 0u32;
    let mut key = String::new();
    for c in plain.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '<' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ => {}
        }
    }
    key
}

fn field_of<F: Field>(heading: &str) -> Option<F> {
    let wanted = key(heading);
    if wanted.is_empty() {
        return None;
    }
    F::ALL.iter().copied().find(|field| field.headings().iter().any(|known| key(known) == wanted))
}

/// What a column is called when headings stand in two rows: below `企业` a `名称` means the name of the enterprise.
fn field_under<F: Field>(upper: &str, lower: &str) -> Option<F> {
    if key(upper) == key(lower) || upper.is_empty() {
        return field_of(lower);
    }
    field_of::<F>(&format!("{upper}{lower}"))
        .or_else(|| field_of(lower))
        .or_else(|| if lower.trim().is_empty() { field_of(upper) } else { None })
}

fn heading(row: Option<&Row>, at: usize) -> String {
    match row.map(|row| row.cell(at)) {
        Some(Cell::Text(text)) => text.trim().to_owned(),
        Some(Cell::Empty | Cell::Number(_) | Cell::Date(..) | Cell::Bool(_) | Cell::Fault(_) | Cell::Uncomputed)
        | None => String::new(),
    }
}

fn named<F: Field>(row: &Row, upper: Option<&Row>) -> Vec<(usize, F)> {
    let mut found: Vec<(usize, F)> = Vec::new();
    for at in 0..row.cells.len().max(upper.map_or(0, |row| row.cells.len())) {
        let field = field_under::<F>(&heading(upper, at), &heading(Some(row), at));
        if let Some(field) = field.filter(|field| !found.iter().any(|(_, known)| known == field)) {
            found.push((at, field));
        }
    }
    found
}

/// Two neighbouring rows are one heading when a heading is merged across both.
fn belongs_together(upper: &Row, lower: &Row) -> bool {
    let same = |at: usize| {
        let text = heading(Some(upper), at);
        !text.is_empty() && text == heading(Some(lower), at)
    };
    // A title merged across the sheet says the same in every column, and heads no single one.
    let is_title = upper.cells.len() > 1 && upper.cells.iter().all(|cell| *cell == upper.cells[0]);
    upper.number + 1 == lower.number && !is_title && (0..upper.cells.len()).any(same)
}

fn columns<F: Field>(lower: &Row, upper: Option<&Row>) -> Vec<Column> {
    let fields = named::<F>(lower, upper);
    let width = lower.cells.len().max(upper.map_or(0, |row| row.cells.len()));
    (0..width)
        .map(|at| {
            let (above, below) = (heading(upper, at), heading(Some(lower), at));
            let field = fields.iter().find(|(column, _)| *column == at).map(|(_, field)| field.word());
            let named = field_under::<F>(&above, &below).map(|field| field.word()).unwrap_or_default();
            let heading = if above.is_empty() || above == below { below } else { format!("{above} {below}") };
            let same_as = if field.is_none() { named.to_owned() } else { String::new() };
            Column {
                at: u32::try_from(at).unwrap_or(u32::MAX),
                in_wan: plain(&heading).contains("万元"),
                heading: heading.trim().to_owned(),
                field: field.unwrap_or_default().to_owned(),
                same_as,
            }
        })
        .filter(|column| !column.heading.is_empty() || !column.field.is_empty())
        .collect()
}

/// Whether a row within the list says its headings again, as at the top of a printed page.
pub(crate) fn repeats_headings(layout: &Layout, row: &Row) -> bool {
    let read: Vec<&Column> = layout.columns.iter().filter(|column| !column.field.is_empty()).collect();
    let same =
        read.iter().filter(|column| key(&heading(Some(row), column.at as usize)) == key(&column.heading)).count();
    same >= 2 && same * 2 >= read.len()
}
