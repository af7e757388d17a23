//! What the player of a channel gains where JavaScript runs.

use maud::{Markup, html};

use crate::assets;

/// The scripts that play a channel or a replay, for the end of its page. Without them the page says its address.
pub fn live_scripts() -> Markup {
    html! {
        script src=(assets::hls()) defer {}
        script src=(assets::live()) defer {}
    }
}
