//! The text of a PDF: what its pages show, what is written in its comments and forms.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Error, LoadOptions, Object, ObjectId, decode_text_string};

use super::font::Font;
use super::{Deadline, MOVE, Reading, Unread};

const MOST_PAGES: usize = 500;
/// Unpacked bytes of one stream at most.
const MOST_STREAM: usize = 16 * 1024 * 1024;
/// Drawings within drawings, and how many of them in one file.
const MOST_DEPTH: usize = 8;
const MOST_DRAWINGS: usize = 2_000;
/// One letter in so many may be unknown: bullets and signs of odd fonts.
const FEW: usize = 20;
/// A gap in a line this wide, in thousandths of the font's size, parts two words.
const GAP: f32 = -200.0;

pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Reading {
    let options = LoadOptions { max_decompressed_size: Some(MOST_STREAM), ..LoadOptions::default() };
    let doc = match Document::load_mem_with_options(bytes, options) {
        Ok(doc) if doc.is_encrypted() && !doc.was_encrypted() => return Reading::nothing(Unread::Encrypted),
        Ok(doc) => doc,
        Err(Error::Decryption(_) | Error::InvalidPassword) => return Reading::nothing(Unread::Encrypted),
        Err(_) => return Reading::nothing(Unread::Damaged),
    };
    let mut reader = Reader::new(&doc, deadline);
    let mut pages = 0;
    for page in doc.page_iter() {
        pages += 1;
        if pages > MOST_PAGES {
            reader.found.lacks(Unread::Long);
        }
        if reader.is_done() {
            break;
        }
        reader.page(page);
    }
    if pages == 0 {
        reader.found.lacks(Unread::Damaged);
    }
    reader.end()
}

struct Reader<'a> {
    doc: &'a Document,
    deadline: Deadline,
    found: Reading,
    fonts: HashMap<*const Dictionary, Font<'a>>,
    letters: usize,
    strange: usize,
    drawings: usize,
}

/// What a page or a drawing on it may use, the nearest in front.
type Resources<'a> = Vec<&'a Dictionary>;

impl<'a> Reader<'a> {
    fn new(doc: &'a Document, deadline: Deadline) -> Reader<'a> {
        let found = Reading { text: String::new(), unread: None };
        Reader { doc, deadline, found, fonts: HashMap::new(), letters: 0, strange: 0, drawings: 0 }
    }

    fn is_done(&mut self) -> bool {
        if self.deadline.is_over() {
            self.found.lacks(Unread::Slow);
        }
        matches!(self.found.unread, Some(Unread::Slow | Unread::Long))
    }

    fn page(&mut self, page: ObjectId) {
        let seen = self.letters + self.strange;
        self.found.part('\n');
        let content = self.doc.get_page_content_with_limit(page, MOST_STREAM);
        let shows = match content {
            Ok(content) => {
                let resources = self.resources_of(page);
                self.draw(&content, &resources, 0)
            }
            Err(_) => {
                self.found.lacks(Unread::Damaged);
                false
            }
        };
        self.notes(page);
        // A page that draws and writes nothing is a scan, or its letters are drawn as shapes.
        if shows && self.letters + self.strange == seen {
            self.found.lacks(Unread::Scan);
        }
    }

    fn resources_of(&self, page: ObjectId) -> Resources<'a> {
        let Ok((own, inherited)) = self.doc.get_page_resources(page) else { return Vec::new() };
        own.into_iter().chain(inherited.into_iter().filter_map(|id| self.doc.get_dictionary(id).ok())).collect()
    }

    /// Follows the operators of a page or drawing; answers whether anything is painted.
    fn draw(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) -> bool {
        let Ok(content) = Content::decode(content) else {
            self.found.lacks(Unread::Damaged);
            return false;
        };
        let (mut font, mut line, mut paints) = (None, None, false);
        for (n, operation) in content.operations.iter().enumerate() {
            if n % 512 == 0 && self.is_done() {
                break;
            }
            let operands = operation.operands.as_slice();
            match operation.operator.as_str() {
                "Tf" => font = operands.first().and_then(|name| self.font(name, resources)),
                "Tj" => self.show(font, operands.first()),
                "TJ" => self.show_list(font, operands.first()),
                "'" | "\"" => {
                    self.found.part('\n');
                    self.show(font, operands.last());
                }
                "T*" => self.found.part('\n'),
                "Td" | "TD" => self.found.part(if at(operands, 1) == Some(0.0) { MOVE } else { '\n' }),
                "Tm" => {
                    let now = at(operands, 5);
                    self.found.part(if now == line { MOVE } else { '\n' });
                    line = now;
                }
                "Do" => paints |= operands.first().is_some_and(|name| self.drawing(name, resources, depth)),
                "BI" | "EI" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" | "sh" => paints = true,
                _ => {}
            }
        }
        paints
    }

    fn font(&mut self, name: &Object, resources: &Resources<'a>) -> Option<*const Dictionary> {
        let dictionary = self.named(b"Font", name, resources)?.as_dict().ok()?;
        let key = std::ptr::from_ref(dictionary);
        let doc = self.doc;
        self.fonts.entry(key).or_insert_with(|| Font::of(doc, dictionary));
        Some(key)
    }

    /// A picture or a drawing that is used by its name.
    fn drawing(&mut self, name: &Object, resources: &Resources<'a>, depth: usize) -> bool {
        let Some(Ok(stream)) = self.named(b"XObject", name, resources).map(Object::as_stream) else { return false };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind != b"Form") {
            return true;
        }
        self.drawings += 1;
        if depth >= MOST_DEPTH || self.drawings > MOST_DRAWINGS {
            self.found.lacks(Unread::Long);
            return true;
        }
        let Ok(content) = stream.decompressed_content_with_limit(MOST_STREAM) else {
            self.found.lacks(Unread::Damaged);
            return true;
        };
        let own = stream.dict.get_deref(b"Resources", self.doc).and_then(Object::as_dict).ok();
        let resources = own.into_iter().chain(resources.iter().copied()).collect();
        self.draw(&content, &resources, depth + 1)
    }

    fn named(&self, kind: &[u8], name: &Object, resources: &Resources<'a>) -> Option<&'a Object> {
        let name = name.as_name().ok()?;
        let of = |all: &&'a Dictionary| {
            all.get_deref(kind, self.doc)
                .and_then(Object::as_dict)
                .and_then(|named| named.get_deref(name, self.doc))
                .ok()
        };
        resources.iter().find_map(of)
    }

    fn show(&mut self, font: Option<*const Dictionary>, text: Option<&Object>) {
        let Some(Ok(bytes)) = text.map(Object::as_str) else { return };
        let Some(font) = font.and_then(|key| self.fonts.get(&key)) else {
            self.strange += bytes.len();
            return;
        };
        let (text, strange) = font.decode(bytes);
        self.letters += text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).count();
        self.strange += strange;
        self.found.push(&text);
    }

    fn show_list(&mut self, font: Option<*const Dictionary>, list: Option<&Object>) {
        let Some(Ok(parts)) = list.map(Object::as_array) else { return };
        for part in parts {
            match part.as_float() {
                Ok(gap) if gap < GAP => self.found.part(' '),
                Ok(_) => {}
                Err(_) => self.show(font, Some(part)),
            }
        }
    }

    /// What comments say and what stands in the fields of a form.
    fn notes(&mut self, page: ObjectId) {
        let notes = self.doc.get_dictionary(page).and_then(|page| page.get_deref(b"Annots", self.doc));
        let Ok(notes) = notes.and_then(Object::as_array) else { return };
        for note in notes {
            let Ok(note) = self.doc.dereference(note).and_then(|(_, note)| note.as_dict()) else { continue };
            for key in [&b"Contents"[..], b"V"] {
                if let Ok(text) = note.get_deref(key, self.doc).and_then(decode_text_string) {
                    self.found.part('\n');
                    self.letters += text.chars().filter(|c| !c.is_whitespace()).count();
                    self.found.push(&text);
                }
            }
        }
    }

    fn end(mut self) -> Reading {
        if self.strange * FEW > self.letters + self.strange {
            self.found.lacks(Unread::Letters);
        }
        let holds_files = |object: &Object| object.as_dict().is_ok_and(|dictionary| dictionary.has(b"EF"));
        if self.doc.objects.values().any(holds_files) {
            self.found.lacks(Unread::Inside);
        }
        self.found
    }
}

fn at(operands: &[Object], place: usize) -> Option<f32> {
    operands.get(place).and_then(|number| number.as_float().ok())
}
