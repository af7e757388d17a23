//! Opening a file: its encoding, the sheet that is read, and where neither can be told, what a person is asked.

use std::ops::ControlFlow;

use kernel::{Breach, Refusal, Said, Text, Word, say};
use sheets::{Book, Cell, Encoding, Limits, Refused, Row, Source};

use crate::layout::{Field, LOOKED_AT, Layout};
use crate::reading::refusal;

/// The encoding somebody named; nothing where it is to be found out.
pub(crate) fn encoding_of(named: &str) -> Result<Option<Encoding>, Refusal> {
    if named.is_empty() {
        return Ok(None);
    }
    let known = || Encoding::ALL.iter().map(|encoding| encoding.word()).collect::<Vec<_>>().join("、");
    let wrong = |_| Breach::field("encoding", NO_ENCODING.with(&[("named", &named), ("known", &known())]));
    Ok(Encoding::parse(named).map(Some).map_err(wrong)?)
}

const NO_ENCODING: Text =
    say("没有名为“{named}”的编码，可选：{known}", "There is no encoding “{named}”; choose one of {known}");

/// Characters of a cell that are kept while headings are looked for.
const GLANCE: usize = 200;

/// The first rows of a sheet, long texts cut: what is looked at stays small whatever the file holds.
pub(crate) fn head_of(book: &mut Book, sheet: usize) -> Result<Vec<Row>, Refusal> {
    let mut head: Vec<Row> = Vec::new();
    let short = |cell: &Cell| match cell {
        Cell::Text(text) => Cell::Text(text.chars().take(GLANCE).collect()),
        Cell::Empty | Cell::Number(_) | Cell::Date(..) | Cell::Bool(_) | Cell::Fault(_) | Cell::Uncomputed => {
            cell.clone()
        }
    };
    let look = |row: &Row| -> Result<ControlFlow<()>, Refused> {
        head.push(Row { cells: row.cells.iter().map(short).collect(), ..*row });
        Ok(if head.len() < LOOKED_AT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    };
    book.rows(sheet, look).map_err(refusal)?;
    Ok(head)
}

/// Sheets that are looked at for headings.
const SHEETS: usize = 20;

/// The sheet a person named; otherwise the only one with headings of such a list, behind a cover sheet or before others. Where
/// several have them a person says which.
pub(crate) fn choose<F: Field>(book: &mut Book, named: &str) -> Result<usize, Refusal> {
    let first = book.choose(Some(named)).map_err(refusal)?;
    let mut shown: Vec<usize> = (0..book.sheets().len()).filter(|at| !book.sheets()[*at].hidden).collect();
    shown.truncate(SHEETS);
    if !named.is_empty() || shown.len() < 2 {
        return Ok(first);
    }
    let (mut whole, mut partly) = (Vec::new(), Vec::new());
    for at in shown {
        match Layout::find::<F>(&head_of(book, at)?) {
            Some(layout) if layout.missing::<F>().is_empty() => whole.push(at),
            Some(_) => partly.push(at),
            None => {}
        }
    }
    let able = if whole.is_empty() { partly } else { whole };
    match able.as_slice() {
        [] => Ok(first),
        [only] => Ok(*only),
        several => {
            let names: Vec<&str> = several.iter().map(|at| book.sheets()[*at].name.as_str()).collect();
            Err(Breach::field("sheet", SEVERAL_SHEETS.with(&[("names", &names.join("、"))])).into())
        }
    }
}

const SEVERAL_SHEETS: Text = say(
    "有几个工作表都像是名单：{names}。请指明读取哪一个。",
    "Several sheets look like such a list: {names}. Say which one to read.",
);

/// The sheets of a file that are not hidden; nothing for a text, or for what cannot be opened.
pub(crate) fn sheet_names(source: impl Source + 'static) -> Vec<String> {
    let Ok(book) = Book::open(source, Limits::default()) else { return Vec::new() };
    names_shown(&book)
}

pub(crate) fn names_shown(book: &Book) -> Vec<String> {
    let shown = book.sheets().iter().filter(|sheet| !sheet.hidden && !sheet.name.is_empty());
    shown.map(|sheet| sheet.name.clone()).collect()
}

const NO_HEADINGS: Text = say(
    "工作表“{sheet}”前 60 行中没有找到表头。表头至少应有：{needed}。请指明工作表，或补上表头后重新上传。",
    "No headings were found in the first 60 rows of sheet “{sheet}”. They must name at least: {needed}. Name the sheet, or add headings and upload the list again.",
);

/// What is said of a sheet in which no headings were found.
pub(crate) fn no_headings<F: Field>(book: &Book, sheet: &str) -> Said {
    let needed = |lang| {
        let all = F::ALL.iter().filter(|field| field.is_required());
        all.map(|field| field.text().get(lang)).collect::<Vec<_>>().join("、")
    };
    let mut said = Said {
        zh: NO_HEADINGS.zh.replace("{sheet}", sheet).replace("{needed}", &needed(kernel::Lang::Zh)),
        en: NO_HEADINGS.en.replace("{sheet}", sheet).replace("{needed}", &needed(kernel::Lang::En)),
    };
    let read_as = book.encoding();
    let others = |lang| {
        let others = Encoding::ALL.iter().filter(|other| Some(**other) != read_as);
        others.map(|other| other.text().get(lang)).collect::<Vec<_>>().join("、")
    };
    if let Some(read_as) = read_as {
        said.zh.push_str(&READ_AS.zh.replace("{as}", read_as.text().zh).replace("{others}", &others(kernel::Lang::Zh)));
        said.en.push_str(&READ_AS.en.replace("{as}", read_as.text().en).replace("{others}", &others(kernel::Lang::En)));
    }
    said
}

const READ_AS: Text = say(
    "文本按 {as} 编码读取；如果内容显示为乱码，请另选编码：{others}。",
    " The text was read as {as}; if it looks garbled, name another encoding: {others}.",
);
