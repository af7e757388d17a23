//! A file that is open for reading, whatever its format.

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use crate::sniff::{Sniffed, sniff};
use crate::text::{self, Encoding};
use crate::xls::Xls;
use crate::xlsx::Xlsx;
use crate::{Cell, Limits, Place, Refused, Row};

kernel::words! {
    /// What a file turned out to be.
    pub enum Format {
        Xlsx = "xlsx" ("Excel 工作簿（xlsx）", "Excel workbook (xlsx)"),
        Xls = "xls" ("Excel 97-2003 工作簿（xls）", "Excel 97-2003 workbook (xls)"),
        Text = "text" ("文本表格（csv、tsv）", "text table (csv, tsv)"),
    }
}

/// Where bytes come from: an open file, or bytes in memory.
pub trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// A sheet as the workbook lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
}

/// What was seen while a sheet was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows with something in them.
    pub rows: u64,
    pub hidden_rows: u64,
    /// Cells with a formula; the kept value was handed out.
    pub formulas: u64,
    pub first_formula: Option<Place>,
    pub merged_areas: u64,
}

/// An open file.
pub struct Book {
    inner: Inner,
    format: Format,
    sheets: Vec<Sheet>,
    limits: Limits,
}

enum Inner {
    Xlsx(Box<Xlsx<Box<dyn Source>>>),
    Xls(Box<Xls>),
    Text(Box<text::Table>),
}

impl Book {
    /// Opens a file. Its size is looked at before anything is read.
    pub fn open(source: impl Source + 'static, limits: Limits) -> Result<Book, Refused> {
        Book::open_as(source, limits, None)
    }

    /// Opens a file whose text, if it is one, is in a given encoding.
    pub fn open_as(source: impl Source + 'static, limits: Limits, encoding: Option<Encoding>) -> Result<Book, Refused> {
        let mut source: Box<dyn Source> = Box::new(source);
        let bytes = source.seek(SeekFrom::End(0))?;
        if bytes > limits.file_bytes {
            return Err(Refused::TooLarge { bytes, most: limits.file_bytes });
        }
        let (inner, format, sheets) = match sniff(&mut source)? {
            Sniffed::Not(found) => return Err(Refused::Kind(found)),
            Sniffed::Zip => {
                let book = Xlsx::open(source, limits)?;
                let sheets = book.sheets();
                (Inner::Xlsx(Box::new(book)), Format::Xlsx, sheets)
            }
            Sniffed::Compound => {
                let book = Xls::open(&mut source, limits)?;
                let sheets = book.sheets();
                (Inner::Xls(Box::new(book)), Format::Xls, sheets)
            }
            Sniffed::Text => {
                let table = text::Table::open(source, limits, encoding)?;
                let sheet = Sheet { name: String::new(), hidden: false };
                (Inner::Text(Box::new(table)), Format::Text, vec![sheet])
            }
        };
        Ok(Book { inner, format, sheets, limits })
    }

    pub fn format(&self) -> Format {
        self.format
    }

    /// The encoding of a text; `None` for workbooks.
    pub fn encoding(&self) -> Option<Encoding> {
        match &self.inner {
            Inner::Text(table) => Some(table.encoding()),
            Inner::Xlsx(_) | Inner::Xls(_) => None,
        }
    }

    /// Every sheet in its order, hidden ones too. A text is one sheet without a name.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The sheet with this name, or the first that is not hidden.
    pub fn choose(&self, name: Option<&str>) -> Result<usize, Refused> {
        let known = || self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        match name.filter(|name| !name.is_empty()) {
            Some(name) => {
                let found = self.sheets.iter().position(|sheet| sheet.name == name);
                found.ok_or_else(|| Refused::NoSheet { name: name.to_owned(), known: known() })
            }
            None => self.sheets.iter().position(|s| !s.hidden).ok_or_else(|| Refused::AllHidden { known: known() }),
        }
    }

    /// Hands each row of a sheet that holds something to `visit`, from the top, until it breaks off. May be called again.
    pub fn rows<E: From<Refused>>(
        &mut self,
        sheet: usize,
        mut visit: impl FnMut(&Row) -> Result<ControlFlow<()>, E>,
    ) -> Result<Summary, E> {
        let (most, name) = (self.limits.sheet_chars, self.sheets.get(sheet).map_or("", |sheet| sheet.name.as_str()));
        let mut handed_out = 0;
        let mut counted = |row: &Row| -> Result<ControlFlow<()>, E> {
            handed_out += row.cells.iter().map(Cell::chars).sum::<u64>();
            if handed_out > most {
                return Err(Refused::TooMuchText { sheet: name.to_owned(), most }.into());
            }
            visit(row)
        };
        match &mut self.inner {
            Inner::Xlsx(book) => book.rows(sheet, &mut counted),
            Inner::Xls(book) => book.rows(sheet, &mut counted),
            Inner::Text(table) => table.rows(&mut counted),
        }
    }
}
