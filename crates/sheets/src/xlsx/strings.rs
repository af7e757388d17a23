//! Texts that a workbook keeps once for all its cells.

use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::xml::{Xml, entity, unmasked};
use crate::refused::Counted;
use crate::zip::Archive;
use crate::{Limits, Refused};

/// All texts behind each other, and where each ends.
#[derive(Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(crate) fn read<R: Read + Seek>(
        archive: &mut Archive<R>,
        part: Option<&str>,
        limits: &Limits,
    ) -> Result<Strings, Refused> {
        let mut strings = Strings::default();
        let Some(name) = part else { return Ok(strings) };
        let Some(part) = archive.part(name)? else { return Ok(strings) };
        let mut xml = Xml::new(part);
        let (mut in_text, mut in_reading) = (false, false);
        let mut begin = 0;
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "si" => begin = strings.text.len(),
                    "t" => in_text = true,
                    "rPh" => in_reading = true, // how a name is pronounced stands beside it, not in it
                    _ => {}
                },
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.end(strings.text.len(), limits)?,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "si" => strings.end(begin, limits)?,
                    "t" => in_text = false,
                    "rPh" => in_reading = false,
                    _ => {}
                },
                Event::Text(text) if in_text && !in_reading => strings.text.push_str(&text.xml10_content()),
                Event::CData(text) if in_text && !in_reading => strings.text.push_str(&text),
                Event::GeneralRef(name) if in_text && !in_reading => strings.text.extend(entity(&name)),
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    fn end(&mut self, begin: usize, limits: &Limits) -> Result<(), Refused> {
        if let Some(plain) = self.text.get(begin..).and_then(unmasked) {
            self.text.truncate(begin);
            self.text.push_str(&plain);
        }
        if self.text.len() > limits.shared_bytes {
            return Err(Refused::Swells { part: "sharedStrings.xml".into(), most: limits.shared_bytes as u64 });
        }
        if self.ends.len() >= limits.shared_strings {
            let most = limits.shared_strings as u64;
            return Err(Refused::TooMany { what: Counted::SharedStrings, most, sheet: String::new(), place: None });
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Text number `at`, counted from 0.
    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let begin = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.text.get(begin..end)
    }
}
