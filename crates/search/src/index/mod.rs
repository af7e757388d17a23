//! The index as a whole: segments in files, fresh ones in memory, and the place of the journal up to which they tell.

mod build;
mod folder;
mod snapshot;

pub use build::Rebuild;
pub use folder::{Index, Position};
pub(crate) use snapshot::{Live, Snapshot};

/// A change of the index.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The thing is new or says something else now.
    Put(Box<crate::Entry>),
    /// Nobody may find it any more.
    Drop(crate::Kind, uuid::Uuid),
}
