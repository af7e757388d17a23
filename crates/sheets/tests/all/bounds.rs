//! Memory stays flat: what a file unpacks to is never held. Measured in a process of its own, as Linux tells it.

use std::io::Write;
use std::ops::ControlFlow;
use std::process::Command;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sheets::{Book, Limits, Refused};

use crate::files::{archive_of, parts};

/// Tells this test that it is the process measured.
const MEASURED: &str = "XIEYU_MEASURED";
const MIB: u64 = 1024 * 1024;
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The most memory this process ever held, in MiB.
fn peak() -> u64 {
    testing::peak_memory_kib().expect("Linux tells it") / 1024
}

/// A workbook whose one sheet unpacks to about `mib` MiB of rows; it is packed as it is made.
fn swollen(mib: u64) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    let mut crc = flate2::Crc::new();
    let mut size = 0u64;
    let mut put = |bytes: &[u8]| {
        crc.update(bytes);
        size += bytes.len() as u64;
        packer.write_all(bytes).unwrap();
        size
    };
    put(b"<worksheet><sheetData>");
    // Noise keeps it from packing better than a list of people's texts would.
    let mut noise = 1u64;
    let mut rows = 0;
    while put(b"<row>") < mib * MIB && rows < 190_000 {
        for _ in 0..24 {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            put(format!("<c t='inlineStr'><is><t>产学合作协同育人项目{:04x}</t></is></c>", noise >> 48).as_bytes());
        }
        put(b"</row>");
        rows += 1;
    }
    put(b"</row></sheetData></worksheet>");
    let packed = packer.finish().unwrap();
    workbook(packed, crc.sum(), size as u32)
}

/// A workbook around a sheet that is packed already.
fn workbook(sheet: Vec<u8>, crc: u32, size: u32) -> Vec<u8> {
    let pack = |(name, bytes): (&'static str, Vec<u8>)| {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(&bytes).unwrap();
        let mut sum = flate2::Crc::new();
        sum.update(&bytes);
        (name, packer.finish().unwrap(), sum.sum(), bytes.len() as u32)
    };
    let mut all: Vec<(&str, Vec<u8>, u32, u32)> = parts(Vec::new()).into_iter().map(pack).collect();
    all.retain(|(name, ..)| *name != SHEET);
    all.push((SHEET, sheet, crc, size));
    archive_of(&all)
}

/// Reads a file and tells what came of it and how much memory it took beyond what was held before.
fn measured(path: &str) {
    let file = std::fs::File::open(path).unwrap();
    let before = peak();
    let read = Book::open(std::io::BufReader::new(file), Limits::default()).and_then(|mut book| {
        let mut cells = 0;
        book.rows(0, |row| {
            cells += row.cells.len();
            Ok::<_, Refused>(ControlFlow::Continue(()))
        })?;
        Ok(cells)
    });
    let said = read.map_or_else(|refused| refused.said().en, |cells| format!("{cells} cells"));
    println!("measured {} {said}", peak() - before);
}

/// What a process of its own said of this file.
fn in_a_process_of_its_own(test: &str, file: &[u8]) -> (u64, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    std::fs::write(&path, file).unwrap();
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(MEASURED, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    let line = said.lines().find_map(|line| line.split_once("measured ").map(|(_, rest)| rest.to_owned()));
    let line = line.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&run.stderr)));
    let (peak, said) = line.split_once(' ').unwrap();
    (peak.parse().unwrap(), said.to_owned())
}

#[test]
fn a_sheet_of_300_mib_is_read_within_48_mib() {
    if let Ok(path) = std::env::var(MEASURED) {
        return measured(&path);
    }
    let (peak, said) = in_a_process_of_its_own("bounds::a_sheet_of_300_mib_is_read_within_48_mib", &swollen(300));
    assert!(said.ends_with(" cells"), "{said}");
    assert!(peak < 48, "{peak} MiB for {said}");
}

#[test]
fn a_bomb_is_refused_within_48_mib_and_names_the_limit() {
    if let Ok(path) = std::env::var(MEASURED) {
        return measured(&path);
    }
    // Four hundred MiB of blanks pack to four hundred KiB.
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    let blanks = vec![b' '; MIB as usize];
    (0..400).for_each(|_| packer.write_all(&blanks).unwrap());
    let file = workbook(packer.finish().unwrap(), 0, 400 << 20);
    let test = "bounds::a_bomb_is_refused_within_48_mib_and_names_the_limit";
    let (peak, said) = in_a_process_of_its_own(test, &file);
    assert!(said.contains("unpacks to more than") && said.contains("MiB"), "{said}");
    assert!(peak < 48, "{peak} MiB for {said}");
}

#[test]
fn a_text_of_64_mib_is_read_within_48_mib() {
    if let Ok(path) = std::env::var(MEASURED) {
        return measured(&path);
    }
    let line = format!("{}\n", "协育,".repeat(80));
    let mut text = line.repeat((60 * MIB) as usize / line.len());
    text.truncate(text.len() - 1);
    let (peak, said) = in_a_process_of_its_own("bounds::a_text_of_64_mib_is_read_within_48_mib", text.as_bytes());
    assert!(said.ends_with(" cells") || said.contains("More than"), "{said}");
    assert!(peak < 48, "{peak} MiB for {said}");
}
