//! Two tabs, or two people, wrote in the same guideline: both versions side by side, and nothing is lost.

use std::collections::BTreeSet;

use kernel::{Lang, Text, say};
use ui::{Markup, Tone, html};
use web::{Response, StatusCode, Visit};

use super::edit::{Draft, render_with};
use super::typed::Typed;
use crate::texts::label;

const HEAD: Text = say("此指南已在别处被修改", "This guideline was changed elsewhere");
const WHAT: Text = say(
    "您打开页面之后，另一个窗口或另一位同事保存了修改。下面列出两个版本不同之处；表单里是您刚才填写的内容，核对后再保存，将以表单内容为准。",
    "After you opened the page, another window or a colleague saved changes. Below is where the two differ; the form holds what you typed. Check it and save again: the form counts.",
);
const FIELD: Text = say("栏目", "Field");
const THEIRS: Text = say("已保存的内容", "Saved elsewhere");
const MINE: Text = say("您填写的内容", "What you typed");
const SAME: Text = say("两个版本内容相同。", "The two are the same.");
const EMPTY: Text = say("（空）", "(empty)");

/// 409 with both versions; saving the form again overwrites the stored one knowingly.
pub(crate) fn page(visit: &Visit, now: &Draft, typed: &Typed) -> Response {
    let both = html! { (ui::alert(Tone::Warn, html! { h2 { (HEAD.get(visit.lang)) } p { (WHAT.get(visit.lang)) } })) (differences(visit.lang, now, typed)) };
    render_with(visit, StatusCode::CONFLICT, now, typed, &[], both)
}

fn differences(lang: Lang, now: &Draft, typed: &Typed) -> Markup {
    let (stored, mine) = (Typed::of(&now.content).places(), typed.places());
    let places: BTreeSet<_> = stored.keys().chain(mine.keys()).collect();
    let shown = |value: Option<&String>| match value.map(String::as_str) {
        None | Some("") => html! { span.muted { (EMPTY.get(lang)) } },
        Some(text) => ui::prose(text),
    };
    let title_of = |id: &str| {
        let key = (id.to_owned(), "title");
        mine.get(&key).or_else(|| stored.get(&key)).cloned().unwrap_or_default()
    };
    let rows = places.into_iter().filter(|place| stored.get(*place) != mine.get(*place)).map(|place| {
        let (item, field) = place;
        let name = html! { @if !item.is_empty() { (title_of(item)) " · " } (label(if !item.is_empty() && *field == "title" { "item.title" } else { field }).get(lang)) };
        vec![name, shown(stored.get(place)), shown(mine.get(place))]
    });
    ui::table(lang, HEAD, &[FIELD, THEIRS, MINE], rows.collect(), SAME)
}
