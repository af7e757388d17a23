//! A segment: a part of the index that never changes once it is written. Documents that changed since are marked dead beside
//! it and stand in a newer one; from time to time several are melted into one.

mod build;
mod bytes;
mod codes;
mod columns;
mod dead;
mod merge;
mod postings;
mod read;
mod repeats;
mod terms;
mod texts;
mod write;

pub(crate) use build::{Builder, Name, print};
pub(crate) use codes::{INNER as INNER_CODE, plain as plain_code};
pub(crate) use columns::{Facet, LENGTHS};
pub(crate) use dead::{Bits, Dead};
pub(crate) use merge::merge;
pub(crate) use postings::{BODY, Cursor, END, ENTERPRISE, EVERYWHERE, Extent, PERSON, TITLE, UNIVERSITY};
pub use read::Damage;
pub(crate) use read::Segment;
pub(crate) use repeats::inner_bits;
pub(crate) use texts::TextReader;
pub(crate) use write::{FORM, Sink};
