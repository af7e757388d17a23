//! Establishment (立项): what makes a project out of an agreement. In the 2024 mode the university confirms and files; in
//! legacy mode the programme office makes a list of a round and the Department of Higher Education publishes it.
//!
//! Owns no table of its own but the rows of `establishment_list`. States and rights of an agreement stay with `agreements`,
//! numbers and filings with `projects`, the plan of money with `funding`; here they happen in one transaction.

mod actions;
mod api;
mod document_number;
mod glance;
mod mails;
mod pages;
pub mod paths;
mod plan;
pub mod policy;
mod print;
mod store;
mod texts;
mod todo;

pub use actions::{Preview, Published, file, make_list, miss_cut_offs, miss_cut_offs_of, missed, preview, publish};
pub use document_number::DocumentNumber;
pub use mails::LETTERS;
pub use plan::{Plan, Planned};
pub use print::printed;
pub use store::{get_list, lists};
pub use todo::{todo, waiting};

/// Pages and API doors.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
