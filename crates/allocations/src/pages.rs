//! The pages: doors to the actions.

mod guideline;
mod round;
mod wishes;

use kernel::{Breach, Lang};
use ui::{Markup, html};
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

/// A number in a cell of a table, whose column says what it is; `label` says it to those who do not see the column.
fn number_cell(lang: Lang, name: &str, value: &str, label: &str, breaches: &[Breach]) -> Markup {
    let id = format!("f-{}", name.replace('.', "-"));
    html! {
        input id=(id) type="text" inputmode="numeric" name=(name) value=(value) size="4" aria-label=(label);
        (ui::breaches_of(lang, name, breaches))
    }
}
