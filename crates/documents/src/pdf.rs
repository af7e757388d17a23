//! Writes pages as PDF: text that can be searched and selected, the logical structure, bookmarks, document information.

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document as File, SerializeSettings};

use crate::document::About;
use crate::paper::{Furniture, Group, Ink, Op, Paper, Run, Sheet};

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("a sheet has no size")]
    Sheet,
    /// A fault of ours in what was drawn, such as a group left open.
    #[error("the PDF could not be written: {0}")]
    Written(String),
}

pub(crate) struct Writer {
    file: File,
    sheet: Sheet,
    page: usize,
    /// Groups that are open, the outermost first; they may stay open over the page.
    open: Vec<TagGroup>,
    tree: TagTree,
    bookmarks: Vec<(u16, OutlineNode)>,
}

/// An annotation waits for the end of its page.
struct Pending {
    content: Identifier,
    place: Rect,
    address: String,
}

impl Writer {
    pub fn new(sheet: Sheet, about: &About) -> Writer {
        let settings = SerializeSettings { enable_tagging: about.is_tagged, ..SerializeSettings::default() };
        let mut file = File::new_with(settings);
        file.set_metadata(metadata(about));
        let tree = TagTree::new().with_lang(Some(about.lang.tag().to_owned()));
        Writer { file, sheet, page: 0, open: Vec::new(), tree, bookmarks: Vec::new() }
    }

    pub fn page(&mut self, paper: Paper) -> Result<(), PdfError> {
        let settings = PageSettings::from_wh(self.sheet.width, self.sheet.height).ok_or(PdfError::Sheet)?;
        let mut page = self.file.start_page_with(settings);
        let mut surface = page.surface();
        let mut drawing = Drawing {
            open: &mut self.open,
            tree: &mut self.tree,
            bookmarks: &mut self.bookmarks,
            page: self.page,
            content: None,
            links: Vec::new(),
        };
        for op in paper.ops {
            drawing.op(&mut surface, op);
        }
        let links = std::mem::take(&mut drawing.links);
        surface.finish();
        for link in links {
            let target = Target::Action(Action::Link(LinkAction::new(link.address.clone())));
            let annotation = Annotation::new_link(LinkAnnotation::new(link.place, target), Some(link.address));
            let annotation = page.add_tagged_annotation(annotation);
            let children = vec![Node::from(link.content), Node::from(annotation)];
            self.tree.push(TagGroup::with_children(Tag::Link, children));
        }
        page.finish();
        self.page += 1;
        Ok(())
    }

    pub fn finish(mut self) -> Result<Vec<u8>, PdfError> {
        self.file.set_outline(outline(self.bookmarks));
        self.file.set_tag_tree(self.tree);
        self.file.finish().map_err(|e| PdfError::Written(format!("{e:?}")))
    }
}

struct Drawing<'a> {
    open: &'a mut Vec<TagGroup>,
    tree: &'a mut TagTree,
    bookmarks: &'a mut Vec<(u16, OutlineNode)>,
    page: usize,
    /// The content being drawn; a link after it takes it out of its group.
    content: Option<Identifier>,
    links: Vec<Pending>,
}

impl Drawing<'_> {
    fn op(&mut self, surface: &mut Surface<'_>, op: Op) {
        match op {
            Op::Text(run) => draw_run(surface, &run),
            Op::Rule { from, to, width, ink } => draw_rule(surface, from, to, width, ink),
            Op::Fill { x, y, width, height, ink } => draw_rects(surface, [Rect::from_xywh(x, y, width, height)], ink),
            Op::Squares { x, y, unit, runs } => {
                let square = |(column, row, length): (u16, u16, u16)| {
                    let at = |n: u16| f32::from(n) * unit;
                    Rect::from_xywh(x + at(column), y + at(row), at(length), unit)
                };
                draw_rects(surface, runs.into_iter().map(square), Ink(0, 0, 0));
            }
            Op::Open(group) => self.open.push(TagGroup::new(tag(group))),
            Op::Close => self.close(),
            Op::Content => {
                let content = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.content = Some(content);
            }
            Op::Furniture(kind) => {
                surface.start_tagged(ContentTag::Artifact(artifact(kind)));
            }
            Op::End => {
                surface.end_tagged();
                if let (Some(content), Some(group)) = (self.content.take(), self.open.last_mut()) {
                    group.push(content);
                }
            }
            Op::Link { x, y, width, height, address } => self.link(Rect::from_xywh(x, y, width, height), address),
            Op::Bookmark { level, title, y } => {
                let place = XyzDestination::new(self.page, Point::from_xy(0.0, y));
                self.bookmarks.push((level, OutlineNode::new(title, place)));
            }
        }
    }

    fn close(&mut self) {
        let Some(done) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.push(done),
            None => self.tree.push(done),
        }
    }

    fn link(&mut self, place: Option<Rect>, address: String) {
        let content = self.open.last_mut().and_then(|group| match group.children.pop() {
            Some(Node::Leaf(content)) => Some(content),
            Some(group_again) => {
                group.children.push(group_again);
                None
            }
            None => None,
        });
        if let (Some(content), Some(place)) = (content, place) {
            self.links.push(Pending { content, place, address });
        }
    }
}

fn artifact(kind: Furniture) -> ArtifactType {
    match kind {
        Furniture::Header => ArtifactType::Header,
        Furniture::Footer => ArtifactType::Footer,
        Furniture::Other => ArtifactType::Other,
    }
}

fn tag(group: Group) -> TagKind {
    let one = std::num::NonZeroU16::MIN;
    match group {
        Group::Heading(level, title) => Tag::Hn(std::num::NonZeroU16::new(level).unwrap_or(one), Some(title)).into(),
        Group::Paragraph => Tag::P.into(),
        Group::Table => Tag::Table.into(),
        Group::Head => Tag::THead.into(),
        Group::Body => Tag::TBody.into(),
        Group::Row => Tag::TR.into(),
        Group::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Group::SideCell => Tag::TH(TableHeaderScope::Row).into(),
        Group::Cell(span) => {
            Tag::TD.with_col_span(std::num::NonZeroU32::new(span).filter(|span| span.get() > 1)).into()
        }
        Group::Figure(alt) => Tag::Figure(Some(alt)).into(),
    }
}

fn fill(ink: Ink) -> Option<Fill> {
    Some(Fill { paint: rgb::Color::new(ink.0, ink.1, ink.2).into(), ..Fill::default() })
}

fn draw_run(surface: &mut Surface<'_>, run: &Run) {
    let mut at = 0;
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .map(|(glyph, way, bytes)| {
            let from = at;
            at += bytes;
            KrillaGlyph::new(GlyphId::new(*glyph), *way, 0.0, 0.0, 0.0, from..at, None)
        })
        .collect();
    surface.set_stroke(None);
    surface.set_fill(fill(run.ink));
    surface.draw_glyphs(Point::from_xy(run.x, run.y), &glyphs, run.face.font(), &run.text, run.size, false);
}

fn draw_rule(surface: &mut Surface<'_>, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint, width, ..Stroke::default() }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn draw_rects(surface: &mut Surface<'_>, rects: impl IntoIterator<Item = Option<Rect>>, ink: Ink) {
    let mut path = PathBuilder::new();
    rects.into_iter().flatten().for_each(|rect| path.push_rect(rect));
    surface.set_stroke(None);
    surface.set_fill(fill(ink));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// The second level hangs under the last of the first.
fn outline(bookmarks: Vec<(u16, OutlineNode)>) -> Outline {
    let mut outline = Outline::new();
    let mut top: Option<OutlineNode> = None;
    for (level, node) in bookmarks {
        match (level, top.as_mut()) {
            (2.., Some(parent)) => parent.push_child(node),
            _ => {
                if let Some(done) = top.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = top {
        outline.push_child(done);
    }
    outline
}

fn metadata(about: &About) -> Metadata {
    let day = about.made_at.day();
    let minute = about.made_at.beijing_minute();
    let clock = |at: usize| minute.get(at..at + 2).and_then(|two| two.parse().ok()).unwrap_or(0);
    let unsigned = |number: i8| number.unsigned_abs();
    let date = DateTime::new(day.year().unsigned_abs())
        .month(unsigned(day.month()))
        .day(unsigned(day.day_of_month()))
        .hour(clock(minute.len().saturating_sub(5)))
        .minute(clock(minute.len().saturating_sub(2)))
        .second(0)
        .utc_offset_hour(8)
        .utc_offset_minute(0);
    Metadata::new()
        .title(about.title.clone())
        .description(about.subject.clone())
        .keywords(about.keywords.clone())
        .authors(about.authors.clone())
        .creator("Xieyu 协育".to_owned())
        .producer("Xieyu 协育".to_owned())
        .language(about.lang.tag().to_owned())
        .creation_date(date)
        .document_id(about.id.clone())
}
