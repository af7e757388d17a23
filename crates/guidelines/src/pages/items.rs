//! How an item looks in lists: a card, readable on a phone.

use kernel::{Lang, Money, Text, Word, say};
use ui::{Markup, html};

use crate::content::lines;
use crate::paths;
use crate::record::Item;
use crate::texts::{heading, item_title, label};

const LEFT: Text = say("剩余名额", "Offers left");
/// Majors shown on a card.
const SHOWN: usize = 6;

/// An item with what decides whether somebody reads on: support, offers left, last day, majors.
pub(crate) fn card(lang: Lang, item: &Item, enterprise: Markup) -> Markup {
    ui::card(html! {
        h2 { a href=(paths::item(item.id)) { (ui::theirs(lang, &item_title(lang, item))) } }
        p { (enterprise) " · " (item.project_type.text().get(lang)) }
        (ui::facts(lang, vec![
            (label("cash_each"), ui::amount(lang, item.cash_each)),
            (label("goods_each"), html! { @if item.goods_each > Money::ZERO { (ui::amount(lang, item.goods_each)) } }),
            (LEFT, ui::number(format!("{} / {}", item.offers_left(), item.offers))),
            (label("deadline_on"), html! { @if let Some(last) = item.deadline_on { (ui::day(lang, last)) } }),
            (heading("majors"), ui::theirs(lang, &majors(item))),
        ]))
    })
}

fn majors(item: &Item) -> String {
    let all: Vec<&str> = lines(&item.majors).chain(lines(&item.industries)).collect();
    let more = if all.len() > SHOWN { " …" } else { "" };
    format!("{}{more}", all.iter().take(SHOWN).copied().collect::<Vec<_>>().join(" · "))
}
