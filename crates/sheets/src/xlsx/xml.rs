//! XML event by event, within bounds: no stretch without end, no endless nesting, no document type.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use crate::Refused;
use crate::zip::Part;
use kernel::{Said, say};

/// Tags within tags, at most.
const DEEPEST: u32 = 100;

/// Reads the events of one part.
pub(crate) struct Xml<'a, R: Read> {
    reader: quick_xml::Reader<Part<'a, R>>,
    buffer: Vec<u8>,
    depth: u32,
}

impl<'a, R: Read> Xml<'a, R> {
    pub(crate) fn new(part: Part<'a, R>) -> Xml<'a, R> {
        let mut reader = quick_xml::Reader::from_reader(part);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_dangling_amp = true;
        Xml { reader, buffer: Vec::with_capacity(1024), depth: 0 }
    }

    /// The next event.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, Refused> {
        self.buffer.clear();
        self.reader.get_mut().mark();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(refused)?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => {
                return Err(Refused::damaged(say(
                    "含有文档类型声明，正常工作簿没有",
                    "it declares a document type, which no workbook does",
                )));
            }
            _ => {}
        }
        if self.depth > DEEPEST {
            return Err(Refused::damaged(say("标签嵌套过深", "its tags are nested without end")));
        }
        Ok(event)
    }

    /// Bytes read so far.
    pub(crate) fn so_far(&self) -> u64 {
        self.reader.get_ref().so_far()
    }
}

fn refused(error: quick_xml::Error) -> Refused {
    match error {
        quick_xml::Error::Io(error) => match std::sync::Arc::try_unwrap(error) {
            Ok(error) => error.into(),
            Err(_) => Refused::damaged(say("内部数据无法读取", "its content cannot be read")),
        },
        other => Refused::Damaged(Said {
            zh: "其中的 XML 无法解析".into(),
            en: format!("its XML cannot be read: {other}"),
        }),
    }
}

/// The value of an attribute by its local name.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .map(|a| unescaped(&a.value))
}

/// The text with its entities in place; those that are not known stay as they are written.
pub(crate) fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

/// What an entity such as `amp` or `#x4e2d` stands for.
pub(crate) fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Undoes `_x000D_` and its like, the way workbooks write signs that XML cannot hold.
pub(crate) fn unmasked(text: &str) -> Option<String> {
    if !text.contains("_x") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let sign = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        out.push_str(&rest[..at]);
        match sign {
            Some(sign) => {
                out.push(sign);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_signs_are_unmasked_and_others_stay() {
        assert_eq!(unmasked("a_x000D_b").as_deref(), Some("a\rb"));
        assert_eq!(unmasked("_x005F_x").as_deref(), Some("_x"));
        assert_eq!(unmasked("max_xyz_").as_deref(), Some("max_xyz_"));
        assert_eq!(unmasked("plain"), None);
        assert_eq!(entity("#x534F"), Some('协'));
        assert_eq!(entity("nbsp"), None);
    }
}
