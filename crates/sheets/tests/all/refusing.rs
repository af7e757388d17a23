//! Files that are refused: each with its reason, and before they can fill the memory.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use sheets::{Book, Counted, Found, Limits, Place, Refused};

use crate::files::{archive, archive_of, made_elsewhere, parts, read, read_within, xlsx};

fn refused(bytes: Vec<u8>) -> Refused {
    read(bytes).expect_err("must be refused")
}

fn kind(bytes: &[u8]) -> Found {
    match refused(bytes.to_vec()) {
        Refused::Kind(found) => found,
        other => panic!("{other}"),
    }
}

#[test]
fn files_that_are_no_tables_are_called_what_they_are() {
    assert_eq!(kind(b""), Found::Nothing);
    assert_eq!(kind(b"<html><table><tr><td>1</td></tr></table></html>"), Found::Html);
    assert_eq!(kind(b"%PDF-1.7\n"), Found::Pdf);
    assert_eq!(kind(&[0x7f, 0x45, 0, 1, 2, 3, 0, 0, 0]), Found::Binary);
    assert_eq!(kind(&archive(&[("readme.txt", b"x".to_vec())])), Found::Archive);
    assert_eq!(kind(&archive(&[("xl/workbook.bin", b"x".to_vec())])), Found::Xlsb);
    assert_eq!(kind(&archive(&[("content.xml", vec![]), ("META-INF/manifest.xml", vec![])])), Found::Ods);
    assert_eq!(kind(&archive(&[("word/document.xml", b"x".to_vec())])), Found::Compound);
}

/// Claims a size and fails on reading anything.
struct Huge(u64);

impl Read for Huge {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("nothing of it may be read");
    }
}
impl Seek for Huge {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Ok(self.0)
    }
}

#[test]
fn a_file_of_two_gigabytes_is_refused_by_its_size_before_anything_is_read() {
    let refused = Book::open(Huge(2 << 30), Limits::default()).err().unwrap();
    assert!(matches!(refused, Refused::TooLarge { bytes: 2_147_483_648, most: 67_108_864 }));
    assert_eq!(
        refused.said().en,
        "The file has 2048 MiB, the limit is 64 MiB. Take out sheets and pictures that are not needed, or split it."
    );
}

#[test]
fn a_part_that_swells_is_refused_whether_or_not_it_says_so() {
    let swollen = vec![b' '; 40 << 20];
    let honest = archive(&parts(swollen.clone()));
    assert!(honest.len() < 64 * 1024);
    assert!(
        matches!(refused(honest), Refused::Swells { part, most: 16_777_216 } if part == "xl/worksheets/sheet1.xml")
    );
    // The same bytes under a directory that claims a hundred.
    let packed = |bytes: &[u8]| {
        use std::io::Write;
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let all = parts(swollen);
    let lying: Vec<_> = all.iter().map(|(name, bytes)| (*name, packed(bytes), 0, 100)).collect();
    let small = archive_of(&lying);
    assert!(matches!(refused(small), Refused::Swells { .. } | Refused::Damaged(_)));
}

#[test]
fn a_text_that_stands_in_every_cell_is_counted_for_each() {
    let mut all =
        parts(format!("<sheetData>{}</sheetData>", "<row><c t=\"s\"><v>0</v></c></row>".repeat(200)).into_bytes());
    let text = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(1_000));
    all.push(("xl/sharedStrings.xml", text.into_bytes()));
    let within = |sheet_chars| read_within(archive(&all), Limits { sheet_chars, ..Limits::default() });
    assert_eq!(within(200_000).unwrap().1.rows, 200);
    let refused = within(199_999).expect_err("must be refused");
    assert!(matches!(refused, Refused::TooMuchText { most: 199_999, .. }), "{refused}");
    assert!(refused.said().zh.contains("超过 199999 个字符"));
}

#[test]
fn shared_texts_that_swell_are_refused() {
    let mut all = parts(b"<sheetData/>".to_vec());
    let text = format!("<sst>{}</sst>", "<si><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></si>".repeat(20_000));
    all.push(("xl/sharedStrings.xml", text.into_bytes()));
    let limits = Limits { shared_bytes: 100_000, ..Limits::default() };
    assert!(
        matches!(read_within(archive(&all), limits), Err(Refused::Swells { part, .. }) if part == "sharedStrings.xml")
    );
    let limits = Limits { shared_strings: 10_000, ..Limits::default() };
    let found = read_within(archive(&all), limits);
    assert!(matches!(found, Err(Refused::TooMany { what: Counted::SharedStrings, most: 10_000, .. })));
}

#[test]
fn a_million_columns_are_refused_at_the_first_one_too_many() {
    let cells = "<c><v>1</v></c>".repeat(1_000_000);
    let found = refused(xlsx(&format!("<sheetData><row>{cells}</row></sheetData>")));
    let place = Place { row: 1, column: 256 };
    assert!(
        matches!(&found, Refused::TooMany { what: Counted::Columns, most: 256, place: Some(at), .. } if *at == place)
    );
    assert_eq!(found.said().zh, "列超过 256 个，在 名单!IW1 处停止读取。请删去多余内容，或分成几个文件。");
    let line = "1,".repeat(1_000_000);
    assert!(matches!(refused(line.into_bytes()), Refused::TooMany { what: Counted::Columns, .. }));
    // Empty ones do no harm.
    assert!(read(format!("a{}\nb\n", ",".repeat(1_000_000)).into_bytes()).is_ok());
}

#[test]
fn rows_and_cells_beyond_the_limit_are_named() {
    let limits = Limits { rows: 2, cell_chars: 5, ..Limits::default() };
    let found = read_within(b"a\nb\n\nc\n".to_vec(), limits).unwrap_err();
    assert!(matches!(found, Refused::TooMany { what: Counted::Rows, most: 2, place: Some(Place { row: 4, .. }), .. }));
    let found = read_within("一二三四五\na,一二三四五六\n".as_bytes().to_vec(), limits).unwrap_err();
    assert_eq!(found.said().zh, "工作表“”的单元格 B2 超过 5 个字符，已停止读取。");
    let rows = "<row><c><v>1</v></c></row>".repeat(3);
    let found = read_within(xlsx(&format!("<sheetData>{rows}</sheetData>")), limits).unwrap_err();
    assert!(matches!(found, Refused::TooMany { what: Counted::Rows, place: Some(Place { row: 3, .. }), .. }));
}

#[test]
fn a_text_without_end_and_tags_without_end_are_refused() {
    let endless =
        format!("<sheetData><row><c t='inlineStr'><is><t>{}</t></is></c></row></sheetData>", "x".repeat(6 << 20));
    assert!(matches!(refused(xlsx(&endless)), Refused::Damaged(_) | Refused::CellTooLong { .. }));
    let deep = "<x>".repeat(200);
    assert!(matches!(refused(xlsx(&deep)), Refused::Damaged(what) if what.en.contains("nested")));
    let typed = archive(&[
        ("[Content_Types].xml", vec![]),
        ("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a \"aaaa\">]><workbook/>".to_vec()),
    ]);
    assert!(matches!(refused(typed), Refused::Damaged(what) if what.en.contains("document type")));
}

#[test]
fn a_workbook_that_was_cut_off_is_refused() {
    for name in ["openpyxl.xlsx", "xlwt.xls"] {
        let whole = made_elsewhere(name);
        let all = read(whole.clone()).unwrap();
        for end in (0..whole.len()).step_by(97) {
            // The last sector of an xls holds nothing but filling.
            if let Ok(found) = read(whole[..end].to_vec()) {
                assert!(name == "xlwt.xls" && whole.len() - end < 512, "{end} bytes of {name}");
                assert_eq!(found, all);
            }
        }
    }
}

#[test]
fn a_single_wrong_byte_never_panics() {
    for name in ["openpyxl.xlsx", "xlwt.xls"] {
        let whole = made_elsewhere(name);
        for at in (0..whole.len()).step_by(whole.len() / 500) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            let _ = read(bytes);
        }
    }
}

#[test]
fn a_protected_workbook_says_that_it_is_protected() {
    // What Excel makes of a workbook with a password: a compound file with these two streams.
    let mut bytes = made_elsewhere("xlwt.xls");
    let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = bytes.windows(name.len()).position(|w| w == name).unwrap();
    let protected: Vec<u8> = "EncryptionInfo".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[at..at + protected.len()].copy_from_slice(&protected);
    bytes[at + 64] = (protected.len() + 2) as u8;
    assert!(matches!(refused(bytes), Refused::Password));
    // An xls with a password says so in its third record at the latest.
    let mut bytes = made_elsewhere("xlwt.xls");
    let begin = bytes.windows(4).position(|w| w == [0x09, 0x08, 0x10, 0x00]).unwrap();
    let next = begin + 4 + 16;
    bytes[next..next + 2].copy_from_slice(&[0x2F, 0x00]);
    assert!(matches!(refused(bytes), Refused::Password));
}

#[test]
fn an_older_workbook_and_another_office_file_are_told_apart() {
    let mut bytes = made_elsewhere("xlwt.xls");
    let begin = bytes.windows(4).position(|w| w == [0x09, 0x08, 0x10, 0x00]).unwrap();
    bytes[begin + 5] = 0x05;
    assert_eq!(kind(&bytes), Found::OldXls);
    let mut bytes = made_elsewhere("xlwt.xls");
    let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = bytes.windows(name.len()).position(|w| w == name).unwrap();
    bytes[at] = b'X';
    assert_eq!(kind(&bytes), Found::Compound);
}

#[test]
fn rows_out_of_order_are_damage() {
    let found = refused(xlsx("<sheetData><row r='2'/><row r='1'/></sheetData>"));
    assert!(
        matches!(found, Refused::Damaged(what) if what.en.contains("out of order") && what.zh.contains("次序颠倒"))
    );
    let found = refused(xlsx("<sheetData><row r='1048577'/></sheetData>"));
    assert!(matches!(found, Refused::Damaged(_)));
}

#[test]
fn bytes_that_fit_no_encoding_are_named_by_line_and_place() {
    let found = refused(b"\xcf\xee\xc4\xbf,ab\nabc\n\xff\xff\n".to_vec());
    assert!(matches!(found, Refused::Encoding { at: 12, line: 3, .. }), "{found:?}");
    let refused = Book::open(Cursor::new(b"\xFF\xFEa".to_vec()), Limits::default()).err().unwrap();
    assert!(matches!(refused, Refused::Encoding { .. }));
}
