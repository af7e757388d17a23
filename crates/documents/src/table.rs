//! Tables that go on over the page, with their head repeated.

use crate::flow::{Flow, draw_lines};
use crate::font::Face;
use crate::lines::{Align, Line};
use crate::paper::{Furniture, Group, Ink, Op, Paper};
use crate::rich::Rich;
use crate::style::Style;

/// Which lines are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grid {
    /// Around every cell: forms.
    #[default]
    Full,
    /// Between rows only: lists.
    Rows,
}

#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// In parts of the widths of all columns.
    pub weight: f32,
    pub align: Align,
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub text: Rich,
    /// How many columns it takes.
    pub span: u32,
    /// Names what stands beside it.
    pub is_label: bool,
    /// Instead of its column's.
    pub align: Option<Align>,
}

#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// In points.
    pub least_height: f32,
    /// Text begins at the top of the cells, not in their middle.
    pub at_top: bool,
}

#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Column>,
    /// Empty when the table has no head.
    pub head: Vec<Rich>,
    pub rows: Vec<Row>,
    pub grid: Grid,
    pub style: Style,
    /// Above and below the text of a cell, in points.
    pub pad: f32,
}

const SIDE_PAD: f32 = 5.0;
/// Width of the lines of a form.
const LINE: f32 = 0.5;

impl Column {
    pub const fn new(weight: f32) -> Column {
        Column { weight, align: Align::Start }
    }

    pub const fn aligned(weight: f32, align: Align) -> Column {
        Column { weight, align }
    }
}

impl Cell {
    pub fn new(text: impl Into<Rich>) -> Cell {
        Cell { text: text.into(), span: 1, is_label: false, align: None }
    }

    pub fn label(text: impl Into<String>) -> Cell {
        let text = Rich::new(Face::Sans, text);
        Cell { text, span: 1, is_label: true, align: Some(Align::Centre) }
    }

    pub fn over(self, span: u32) -> Cell {
        Cell { span, ..self }
    }

    pub fn aligned(self, align: Align) -> Cell {
        Cell { align: Some(align), ..self }
    }
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, least_height: 0.0, at_top: false }
    }

    /// A row with room to write in.
    pub fn tall(cells: Vec<Cell>, least_height: f32) -> Row {
        Row { cells, least_height, at_top: true }
    }
}

impl Table {
    pub fn new(columns: Vec<Column>) -> Table {
        Table { columns, head: Vec::new(), rows: Vec::new(), grid: Grid::Full, style: Style::CELL, pad: 4.5 }
    }

    /// The left edge of each column and the right edge of the last.
    fn edges(&self, left: f32, width: f32) -> Vec<f32> {
        let all: f32 = self.columns.iter().map(|column| column.weight).sum();
        let mut x = left;
        let mut edges = vec![left];
        for column in &self.columns {
            x += width * column.weight / all.max(f32::MIN_POSITIVE);
            edges.push(x);
        }
        edges
    }

    pub(crate) fn height(&self, width: f32) -> f32 {
        let edges = self.edges(0.0, width);
        let head = if self.head.is_empty() { 0.0 } else { self.set(&self.head_row(), &edges).height };
        head + self.rows.iter().map(|row| self.set(row, &edges).height).sum::<f32>()
    }

    fn head_row(&self) -> Row {
        let cell = |text: &Rich| Cell { text: text.clone(), ..Cell::label("") };
        Row::new(self.head.iter().map(cell).collect())
    }

    fn set(&self, row: &Row, edges: &[f32]) -> SetRow {
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut at = 0;
        for cell in &row.cells {
            let last = (at + cell.span as usize).min(edges.len() - 1);
            let (left, right) = (edges[at.min(last)], edges[last]);
            let align = cell.align.or(self.columns.get(at).map(|column| column.align)).unwrap_or_default();
            let style = self.style.aligned(align);
            let lines = style.lines(&cell.text, right - left - 2.0 * SIDE_PAD);
            cells.push(SetCell { left, right, lines, style, is_label: cell.is_label, span: cell.span });
            at = last;
        }
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        let height = (most as f32 * self.style.line_height() + 2.0 * self.pad).max(row.least_height);
        SetRow { cells, height, at_top: row.at_top || self.grid == Grid::Rows }
    }
}

/// A row with its lines broken.
struct SetRow {
    cells: Vec<SetCell>,
    height: f32,
    at_top: bool,
}

struct SetCell {
    left: f32,
    right: f32,
    lines: Vec<Line>,
    style: Style,
    is_label: bool,
    span: u32,
}

impl SetRow {
    fn most_lines(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0)
    }

    /// The first `count` lines of every cell, and the rest.
    fn cut(self, count: usize, table: &Table) -> (SetRow, SetRow) {
        let part = |lines: Vec<Vec<Line>>| {
            let most = lines.iter().map(Vec::len).max().unwrap_or(0);
            let cells = self.cells.iter().zip(lines).map(|(cell, lines)| SetCell { lines, ..*cell }).collect();
            SetRow { cells, height: most as f32 * table.style.line_height() + 2.0 * table.pad, at_top: true }
        };
        let now = self.cells.iter().map(|cell| cell.lines.iter().take(count).cloned().collect()).collect();
        let later = self.cells.iter().map(|cell| cell.lines.iter().skip(count).cloned().collect()).collect();
        (part(now), part(later))
    }
}

impl Flow<'_> {
    pub fn table(&mut self, table: &Table) {
        let edges = table.edges(self.sheet.left, self.sheet.inner_width());
        let head = (!table.head.is_empty()).then(|| table.set(&table.head_row(), &edges));
        let head_height = head.as_ref().map_or(0.0, |head| head.height);
        let first = table.rows.first().map_or(0.0, |row| table.set(row, &edges).height);
        if head_height + first > self.room() && !self.is_at_top() {
            self.next_page();
        }
        self.paper.push(Op::Open(Group::Table));
        if let Some(head) = &head {
            self.paper.push(Op::Open(Group::Head));
            self.row(table, head, true);
            self.paper.push(Op::Close);
        }
        self.top_rule(table, &edges);
        self.paper.push(Op::Open(Group::Body));
        for row in &table.rows {
            let mut set = table.set(row, &edges);
            while set.height > self.room() + 0.01 {
                if set.height + head_height > self.whole() {
                    let lines = ((self.room() - 2.0 * table.pad) / table.style.line_height()).max(0.0) as usize;
                    if lines > 0 && lines < set.most_lines() {
                        let (now, later) = set.cut(lines, table);
                        self.row(table, &now, false);
                        set = later;
                    } else if self.y <= self.sheet.top + head_height + 0.01 {
                        break; // room to write in that no page has: it runs into the margin
                    }
                }
                self.next_page();
                self.repeat(table, head.as_ref(), &edges);
            }
            self.row(table, &set, false);
        }
        self.paper.push(Op::Close);
        self.paper.push(Op::Close);
    }

    /// The head on the next page; readers that speak the page have heard it already.
    fn repeat(&mut self, table: &Table, head: Option<&SetRow>, edges: &[f32]) {
        if let Some(head) = head {
            let y = self.y;
            self.paper.furniture(Furniture::Other, |paper| {
                ground(paper, table, head, y);
                for cell in &head.cells {
                    cell.draw(paper, y, head, table);
                }
            });
            self.y += head.height;
        }
        self.top_rule(table, edges);
    }

    /// Under the head of a list; forms have lines around every cell.
    fn top_rule(&mut self, table: &Table, edges: &[f32]) {
        let (left, right, y) = (edges[0], edges[edges.len() - 1], self.y);
        if table.grid == Grid::Rows {
            self.paper.furniture(Furniture::Other, |paper| paper.rule((left, y), (right, y), 0.6, Ink::BLACK));
        }
    }

    fn row(&mut self, table: &Table, row: &SetRow, is_head: bool) {
        let y = self.y;
        self.paper.furniture(Furniture::Other, |paper| ground(paper, table, row, y));
        self.paper.push(Op::Open(Group::Row));
        for cell in &row.cells {
            let group = match (is_head, cell.is_label) {
                (true, _) => Group::HeadCell,
                (false, true) => Group::SideCell,
                (false, false) => Group::Cell(cell.span),
            };
            self.paper.grouped(group, |paper| cell.draw(paper, y, row, table));
        }
        self.paper.push(Op::Close);
        self.y += row.height;
    }
}

impl SetCell {
    /// An empty label belongs to the one above it.
    fn goes_on(&self) -> bool {
        self.is_label && self.lines.iter().all(|line| line.letters.is_empty())
    }

    fn draw(&self, paper: &mut Paper, y: f32, row: &SetRow, table: &Table) {
        let text = self.lines.len() as f32 * self.style.line_height();
        let top = if row.at_top && !self.is_label { y + table.pad } else { y + (row.height - text) / 2.0 };
        draw_lines(paper, &self.lines, self.left + SIDE_PAD, top, &self.style);
    }
}

/// Grounds and lines of a row.
fn ground(paper: &mut Paper, table: &Table, row: &SetRow, y: f32) {
    let (Some(first), Some(last)) = (row.cells.first(), row.cells.last()) else { return };
    let bottom = y + row.height;
    for cell in row.cells.iter().filter(|cell| cell.is_label) {
        // A label that goes on covers the line above it.
        let above = if cell.goes_on() { LINE } else { 0.0 };
        paper.fill(cell.left, y - above, cell.right - cell.left, row.height + above, Ink::TINT);
    }
    match table.grid {
        Grid::Rows => paper.rule((first.left, bottom), (last.right, bottom), 0.35, Ink::HAIR),
        Grid::Full => {
            for cell in &row.cells {
                let top = if cell.goes_on() { y - LINE } else { y };
                for x in [cell.left, cell.right] {
                    paper.rule((x, top), (x, bottom), LINE, Ink::LINE);
                }
                for at in [y, bottom].into_iter().filter(|at| *at == bottom || !cell.goes_on()) {
                    paper.rule((cell.left, at), (cell.right, at), LINE, Ink::LINE);
                }
            }
        }
    }
}
