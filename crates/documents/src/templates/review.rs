//! Review sheets: a university's checklist, an enterprise's evaluation, an expert's opinion on a guideline. One form serves
//! all: what is reviewed, what was found point by point, the opinion, who decided and when.

use kernel::{Instant, Lang, Text, say};

use super::agreement::{headed, paragraphs};
use super::{PROGRAMME, about, frame, labelled, or_dash};
use crate::block::Block;
use crate::document::Document;
use crate::font::Face;
use crate::lines::Align;
use crate::paper::{Ink, Sheet};
use crate::pdf::PdfError;
use crate::rich::Rich;
use crate::style::Style;
use crate::table::{Cell, Column, Row, Table};

/// A sheet with one review, or with several of the same thing.
#[derive(Clone, Debug)]
pub struct Sheets {
    pub id: String,
    pub title: Text,
    /// What is reviewed, and what that is called.
    pub subject: String,
    pub subject_is: Text,
    /// What each line says: what was looked at, what was found, what is to be said about it.
    pub heads: [Text; 3],
    pub facts: Vec<(Text, String)>,
    pub reviews: Vec<Review>,
    pub made_at: Instant,
}

pub const PROJECT: Text = say("项目名称", "Title");
pub const CHECKS: [Text; 3] = [say("内容", "Point"), say("结果", "Found"), say("说明", "Remark")];
pub const SCORES: [Text; 3] = [say("评审人", "Reviewer"), say("分数", "Score"), say("评语", "Note")];

/// What one person, or one body, found and decided.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Heading of the review, such as the round it belongs to; empty when there is only one.
    pub heading: String,
    pub points: Vec<Point>,
    /// The conclusion in one line.
    pub conclusion: String,
    pub opinion: String,
    /// Empty where the reviewer is not named.
    pub reviewer: String,
    pub reviewed_at: Option<Instant>,
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub struct Point {
    pub what: String,
    /// Yes or no, a score.
    pub found: String,
    pub note: String,
}

impl Sheets {
    pub fn pdf(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let title = format!("{} · {}", self.title.get(lang), self.subject);
        let mut blocks = vec![
            Block::text(
                Rich::new(Face::Sans, PROGRAMME.get(lang)),
                Style::BODY.aligned(Align::Centre).inked(Ink::GREY).spaced(4.0, 4.0),
            ),
            Block::title(self.title.get(lang)),
            Block::Table(self.facts(lang)),
        ];
        for review in &self.reviews {
            blocks.extend(review.blocks(lang, &self.heads));
        }
        if self.reviews.is_empty() {
            blocks.push(Block::text(say("尚无评审意见。", "No review yet.").get(lang), Style::BODY.spaced(14.0, 0.0)));
        }
        Document {
            about: about(self.id.clone(), title.clone(), PROGRAMME.get(lang), &[], lang, self.made_at),
            sheet: Sheet::A4,
            frame: frame(lang, &title, title.clone()),
            blocks,
        }
        .pdf()
    }

    /// The subject over the whole width, facts two by two.
    fn facts(&self, lang: Lang) -> Table {
        facts_table(lang, self.subject_is, &self.subject, &self.facts)
    }
}

pub(super) fn facts_table(lang: Lang, subject_is: Text, subject: &str, facts: &[(Text, String)]) -> Table {
    let widths = vec![Column::new(1.7), Column::new(3.3), Column::new(1.7), Column::new(3.3)];
    let mut table = Table::new(widths);
    table.rows.push(Row::new(vec![Cell::label(subject_is.get(lang)), Cell::new(Rich::bold(or_dash(subject))).over(3)]));
    for pair in facts.chunks(2) {
        let mut cells = Vec::new();
        for (label, said) in pair {
            cells.push(Cell::label(label.get(lang)));
            cells.push(Cell::new(or_dash(said)));
        }
        if let ([_], Some(last)) = (pair, cells.last_mut()) {
            last.span = 3;
        }
        table.rows.push(Row::new(cells));
    }
    table
}

impl Review {
    fn blocks(&self, lang: Lang, heads: &[Text; 3]) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.heading.is_empty() {
            blocks.push(Block::Space(14.0));
        } else {
            blocks.push(Block::heading(self.heading.as_str()));
        }
        if !self.points.is_empty() {
            blocks.push(Block::Table(self.points(lang, heads)));
        }
        if !self.conclusion.is_empty() {
            let text =
                Rich::labelled(&labelled(lang, say("结论", "Conclusion")), "").and(Face::SerifBold, &self.conclusion);
            blocks.push(Block::text(text, Style::BODY.spaced(8.0, 2.0)));
        }
        if !self.opinion.trim().is_empty() {
            let label = labelled(lang, say("意见", "Opinion"));
            blocks.push(Block::text(Rich::new(Face::Sans, label.trim_end()), Style::BODY.spaced(4.0, 0.0)));
            blocks.extend(paragraphs(&self.opinion));
        }
        blocks.push(self.signed(lang));
        blocks
    }

    /// Without a column for remarks when nobody made one.
    fn points(&self, lang: Lang, [what, found, note]: &[Text; 3]) -> Table {
        let mut columns = vec![
            (say("序号", "No."), Column::aligned(0.7, Align::Centre)),
            (*what, Column::new(5.0)),
            (*found, Column::aligned(1.1, Align::Centre)),
        ];
        let has_notes = self.points.iter().any(|point| !point.note.is_empty());
        if has_notes {
            columns.push((*note, Column::new(3.4)));
        }
        let mut table = headed(lang, &columns);
        for (at, point) in self.points.iter().enumerate() {
            let said = [(at + 1).to_string(), point.what.clone(), point.found.clone(), point.note.clone()];
            table.rows.push(Row::new(said.into_iter().take(columns.len()).map(Cell::new).collect()));
        }
        table
    }

    fn signed(&self, lang: Lang) -> Block {
        let style = Style::BODY.aligned(Align::End).spaced(14.0, 4.0);
        let mut text = Rich::new(Face::Serif, "");
        if !self.reviewer.is_empty() {
            text = text.and(Face::Sans, labelled(lang, say("评审人", "Reviewer"))).and(Face::Serif, &self.reviewer);
        }
        if let Some(at) = self.reviewed_at {
            text = text.and(Face::Serif, format!("\n{}", ui::when_text(lang, at)));
        }
        Block::Together(vec![Block::text(text, style)])
    }
}
