//! Which styles show a number as a day.

use std::collections::HashMap;
use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::xml::{Xml, attribute};
use crate::zip::Archive;
use crate::{Limits, Refused};

/// More styles than any workbook has.
const MOST: usize = 100_000;

#[derive(Default)]
pub(crate) struct Styles {
    is_date: Vec<bool>,
}

impl Styles {
    pub(crate) fn read<R: Read + Seek>(
        archive: &mut Archive<R>,
        part: Option<&str>,
        _limits: &Limits,
    ) -> Result<Styles, Refused> {
        let mut styles = Styles::default();
        let Some(part) = part.map(|name| archive.part(name)).transpose()?.flatten() else { return Ok(styles) };
        let mut xml = Xml::new(part);
        let mut codes: HashMap<u32, bool> = HashMap::new();
        let mut in_cells = false;
        loop {
            match xml.next()? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "numFmt" if codes.len() < MOST => {
                        let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok());
                        if let (Some(id), Some(code)) = (id, attribute(&tag, "formatCode")) {
                            codes.insert(id, shows_a_day(&code));
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells && styles.is_date.len() < MOST => {
                        let id: u32 = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                        styles.is_date.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    pub(crate) fn is_date(&self, style: usize) -> bool {
        self.is_date.get(style).copied().unwrap_or(false)
    }
}

/// Formats without a code of their own that show a day, those of Chinese versions (27 to 36, 50 to 58) among them.
pub(crate) const fn built_in(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format code shows a day: it names year or day outside quotes, brackets and escapes. Times alone do not.
pub(crate) fn shows_a_day(code: &str) -> bool {
    let mut signs = code.chars();
    while let Some(c) = signs.next() {
        match c {
            '\\' | '_' | '*' => drop(signs.next()),
            '"' => drop(signs.by_ref().find(|c| *c == '"')),
            '[' => drop(signs.by_ref().find(|c| *c == ']')),
            ';' => return false, // the second part is for negative numbers
            'y' | 'Y' | 'd' | 'D' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::shows_a_day;

    #[test]
    fn codes_that_show_a_day_are_told_from_numbers() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy/m/d;@",
            "[DBNum1]yyyy\"年\"m\"月\"",
            "d-mmm-yy",
            "m/d/yy",
        ] {
            assert!(shows_a_day(code), "{code}");
        }
        for code in
            ["General", "0.00", "#,##0;[Red]-#,##0", "\"day\"0", "@", "h:mm:ss", "0\\d", "[Red]0", "_-* #,##0_-"]
        {
            assert!(!shows_a_day(code), "{code}");
        }
    }
}
