//! How good the plan is, what binds, and how anybody computes it again.

use kernel::{Lang, Text, say};
use ui::{Markup, html};

use crate::paths;
use crate::texts::{EXPERT, points};
use crate::view::{Certificate, Demand, View};

const FILLS: Text = say("可填补一个空位", "Would fill a place that stays empty");
const ADDS: Text = say("多一份，总分可增加 {n} 分", "One more review adds {n} points");
const NONE_SHORT: Text = say("没有专家供不应求", "No expert is in short supply");
const BY_HAND: Text = say(
    "计算之后有手工改动：上界仍是计算时的，下载的实例已把现有专家全部锁定。",
    "Changed by hand since it was computed: the bound is that of the computation, and the instance to download holds every pair locked.",
);

/// Key figures.
pub(super) fn tiles(lang: Lang, view: &View) -> Markup {
    let of = &view.certificate;
    let filled = say("{filled} / {places}", "{filled} of {places}");
    let total = say("{total} / {bound}（{ratio}%）", "{total} of {bound} ({ratio}%)");
    let ratio = format!("{}.{}", of.ratio_permille / 10, of.ratio_permille % 10);
    let filled = filled.with(&[("filled", &(of.places - of.empty)), ("places", &of.places)]);
    let total = total.with(&[("total", &of.total), ("bound", &of.bound), ("ratio", &ratio)]);
    html! {
        (ui::tiles(lang, vec![
            (crate::texts::subjects(view.kind), view.lines.len().to_string(), None),
            (say("已安排的专家席位", "Places filled"), filled.get(lang).to_owned(), None),
            (say("总分 / 上界", "Total of its bound"), total.get(lang).to_owned(), None),
            (say("匹配最差的一份", "The worst served"), worst(lang, of), None),
            (say("结论", "Status"), status(view).get(lang).to_owned(), None),
            (say("因利益冲突排除", "Pairs excluded by interests"), view.conflicts.to_string(), None),
        ]))
        @if !view.is_as_computed { p.muted { (BY_HAND.get(lang)) } }
    }
}

fn worst(lang: Lang, of: &Certificate) -> String {
    match of.worst_bound {
        None => points(of.worst).get(lang).to_owned(),
        Some(bound) => {
            let said = say("{worst} 分，至多 {bound} 分", "{worst} of at most {bound} points");
            said.with(&[("worst", &of.worst), ("bound", &bound)]).get(lang).to_owned()
        }
    }
}

fn status(view: &View) -> Text {
    match (view.is_as_computed, view.certificate.is_optimal) {
        (false, _) => say("有手工改动", "Changed by hand"),
        (true, true) => say("已证明最优", "Proved to be the best"),
        (true, false) => say("可行", "Feasible"),
    }
}

/// Whose time is scarce, and what more of it would bring.
pub(super) fn in_demand(lang: Lang, view: &View) -> Markup {
    let heads =
        [EXPERT, say("本方案", "In this plan"), say("在评", "Under review"), say("再多一份", "One more review")];
    let row = |demand: &Demand| {
        vec![
            ui::named(lang, &demand.name, &demand.name_en),
            ui::number(demand.load),
            ui::number(demand.waiting),
            html! { @if demand.fills { (FILLS.get(lang)) } @else { (ADDS.with(&[("n", &demand.price)]).get(lang)) } },
        ]
    };
    let rows = view.in_demand.iter().map(row).collect();
    let title = say("供不应求的专家", "Experts in demand");
    ui::section(lang, title, ui::table(lang, title, &heads, rows, NONE_SHORT))
}

/// Files, digest, seed and the command.
pub(super) fn replay(lang: Lang, view: &View) -> Markup {
    let fair = if view.is_fair { " --fair" } else { "" };
    let command = format!("xieyu match assign instance.json --seed {}{fair} --out plan.json", view.seed);
    let how = say(
        "下载实例后运行下面的命令，任何人都会得到同样的专家名单。",
        "Download the instance and run the command below: anybody gets the same experts.",
    );
    let sha = if view.is_as_computed {
        say("实例 SHA-256", "SHA-256 of the instance")
    } else {
        say("计算时实例的 SHA-256", "SHA-256 of the instance before changes by hand")
    };
    html! {
        p { (how.get(lang)) }
        p { code { (command) } }
        (ui::facts(lang, vec![
            (say("每份的专家数", "Experts for each"), html! { (view.per_item) }),
            (say("每位专家上限", "Most for each expert"), html! { (view.most) }),
            (say("种子", "Seed"), html! { (view.seed) }),
            (sha, html! { code.hash { (view.instance_sha256) } }),
            (say("编制", "Prepared"), html! { (ui::theirs(lang, &view.made_by_name)) " · " (ui::when(lang, view.created_at)) }),
        ]))
        (ui::actions(html! {
            (ui::link_button(lang, &paths::instance(view.id), say("下载实例（JSON）", "Download the instance (JSON)")))
            (ui::link_button(lang, &paths::result(view.id), say("下载方案（JSON）", "Download the plan (JSON)")))
        }))
    }
}
