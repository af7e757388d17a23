//! The floor as a drawing. Everything it shows stands in a table beside it as well.

use kernel::{BoothId, Lang, Text, Word, say};
use ui::{Markup, html};

use crate::record::{Booth, Exhibition};

const LABEL: Text =
    say("展位图，{n} 个展位；下表列出同样的内容", "Plan of {n} booth(s); the table below says the same");

/// What a booth leads to: its address, and who stands there in plain words.
pub(super) struct Link {
    pub href: String,
    pub who: String,
}

/// The plan. `here` is the booth to point at.
pub(super) fn plan(
    lang: Lang,
    floor: &Exhibition,
    booths: &[Booth],
    here: Option<BoothId>,
    link: impl Fn(&Booth) -> Option<Link>,
) -> Markup {
    let label = LABEL.with(&[("n", &booths.len())]);
    let links: Vec<Option<Link>> = booths.iter().map(link).collect();
    // With links inside it is no picture any more.
    let role = if links.iter().any(Option::is_some) { "group" } else { "img" };
    html! {
        div.floor tabindex="0" role="region" aria-label=(label.get(lang)) {
            svg viewBox=(format!("-2 -2 {} {}", floor.width + 4, floor.depth + 4)) role=(role) aria-label=(label.get(lang)) {
                rect.floor-edge x="0" y="0" width=(floor.width) height=(floor.depth) {}
                @for (it, to) in booths.iter().zip(&links) {
                    @match to {
                        Some(to) => a href=(to.href) aria-label=(format!("{} {}", it.number, to.who).trim_end()) { (booth(lang, it, here == Some(it.id), Some(&to.who))) },
                        None => (booth(lang, it, here == Some(it.id), None)),
                    }
                }
            }
        }
    }
}

fn booth(lang: Lang, it: &Booth, is_here: bool, who: Option<&str>) -> Markup {
    let who = who.filter(|who| !who.is_empty());
    let said = match who {
        Some(who) => format!("{} · {who}", it.number),
        None => format!("{} · {}", it.number, it.kind.text().get(lang)),
    };
    let class = format!(
        "booth {}{}{}",
        it.kind.word(),
        if who.is_some() { " taken" } else { "" },
        if is_here { " here" } else { "" }
    );
    // The number fits into its booth: half as high as the narrower side, and never wider than the booth.
    let letters = i64::try_from(it.number.chars().count()).unwrap_or(1).max(1);
    let size = (it.depth / 2).min(it.width * 5 / (4 * letters)).max(3);
    html! {
        g class=(class) {
            title { (said) }
            rect x=(it.x) y=(it.y) width=(it.width) height=(it.depth) {}
            text x=(it.x + it.width / 2) y=(it.y + it.depth / 2) font-size=(size) text-anchor="middle" dominant-baseline="central" { (it.number) }
        }
    }
}
