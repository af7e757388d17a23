//! Storing: what is taken, what is refused and why.

use files::{Files, Kind, Limits, ReadError, Refused, tiny_pdf};

const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\0\0\0\0\0\0\0\0IDAT\0\0\0\0\0\0\0\0IEND";

fn open() -> (tempfile::TempDir, Files) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = Files::open(folder.path().to_str().expect("a path in UTF-8")).expect("the folder opens");
    (folder, files)
}

/// An archive with empty entries of these names.
fn archive(names: &[&str]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let at = out.len() as u32;
        let length = (name.len() as u16).to_le_bytes();
        out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        out.extend(length);
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend(length);
        directory.extend([0; 12]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let begin = (out.len() as u32).to_le_bytes();
    let count = (names.len() as u16).to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(begin);
    out.extend([0, 0]);
    out
}

fn count_objects(folder: &std::path::Path) -> usize {
    std::fs::read_dir(folder)
        .expect("the folder can be read")
        .flatten()
        .map(|entry| if entry.path().is_dir() { count_objects(&entry.path()) } else { 1 })
        .sum()
}

#[test]
fn the_same_content_under_two_names_is_one_object() {
    let (folder, files) = open();
    let pdf = tiny_pdf(&["产学合作协同育人项目", "Application"]);
    let first = files.put_now(&pdf, "申报书.pdf", &Limits::default()).expect("taken");
    let second = files.put_now(&pdf, "copy.PDF", &Limits::default()).expect("taken");
    assert_eq!(first.sha256, second.sha256);
    assert_eq!((first.name.as_str(), second.name.as_str()), ("申报书.pdf", "copy.PDF"));
    assert_eq!(count_objects(folder.path()), 1);
    assert_eq!(files.read_now(&first.sha256).expect("there"), pdf);
    let place = folder.path().join(&first.sha256[..2]).join(&first.sha256[2..4]).join(&first.sha256);
    assert!(place.is_file());
}

#[test]
fn a_file_is_what_its_content_says() {
    let (_folder, files) = open();
    let put = |bytes: &[u8], name: &str| files.put_now(bytes, name, &Limits::default());
    assert_eq!(put(PNG, "seal.png").expect("taken").kind, Kind::Png);
    assert_eq!(
        put(b"\xff\xd8\xff\xe0\0\x02\xff\xda\0\x02pixels\xff\xd9", "photo.jpeg").expect("taken").kind,
        Kind::Jpeg
    );
    let docx = archive(&["word/document.xml", "[Content_Types].xml"]);
    assert_eq!(put(&docx, "a.docx").expect("taken").kind, Kind::Docx);
    let xlsx = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    assert_eq!(put(&xlsx, "a.xlsx").expect("taken").kind, Kind::Xlsx);

    assert!(
        matches!(put(PNG, "seal.pdf"), Err(Refused::NotWhatItSays { ending, found: Kind::Png }) if ending == "pdf")
    );
    assert!(matches!(put(&xlsx, "a.docx"), Err(Refused::NotWhatItSays { found: Kind::Xlsx, .. })));
    assert!(matches!(put(&tiny_pdf(&["x"]), "x.pdf.exe"), Err(Refused::NotWhatItSays { found: Kind::Pdf, .. })));
    assert!(matches!(put(b"<html><script>", "x.pdf"), Err(Refused::UnknownKind { .. })));
    assert!(matches!(put(&archive(&["a.txt"]), "a.docx"), Err(Refused::UnknownKind { .. })));
    assert!(matches!(
        put(&archive(&["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"]), "a.xlsx"),
        Err(Refused::Macros)
    ));
}

#[test]
fn a_file_that_only_begins_like_its_kind_is_refused() {
    let (_folder, files) = open();
    let put = |bytes: &[u8], name: &str| files.put_now(bytes, name, &Limits::default());
    let pdf = tiny_pdf(&["x"]);
    for (bytes, name, kind) in [
        (&b"%PDF-1.4 not really"[..], "a.pdf", Kind::Pdf),
        (&pdf[..pdf.len() / 2], "half.pdf", Kind::Pdf),
        (&PNG[..40], "half.png", Kind::Png),
        (&b"\xff\xd8\xff\xe0\0\x02"[..], "half.jpg", Kind::Jpeg),
    ] {
        assert!(matches!(put(bytes, name), Err(Refused::Broken { found }) if found == kind), "{name}");
    }
}

#[test]
fn a_place_that_takes_only_pdf_says_so() {
    let (_folder, files) = open();
    let refused =
        files.put_now(PNG, "seal.png", &Limits { kinds: &[Kind::Pdf], ..Limits::default() }).expect_err("refused");
    let breach = refused.breach("document");
    assert_eq!(breach.field, "document");
    assert_eq!(breach.said.zh, "这是PNG 图片，此处只接受：pdf。请转换格式后重新上传。");
    assert_eq!(breach.said.en, "This is a PNG picture; taken here: pdf. Convert it and upload again.");
}

#[test]
fn a_name_without_an_ending_gets_the_true_one() {
    let (_folder, files) = open();
    let put = |name: &str| files.put_now(&tiny_pdf(&["x"]), name, &Limits::default()).map(|s| s.name);
    assert_eq!(put("申报书").expect("taken"), "申报书.pdf");
    assert_eq!(put("../../../etc/报告1.2版").expect("taken"), "报告1.2版.pdf");
    assert!(matches!(put("../.."), Err(Refused::Name)));
    assert!(put(&"长".repeat(500)).is_ok_and(|name| name.ends_with("长.pdf") && name.chars().count() == 120));
}

#[test]
fn both_limits_name_their_figure() {
    let (folder, files) = open();
    assert!(matches!(files.put_now(b"", "a.pdf", &Limits::default()), Err(Refused::Empty)));
    let pdf = tiny_pdf(&["x"]);
    let most = pdf.len() as u64;
    assert!(files.put_now(&pdf, "a.pdf", &Limits { most_bytes: most, ..Limits::default() }).is_ok());
    let mut big = pdf.clone();
    big.resize(20 * 1024 * 1024 + 1, b' ');
    let refused = files.put_now(&big, "a.pdf", &Limits::default()).expect_err("refused");
    assert_eq!(refused.breach("f").said.zh, "文件大小为 20.1 MiB，超过上限 20 MiB。请压缩图片或拆分后重新上传。");
    assert_eq!(count_objects(folder.path()), 1);
}

#[test]
fn a_damaged_object_is_found_and_repaired_by_the_next_upload() {
    let (folder, files) = open();
    let pdf = tiny_pdf(&["x"]);
    let sha = files.put_now(&pdf, "a.pdf", &Limits::default()).expect("taken").sha256;
    std::fs::write(folder.path().join(&sha[..2]).join(&sha[2..4]).join(&sha), b"changed").expect("written");
    assert!(matches!(files.read_now(&sha), Err(ReadError::Damaged(_))));
    files.put_now(&pdf, "a.pdf", &Limits::default()).expect("taken");
    assert_eq!(files.read_now(&sha).expect("there"), pdf);
}

#[test]
fn nothing_but_a_hash_is_read() {
    let (_folder, files) = open();
    for asked in ["../../etc/passwd", "", "中", &"A".repeat(64), &"0".repeat(64)] {
        assert!(matches!(files.read_now(asked), Err(ReadError::Missing(_))), "{asked}");
    }
    assert!(Files::open("s3://bucket").is_err());
}
