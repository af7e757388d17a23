//! A document: what it says of itself, its sheet, its blocks; and its way to a PDF.

use kernel::{Instant, Lang};

use crate::block::Block;
use crate::flow::{Flow, Frame};
use crate::paper::{Paper, Sheet};
use crate::pdf::{PdfError, Writer};

/// What programs that list documents show. All of it comes from the data: the same data give the same bytes.
#[derive(Clone, Debug)]
pub struct About {
    /// Tells the document from all others; not shown.
    pub id: String,
    pub title: String,
    pub subject: String,
    pub keywords: Vec<String>,
    pub authors: Vec<String>,
    pub lang: Lang,
    pub made_at: Instant,
    /// Whether the logical structure goes along. It takes more room than the text, so that very long lists go without.
    pub is_tagged: bool,
}

#[derive(Clone, Debug)]
pub struct Document {
    pub about: About,
    pub sheet: Sheet,
    pub frame: Frame,
    pub blocks: Vec<Block>,
}

impl Document {
    /// The document as PDF. It is set twice: first to count the pages, then to write each page as soon as it is full.
    pub fn pdf(&self) -> Result<Vec<u8>, PdfError> {
        let mut pages = 0;
        self.set(0, &mut |_| pages += 1);
        let mut writer = Writer::new(self.sheet, &self.about);
        let mut written = Ok(());
        self.set(pages, &mut |paper| {
            if written.is_ok() {
                written = writer.page(paper);
            }
        });
        written?;
        writer.finish()
    }

    fn set(&self, pages: usize, take: &mut dyn FnMut(Paper)) {
        let mut flow = Flow::new(self.sheet, &self.frame, pages, take);
        self.blocks.iter().for_each(|block| flow.block(block));
        flow.finish();
    }
}

/// A single page that is drawn freely.
pub(crate) fn one_page(about: &About, sheet: Sheet, draw: impl FnOnce(&mut Paper)) -> Result<Vec<u8>, PdfError> {
    drawn(about, sheet, [draw])
}

/// Pages that are drawn freely, one after the other.
pub(crate) fn drawn<D: FnOnce(&mut Paper)>(
    about: &About,
    sheet: Sheet,
    pages: impl IntoIterator<Item = D>,
) -> Result<Vec<u8>, PdfError> {
    let mut writer = Writer::new(sheet, about);
    for draw in pages {
        let mut paper = Paper::default();
        draw(&mut paper);
        writer.page(paper)?;
    }
    writer.finish()
}
