//! The text of a Word document or an Excel workbook: an archive of XML, unpacked part by part within limits.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Deadline, Reading, Unread};
use crate::zip;

/// Unpacked bytes of one part and of all parts together at most.
const MOST_PART: usize = 16 * 1024 * 1024;
const MOST_ALL: usize = 64 * 1024 * 1024;

pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Reading {
    let mut found = Reading { text: String::new(), unread: None };
    let Some(entries) = zip::entries(bytes) else { return Reading::nothing(Unread::Damaged) };
    let mut left = MOST_ALL;
    for entry in &entries {
        if deadline.is_over() {
            found.lacks(Unread::Slow);
            break;
        }
        if holds_a_file(&entry.name) {
            found.lacks(Unread::Inside);
        }
        if !holds_text(&entry.name) {
            continue;
        }
        match zip::unpack(bytes, entry, MOST_PART.min(left)) {
            Ok(part) => {
                left -= part.len();
                text_of(&part, &mut found);
            }
            Err(zip::Packed::TooLarge) => found.lacks(Unread::Long),
            Err(zip::Packed::Encrypted) => found.lacks(Unread::Encrypted),
            Err(zip::Packed::Damaged) => found.lacks(Unread::Damaged),
        }
        if found.unread == Some(Unread::Long) {
            break;
        }
    }
    found
}

/// Parts that a reader of the document sees: the text with its notes, headers and comments, sheets, text in drawings.
fn holds_text(name: &str) -> bool {
    const FOR_PROGRAMS: [&str; 8] =
        ["styles", "theme", "settings", "fontTable", "numbering", "webSettings", "calcChain", "customXml"];
    let inner = name.starts_with("word/") || name.starts_with("xl/");
    inner && name.ends_with(".xml") && !FOR_PROGRAMS.iter().any(|part| name.contains(part))
}

/// Files within the file: embedded documents, and text in other formats that is shown as part of this one.
fn holds_a_file(name: &str) -> bool {
    const OTHERS: [&str; 9] = [".bin", ".docx", ".xlsx", ".pdf", ".rtf", ".htm", ".html", ".mht", ".txt"];
    name.contains("/embeddings/") || OTHERS.iter().any(|end| name.ends_with(end) && !name.contains("printerSettings"))
}

fn text_of(part: &[u8], found: &mut Reading) {
    let Ok(xml) = std::str::from_utf8(part) else { return found.lacks(Unread::Damaged) };
    let mut reader = Reader::from_str(xml);
    // Depth within elements that hold letters, and within those that only say how to pronounce them.
    let (mut shown, mut aside) = (0usize, 0usize);
    let (mut is_formula, mut open) = (false, 0usize);
    found.part('\n');
    loop {
        let goes_on = match reader.read_event() {
            Ok(Event::Start(element)) => {
                open += 1;
                match element.local_name().as_ref() {
                    "t" => shown += 1,
                    "v" if is_formula => shown += 1,
                    "c" => is_formula = is_text_of_formula(&element),
                    "rPh" => aside += 1,
                    _ => {}
                }
                true
            }
            Ok(Event::End(element)) => {
                open -= 1; // the reader refuses an end without a beginning
                match element.local_name().as_ref() {
                    "t" => shown = shown.saturating_sub(1),
                    "v" if is_formula => shown = shown.saturating_sub(1),
                    "rPh" => aside = aside.saturating_sub(1),
                    "p" | "si" | "is" | "c" | "row" | "tr" => found.part('\n'),
                    _ => {}
                }
                true
            }
            Ok(Event::Empty(element)) => {
                if let "br" | "cr" | "tab" = element.local_name().as_ref() {
                    found.part(' ');
                }
                true
            }
            Ok(Event::Text(text)) if shown > 0 && aside == 0 => found.push(&text),
            Ok(Event::CData(text)) if shown > 0 && aside == 0 => found.push(&text),
            Ok(Event::GeneralRef(name)) if shown > 0 && aside == 0 => {
                found.push(name.resolve_char_ref().ok().flatten().map_or(predefined(&name), String::from).as_str())
            }
            // Elements that never end were cut off.
            Ok(Event::Eof) if open > 0 => return found.lacks(Unread::Damaged),
            Ok(Event::Eof) => return,
            Ok(_) => true,
            Err(_) => return found.lacks(Unread::Damaged),
        };
        if !goes_on {
            return;
        }
    }
}

fn is_text_of_formula(cell: &BytesStart<'_>) -> bool {
    cell.try_get_attribute("t").ok().flatten().is_some_and(|kind| kind.value.as_ref() == "str")
}

fn predefined(name: &str) -> String {
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => " ",
    }
    .to_owned()
}
