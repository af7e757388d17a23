//! The JSON API: doors to the same actions as the pages.

mod files;
mod guidelines;
mod items;
mod reviews;
mod steps;

use web::Routes;

pub(crate) const READ: &str = "guidelines:read";
pub(crate) const WRITE: &str = "guidelines:write";

pub(crate) fn routes() -> Routes {
    items::routes().and(guidelines::routes()).and(steps::routes()).and(reviews::routes()).and(files::routes())
}
