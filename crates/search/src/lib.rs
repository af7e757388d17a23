//! Full-text search in Chinese and English: an index of its own, kept in files, that knows who may read what.
//!
//! * Texts fall into characters, pairs of characters and Latin words ([`fold`], pieces, stems). No dictionary: pairs find more.
//! * What people type is read by [`syntax`]; pinyin and first letters are looked up in the dictionary of pairs while searching.
//! * Things are told as [`Entry`]: what everybody may read, what only an audience may read, and facts to count by. A
//!   [`Reader`] is part of every question: what must not be known changes no hit, no order, no count and no suggestion.
//! * An [`Index`] is a folder of segments. It follows changes within a second, is exact at once, and is made anew when its
//!   files are missing, damaged or of another form.
//!
//! What it deliberately leaves out: the database, the slices and their policies (the crate `searches` tells it), and the texts
//! people read: hits are kinds and ids, and whoever shows them reads them from the database, under its policy.

mod edit;
mod entry;
mod fold;
mod index;
mod look;
mod mark;
mod pieces;
mod pinyin;
mod segment;
mod stem;
pub mod syntax;

pub use entry::{Audience, Entry, Facts, Kind, Reader, Standing, Texts};
pub use fold::{fold, fold_char};
pub use index::{Change, Index, Position, Rebuild};
pub use look::{After, Asked, Facets, Found, Hit, Order};
pub use mark::marks;
pub use segment::Damage;
