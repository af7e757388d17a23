//! From a file to the rows of a list: the sheet chosen, the headings found, what is no row left out.

use std::ops::ControlFlow;

use kernel::{Breach, Refusal, Said, Text, Word, say};
use sheets::{Book, Cell, Encoding, Format, Limits, Refused, Row, Source, plain, tidy};

use crate::fault::{Fault, Findings};
use crate::layout::{Column, Field, Layout, repeats_headings};
use crate::opening::{choose, encoding_of, head_of, names_shown, no_headings};
use crate::progress::{Progress, Stage};
use crate::twice::{compare, same_meaning, twice};

/// How a file is to be read; empty parts are found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct HowToRead {
    pub sheet: String,
    pub encoding: String,
    /// Columns and their fields as a person chose them.
    pub columns: Vec<(u32, String)>,
}

/// An open list with its headings found.
pub struct List<F> {
    book: Book,
    sheet: usize,
    pub sheet_name: String,
    pub layout: Layout,
    pub findings: Findings,
    /// The sheets that are not hidden, for people to choose another.
    pub sheets: Vec<String>,
    /// The first rows behind the headings, for people to see what the columns hold.
    pub sample: Vec<Vec<String>>,
    field: std::marker::PhantomData<F>,
}

/// A row of the list.
pub struct Line<'a, F> {
    pub number: u32,
    row: &'a Row,
    columns: &'a [Option<&'a Column>],
    sheet: &'a str,
    field: std::marker::PhantomData<F>,
}

/// A file that cannot be read is a breach beside the field it was chosen in.
pub fn refusal(refused: Refused) -> Refusal {
    match refused {
        Refused::Io(error) => Refusal::fault(error),
        refused => Breach::field("file", refused.said()).into(),
    }
}

impl<F: Field> List<F> {
    /// Opens a file and finds its headings. Missing columns are findings, since a person may still say which they are.
    pub fn open(source: impl Source + 'static, how: &HowToRead) -> Result<List<F>, Refusal> {
        let mut book = Book::open_as(source, Limits::default(), encoding_of(&how.encoding)?).map_err(refusal)?;
        let sheet = choose::<F>(&mut book, how.sheet.trim())?;
        let head = head_of(&mut book, sheet)?;
        let sheet_name = book.sheets()[sheet].name.clone();
        let Some(layout) = Layout::find::<F>(&head) else {
            return Err(Breach::field("sheet", no_headings::<F>(&book, &sheet_name)).into());
        };
        let layout = layout.with::<F>(&how.columns);
        let behind = head.iter().filter(|row| row.number > layout.head_to).take(3);
        let cells = |row: &Row| layout.columns.iter().map(|c| row.cell(c.at as usize).text().into_owned()).collect();
        let sample = behind.map(cells).collect();
        let mut findings = Findings::default();
        note_sheets(&book, sheet, &mut findings);
        for field in layout.missing::<F>() {
            findings.whole(missing(field), false);
        }
        for (unused, read) in twice(&layout) {
            findings.whole(Breach::field(format!("column.{}", unused.at), same_meaning::<F>(unused, read)), true);
        }
        let sheets = names_shown(&book);
        Ok(List { book, sheet, sheet_name, sheets, layout, findings, sample, field: std::marker::PhantomData })
    }

    /// Whether every column the list cannot do without is there.
    pub fn is_complete(&self) -> bool {
        self.layout.missing::<F>().is_empty()
    }

    /// What `read` makes of the rows, and how many rows there are; of a list that lacks a column, nothing.
    pub(crate) fn all<T>(
        &mut self,
        progress: &Progress,
        mut read: impl FnMut(&Line<'_, F>, &mut Findings) -> Option<T>,
    ) -> Result<(Vec<T>, u64), Refusal> {
        let mut rows = Vec::new();
        if !self.is_complete() {
            return Ok((rows, 0));
        }
        let count = self.each(progress, |line, findings| {
            rows.extend(read(line, findings));
            Ok(())
        })?;
        if count == 0 {
            self.findings.whole(Breach::field("file", EMPTY), false);
        }
        Ok((rows, count))
    }

    /// Hands every row of the list to `visit`, with the findings to add to. Headings said again, section titles and what
    /// stands below the list are left out and noted.
    pub fn each(
        &mut self,
        progress: &Progress,
        mut visit: impl FnMut(&Line<'_, F>, &mut Findings) -> Result<(), Refusal>,
    ) -> Result<u64, Refusal> {
        let (layout, sheet) = (&self.layout, self.sheet_name.as_str());
        let columns: Vec<Option<&Column>> = F::ALL.iter().map(|field| layout.column(*field)).collect();
        let (findings, twice) = (&mut self.findings, twice(layout));
        let mut count = 0;
        progress.begin(Stage::Reading, 1000);
        let summary = self.book.rows(self.sheet, |row| -> Result<ControlFlow<()>, Stop> {
            if row.number <= layout.head_to {
                return Ok(ControlFlow::Continue(()));
            }
            if progress.is_stopped() {
                return Ok(ControlFlow::Break(()));
            }
            progress.set(u64::from(row.permille));
            let line = Line { number: row.number, row, columns: &columns, sheet, field: std::marker::PhantomData::<F> };
            if let Some(what) = no_row(layout, &line) {
                findings.add(line.fault(None, "", what, true));
                return Ok(ControlFlow::Continue(()));
            }
            count += 1;
            twice.iter().for_each(|pair| compare(row, sheet, *pair, findings));
            visit(&line, findings)?;
            Ok(ControlFlow::Continue(()))
        });
        let summary = match summary {
            Ok(summary) => summary,
            Err(Stop::Refused(refused)) => return Err(refusal(refused)),
            Err(Stop::Refusal(refusal)) => return Err(refusal),
        };
        if summary.hidden_rows > 0 {
            findings.whole(Breach::field("", HIDDEN_ROWS.with(&[("n", &summary.hidden_rows)])), true);
        }
        if let Some(place) = summary.first_formula {
            findings.whole(Breach::field("", FORMULAS.with(&[("n", &summary.formulas), ("place", &place)])), true);
        }
        Ok(count)
    }
}

enum Stop {
    Refused(Refused),
    Refusal(Refusal),
}
impl From<Refused> for Stop {
    fn from(refused: Refused) -> Stop {
        Stop::Refused(refused)
    }
}
impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refusal(refusal)
    }
}

fn missing<F: Field>(field: F) -> Breach {
    let text = field.text();
    let aliases = field.headings().join("、");
    Breach::field(
        field.word(),
        Said {
            zh: format!("缺少“{}”列（可用的表头：{aliases}）。如该列另有名称，请在“列对应”中指明。", text.zh),
            en: format!(
                "The column “{}” is missing (headings that are known: {aliases}). If it bears another name, say so under “Columns”.",
                text.en
            ),
        },
    )
}

fn note_sheets(book: &Book, chosen: usize, findings: &mut Findings) {
    let others = |hidden: bool| -> Vec<&str> {
        let sheets = book.sheets().iter().enumerate();
        sheets.filter(|(at, s)| *at != chosen && s.hidden == hidden).map(|(_, s)| s.name.as_str()).collect()
    };
    let (shown, hidden) = (others(false), others(true));
    if !shown.is_empty() {
        findings.whole(Breach::field("sheet", OTHER_SHEETS.with(&[("names", &shown.join("、"))])), true);
    }
    if !hidden.is_empty() {
        findings.whole(Breach::field("sheet", HIDDEN_SHEETS.with(&[("names", &hidden.join("、"))])), true);
    }
    if let (Format::Text, Some(encoding)) = (book.format(), book.encoding())
        && encoding != Encoding::Utf8
    {
        let text = encoding.text();
        let said = Said {
            zh: format!("文本按 {} 编码读取。", text.zh),
            en: format!("The text was read as {}.", text.en),
        };
        findings.whole(Breach::field("file", said), true);
    }
}

const EMPTY: Text = say("表头下面没有数据行", "There is no row below the headings");
const OTHER_SHEETS: Text = say("还有其他工作表没有读取：{names}", "Further sheets were not read: {names}");
const HIDDEN_SHEETS: Text =
    say("有隐藏的工作表，没有读取：{names}", "There are hidden sheets, which were not read: {names}");
const HIDDEN_ROWS: Text =
    say("有 {n} 行被隐藏或筛选掉，已一并读取。", "{n} rows are hidden or filtered out; they were read all the same.");
const FORMULAS: Text = say(
    "有 {n} 个公式单元格（第一个在 {place}），采用文件中保存的计算结果，不重新计算。",
    "{n} cells hold formulas (the first is {place}); the results kept in the file are used, nothing is worked out anew.",
);
const SAID_AGAIN: Text = say("重复的表头，未作为数据读取", "Headings said again; not read as a row");
const FOOTER: Text = say("合计、说明等行，未作为数据读取", "A total or a remark; not read as a row");
const NOTHING: Text = say(
    "除序号等未读取的列外没有内容，未作为数据读取",
    "Holds nothing in the columns that are read, such as a serial number alone; not read as a row",
);
const SECTION: Text = say("分节标题，未作为数据读取", "The title of a section; not read as a row");

/// How rows begin that sum up or explain.
const FOOTERS: [&str; 16] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "备注",
    "注:",
    "注：",
    "注1",
    "说明",
    "制表",
    "填表",
    "审核",
    "联系人",
    "联系电话",
    "盖章",
    "公章",
];

/// Why a row is none of the list; `None` when it is one.
fn no_row<F: Field>(layout: &Layout, line: &Line<'_, F>) -> Option<Text> {
    if repeats_headings(layout, line.row) {
        return Some(SAID_AGAIN);
    }
    let first = line.row.cells.iter().find(|cell| !cell.is_empty())?;
    let text = plain(&first.text());
    let held: Vec<&Cell> = F::ALL.iter().map(|f| line.cell(*f)).filter(|cell| !cell.is_empty()).collect();
    if held.is_empty() {
        return Some(NOTHING);
    }
    let all_alike = held.iter().all(|cell| cell.text() == first.text());
    let main_is_blank =
        F::ALL.first().is_some_and(|main| line.cell(*main).is_empty() || line.cell(*main).text() == first.text());
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if FOOTERS.iter().any(|word| compact.starts_with(word)) && main_is_blank && (held.len() <= 3 || all_alike) {
        return Some(FOOTER);
    }
    let stands_alone = line.row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
    ((held.len() >= 3 && all_alike) || (stands_alone && is_title(&compact))).then_some(SECTION)
}

/// Whether a cell that stands alone in its row is the title of a section: `一、新工科`, `(二)师资`, `江苏省(168所)`. Anything else that
/// stands alone may be a row somebody forgot to fill in, which is a fault.
fn is_title(compact: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let after = compact.trim_start_matches('(').trim_start_matches(|c| NUMERALS.contains(c));
    let is_numbered = after.len() < compact.trim_start_matches('(').len() && after.starts_with(['、', ')', '.']);
    let counted = compact.strip_suffix(')').and_then(|rest| rest.strip_suffix(['所', '项', '个', '家', '人']));
    let counts = counted.and_then(|rest| rest.rsplit_once('(')).is_some_and(|(name, number)| {
        !name.is_empty() && !number.is_empty() && number.trim_start_matches('共').chars().all(|c| c.is_ascii_digit())
    });
    is_numbered || counts
}

impl<F: Field> Line<'_, F> {
    fn column(&self, field: F) -> Option<&Column> {
        let at = F::ALL.iter().position(|f| *f == field)?;
        self.columns.get(at).copied().flatten()
    }

    /// The cell of a field; empty where the list has no such column.
    pub fn cell(&self, field: F) -> &Cell {
        self.column(field).map_or(&Cell::Empty, |column| self.row.cell(column.at as usize))
    }

    /// What the column of a field is called; empty where the list has no such column.
    pub fn heading(&self, field: F) -> &str {
        self.column(field).map_or("", |column| &column.heading)
    }

    /// Whether amounts in this column are in ten thousand yuan.
    pub fn is_in_wan(&self, field: F) -> bool {
        self.column(field).is_some_and(|column| column.in_wan)
    }

    /// The text of a field as it is kept.
    pub fn text(&self, field: F) -> String {
        tidy(&self.cell(field).text())
    }

    /// The text of a field in plain signs: numbers, codes, days.
    pub fn plain(&self, field: F) -> String {
        plain(&self.cell(field).text())
    }

    /// A text that must be there and be no longer than `most` characters.
    pub fn needed(&self, field: F, most: usize, findings: &mut Findings) -> Option<String> {
        let text = self.optional(field, most, findings)?;
        if text.is_empty() {
            findings.add(self.fault(Some(field), "", MISSING, false));
            return None;
        }
        Some(text)
    }

    /// A text that may be absent. `None` when it cannot be used.
    pub fn optional(&self, field: F, most: usize, findings: &mut Findings) -> Option<String> {
        if self.is_unreadable(field, findings) {
            return None;
        }
        let text = self.text(field);
        let count = text.chars().count();
        if count > most {
            findings.add(self.fault(Some(field), "", TOO_LONG.with(&[("most", &most), ("count", &count)]), false));
            return None;
        }
        Some(text)
    }

    /// A cell that holds an error or a formula without a result, which is then a fault.
    pub fn is_unreadable(&self, field: F, findings: &mut Findings) -> bool {
        let said = match self.cell(field) {
            Cell::Fault(_) => ERROR,
            Cell::Uncomputed => UNCOMPUTED,
            Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Date(..) | Cell::Bool(_) => return false,
        };
        findings.add(self.fault(Some(field), "", said, false));
        true
    }

    /// What is wrong with a cell of this row, or with the whole row.
    pub fn fault(&self, field: Option<F>, rule: &str, said: impl Into<Said>, is_note: bool) -> Fault {
        let column = field.and_then(|field| self.column(field));
        Fault {
            sheet: self.sheet.to_owned(),
            row: self.number,
            column: column.map(|column| column.at),
            heading: column.map_or(String::new(), |column| column.heading.clone()),
            value: field.map_or(String::new(), |field| self.cell(field).text().into_owned()),
            rule: rule.to_owned(),
            said: said.into(),
            is_note,
        }
    }
}

const MISSING: Text = say("此项必填", "This cell is needed");
const TOO_LONG: Text = say("最多 {most} 字，现有 {count} 字", "At most {most} characters, there are {count}");
const ERROR: Text =
    say("单元格为错误值，请改正后重新上传", "The cell holds an error; correct it and upload the list again");
const UNCOMPUTED: Text = say(
    "公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存，或改为数值",
    "The formula has no kept result; open and save the file in Excel or WPS, or replace it by its value",
);
