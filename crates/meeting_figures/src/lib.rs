//! What a meeting brought (M-06): who registered and who came, talks, booths, what was negotiated and the applications that followed.
//! Counted from the rows of the slices each time; nothing is kept.

mod api;
mod figures;
mod pages;
mod paths;
pub mod policy;
mod read;
pub mod rules;
mod texts;

pub use figures::{Came, Figures, Negotiated, OfProvince, OfRole};
pub use read::read;

/// The way from a meeting to its figures.
pub const BESIDE: meetings::Beside = meetings::Beside {
    label: texts::FIGURES,
    path: paths::figures,
    is_there: |tx, actor, meeting| Ok(policy::sees(actor, meeting, tx.now())),
    of_office: (texts::FIGURES, paths::figures),
};

/// Every door: page, file, API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
