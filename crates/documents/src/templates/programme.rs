//! The programme of a meeting: day by day, what is held when and where, and who speaks.

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

/// A meeting's programme.
#[derive(Clone, Debug)]
pub struct Programme {
    pub id: String,
    pub title: String,
    /// Under the title: days and place.
    pub lines: Vec<String>,
    /// Each day with what is held on it.
    pub days: Vec<(String, Vec<Line>)>,
    /// Which release this is; at the foot of every page, so that nobody reads an old one unawares.
    pub release: String,
    pub made_at: Instant,
}

/// One session.
#[derive(Clone, Debug)]
pub struct Line {
    pub time: String,
    pub hall: String,
    /// What it is, where the title does not say so.
    pub kind: String,
    pub title: String,
    /// Who and what, line by line.
    pub more: String,
}

const COLUMNS: [(Text, f32); 3] = [(say("时间", "Time"), 1.7), (say("内容", "What"), 6.0), (say("会场", "Hall"), 1.6)];
const NOTHING: Text = say("这一天没有安排。", "Nothing is held on this day.");

impl Programme {
    pub fn pdf(self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let about = about(self.id, self.title.clone(), PROGRAMME.get(lang), &[], lang, self.made_at);
        let under = Style::BODY.aligned(Align::Centre).sized(9.5).inked(Ink::GREY).spaced(0.0, 0.0);
        let mut blocks = vec![Block::title(self.title.as_str())];
        blocks.extend(self.lines.iter().map(|line| Block::text(Rich::new(Face::Sans, line.as_str()), under)));
        for (day, lines) in self.days {
            blocks.push(Block::heading(day));
            if lines.is_empty() {
                blocks.push(Block::text(NOTHING.get(lang), Style::BODY));
                continue;
            }
            let columns: Vec<(Text, Column)> =
                COLUMNS.iter().map(|(head, weight)| (*head, Column::new(*weight))).collect();
            let mut table = headed(lang, &columns);
            table.grid = Grid::Rows;
            table.style = Style::CELL;
            table.pad = 3.0;
            table.rows = lines.into_iter().map(row).collect();
            blocks.push(Block::Table(table));
        }
        Document { about, sheet: Sheet::A4, frame: frame(lang, &self.title, self.release), blocks }.pdf()
    }
}

fn row(line: Line) -> Row {
    let mut what = Rich::bold(line.title);
    if !line.kind.is_empty() {
        what = what.and(Face::Sans, format!("  {}", line.kind));
    }
    if !line.more.is_empty() {
        what = what.and(Face::Serif, format!("\n{}", line.more));
    }
    let mut row = Row::new(vec![Cell::new(line.time), Cell::new(what), Cell::new(line.hall)]);
    row.at_top = true;
    row
}
