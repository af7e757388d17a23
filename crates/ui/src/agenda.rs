//! What the editor of an agenda gains where JavaScript runs.

use maud::{Markup, html};

use crate::assets;

/// The script by which sessions are dragged to another cell, for the end of the editor's page. Without it they are moved by form.
pub fn agenda_script() -> Markup {
    html! { script src=(assets::agenda()) defer {} }
}
