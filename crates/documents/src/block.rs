//! What a document is made of, from top to bottom.

use crate::flow::{heading_style, number_width};
use crate::rich::Rich;
use crate::style::Style;
use crate::table::Table;

#[derive(Clone, Debug)]
pub struct Paragraph {
    pub text: Rich,
    pub style: Style,
}

#[derive(Clone, Debug)]
pub enum Block {
    /// 1 is the title; each is a bookmark too.
    Heading {
        level: u16,
        text: Rich,
    },
    Paragraph(Paragraph),
    /// A paragraph with its number hanging at the left.
    Clause {
        number: String,
        text: Rich,
        style: Style,
    },
    Table(Table),
    /// In points.
    Space(f32),
    /// Blocks that stay on one page, when one page can hold them.
    Together(Vec<Block>),
}

impl Block {
    pub fn title(text: impl Into<String>) -> Block {
        Block::Heading { level: 1, text: Rich::bold(text) }
    }

    pub fn heading(text: impl Into<String>) -> Block {
        Block::Heading { level: 2, text: Rich::new(crate::Face::Sans, text) }
    }

    pub fn text(text: impl Into<Rich>, style: Style) -> Block {
        Block::Paragraph(Paragraph { text: text.into(), style })
    }

    /// How much it takes of a page in points, when it is not cut.
    pub(crate) fn height(&self, width: f32) -> f32 {
        match self {
            Block::Heading { level, text } => {
                let style = heading_style(*level);
                style.before + style.lines(text, width).len() as f32 * style.line_height() + style.after
            }
            Block::Paragraph(Paragraph { text, style }) => {
                style.before + style.lines(text, width).len() as f32 * style.line_height() + style.after
            }
            Block::Clause { number, text, style } => {
                let hung = Style { inset: style.inset + number_width(number, style), ..*style };
                hung.lines(text, width).len() as f32 * style.line_height() + style.after
            }
            Block::Table(table) => table.height(width),
            Block::Space(points) => *points,
            Block::Together(blocks) => blocks.iter().map(|block| block.height(width)).sum(),
        }
    }
}
