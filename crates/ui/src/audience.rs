//! What the pages of a live channel gain where JavaScript runs.

use maud::{Markup, html};

use crate::assets;

/// The script that brings comments, viewers and polls up to date and runs comments over the picture. Without it the page shows them as
/// they were when it was asked for.
pub fn audience_script() -> Markup {
    html! { script src=(assets::audience()) defer {} }
}
