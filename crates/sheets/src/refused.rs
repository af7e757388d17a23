//! Why a file is not read, and what to do about it.

use std::io;

use kernel::{Said, Text, Word, say};

use crate::Place;

kernel::words! {
    /// What a file turned out to be instead of a table that can be read.
    pub enum Found {
        Nothing = "empty" ("空文件", "empty"),
        Html = "html" ("网页（HTML），只是扩展名为 .xls", "a web page (HTML), whatever its name ends in"),
        Xml2003 = "xml2003" ("Excel 2003 的 XML 表格", "an XML spreadsheet of Excel 2003"),
        Xlsb = "xlsb" ("二进制工作簿（xlsb）", "a binary workbook (xlsb)"),
        Ods = "ods" ("OpenDocument 表格（ods）", "an OpenDocument spreadsheet (ods)"),
        OldXls = "old_xls" ("Excel 95 或更早的工作簿", "a workbook of Excel 95 or earlier"),
        Archive = "archive" ("压缩包，不是工作簿", "an archive and no workbook"),
        Compound = "compound" ("Word 等其他 Office 文件", "another Office file such as a Word document"),
        Pdf = "pdf" ("PDF 文件", "a PDF file"),
        Binary = "binary" ("无法识别的二进制内容", "binary content of an unknown kind"),
    }
}

kernel::words! {
    /// What there may be only so many of.
    pub enum Counted {
        Rows = "rows" ("行", "rows"),
        Columns = "columns" ("列", "columns"),
        Sheets = "sheets" ("工作表", "sheets"),
        SharedStrings = "shared_strings" ("共享文本", "shared texts"),
        MergedAreas = "merged_areas" ("合并区域", "merged areas"),
        Cells = "cells" ("单元格", "cells"),
        Parts = "parts" ("内部部件", "parts"),
    }
}

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("the file is {}", .0.text().en)]
    Kind(Found),
    #[error("the file is protected by a password")]
    Password,
    /// Sizes in bytes.
    #[error("the file has {bytes} bytes, {most} are read at most")]
    TooLarge { bytes: u64, most: u64 },
    /// A part is, or says it is, far larger than what is packed.
    #[error("{part} swells to more than {most} bytes")]
    Swells { part: String, most: u64 },
    #[error("the file is damaged: {}", .0.en)]
    Damaged(Said),
    #[error("more than {most} {}", what.text().en)]
    TooMany { what: Counted, most: u64, sheet: String, place: Option<Place> },
    #[error("{place} has more than {most} characters")]
    CellTooLong { sheet: String, place: Place, most: u64 },
    /// All texts that were handed out, together: a text that a workbook keeps once may stand in every cell.
    #[error("sheet {sheet} holds more than {most} characters")]
    TooMuchText { sheet: String, most: u64 },
    /// `at` counts bytes from 0; `read_as` is what was tried.
    #[error("byte {at} is not valid in {}", read_as.en)]
    Encoding { at: u64, line: u64, read_as: Text },
    #[error("a quoted text that begins on line {line} never ends")]
    OpenQuote { line: u64 },
    #[error("there is no sheet {name:?}")]
    NoSheet { name: String, known: Vec<String> },
    #[error("every sheet is hidden")]
    AllHidden { known: Vec<String> },
    #[error("the file cannot be read")]
    Io(#[source] io::Error),
}

impl Refused {
    pub(crate) fn damaged(what: impl Into<Said>) -> Refused {
        Refused::Damaged(what.into())
    }

    /// What people read: what is wrong, where, and what to do.
    pub fn said(&self) -> Said {
        match self {
            Refused::Kind(Found::Nothing) => say("文件是空的，请选择有内容的文件。", "The file is empty; choose one with content.").into(),
            Refused::Kind(found) => both(KIND, &[("found", found.text())], &[]),
            Refused::Password => say(
                "文件设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码，另存后重新上传。",
                "The file is protected by a password. Take the password away in Excel or WPS, save it and upload it again.",
            )
            .into(),
            Refused::TooLarge { bytes, most } => TOO_LARGE.with(&[("size", &mib(*bytes)), ("most", &mib(*most))]),
            Refused::Swells { part, most } => SWELLS.with(&[("part", part), ("most", &mib(*most))]),
            Refused::Damaged(what) => Said {
                zh: DAMAGED.zh.replace("{what}", &what.zh),
                en: DAMAGED.en.replace("{what}", &what.en),
            },
            Refused::TooMuchText { sheet, most } => {
                TOO_MUCH_TEXT.with(&[("sheet", sheet), ("most", most)])
            }
            Refused::TooMany { what, most, sheet, place } => {
                let at = place.map_or(String::new(), |place| format!(" {place}"));
                let at = if sheet.is_empty() { at } else { format!("{sheet}!{}", at.trim_start()) };
                both(TOO_MANY, &[("what", what.text())], &[("most", most.to_string()), ("at", at)])
            }
            Refused::CellTooLong { sheet, place, most } => {
                TOO_LONG.with(&[("sheet", sheet), ("place", place), ("most", most)])
            }
            Refused::Encoding { at, line, read_as } => {
                both(ENCODING, &[("as", *read_as)], &[("at", (at + 1).to_string()), ("line", line.to_string())])
            }
            Refused::OpenQuote { line } => OPEN_QUOTE.with(&[("line", line)]),
            Refused::NoSheet { name, known } => NO_SHEET.with(&[("name", name), ("known", &known.join("、"))]),
            Refused::AllHidden { known } => ALL_HIDDEN.with(&[("known", &known.join("、"))]),
            Refused::Io(error) => say("文件无法读取：{error}", "The file cannot be read: {error}").with(&[("error", error)]),
        }
    }
}

impl From<io::Error> for Refused {
    /// Errors that carry a [`Refused`] through a reader give it back.
    fn from(error: io::Error) -> Refused {
        match error.downcast::<Refused>() {
            Ok(refused) => refused,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Refused::damaged(say("文件提前结束", "it ends too early"))
            }
            Err(error) => Refused::Io(error),
        }
    }
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> io::Error {
        io::Error::other(refused)
    }
}

/// Fills places whose part is a text of its own in each language, and then the others.
fn both(text: Text, words: &[(&str, Text)], parts: &[(&str, String)]) -> Said {
    let mut said = Said::from(text);
    for (name, word) in words {
        let place = format!("{{{name}}}");
        said = Said { zh: said.zh.replace(&place, word.zh), en: said.en.replace(&place, word.en) };
    }
    for (name, part) in parts {
        let place = format!("{{{name}}}");
        said = Said { zh: said.zh.replace(&place, part), en: said.en.replace(&place, part) };
    }
    said
}

const KIND: Text = say(
    "文件内容是{found}。请用 Excel 或 WPS 打开，另存为 xlsx 后重新上传；也接受 xls 和 csv。",
    "The file is {found}. Open it in Excel or WPS, save it as xlsx and upload that; xls and csv are read as well.",
);
const TOO_LARGE: Text = say(
    "文件大小为 {size} MiB，上限为 {most} MiB。请删去多余的工作表和图片，或分成几个文件。",
    "The file has {size} MiB, the limit is {most} MiB. Take out sheets and pictures that are not needed, or split it.",
);
const SWELLS: Text = say(
    "文件的“{part}”展开后超过 {most} MiB，远大于正常表格，已停止读取。请把需要的行复制到新工作簿后再上传。",
    "“{part}” in the file unpacks to more than {most} MiB, far beyond a usual table; reading stopped. Copy the rows you need into a new workbook.",
);
const DAMAGED: Text = say(
    "文件已损坏或不完整（{what}）。请重新下载，或用 Excel、WPS 打开后另存。",
    "The file is damaged or incomplete ({what}). Download it again, or open it in Excel or WPS and save it anew.",
);
const TOO_MANY: Text = say(
    "{what}超过 {most} 个，在 {at} 处停止读取。请删去多余内容，或分成几个文件。",
    "More than {most} {what}; reading stopped at {at}. Take out what is not needed, or split the file.",
);
const TOO_LONG: Text = say(
    "工作表“{sheet}”的单元格 {place} 超过 {most} 个字符，已停止读取。",
    "Cell {place} of sheet “{sheet}” has more than {most} characters; reading stopped.",
);
const TOO_MUCH_TEXT: Text = say(
    "工作表“{sheet}”的全部文字超过 {most} 个字符，远大于正常名单，已停止读取。请删去多余内容，或分成几个文件。",
    "The texts of sheet “{sheet}” hold more than {most} characters, far beyond a usual list; reading stopped. Take out what is not needed, or split the file.",
);
const ENCODING: Text = say(
    "文本编码无法识别：按 {as} 读取，第 {line} 行（第 {at} 个字节）出错。请另存为“CSV UTF-8”或 xlsx。",
    "The encoding of the text is not known: read as {as}, line {line} (byte {at}) is wrong. Save it as “CSV UTF-8” or xlsx.",
);
const OPEN_QUOTE: Text = say(
    "第 {line} 行开始的引号没有结束，无法分列。请补上引号，或另存为 xlsx。",
    "The quotation mark on line {line} is never closed, so columns cannot be told apart. Close it, or save as xlsx.",
);
const NO_SHEET: Text = say("没有名为“{name}”的工作表。现有：{known}", "There is no sheet “{name}”. There are: {known}");
const ALL_HIDDEN: Text = say(
    "所有工作表均被隐藏（{known}）。请取消隐藏，或指明要读取的工作表。",
    "Every sheet is hidden ({known}). Unhide one, or name the sheet to read.",
);

/// Rounded up, so that what is just over a limit never looks as if it fitted.
fn mib(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}
