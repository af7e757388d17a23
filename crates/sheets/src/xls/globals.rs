//! What the sheets of a workbook share: their list, the texts, the styles that show a day.

use std::collections::HashMap;

use super::records::{BOF, EOF, Record, Records};
use super::texts::Texts;
use crate::book::Sheet;
use crate::refused::{Counted, Found};
use crate::xlsx::{built_in, shows_a_day};
use crate::zip::{u16_of, u32_of};
use crate::{Limits, Refused};
use kernel::say;

const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_TEXTS: u16 = 0x00FC;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041E;
const STYLE: u16 = 0x00E0;

pub(super) struct Listed {
    pub(super) shown: Sheet,
    pub(super) begins_at: usize,
}

#[derive(Default)]
pub(super) struct Globals {
    pub(super) sheets: Vec<Listed>,
    pub(super) texts: Vec<String>,
    pub(super) is_date: Vec<bool>,
    pub(super) from_1904: bool,
}

impl Globals {
    pub(super) fn read(stream: &[u8], limits: &Limits) -> Result<Globals, Refused> {
        let mut records = Records::from(stream, 0);
        let first = records.next()?.filter(|record| record.kind == BOF);
        let first = first.ok_or_else(|| Refused::damaged(say("工作簿没有开头", "the workbook has no beginning")))?;
        if u16_of(first.bytes, 0) != 0x0600 {
            return Err(Refused::Kind(Found::OldXls));
        }
        let mut globals = Globals::default();
        let mut codes: HashMap<u16, bool> = HashMap::new();
        while let Some(record) = records.next()? {
            match record.kind {
                EOF => break,
                FILE_PASS => return Err(Refused::Password),
                DATE_MODE => globals.from_1904 = u16_of(record.bytes, 0) == 1,
                FORMAT if record.bytes.len() > 4 => {
                    let code = Texts::new(&record.bytes[2..], &record.more).text()?;
                    codes.insert(u16_of(record.bytes, 0), shows_a_day(&code));
                }
                STYLE => {
                    let id = u16_of(record.bytes, 2);
                    globals.is_date.push(codes.get(&id).copied().unwrap_or_else(|| built_in(u32::from(id))));
                }
                BOUND_SHEET => globals.sheets.extend(listed(&record)?),
                SHARED_TEXTS => globals.texts = texts(&record, limits)?,
                _ => {}
            }
        }
        if globals.sheets.len() > limits.sheets {
            let most = limits.sheets as u64;
            return Err(Refused::TooMany { what: Counted::Sheets, most, sheet: String::new(), place: None });
        }
        if globals.sheets.is_empty() {
            Err(Refused::damaged(say("没有列出任何工作表", "it lists no sheet")))
        } else {
            Ok(globals)
        }
    }
}

/// Charts and macro sheets hold no table and are left out.
fn listed(record: &Record<'_>) -> Result<Option<Listed>, Refused> {
    let bytes = record.bytes;
    if bytes.len() < 8 || bytes[5] != 0 {
        return Ok(None);
    }
    let name = Texts::new(&bytes[7..], &[]).text_of(usize::from(bytes[6]))?;
    let hidden = bytes[4] & 3 != 0;
    Ok(Some(Listed { shown: Sheet { name, hidden }, begins_at: u32_of(bytes, 0) as usize }))
}

fn texts(record: &Record<'_>, limits: &Limits) -> Result<Vec<String>, Refused> {
    let count = u32_of(record.bytes, 4) as usize;
    if count > limits.shared_strings {
        let most = limits.shared_strings as u64;
        return Err(Refused::TooMany { what: Counted::SharedStrings, most, sheet: String::new(), place: None });
    }
    let mut reader = Texts::new(record.bytes, &record.more);
    reader.skip(8)?;
    let (mut all, mut bytes) = (Vec::new(), 0);
    for _ in 0..count {
        let text = reader.text()?;
        bytes += text.len();
        if bytes > limits.shared_bytes {
            return Err(Refused::Swells { part: "SST".into(), most: limits.shared_bytes as u64 });
        }
        all.push(text);
    }
    Ok(all)
}
