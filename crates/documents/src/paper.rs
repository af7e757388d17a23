//! What is drawn on a page, in points from its upper left corner, and the logical structure that goes with it.

use crate::font::Face;
use crate::lines::Line;

/// A colour of the press: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    pub const BLACK: Ink = Ink(20, 20, 20);
    /// Labels and page furniture.
    pub const GREY: Ink = Ink(98, 98, 98);
    /// Lines of tables.
    pub const LINE: Ink = Ink(140, 140, 140);
    pub const HAIR: Ink = Ink(205, 205, 205);
    /// The ground of heads of tables and of labels in forms.
    pub const TINT: Ink = Ink(243, 243, 240);
}

/// Size and margins of a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

pub(crate) const MM: f32 = 72.0 / 25.4;

impl Sheet {
    pub const A4: Sheet = Sheet {
        width: 210.0 * MM,
        height: 297.0 * MM,
        left: 26.0 * MM,
        right: 26.0 * MM,
        top: 27.0 * MM,
        bottom: 25.0 * MM,
    };
    pub const A4_LANDSCAPE: Sheet = Sheet {
        width: 297.0 * MM,
        height: 210.0 * MM,
        left: 15.0 * MM,
        right: 15.0 * MM,
        top: 17.0 * MM,
        bottom: 17.0 * MM,
    };

    pub fn inner_width(&self) -> f32 {
        self.width - self.left - self.right
    }
}

/// A node of the logical structure, for readers that speak the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Group {
    Heading(u16, String),
    Paragraph,
    Table,
    Head,
    Body,
    Row,
    HeadCell,
    /// The label of its row.
    SideCell,
    Cell(u32),
    Figure(String),
}

/// Outside the logical structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Furniture {
    Header,
    Footer,
    /// Lines, grounds and heads repeated on the next page.
    Other,
}

#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub ink: Ink,
    pub face: Face,
    /// Glyph, way to the next in parts of the size, bytes of `text`.
    pub glyphs: Vec<(u32, f32, usize)>,
    pub text: String,
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    Text(Run),
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        ink: Ink,
    },
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
    /// Dark squares of a QR code, row by row: column, row, length.
    Squares {
        x: f32,
        y: f32,
        unit: f32,
        runs: Vec<(u16, u16, u16)>,
    },
    Open(Group),
    Close,
    /// What is drawn up to `End` belongs to the group that is open.
    Content,
    Furniture(Furniture),
    End,
    /// Belongs to the content before it.
    Link {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        address: String,
    },
    Bookmark {
        level: u16,
        title: String,
        y: f32,
    },
}

/// One page being drawn.
#[derive(Debug, Default)]
pub(crate) struct Paper {
    pub ops: Vec<Op>,
}

impl Paper {
    pub fn push(&mut self, op: Op) {
        self.ops.push(op);
    }

    /// Draws as part of the logical structure: `group` with one piece of content.
    pub fn grouped(&mut self, group: Group, draw: impl FnOnce(&mut Paper)) {
        self.push(Op::Open(group));
        self.content(draw);
        self.push(Op::Close);
    }

    pub fn content(&mut self, draw: impl FnOnce(&mut Paper)) {
        self.push(Op::Content);
        draw(self);
        self.push(Op::End);
    }

    pub fn furniture(&mut self, kind: Furniture, draw: impl FnOnce(&mut Paper)) {
        self.push(Op::Furniture(kind));
        draw(self);
        self.push(Op::End);
    }

    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        self.push(Op::Rule { from, to, width, ink });
    }

    pub fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.push(Op::Fill { x, y, width, height, ink });
    }

    pub fn frame(&mut self, x: f32, y: f32, width: f32, height: f32, line: f32, ink: Ink) {
        let (right, bottom) = (x + width, y + height);
        for (from, to) in
            [((x, y), (right, y)), ((right, y), (right, bottom)), ((right, bottom), (x, bottom)), ((x, bottom), (x, y))]
        {
            self.rule(from, to, line, ink);
        }
    }

    /// Sets a line with its base line at `y`.
    pub fn line(&mut self, line: &Line, x: f32, y: f32, size: f32, ink: Ink) {
        let mut from = 0;
        while from < line.letters.len() {
            let face = line.letters[from].drawn.face;
            let length = line.letters[from..].iter().take_while(|letter| letter.drawn.face == face).count();
            self.push(Op::Text(run(line, from, from + length, x, y, size, ink)));
            from += length;
        }
    }
}

fn run(line: &Line, from: usize, to: usize, x: f32, y: f32, size: f32, ink: Ink) -> Run {
    let mut text = String::new();
    let mut glyphs = Vec::with_capacity(to - from);
    for at in from..to {
        let letter = &line.letters[at];
        let way = if at + 1 < to { line.places[at + 1] - line.places[at] } else { letter.drawn.advance };
        text.push(letter.character);
        glyphs.push((letter.drawn.glyph, way, letter.character.len_utf8()));
    }
    Run { x: x + line.places[from] * size, y, size, ink, face: line.letters[from].drawn.face, glyphs, text }
}
