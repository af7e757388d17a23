//! Workbooks of Excel 2007 and later, as Excel, WPS, LibreOffice and libraries write them.

mod merges;
mod sheet;
mod strings;
mod styles;
mod workbook;
mod xml;

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use crate::book::{Sheet, Summary};
use crate::refused::Found;
use crate::zip::Archive;
use crate::{Limits, Refused, Row};

pub(crate) use merges::{Area, Merges};
use strings::Strings;
use styles::Styles;
pub(crate) use styles::{built_in, shows_a_day};
use workbook::Workbook;

/// An open workbook. Its shared texts are read with the first sheet.
pub(crate) struct Xlsx<R> {
    archive: Archive<R>,
    workbook: Workbook,
    strings: Option<Strings>,
    styles: Styles,
    limits: Limits,
}

impl<R: Read + Seek> Xlsx<R> {
    pub(crate) fn open(file: R, limits: Limits) -> Result<Xlsx<R>, Refused> {
        let mut archive = Archive::open(file, limits)?;
        if let Some(found) = something_else(&archive) {
            return Err(Refused::Kind(found));
        }
        let workbook = Workbook::read(&mut archive, &limits)?;
        let styles = Styles::read(&mut archive, workbook.styles.as_deref(), &limits)?;
        Ok(Xlsx { archive, workbook, strings: None, styles, limits })
    }

    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        self.workbook.sheets.iter().map(|sheet| sheet.shown.clone()).collect()
    }

    pub(crate) fn rows<E: From<Refused>>(
        &mut self,
        index: usize,
        visit: &mut dyn FnMut(&Row) -> Result<ControlFlow<()>, E>,
    ) -> Result<Summary, E> {
        if self.strings.is_none() {
            self.strings = Some(Strings::read(&mut self.archive, self.workbook.strings.as_deref(), &self.limits)?);
        }
        let Some(listed) = self.workbook.sheets.get(index) else {
            return Err(Refused::NoSheet { name: index.to_string(), known: Vec::new() }.into());
        };
        let strings = self.strings.get_or_insert_with(Strings::default);
        let merges = merges::read(&mut self.archive, &listed.part, &listed.shown.name, &self.limits)?;
        let book = sheet::Shared {
            strings,
            styles: &self.styles,
            from_1904: self.workbook.from_1904,
            limits: &self.limits,
            name: &listed.shown.name,
        };
        sheet::read(&mut self.archive, &listed.part, book, merges, visit)
    }
}

/// An archive that is no xlsx.
fn something_else<R: Read + Seek>(archive: &Archive<R>) -> Option<Found> {
    if archive.has("xl/workbook.bin") {
        return Some(Found::Xlsb);
    }
    if archive.has("xl/workbook.xml") || archive.names().any(|name| name.starts_with("xl/worksheets/")) {
        return None;
    }
    if archive.has("content.xml") && archive.has("META-INF/manifest.xml") {
        return Some(Found::Ods);
    }
    if archive.names().any(|name| name.starts_with("word/") || name.starts_with("ppt/")) {
        return Some(Found::Compound);
    }
    // Workbooks whose main part bears another name still list their content types.
    (!archive.has("[Content_Types].xml")).then_some(Found::Archive)
}
