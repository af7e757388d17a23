//! Printed documents: a small engine that sets Chinese and Latin text on pages, and the programme's documents made with it.
//!
//! It knows no database, no web and no slice: a slice hands in what a document says and gets the bytes of a PDF.

mod block;
mod capitals;
mod document;
mod flow;
mod font;
mod letters;
mod lines;
mod paper;
mod pdf;
mod qr;
mod rich;
mod style;
mod table;
pub mod templates;

pub use block::{Block, Paragraph};
pub use capitals::capitals;
pub use document::{About, Document};
pub use flow::Frame;
pub use font::{Face, Origin, origins};
pub use lines::Align;
pub use paper::{Ink, Sheet};
pub use pdf::PdfError;
pub use qr::qr_path;
pub use rich::Rich;
pub use style::Style;
pub use table::{Cell, Column, Grid, Row, Table};
