//! Reads a PDF the way a person's programs do.

use std::io::Write;
use std::process::{Command, Stdio};

fn poppler(program: &str, options: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().expect("a place for the file");
    file.write_all(pdf).expect("written");
    let path = file.path().to_str().expect("a plain path").to_owned();
    let mut arguments = options.to_vec();
    arguments.push(&path);
    if program == "pdftotext" {
        arguments.push("-");
    }
    let run = Command::new(program).args(&arguments).stderr(Stdio::piped()).output();
    let run =
        run.unwrap_or_else(|e| panic!("{program} of poppler-utils is needed (apt-get install poppler-utils): {e}"));
    assert!(run.status.success(), "{program}: {}", String::from_utf8_lossy(&run.stderr));
    let complaints = String::from_utf8_lossy(&run.stderr);
    // Older versions of poppler expect no boolean there, although the standard asks for one.
    let complaints: Vec<&str> = complaints.lines().filter(|line| !line.contains("Suspects")).collect();
    assert_eq!(complaints, Vec::<&str>::new(), "{program} complains");
    // Titles in the structure come as UTF-16; nothing here looks at them.
    String::from_utf8_lossy(&run.stdout).into_owned()
}

/// All text in reading order; pages end with a form feed.
pub fn text(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-enc", "UTF-8"], pdf)
}

/// All text without any space, in the order in which it was written: what is read out, cell by cell and row by row.
pub fn read_out(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-raw", "-enc", "UTF-8"], pdf).chars().filter(|c| !c.is_whitespace()).collect()
}

/// All text without any space: what a search for Chinese words goes by.
pub fn run_together(pdf: &[u8]) -> String {
    text(pdf).chars().filter(|c| !c.is_whitespace()).collect()
}

pub fn pages(pdf: &[u8]) -> Vec<String> {
    let text = text(pdf);
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// A line of `pdfinfo`.
pub fn info(pdf: &[u8], name: &str) -> String {
    let all = poppler("pdfinfo", &["-isodates"], pdf);
    let line = all.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name} in\n{all}"));
    line[name.len()..].trim_start_matches(':').trim().to_owned()
}

/// The logical structure with its text.
pub fn structure(pdf: &[u8]) -> String {
    poppler("pdfinfo", &["-struct-text"], pdf)
}

/// The embedded fonts.
pub fn fonts(pdf: &[u8]) -> String {
    poppler("pdffonts", &[], pdf)
}

/// What the QR codes on the first page say, read from a picture of the page as a camera would.
pub fn codes(pdf: &[u8]) -> Vec<String> {
    let mut file = tempfile::NamedTempFile::new().expect("a place for the file");
    file.write_all(pdf).expect("written");
    let drawn = Command::new("pdftoppm").args(["-r", "300", "-gray", "-singlefile"]).arg(file.path()).output();
    let drawn = drawn.unwrap_or_else(|e| panic!("pdftoppm of poppler-utils is needed: {e}"));
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let (width, height, pixels) = grey(&drawn.stdout).expect("a picture in PGM");
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    picture.detect_grids().iter().map(|code| code.decode().expect("a code that can be read").1).collect()
}

/// Width, height and pixels of a picture: `P5 WIDTH HEIGHT 255`, a single space, a byte a pixel.
fn grey(pgm: &[u8]) -> Option<(usize, usize, &[u8])> {
    let mut parts = pgm.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut word = || std::str::from_utf8(parts.next()?).ok();
    let (kind, width, height) = (word()?, word()?.parse().ok()?, word()?.parse().ok()?);
    let (_, pixels) = pgm.split_at(pgm.len().checked_sub(width * height)?);
    (kind == "P5").then_some((width, height, pixels))
}
