use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::*;
use crate::tiny_pdf;

const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>
  <w:p><w:r><w:t>学校须购</w:t></w:r><w:proofErr/><w:r><w:t xml:space="preserve">买 A&amp;B &#x8bbe;备</w:t></w:r></w:p>
  <w:p><w:r><w:delText>删去的字</w:delText><w:tab/><w:t>第二段</w:t></w:r></w:p></w:body></w:document>"#;

/// An archive of these parts, packed or as they are.
fn archive(parts: &[(&str, &[u8])], packs: bool) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let packed = if packs { deflated(content) } else { content.to_vec() };
        let method: u16 = if packs { 8 } else { 0 };
        let mut head = [20u16, 0, method, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
        for n in [0, packed.len() as u32, content.len() as u32] {
            head.extend(n.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        head.extend(0u16.to_le_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend((bytes.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&head);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
    }
    let (count, at) = (parts.len() as u16, bytes.len() as u32);
    let size = directory.len() as u32;
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).expect("packs");
    packer.finish().expect("packs")
}

fn docx(parts: &[(&str, &[u8])]) -> Reading {
    let all: Vec<(&str, &[u8])> = [("[Content_Types].xml", &b"<Types/>"[..])].iter().chain(parts).copied().collect();
    read(archive(&all, true), Kind::Docx)
}

fn said(text: &str, unread: Option<Unread>) -> Reading {
    Reading { text: text.to_owned(), unread }
}

#[test]
fn a_pdf_is_read_page_by_page() {
    let lines: Vec<String> = (0..40).map(|n| format!("第{n}行 fee")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = read(tiny_pdf(&lines), Kind::Pdf);
    assert_eq!((found.text.lines().collect::<Vec<_>>(), found.unread), (lines, None));
}

#[test]
fn a_word_document_is_read_with_words_that_are_cut_in_runs_and_without_what_was_deleted() {
    let expected = said("学校须购买 A&B 设备\n第二段\n", None);
    assert_eq!(docx(&[("word/document.xml", DOCUMENT.as_bytes())]), expected);
    let plain = archive(&[("word/document.xml", DOCUMENT.as_bytes())], false);
    assert_eq!(read(plain, Kind::Docx), expected);
}

#[test]
fn a_workbook_is_read_by_its_texts_and_the_results_of_its_formulas() {
    let shared = "<sst><si><t>设备</t><rPh><t>shebei</t></rPh></si><si><t>培训费</t></si></sst>";
    let sheet = r#"<worksheet><row><c t="s"><v>0</v></c><c t="str"><f>A1</f><v>搭售</v></c><c><v>17</v></c>
        <c t="inlineStr"><is><t>直接</t></is></c></row></worksheet>"#;
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    assert_eq!(read(archive(&parts, true), Kind::Xlsx), said("设备\n培训费\n搭售\n直接\n", None));
}

#[test]
fn what_is_not_read_is_said() {
    assert_eq!(read(b"\x89PNG".to_vec(), Kind::Png), said("", Some(Unread::Picture)));
    assert_eq!(read(b"PK\x03\x04".to_vec(), Kind::Docx), said("", Some(Unread::Damaged)));
    assert_eq!(read(b"%PDF-1.4 nothing".to_vec(), Kind::Pdf), said("", Some(Unread::Damaged)));
    assert_eq!(docx(&[("word/document.xml", b"<w:p><w:t>x</w:p>")]), said("x", Some(Unread::Damaged)));
    let with_file: [(&str, &[u8]); 2] = [("word/document.xml", DOCUMENT.as_bytes()), ("word/embeddings/a.xlsx", b"PK")];
    assert_eq!(docx(&with_file).unread, Some(Unread::Inside));
}

/// A PDF of one page with this content, and these further entries in its resources and its trailer.
fn page(content: &str, resources: &str, trailer: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << {resources} >> /Contents 4 0 R >>"),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1 >>\nstream\n0\nendstream".to_owned(),
        "<< /Type /XObject /Subtype /Form /Resources << /XObject << /F 6 0 R >> >> /Length 5 >>\nstream\n/F Do\nendstream"
            .to_owned(),
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >>".to_owned(),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let table = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| pdf.push_str(&format!("{place:010} 00000 n \n")));
    let size = objects.len() + 1;
    pdf.push_str(&format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}

#[test]
fn a_scanned_page_an_encrypted_file_and_letters_without_a_table_are_named() {
    let scan = page("/P Do", "/XObject << /P 5 0 R >>", "");
    assert_eq!(read(scan, Kind::Pdf), said("", Some(Unread::Scan)));
    let locked = page("", "", "/Encrypt 7 0 R /ID [<00> <00>]");
    assert_eq!(read(locked, Kind::Pdf), said("", Some(Unread::Encrypted)));
    let shapes = "/Font << /A << /Type /Font /Subtype /Type0 /Encoding /Identity-H >> >>";
    assert_eq!(read(page("BT /A 9 Tf <00010002> Tj ET", shapes, ""), Kind::Pdf).unread, Some(Unread::Letters));
    let plain = "/Font << /A << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>";
    let fee = page("BT /A 9 Tf [(A f) 20 (ee) -300 (is due)] TJ ET", plain, "");
    assert_eq!(read(fee, Kind::Pdf), said("A fee is due", None));
}

#[test]
fn a_drawing_that_draws_itself_comes_to_an_end() {
    let round = page("/F Do", "/XObject << /F 6 0 R >>", "");
    assert_eq!(read(round, Kind::Pdf).unread, Some(Unread::Long));
}

#[test]
fn a_line_set_letter_by_letter_is_read_with_and_without_gaps() {
    let plain = "/Font << /A << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>";
    let found = read(
        page("BT /A 9 Tf 1 0 0 1 9 9 Tm (f) Tj 5 0 Td (e) Tj 1 0 0 1 20 9 Tm (e) Tj 0 -9 Td (x) Tj ET", plain, ""),
        Kind::Pdf,
    );
    assert_eq!(found.variants(), ["f e e\nx", "fee\nx"]);
    assert_eq!(docx(&[("word/document.xml", "<t>费\u{2f64}ﬁ</t>".as_bytes())]).text, "费用fi");
}

#[test]
fn bombs_go_off_in_a_small_room() {
    let zeros = vec![b' '; 17 * 1024 * 1024];
    assert_eq!(docx(&[("word/document.xml", &zeros)]), said("", Some(Unread::Long)));
    let deep = "<w:t>".repeat(500_000);
    assert_eq!(docx(&[("word/document.xml", deep.as_bytes())]).unread, Some(Unread::Damaged));
    let long = format!("<w:t>{}</w:t>", "长".repeat(MOST_LETTERS + 1));
    assert_eq!(docx(&[("word/document.xml", long.as_bytes())]).unread, Some(Unread::Long));
    let nested = page(&"[".repeat(1_000_000), "", "");
    assert_ne!(read(nested, Kind::Pdf).unread, Some(Unread::Slow));
}

#[test]
fn a_file_cut_anywhere_is_read_or_refused_and_never_stops_the_program() {
    let whole = tiny_pdf(&["企业承诺书", "不收费"]);
    for end in (0..whole.len()).step_by(37) {
        let _ = read(whole[..end].to_vec(), Kind::Pdf);
    }
    let whole = archive(&[("word/document.xml", DOCUMENT.as_bytes())], true);
    for end in 0..whole.len() {
        let _ = read(whole[..end].to_vec(), Kind::Docx);
    }
}
