//! Affinity and recommendation: who fits what, Chinese first, and why.
//!
//! [`Index`] finds items by text (BM25F), [`People`] finds owners by their documents (cosine), [`codes`] knows how near majors and
//! disciplines are, [`Reader`] reads a missing code from a text, [`Ranker`] puts them together and gives reasons.

pub mod codes;
pub mod cosine;
pub mod exact;
pub mod fuse;
mod index;
mod people;
mod ranker;
mod reads;
pub mod reasons;
mod score;
pub mod tokens;

pub use index::{Field, Hit, Index, LONGEST, MOST_FIELDS, Query};
pub use people::{Near, People};
pub use ranker::{Asks, Item, Ranker, Suggestion};
pub use reads::Reader;
pub use score::Space;

use index::best;
