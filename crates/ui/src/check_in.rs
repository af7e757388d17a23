//! What the page at the door of a meeting gains where JavaScript runs.

use maud::{Markup, html};

use crate::assets;

/// The script by which devices judge badges without a network. Without it people are checked in by form.
pub fn check_in_script() -> Markup {
    html! { script src=(assets::check_in()) defer {} }
}

/// The worker that opens the page without a network; it is served below the address of the page.
pub const CHECK_IN_WORKER: &str = include_str!("assets/check-in-worker.js");
