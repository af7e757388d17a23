//! Facts of one thing, and key figures.

use kernel::{Lang, Said};
use maud::{Markup, html};

/// What is known of one thing: name and value, line by line.
pub fn facts<L: Into<Said>>(lang: Lang, lines: Vec<(L, Markup)>) -> Markup {
    html! {
        dl.facts {
            @for (label, value) in lines {
                div { dt { (label.into().get(lang)) } dd { @if value.0.is_empty() { "—" } @else { (value) } } }
            }
        }
    }
}

/// A key figure: label, value, and where it leads.
pub type Tile<L> = (L, String, Option<String>);

/// Key figures side by side.
pub fn tiles<L: Into<Said>>(lang: Lang, tiles: Vec<Tile<L>>) -> Markup {
    html! {
        dl.tiles {
            @for (label, value, href) in tiles {
                div {
                    dt { (label.into().get(lang)) }
                    dd { @match href { Some(href) => a href=(href) { (value) }, None => (value) } }
                }
            }
        }
    }
}
