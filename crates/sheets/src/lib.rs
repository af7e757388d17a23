//! Tables as people keep them: reads xlsx, xls and text (csv, tsv) row by row and writes xlsx, csv and JSON as a stream.
//!
//! Whatever arrives, memory stays flat: every part of a file has a limit that is checked while it is unpacked, so a file
//! that swells, nests or lies about its size is refused with the place and the reason. Formulas are never worked out: the
//! value the program that wrote the file kept beside them is used, and they are counted for the reader.
//!
//! What it deliberately leaves out: what the columns mean. No database, no web.

mod book;
mod cell;
pub mod day;
mod limits;
mod plain;
mod refused;
mod sniff;
mod text;
mod write;
mod xls;
mod xlsx;
mod zip;

pub use book::{Book, Format, Sheet, Source, Summary};
pub use cell::{Cell, Place, Row, column_name};
pub use limits::Limits;
pub use plain::{plain, tidy};
pub use refused::{Counted, Found, Refused};
pub use text::Encoding;
pub use write::{Column, Output, Value, Width, Writer};
