//! The pages: doors to the actions.

mod guideline;
mod round;
mod wishes;

use web::{Access, Routes};

pub(crate) use round::{instance, plan};

/// The doors of the pages.
pub fn routes() -> Routes {
    use Access::SignedIn;
    Routes::new()
        .get("/guidelines/{id}/allocations", SignedIn, guideline::show)
        .post("/guidelines/{id}/allocations", SignedIn, guideline::prepare)
        .get("/guidelines/{id}/wishes", SignedIn, wishes::show)
        .post("/guidelines/{id}/wishes", SignedIn, wishes::save)
        .get("/allocations/{id}", SignedIn, round::show)
        .about(crate::glance::look)
        .get("/allocations/{id}/instance", SignedIn, round::instance)
        .get("/allocations/{id}/plan", SignedIn, round::plan)
        .post("/allocations/{id}/commit", SignedIn, round::commit)
        .post("/allocations/{id}/drop", SignedIn, round::drop_it)
}
