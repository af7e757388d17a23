//! The register of projects: any filter, any role, a million rows, and never a count over them.
//!
//! Projects are listed by year, then by identifier, newest first. Before it looks for rows the list asks `project_facet`
//! how many there are in each year, and then reads either the few that fit (by their facets) or the dense year in its
//! order. So no filter walks far, however rare what it asks for.

mod filter;
mod names;
mod register;
mod titled;

pub use filter::{After, Filter};
pub(crate) use names::MOST as PARTIES_MOST;
pub use names::organisations_named;
pub use register::{Found, Page, register};
