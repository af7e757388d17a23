//! The tables of documents and queries.

use std::collections::HashSet;

use matching::Fault;
use matching::affinity::codes::MOST_CODES;

use super::sheet::{Line, Sheet};

/// Columns that are no texts.
const RESERVED: [&str; 7] = ["id", "code", "owner", "enterprise", "small", "known", "excluded"];

pub struct Table {
    pub fields: Vec<String>,
    pub rows: Vec<Row>,
}

pub struct Row {
    pub line: u32,
    pub id: String,
    pub codes: Vec<String>,
    pub owner: Option<String>,
    pub enterprise: Option<String>,
    pub small: bool,
    pub known: f64,
    pub excluded: Vec<String>,
    pub texts: Vec<String>,
}

impl Row {
    /// All it says.
    pub fn text(&self) -> String {
        self.texts.join("\n")
    }

    pub fn codes(&self) -> Vec<&str> {
        self.codes.iter().map(String::as_str).collect()
    }
}

pub fn parse(sheet: &Sheet<'_>) -> Result<Table, Fault> {
    let id = sheet.needed("id")?;
    let [code, owner, enterprise, small, known, excluded] =
        ["code", "owner", "enterprise", "small", "known", "excluded"].map(|name| sheet.column(name));
    let texts: Vec<usize> = (0..sheet.header.len()).filter(|&at| !RESERVED.contains(&sheet.header[at])).collect();
    if texts.is_empty() {
        return Err(Fault::on_line(1, format!("there is no column of texts beside {}", RESERVED.join(", "))));
    }
    let mut ids = HashSet::new();
    let row = |line: &Line<'_>| {
        let id = line.needed(id, "id")?.to_owned();
        if !ids.insert(id.clone()) {
            return Err(line.fault(format!("id {id} is there twice")));
        }
        if owner.is_some() && line.given(owner).is_none() {
            return Err(line.fault(format!("{id} has no owner; every document has one or none has")));
        }
        let codes = line.given(code).map_or_else(Vec::new, several);
        if codes.len() > MOST_CODES {
            return Err(line.fault(format!("{id} has {} codes; {MOST_CODES} is the most", codes.len())));
        }
        let text = |column| line.given(column).map(str::to_owned);
        Ok(Row {
            line: line.number,
            id,
            codes,
            owner: text(owner),
            enterprise: text(enterprise),
            small: is_small(line, small)?,
            known: line.number(known, "known")?.unwrap_or(0.0),
            excluded: line.given(excluded).map_or_else(Vec::new, several),
            texts: texts.iter().map(|&at| line.cells[at].to_owned()).collect(),
        })
    };
    let rows = sheet.lines.iter().map(row).collect::<Result<_, _>>()?;
    Ok(Table { fields: texts.iter().map(|&at| sheet.header[at].to_owned()).collect(), rows })
}

fn is_small(line: &Line<'_>, column: Option<usize>) -> Result<bool, Fault> {
    match line.given(column) {
        None | Some("no" | "0" | "否") => Ok(false),
        Some("yes" | "1" | "是") => Ok(true),
        Some(other) => Err(line.fault(format!("small is {other:.40}; give yes, no or nothing"))),
    }
}

/// Each entry of a cell once, in their order.
fn several(cell: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let entries = cell.split([';', '；']).map(str::trim).filter(|entry| !entry.is_empty() && seen.insert(*entry));
    entries.map(str::to_owned).collect()
}

/// What is short and chosen says more than what is long.
pub fn weight(field: &str) -> f64 {
    if matches!(field, "title" | "name" | "keywords" | "majors" | "courses" | "tags") { 2.0 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(table: &str) -> String {
        let read = Sheet::parse(table).and_then(|sheet| parse(&sheet));
        read.err().map_or_else(String::new, |fault| fault.to_string())
    }

    #[test]
    fn faults_of_a_table_are_named_with_their_line() {
        assert_eq!(fault("name\ttext\n"), "line 1: there is no column id; the first line names the columns");
        assert_eq!(fault("id\ttext\n1\ta\n1\tb\n"), "line 3: id 1 is there twice");
        assert_eq!(fault("id\ttext\n1\ta\n2\n"), "line 3: there are 1 columns; the first line names 2");
        assert!(fault("id\tcode\n").starts_with("line 1: there is no column of texts beside id, code, owner"));
        assert_eq!(fault("id\ttext\towner\n1\ta\t\n"), "line 2: 1 has no owner; every document has one or none has");
        let many =
            format!("id\ttext\tcode\n1\ta\t{}\n", (0..17).map(|at| at.to_string()).collect::<Vec<_>>().join(";"));
        assert_eq!(fault(&many), "line 2: 1 has 17 codes; 16 is the most");
        assert_eq!(fault("id\ttext\ttext\n"), "line 1: column text is there twice");
        assert_eq!(fault(""), "line 1: there is no column id; the first line names the columns");
        assert_eq!(fault("id\ttext\tsmall\n1\ta\tmaybe\n"), "line 2: small is maybe; give yes, no or nothing");
        assert_eq!(fault("id\ttext\tknown\n1\ta\tinf\n"), "line 2: known is inf; give a number");
    }
}
