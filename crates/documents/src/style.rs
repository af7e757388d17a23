//! How a paragraph looks.

use crate::letters::letters;
use crate::lines::{Align, Line, set};
use crate::paper::Ink;
use crate::rich::Rich;

/// Sizes in points, spaces in points, indents in parts of the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    pub size: f32,
    /// From base line to base line, in parts of the size.
    pub leading: f32,
    pub align: Align,
    pub ink: Ink,
    /// Of the first line.
    pub indent: f32,
    /// Of the whole paragraph, in points.
    pub inset: f32,
    pub before: f32,
    pub after: f32,
}

impl Style {
    /// Running text.
    pub const BODY: Style = Style {
        size: 11.0,
        leading: 1.7,
        align: Align::Justify,
        ink: Ink::BLACK,
        indent: 0.0,
        inset: 0.0,
        before: 0.0,
        after: 3.0,
    };
    /// In cells of tables.
    pub const CELL: Style = Style { size: 9.5, leading: 1.5, align: Align::Start, after: 0.0, ..Style::BODY };
    /// Notes under a table and at the end.
    pub const NOTE: Style = Style { size: 8.5, leading: 1.55, align: Align::Start, ink: Ink::GREY, ..Style::BODY };

    pub const fn aligned(self, align: Align) -> Style {
        Style { align, ..self }
    }

    pub const fn sized(self, size: f32) -> Style {
        Style { size, ..self }
    }

    pub const fn inked(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    pub const fn spaced(self, before: f32, after: f32) -> Style {
        Style { before, after, ..self }
    }

    /// Chinese paragraphs begin two letters in.
    pub const fn indented(self, indent: f32) -> Style {
        Style { indent, ..self }
    }

    pub fn line_height(&self) -> f32 {
        self.size * self.leading
    }

    /// How far the base line lies under the top of its line: the letters stand in the middle of the leading.
    pub(crate) fn base(&self) -> f32 {
        self.line_height() / 2.0 + self.size * 0.38
    }

    /// The lines of `text` on a width in points; a line break in the text is one here.
    pub(crate) fn lines(&self, text: &Rich, width: f32) -> Vec<Line> {
        let width = ((width - self.inset) / self.size).max(1.0);
        let pieces = text.split();
        pieces.iter().flat_map(|piece| set(&letters(piece), width, self.indent, self.align)).collect()
    }
}
