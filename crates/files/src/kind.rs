//! What a file is, told by its content and never by its name.

use kernel::Word;

use crate::zip;

kernel::words! {
    /// The kinds of file the platform takes.
    pub enum Kind {
        Pdf = "pdf" ("PDF 文件", "a PDF file"),
        Png = "png" ("PNG 图片", "a PNG picture"),
        Jpeg = "jpeg" ("JPEG 图片", "a JPEG picture"),
        Docx = "docx" ("Word 文档（docx）", "a Word document (docx)"),
        Xlsx = "xlsx" ("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"),
    }
}

impl Kind {
    pub const fn media_type(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Png => "image/png",
            Kind::Jpeg => "image/jpeg",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The endings that may stand for this kind, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Kind::Pdf => &["pdf"],
            Kind::Png => &["png"],
            Kind::Jpeg => &["jpg", "jpeg"],
            Kind::Docx => &["docx"],
            Kind::Xlsx => &["xlsx"],
        }
    }

    /// The kind an ending promises, in any case.
    pub fn by_ending(ending: &str) -> Option<Kind> {
        let ending = ending.to_ascii_lowercase();
        Kind::ALL.iter().copied().find(|kind| kind.endings().contains(&ending.as_str()))
    }
}

/// What the content turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Known(Kind),
    /// An Office file that brings programs along.
    Macros,
    /// It begins like this kind and does not end like one: cut off, or something else in disguise.
    Broken(Kind),
    /// Something else, with its media type where it is recognised.
    Other(Option<&'static str>),
}

pub(crate) fn look(bytes: &[u8]) -> Content {
    let found = infer::get(bytes).map(|kind| kind.mime_type());
    match found {
        Some("application/pdf") => whole(Kind::Pdf, &[b" obj", b"startxref"], bytes),
        Some("image/png") => whole(Kind::Png, &[b"IHDR", b"IDAT", b"IEND"], bytes),
        Some("image/jpeg") => whole(Kind::Jpeg, &[b"\xff\xda", b"\xff\xd9"], bytes),
        other if bytes.starts_with(b"PK\x03\x04") => office(bytes).unwrap_or(Content::Other(other)),
        other => Content::Other(other),
    }
}

/// Each of the marks that no file of this kind is without, one after the other.
fn whole(kind: Kind, marks: &[&[u8]], bytes: &[u8]) -> Content {
    let mut rest = bytes;
    for mark in marks {
        match rest.windows(mark.len()).position(|piece| piece == *mark) {
            Some(at) => rest = &rest[at + mark.len()..],
            None => return Content::Broken(kind),
        }
    }
    Content::Known(kind)
}

/// Office files are ZIP archives with a list of content types; which one it is, the name of the main part says. The order
/// of the parts is free, so only the archive's own directory is asked.
fn office(bytes: &[u8]) -> Option<Content> {
    let names = zip::names(bytes)?;
    let has = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    if !names.iter().any(|name| name == "[Content_Types].xml") {
        return None;
    }
    if names.iter().any(|name| name.ends_with("vbaProject.bin")) {
        return Some(Content::Macros);
    }
    match (has("word/document"), has("xl/workbook.xml")) {
        (true, false) => Some(Content::Known(Kind::Docx)),
        (false, true) => Some(Content::Known(Kind::Xlsx)),
        (true, true) | (false, false) => None,
    }
}
