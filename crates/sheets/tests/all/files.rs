//! Files made for the tests: workbooks part by part, so that what no program would write can be written too.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sheets::{Book, Cell, Limits, Refused, Row, Summary};

/// A workbook with one sheet named 名单, whose part holds `inside` between the tags of a worksheet.
pub fn xlsx(inside: &str) -> Vec<u8> {
    archive(&parts(inside.as_bytes().to_vec()))
}

/// The parts of [`xlsx`].
pub fn parts(inside: Vec<u8>) -> Vec<(&'static str, Vec<u8>)> {
    let sheet = [
        b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">".to_vec(),
        inside,
        b"</worksheet>".to_vec(),
    ];
    vec![
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                .as_bytes()
                .to_vec(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
              <Relationship Id=\"rId2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
                .to_vec(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.concat()),
    ]
}

/// Packs parts into an archive.
pub fn archive(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let packed: Vec<(&str, Vec<u8>, u32, u32)> = parts
        .iter()
        .map(|(name, bytes)| {
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
            packer.write_all(bytes).expect("memory can be written");
            let mut crc = flate2::Crc::new();
            crc.update(bytes);
            (*name, packer.finish().expect("memory can be written"), crc.sum(), bytes.len() as u32)
        })
        .collect();
    archive_of(&packed)
}

/// Parts that are packed already: name, packed bytes, check sum, size they claim to have unpacked.
pub fn archive_of(parts: &[(&str, Vec<u8>, u32, u32)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, packed, crc, size) in parts {
        let at = out.len() as u32;
        let fields = |out: &mut Vec<u8>| {
            out.extend_from_slice(&[20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0]);
            for number in [*crc, packed.len() as u32, *size] {
                out.extend_from_slice(&number.to_le_bytes());
            }
            out.extend_from_slice(&(name.len() as u16).to_le_bytes());
            out.extend_from_slice(&[0, 0]);
        };
        out.extend_from_slice(b"PK\x03\x04");
        fields(&mut out);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        fields(&mut directory);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let at = out.len() as u32;
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&(parts.len() as u16).to_le_bytes());
    out.extend_from_slice(&(parts.len() as u16).to_le_bytes());
    out.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    out.extend_from_slice(&at.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

/// What a file holds, or why it is not read.
pub fn read(bytes: Vec<u8>) -> Result<(Vec<Row>, Summary), Refused> {
    read_within(bytes, Limits::default())
}

pub fn read_within(bytes: Vec<u8>, limits: Limits) -> Result<(Vec<Row>, Summary), Refused> {
    let mut book = Book::open(Cursor::new(bytes), limits)?;
    let sheet = book.choose(None)?;
    rows(&mut book, sheet)
}

pub fn rows(book: &mut Book, sheet: usize) -> Result<(Vec<Row>, Summary), Refused> {
    let mut all = Vec::new();
    let summary = book.rows(sheet, |row| {
        all.push(Row { permille: 0, ..row.clone() });
        Ok::<_, Refused>(ControlFlow::Continue(()))
    })?;
    Ok((all, summary))
}

pub fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// A row of texts; empty ones are empty cells.
pub fn row(number: u32, cells: &[&str]) -> Row {
    Row { number, cells: cells.iter().map(|c| text(c)).collect(), hidden: false, permille: 0 }
}

/// A file of the folder `files`, made by another program.
pub fn made_elsewhere(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).expect("the file is there")
}
