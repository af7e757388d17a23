//! The list of sheets and where their parts lie.

use std::collections::HashMap;
use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};

use super::xml::{Xml, attribute};
use crate::book::Sheet;
use crate::refused::Counted;
use crate::zip::Archive;
use crate::{Limits, Refused};
use kernel::{Text, say};

const MISSING: Text = say("缺少 {part}", "{part} is missing");

/// A sheet with its part.
pub(crate) struct Listed {
    pub(crate) shown: Sheet,
    pub(crate) part: String,
}

#[derive(Default)]
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<Listed>,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
    /// Days count from 1904.
    pub(crate) from_1904: bool,
}

/// Relations by their id: kind and target.
type Relations = HashMap<String, (String, String)>;

impl Workbook {
    pub(crate) fn read<R: Read + Seek>(archive: &mut Archive<R>, limits: &Limits) -> Result<Workbook, Refused> {
        let main = main_part(archive)?;
        let relations = relations(archive, &main)?;
        let mut book = Workbook::default();
        for (kind, target) in relations.values() {
            match kind.rsplit('/').next() {
                Some("sharedStrings") => book.strings = Some(target.clone()),
                Some("styles") => book.styles = Some(target.clone()),
                _ => {}
            }
        }
        let part = archive.part(&main)?.ok_or_else(|| Refused::damaged(MISSING.with(&[("part", &main)])))?;
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "workbookPr" => book.from_1904 = is_on(attribute(&tag, "date1904").as_deref()),
                    "sheet" => book.sheets.extend(listed(&tag, &relations)),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            if book.sheets.len() > limits.sheets {
                let most = limits.sheets as u64;
                return Err(Refused::TooMany { what: Counted::Sheets, most, sheet: String::new(), place: None });
            }
        }
        if book.sheets.is_empty() {
            Err(Refused::damaged(say("没有列出任何工作表", "it lists no sheet")))
        } else {
            Ok(book)
        }
    }
}

/// Chart sheets and dialogs hold no cells and are left out.
fn listed(tag: &BytesStart<'_>, relations: &Relations) -> Option<Listed> {
    let (kind, part) = relations.get(&attribute(tag, "id")?)?;
    if kind.rsplit('/').next() != Some("worksheet") {
        return None;
    }
    let hidden = matches!(attribute(tag, "state").as_deref(), Some("hidden" | "veryHidden"));
    Some(Listed { shown: Sheet { name: attribute(tag, "name")?, hidden }, part: part.clone() })
}

pub(crate) fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

fn main_part<R: Read + Seek>(archive: &mut Archive<R>) -> Result<String, Refused> {
    let root = relations_in(archive, "_rels/.rels", "")?;
    let main = root.into_values().find(|(kind, _)| kind.ends_with("/officeDocument")).map(|(_, target)| target);
    Ok(main.filter(|part| archive.has(part)).unwrap_or_else(|| "xl/workbook.xml".to_owned()))
}

fn relations<R: Read + Seek>(archive: &mut Archive<R>, part: &str) -> Result<Relations, Refused> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    relations_in(archive, &list, folder)
}

fn relations_in<R: Read + Seek>(archive: &mut Archive<R>, list: &str, folder: &str) -> Result<Relations, Refused> {
    let mut found = Relations::new();
    let Some(part) = archive.part(list)? else { return Ok(found) };
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                let (id, kind, target) = (attribute(&tag, "Id"), attribute(&tag, "Type"), attribute(&tag, "Target"));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                    found.insert(id, (kind, resolved(folder, &target)));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
        if found.len() > 20_000 {
            return Err(Refused::damaged(say(
                "引用的部件多于任何正常工作簿",
                "it relates more parts than any workbook",
            )));
        }
    }
}

/// A target as a path in the archive: `../a` and `/xl/a` are followed, nothing leads outside.
fn resolved(folder: &str, target: &str) -> String {
    let absolute = target.starts_with(['/', '\\']);
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> =
        if absolute { Vec::new() } else { folder.split('/').filter(|p| !p.is_empty()).collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    #[test]
    fn targets_are_followed_from_their_folder() {
        assert_eq!(super::resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(super::resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(super::resolved("xl/worksheets", "../sharedStrings.xml"), "xl/sharedStrings.xml");
        assert_eq!(super::resolved("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
