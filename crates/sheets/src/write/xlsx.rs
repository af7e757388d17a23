//! A workbook, cell by cell. Texts stand in their cells, so that no list of texts has to be kept.

use std::fmt::Write;

use super::archive::Archive;
use super::{Column, Value, Width};
use crate::{Refused, column_name, day};

/// Rows of a sheet, its heading among them.
const ROWS: u32 = 1_048_576;
/// A sheet ends here at the latest, well below the 4 GiB an archive of this kind can say.
const SHEET_BYTES: u64 = 3 << 30;
const ARCHIVE_BYTES: u64 = 4_000_000_000;
/// Characters of a cell; programs refuse workbooks with more.
const CHARS: usize = 32_767;
const CUT: &str = "…（已截断）";
/// What gathers before it is packed.
const GATHERED: usize = 64 * 1024;

mod style {
    pub(super) const HEADING: u8 = 1;
    pub(super) const TEXT: u8 = 2;
    pub(super) const DAY: u8 = 3;
    pub(super) const MONEY: u8 = 4;
    pub(super) const WHOLE: u8 = 5;
    pub(super) const MINUTE: u8 = 6;
}

pub(super) struct Xlsx {
    archive: Archive,
    names: Vec<String>,
    base: String,
    columns: Vec<Column>,
    letters: Vec<String>,
    /// The last row written.
    row: u32,
    bytes: u64,
    text: String,
}

impl Xlsx {
    pub(super) fn new(name: &str, columns: Vec<Column>) -> Xlsx {
        let mut xlsx = Xlsx {
            archive: Archive::new(),
            names: Vec::new(),
            base: String::new(),
            columns: Vec::new(),
            letters: Vec::new(),
            row: 0,
            bytes: 0,
            text: String::with_capacity(2 * GATHERED),
        };
        xlsx.sheet(name, columns);
        xlsx
    }

    pub(super) fn sheet(&mut self, name: &str, columns: Vec<Column>) {
        self.base = sheet_name(name);
        self.letters = (0..columns.len()).map(|n| column_name(n as u32)).collect();
        self.columns = columns;
        self.begin();
    }

    /// Begins a sheet; when the one before is full, with the same columns.
    fn begin(&mut self) {
        self.end_sheet();
        let same = self.names.iter().filter(|known| known.starts_with(&self.base)).count();
        let name = if same == 0 { self.base.clone() } else { format!("{} ({})", self.base, same + 1) };
        self.names.push(name);
        self.archive.begin(&format!("xl/worksheets/sheet{}.xml", self.names.len()));
        (self.row, self.bytes) = (1, 0);
        self.text.push_str(HEAD);
        self.text.push_str(if self.names.len() == 1 { VIEW_FIRST } else { VIEW });
        self.text.push_str("<cols>");
        for (n, column) in self.columns.iter().enumerate() {
            let width = match column.width {
                Width::Narrow => 12,
                Width::Usual => 22,
                Width::Wide => 48,
            };
            let _ = write!(self.text, "<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", n + 1);
        }
        self.text.push_str("</cols><sheetData><row r=\"1\">");
        for (letters, column) in self.letters.iter().zip(&self.columns) {
            inline(&mut self.text, letters, 1, style::HEADING, &column.heading);
        }
        self.text.push_str("</row>");
    }

    pub(super) fn row(&mut self, values: &[Value]) -> Result<(), Refused> {
        if self.row >= ROWS || self.bytes > SHEET_BYTES {
            self.begin();
        }
        if self.archive.length() > ARCHIVE_BYTES {
            return Err(Refused::TooLarge { bytes: self.archive.length(), most: ARCHIVE_BYTES });
        }
        self.row += 1;
        let row = self.row;
        let _ = write!(self.text, "<row r=\"{row}\">");
        for (letters, value) in self.letters.iter().zip(values) {
            let text = &mut self.text;
            match value {
                Value::Empty => {}
                Value::Text(written) => inline(text, letters, row, style::TEXT, written),
                Value::Word { text: written, .. } => inline(text, letters, row, style::TEXT, written),
                Value::Whole(number) => numeric(text, letters, row, style::WHOLE, number),
                Value::Money(fen) => numeric(text, letters, row, style::MONEY, &super::csv::yuan(*fen)),
                Value::Day(on) => numeric(text, letters, row, style::DAY, &day::to_serial(*on)),
                Value::At(at) => {
                    let minutes = (at.millis() - at.day().begins().millis()) / 60_000;
                    let serial = f64::from(day::to_serial(at.day())) + minutes as f64 / 1440.0;
                    numeric(text, letters, row, style::MINUTE, &serial);
                }
            }
        }
        self.text.push_str("</row>");
        if self.text.len() > GATHERED {
            self.pack();
        }
        Ok(())
    }

    fn pack(&mut self) {
        self.bytes += self.text.len() as u64;
        self.archive.write(self.text.as_bytes());
        self.text.clear();
    }

    fn end_sheet(&mut self) {
        if self.names.is_empty() {
            return;
        }
        let last = self.letters.last().map_or("A", String::as_str);
        let area = format!("A1:{last}{}", self.row);
        let _ = write!(
            self.text,
            "</sheetData><autoFilter ref=\"{area}\"/><ignoredErrors><ignoredError sqref=\"{area}\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>"
        );
        self.pack();
    }

    pub(super) fn ready(&mut self) -> Vec<u8> {
        self.pack();
        self.archive.ready()
    }

    pub(super) fn end(mut self) -> Vec<u8> {
        self.end_sheet();
        let mut types = String::from(TYPES);
        let mut sheets = String::from(WORKBOOK);
        let mut relations = String::from(RELATIONS);
        for (n, name) in self.names.iter().enumerate() {
            let n = n + 1;
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            );
            sheets.push_str("<sheet name=\"");
            escape(&mut sheets, name);
            let _ = write!(sheets, "\" sheetId=\"{n}\" r:id=\"rId{n}\"/>");
            let _ = write!(
                relations,
                "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
            );
        }
        types.push_str("</Types>");
        sheets.push_str("</sheets></workbook>");
        relations.push_str("</Relationships>");
        for (part, text) in [
            ("xl/styles.xml", STYLES),
            ("xl/workbook.xml", &sheets),
            ("xl/_rels/workbook.xml.rels", &relations),
            ("_rels/.rels", ROOT),
            ("[Content_Types].xml", &types),
        ] {
            self.archive.begin(part);
            self.archive.write(text.as_bytes());
        }
        self.archive.end()
    }
}

fn inline(out: &mut String, letters: &str, row: u32, style: u8, written: &str) {
    let _ = write!(out, "<c r=\"{letters}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    match written.char_indices().nth(CHARS) {
        None => escape(out, written),
        Some(_) => {
            let kept: String = written.chars().take(CHARS - CUT.chars().count()).collect();
            escape(out, &kept);
            out.push_str(CUT);
        }
    }
    out.push_str("</t></is></c>");
}

fn numeric(out: &mut String, letters: &str, row: u32, style: u8, number: &dyn std::fmt::Display) {
    let _ = write!(out, "<c r=\"{letters}{row}\" s=\"{style}\"><v>{number}</v></c>");
}

/// Writes text as XML: marks become entities, signs XML cannot hold vanish, and what looks like a masked sign is masked.
fn escape(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("_x000D_"),
            '_' if is_mask(&text[at..]) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
}

fn is_mask(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// A name every program takes: at most 31 characters without `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).take(25).collect();
    if kept.trim().is_empty() { "Sheet".to_owned() } else { kept.trim().to_owned() }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
const VIEW_FIRST: &str = "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
const VIEW: &str = "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>";
const WORKBOOK: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rIdS\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>";
const ROOT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
/// In the order of `style`: usual, heading, text, day, money, whole number, minute.
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/></numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"等线\"/></font><font><b/><sz val=\"11\"/><name val=\"等线\"/></font></fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EEF4\"/></patternFill></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"7\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
