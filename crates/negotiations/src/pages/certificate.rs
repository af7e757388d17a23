//! How good a timetable is, what binds, and why the rest has no place.

use kernel::{Lang, NegotiatorId, Text, say};
use ui::{Markup, html};

use crate::contents::{Certificate, Change, ChangeKind, Contents, Unplaced};
use crate::facts::Facts;
use crate::texts;

/// Rows shown at once; the whole is in the API and in the file.
const MOST: usize = 200;

/// Key figures.
pub(super) fn tiles(lang: Lang, it: &Certificate) -> Markup {
    let of = say("{n} / {m}", "{n} of {m}");
    let ratio = (it.value * 1_000).checked_div(it.value_bound).unwrap_or(1_000);
    let ratio = format!("{}.{}%", ratio / 10, ratio % 10);
    let value = say("{n} / {m}（{ratio}）", "{n} of {m} ({ratio})");
    let least = say("{n}，至少 {m}", "{n}, at least {m}");
    let lost: Vec<String> = it.lost_by_class.iter().map(u64::to_string).collect();
    html! {
        (ui::tiles(lang, vec![
            (say("已安排", "Placed"), of.with(&[("n", &it.placed), ("m", &it.requests)]).get(lang).to_owned(), None),
            (say("价值 / 上界", "Value of its bound"), value.with(&[("n", &it.value), ("m", &it.value_bound), ("ratio", &ratio)]).get(lang).to_owned(), None),
            (say("未满足的下限", "Missing to minima"), least.with(&[("n", &it.minima_missed), ("m", &it.minima_bound)]).get(lang).to_owned(), None),
            (say("间断", "Breaks"), least.with(&[("n", &it.breaks), ("m", &it.breaks_bound)]).get(lang).to_owned(), None),
            (say("换桌", "Changes of table"), it.table_changes.to_string(), None),
            (say("未安排（必须 / 希望 / 方便时）", "Without a place (must / want / if possible)"), lost.join(" / "), None),
            (say("结论", "Status"), (if it.is_optimal { say("已证明最优", "Proved to be the best") } else { say("可行", "Feasible") }).get(lang).to_owned(), None),
        ]))
        @if !it.binds.is_empty() { (ui::section(lang, say("最紧的资源", "What binds"), html! { ul { @for words in &it.binds { li { (ui::theirs(lang, words.get(lang))) } } } })) }
    }
}

fn name(lang: Lang, facts: &Facts, id: NegotiatorId) -> Markup {
    html! { @if let Some(it) = facts.person(id) { (texts::who(lang, it)) } }
}

const ALL_PLACED: Text = say("全部请求都有安排。", "Every request has a place.");

/// Each request without a place: why, and what would give it one.
pub(super) fn unplaced(lang: Lang, facts: &Facts, contents: &Contents) -> Markup {
    let row = |it: &Unplaced| {
        vec![
            html! { (name(lang, facts, it.first)) " – " (name(lang, facts, it.second)) },
            html! { (ui::theirs(lang, it.reason.get(lang))) },
            html! { (ui::theirs(lang, it.unlock.get(lang))) },
        ]
    };
    let heads = [say("双方", "The two"), say("原因", "Reason"), say("最省的解法", "Cheapest unlock")];
    let rows = contents.unplaced.iter().take(MOST).map(row).collect();
    html! {
        (ui::table(lang, say("未安排的请求", "Requests without a place"), &heads, rows, ALL_PLACED))
        @if contents.unplaced.len() > MOST { p.muted { (say("另有 {n} 条，见下载文件。", "{n} more stand in the file.").with(&[("n", &(contents.unplaced.len() - MOST))]).get(lang)) } }
    }
}

const NO_CHANGE: Text = say("没有变化。", "No change.");

/// What differs between two timetables.
pub(super) fn changes(lang: Lang, facts: &Facts, all: &[Change]) -> Markup {
    let tone = |kind| match kind {
        ChangeKind::New => ui::Tone::Good,
        ChangeKind::Moved => ui::Tone::Warn,
        ChangeKind::Cancelled => ui::Tone::Bad,
    };
    let row = |it: &Change| {
        let place = |said: &Option<kernel::Said>| html! { @if let Some(said) = said { (said.get(lang)) } };
        vec![
            html! { (name(lang, facts, it.first)) " – " (name(lang, facts, it.second)) },
            ui::badge(lang, kernel::Word::text(it.kind), tone(it.kind)),
            place(&it.was),
            place(&it.is),
        ]
    };
    let heads = [say("双方", "The two"), say("变化", "Change"), say("原为", "Was"), say("现为", "Is")];
    let rows = all.iter().take(MOST).map(row).collect();
    html! {
        (ui::table(lang, heads[1], &heads, rows, NO_CHANGE))
        @if all.len() > MOST { p.muted { (say("另有 {n} 处。", "{n} more.").with(&[("n", &(all.len() - MOST))]).get(lang)) } }
    }
}
