//! Affinity and recommendation: who fits what, Chinese first, and why.
//!
//! [`Index`] finds items by text (BM25F), [`People`] finds owners by their documents (cosine), [`codes`] knows how near majors and
//! disciplines are, [`Reader`] reads a missing code from a text, [`History`] knows what was done together before. [`Ranker`], for
//! items, and [`Persons`], for owners of documents, put them together and give reasons; [`learn`] finds what each should count.

mod beside;
pub mod codes;
pub mod cosine;
mod dense;
pub mod exact;
pub mod fuse;
mod history;
mod index;
pub mod learn;
mod people;
mod persons;
mod ranker;
mod reads;
pub mod reasons;
mod score;
pub mod tokens;

pub use dense::MOST_DIMENSIONS;
pub use history::{History, MOST_COUNTS};
pub use index::{Field, Hit, Index, LONGEST, MOST_FIELDS, Query};
pub use people::{Near, People};
pub use persons::{Document, Person, Persons};
pub use ranker::{Asks, Item, Ranker, Suggestion};
pub use reads::Reader;
pub use score::Space;

use index::best;
