//! Looking things up: a query becomes a plan, the plan is followed through each segment, and what fits is counted and ranked.
//!
//! Words must all fit. Only when nothing the reader may see fits exactly, nearly fitting things are looked for: slips of the
//! finger, half a title remembered.
//!
//! Everything that decides about order, counts and suggestions is taken from what everybody may read, or from documents this
//! reader may read: a document that must not be known changes nothing (S-3).

mod asked;
mod conjunction;
mod count;
mod filter;
mod loose;
mod nodes;
mod plan;
mod rank;
mod strict;

pub use asked::{After, Asked, Facets, Found, Hit, Order};
pub(crate) use rank::Figures;

use crate::entry::Reader;
use crate::index::Snapshot;

/// Answers a query from a snapshot of the index.
pub(crate) fn look(snapshot: &Snapshot, reader: &Reader, asked: &Asked) -> Found {
    let figures = Figures::of(snapshot);
    let plan = plan::plan(snapshot, asked);
    let strict = strict::look(snapshot, &figures, reader, asked, &plan);
    if strict.total > 0 || !plan.may_loosen() {
        return strict;
    }
    loose::look(snapshot, &figures, reader, asked, &plan).unwrap_or(strict)
}
