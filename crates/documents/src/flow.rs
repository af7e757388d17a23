//! Sets blocks one under the other and begins a new page when one is full.

use crate::block::{Block, Paragraph};
use crate::font::Face;
use crate::letters::letters;
use crate::lines::{Align, Line, set};
use crate::paper::{Furniture, Group, Ink, Op, Paper, Sheet};
use crate::rich::Rich;
use crate::style::Style;

/// Takes finished pages.
pub(crate) type TakePage<'a> = dyn FnMut(Paper) + 'a;

/// What stands at the head and the foot of every page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// From the second page on.
    pub header: String,
    pub footer: String,
    /// `第 {page} 页，共 {pages} 页`
    pub numbering: String,
}

pub(crate) struct Flow<'a> {
    pub sheet: Sheet,
    pub paper: Paper,
    /// Where the next block begins.
    pub y: f32,
    frame: &'a Frame,
    page: usize,
    /// Of the whole document; 0 while they are being counted.
    pages: usize,
    take: &'a mut TakePage<'a>,
}

const FURNITURE: Style = Style { size: 8.0, leading: 1.4, align: Align::Start, ink: Ink::GREY, ..Style::CELL };
/// A paragraph that is cut leaves and takes along at least so many lines.
const TOGETHER: usize = 2;

impl<'a> Flow<'a> {
    pub fn new(sheet: Sheet, frame: &'a Frame, pages: usize, take: &'a mut TakePage<'a>) -> Flow<'a> {
        Flow { sheet, paper: Paper::default(), y: sheet.top, frame, page: 1, pages, take }
    }

    fn bottom(&self) -> f32 {
        self.sheet.height - self.sheet.bottom
    }

    pub fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    /// Room on an empty page.
    pub fn whole(&self) -> f32 {
        self.bottom() - self.sheet.top
    }

    pub fn is_at_top(&self) -> bool {
        self.y <= self.sheet.top + 0.01
    }

    pub fn next_page(&mut self) {
        self.furnish();
        (self.take)(std::mem::take(&mut self.paper));
        self.page += 1;
        self.y = self.sheet.top;
    }

    /// Hands over the last page.
    pub fn finish(mut self) {
        self.furnish();
        (self.take)(self.paper);
    }

    /// Head, foot and number of the page.
    fn furnish(&mut self) {
        let Sheet { width, height, left, right, top, bottom } = self.sheet;
        let inner = self.sheet.inner_width();
        if self.page > 1 && !self.frame.header.is_empty() {
            let y = top * 0.6;
            self.furniture(Furniture::Header, &self.frame.header.clone(), y, inner, Align::Start);
            self.paper.furniture(Furniture::Other, |paper| {
                paper.rule((left, y + 5.0), (width - right, y + 5.0), 0.4, Ink::HAIR);
            });
        }
        let y = height - bottom * 0.5;
        let number =
            self.frame.numbering.replace("{pages}", &self.pages.to_string()).replace("{page}", &self.page.to_string());
        self.furniture(Furniture::Footer, &self.frame.footer.clone(), y, inner - 110.0, Align::Start);
        self.furniture(Furniture::Footer, &number, y, inner, Align::End);
    }

    fn furniture(&mut self, kind: Furniture, text: &str, y: f32, width: f32, align: Align) {
        if text.is_empty() {
            return;
        }
        let lines = FURNITURE.aligned(align).lines(&Rich::new(Face::Sans, text), width);
        let left = self.sheet.left;
        self.paper.furniture(kind, |paper| {
            for (at, line) in lines.iter().enumerate() {
                paper.line(line, left, y + at as f32 * FURNITURE.line_height(), FURNITURE.size, FURNITURE.ink);
            }
        });
    }

    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Clause { number, text, style } => self.clause(number, text, style),
            Block::Table(table) => self.table(table),
            Block::Space(points) => self.y += points,
            Block::Together(blocks) => {
                let height: f32 = blocks.iter().map(|block| block.height(self.sheet.inner_width())).sum();
                if height > self.room() && height <= self.whole() && !self.is_at_top() {
                    self.next_page();
                }
                blocks.iter().for_each(|block| self.block(block));
            }
        }
    }

    /// A heading does not stay alone at the foot of a page.
    fn heading(&mut self, level: u16, text: &Rich) {
        let style = heading_style(level);
        let lines = style.lines(text, self.sheet.inner_width());
        let height = lines.len() as f32 * style.line_height();
        if style.before + height + style.after + 3.0 * Style::BODY.line_height() > self.room() && !self.is_at_top() {
            self.next_page();
        }
        if !self.is_at_top() {
            self.y += style.before;
        }
        let title = text.plain();
        self.paper.push(Op::Bookmark { level, title: title.clone(), y: self.y });
        self.paper.push(Op::Open(Group::Heading(level, title)));
        self.lines(&lines, &style);
        self.paper.push(Op::Close);
        self.y += style.after;
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let style = &paragraph.style;
        let lines = style.lines(&paragraph.text, self.sheet.inner_width());
        if !self.is_at_top() {
            self.y += style.before;
        }
        self.paper.push(Op::Open(Group::Paragraph));
        self.flowing(&lines, style);
        self.paper.push(Op::Close);
        self.y += style.after;
    }

    /// A paragraph whose number hangs at its left.
    fn clause(&mut self, number: &str, text: &Rich, style: &Style) {
        let hung = Style { inset: style.inset + number_width(number, style), ..*style };
        let lines = hung.lines(text, self.sheet.inner_width());
        let keep = lines.len().min(TOGETHER) as f32 * style.line_height();
        if keep > self.room() && !self.is_at_top() {
            self.next_page();
        }
        let numbered = set(&letters(&Rich::new(Face::Serif, number)), 100.0, 0.0, Align::Start);
        let (x, y) = (self.sheet.left + style.inset, self.y + style.base());
        self.paper.push(Op::Open(Group::Paragraph));
        self.paper.content(|paper| {
            for line in &numbered {
                paper.line(line, x, y, style.size, style.ink);
            }
        });
        self.flowing(&lines, &hung);
        self.paper.push(Op::Close);
        self.y += style.after;
    }

    /// Lines that may go on over the page, never one alone.
    fn flowing(&mut self, lines: &[Line], style: &Style) {
        let mut rest = lines;
        while !rest.is_empty() {
            let fit = ((self.room() + 0.01) / style.line_height()).max(0.0) as usize;
            let take = match fit {
                _ if fit >= rest.len() => rest.len(),
                _ if self.is_at_top() => fit.max(1),
                _ if fit < TOGETHER || rest.len() < 2 * TOGETHER => 0,
                _ => fit.min(rest.len() - TOGETHER),
            };
            let (now, later) = rest.split_at(take);
            self.lines(now, style);
            rest = later;
            if !rest.is_empty() {
                self.next_page();
            }
        }
    }

    fn lines(&mut self, lines: &[Line], style: &Style) {
        if lines.is_empty() {
            return;
        }
        let (x, top) = (self.sheet.left + style.inset, self.y);
        self.paper.content(|paper| draw_lines(paper, lines, x, top, style));
        self.y += lines.len() as f32 * style.line_height();
    }
}

pub(crate) fn draw_lines(paper: &mut Paper, lines: &[Line], x: f32, top: f32, style: &Style) {
    for (at, line) in lines.iter().enumerate() {
        paper.line(line, x, top + at as f32 * style.line_height() + style.base(), style.size, style.ink);
    }
}

/// The hanging number and the space after it.
pub(crate) fn number_width(number: &str, style: &Style) -> f32 {
    let lines = set(&letters(&Rich::new(Face::Serif, number)), 100.0, 0.0, Align::Start);
    lines.first().map_or(0.0, |line| (line.width() + 0.5) * style.size)
}

/// 1 is the title of the document.
pub(crate) fn heading_style(level: u16) -> Style {
    match level {
        1 => Style { size: 21.0, leading: 1.45, align: Align::Centre, after: 14.0, ..Style::BODY },
        2 => Style { size: 12.5, leading: 1.5, align: Align::Start, before: 13.0, after: 4.0, ..Style::BODY },
        _ => Style { size: 11.0, leading: 1.5, align: Align::Start, before: 8.0, after: 2.0, ..Style::BODY },
    }
}
