//! How the bytes of a shown text in a PDF become letters.

use encoding_rs::{GBK, UTF_16BE};
use lopdf::{Dictionary, Document, Encoding, Object};

use super::cmap::CMap;

/// Unpacked bytes of one table at most.
const MOST_TABLE: usize = 4 * 1024 * 1024;

pub(super) enum Font<'a> {
    /// By the table the file brings, with the usual length of a code.
    Table(CMap, usize),
    /// One of the tables every reader knows: the codes are UTF-16 or GBK.
    Known(&'static encoding_rs::Encoding),
    /// One byte for a letter.
    Simple(Encoding<'a>),
    /// The codes number the shapes of the font and nothing says which letters they are.
    Unknown,
}

impl<'a> Font<'a> {
    pub(super) fn of(doc: &'a Document, font: &'a Dictionary) -> Font<'a> {
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let code = if is_composite { 2 } else { 1 };
        if let Ok(table) = font.get_deref(b"ToUnicode", doc).and_then(Object::as_stream) {
            let unpacked = table.decompressed_content_with_limit(MOST_TABLE);
            return unpacked
                .ok()
                .and_then(|bytes| CMap::parse(&bytes))
                .map_or(Font::Unknown, |map| Font::Table(map, code));
        }
        if is_composite {
            let name = font.get_deref(b"Encoding", doc).and_then(Object::as_name).unwrap_or_default();
            return known(name).map_or(Font::Unknown, Font::Known);
        }
        font.get_font_encoding_with_limit(doc, MOST_TABLE).map_or(Font::Unknown, Font::Simple)
    }

    /// The letters, and how many codes stand for none.
    pub(super) fn decode(&self, bytes: &[u8]) -> (String, usize) {
        match self {
            Font::Table(map, code) => map.decode(bytes, *code),
            Font::Known(encoding) => {
                let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
                let strange = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
                (text, strange)
            }
            Font::Simple(encoding) => {
                let text = encoding.bytes_to_string(bytes).unwrap_or_default();
                let strange = bytes.len().saturating_sub(text.chars().count());
                (text, strange)
            }
            Font::Unknown => (String::new(), bytes.len().div_ceil(2)),
        }
    }
}

/// Predefined tables of Chinese fonts by name, the horizontal and the vertical ones alike.
fn known(name: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let name = name.strip_suffix(b"-H").or_else(|| name.strip_suffix(b"-V"))?;
    match name {
        b"UniGB-UCS2" | b"UniGB-UTF16" | b"UniCNS-UCS2" | b"UniCNS-UTF16" | b"UniJIS-UCS2" | b"UniJIS-UTF16" => {
            Some(UTF_16BE)
        }
        b"GB-EUC" | b"GBK-EUC" | b"GBKp-EUC" | b"GBK2K" => Some(GBK),
        _ => None,
    }
}
