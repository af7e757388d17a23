//! A long list on landscape pages, such as the establishment list (立项名单).

use kernel::{Instant, Lang, Text, say};

use super::agreement::headed;
use super::{PROGRAMME, about, frame};
use crate::block::Block;
use crate::document::Document;
use crate::font::Face;
use crate::lines::Align;
use crate::paper::{Ink, Sheet};
use crate::pdf::PdfError;
use crate::rich::Rich;
use crate::style::Style;
use crate::table::{Cell, Column, Grid, Row};

/// A list and what stands above it.
#[derive(Clone, Debug)]
pub struct List {
    pub id: String,
    pub title: String,
    /// Under the title: document number, day, how many.
    pub lines: Vec<String>,
    pub columns: Vec<(Text, Column)>,
    pub rows: Vec<Vec<String>>,
    pub made_at: Instant,
    /// Not yet published, or whatever else a reader of a single page has to know.
    pub note: Option<Text>,
}

/// Above so many rows the logical structure would take several times the room of the text.
const TAGGED_ROWS: usize = 2_000;
const EMPTY: Text = say("名单上没有项目。", "There is nothing on the list.");

impl List {
    pub fn pdf(self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let mut about = about(self.id, self.title.clone(), PROGRAMME.get(lang), &[], lang, self.made_at);
        about.is_tagged = self.rows.len() <= TAGGED_ROWS;
        let under = Style::BODY.aligned(Align::Centre).sized(9.5).inked(Ink::GREY).spaced(0.0, 0.0);
        let mut blocks = vec![Block::title(self.title.as_str())];
        blocks.extend(self.lines.iter().map(|line| Block::text(Rich::new(Face::Sans, line.as_str()), under)));
        if let Some(note) = self.note {
            blocks.push(Block::text(Rich::new(Face::Sans, note.get(lang)), under.inked(Ink::BLACK)));
        }
        blocks.push(Block::Space(10.0));
        if self.rows.is_empty() {
            blocks.push(Block::text(EMPTY.get(lang), Style::BODY.aligned(Align::Centre)));
        } else {
            let mut table = headed(lang, &self.columns);
            table.grid = Grid::Rows;
            table.style = Style::CELL.sized(8.5);
            table.pad = 3.0;
            table.rows = self.rows.into_iter().map(|row| Row::new(row.into_iter().map(Cell::new).collect())).collect();
            blocks.push(Block::Table(table));
        }
        let mut foot = self.lines.first().cloned().unwrap_or_default();
        if let Some(note) = self.note {
            foot = if foot.is_empty() { note.get(lang).to_owned() } else { format!("{foot} · {}", note.get(lang)) };
        }
        Document { about, sheet: Sheet::A4_LANDSCAPE, frame: frame(lang, &self.title, foot), blocks }.pdf()
    }
}
