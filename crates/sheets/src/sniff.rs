//! What a file is, told by its first bytes and never by its name.

use std::io::{self, Read, Seek, SeekFrom};

use crate::refused::Found;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    Zip,
    Compound,
    Text,
    Not(Found),
}

/// Looks at the first 4 KiB and goes back to the beginning.
pub(crate) fn sniff<R: Read + Seek>(file: &mut R) -> io::Result<Sniffed> {
    let mut head = Vec::with_capacity(4096);
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(4096).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(look(&head))
}

fn look(head: &[u8]) -> Sniffed {
    if head.is_empty() {
        return Sniffed::Not(Found::Nothing);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Sniffed::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Sniffed::Compound;
    }
    if head.starts_with(b"%PDF") {
        return Sniffed::Not(Found::Pdf);
    }
    // A worksheet of Excel 2 to 4 begins with its first record.
    if head.len() > 3 && head[0] == 0x09 && matches!(head[1], 0x00 | 0x02 | 0x04 | 0x08) && head[3] == 0 {
        return Sniffed::Not(Found::OldXls);
    }
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    match markup(&lower_case(head)) {
        Some(found) => Sniffed::Not(found),
        None if wide || !is_binary(head) => Sniffed::Text,
        None => Sniffed::Not(Found::Binary),
    }
}

/// The beginning in lower case, whichever width its characters have.
fn lower_case(head: &[u8]) -> String {
    head.iter().filter(|b| b.is_ascii() && **b != 0).map(|b| char::from(b.to_ascii_lowercase())).collect()
}

fn markup(text: &str) -> Option<Found> {
    let text = text.trim_start();
    if text.starts_with("<?xml") || text.starts_with("<workbook") {
        let is_sheet = text.contains("urn:schemas-microsoft-com:office:spreadsheet");
        return Some(if is_sheet { Found::Xml2003 } else { Found::Html });
    }
    let tags = ["<!doctype", "<html", "<head", "<meta", "<table", "<style", "<body", "<div"];
    tags.iter().any(|tag| text.starts_with(tag)).then_some(Found::Html)
}

/// Text holds no zero bytes, unless all characters have two bytes, and few control characters.
fn is_binary(head: &[u8]) -> bool {
    let zeros = head.iter().filter(|b| **b == 0).count();
    let half = head.len() / 2;
    let wide = zeros * 4 > head.len() && {
        let odd = head.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
        let even = head.iter().step_by(2).filter(|b| **b == 0).count();
        (odd * 4 > half && even * 20 < half) || (even * 4 > half && odd * 20 < half)
    };
    let odd_signs = head.iter().filter(|b| **b < 0x20 && !b"\t\n\r\x0b\x0c\x1a".contains(b)).count();
    !wide && (zeros > 0 || odd_signs * 50 > head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_by_its_first_bytes() {
        let wide: Vec<u8> = "项目编号,a,b,c\nx,1,2,3".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (head, expected) in [
            (&b""[..], Sniffed::Not(Found::Nothing)),
            (b"PK\x03\x04....", Sniffed::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Sniffed::Compound),
            (b"%PDF-1.7", Sniffed::Not(Found::Pdf)),
            (b"\r\n <HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", Sniffed::Not(Found::Html)),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Sniffed::Not(Found::Xml2003),
            ),
            (b"\x09\x08\x08\x00\x00\x05", Sniffed::Not(Found::OldXls)),
            ("项目编号,企业\n".as_bytes(), Sniffed::Text),
            (&wide, Sniffed::Text),
            (b"\x7fELF\x02\x01\x01\x00\x00\x00", Sniffed::Not(Found::Binary)),
        ] {
            assert_eq!(look(head), expected, "{head:?}");
        }
    }
}
