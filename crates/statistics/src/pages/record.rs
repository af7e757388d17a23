//! The record of promises kept: shares first, then year by year.

use kernel::{Lang, Text, Word, say};
use ui::{Markup, html};

use super::figure;
use super::show::Told;
use crate::tables::Table;

const ABOUT: Text = say(
    "只统计已结束的项目，此前的到账情况只有项目各方知道。按期到位：到期的每一期都在到期日及之前由高校确认到账（规则 X-02、X-03）；决定用时：从高校（最近一次）审核通过到企业选定所用天数的中位数（规则 A-12、S-01），只统计因此立项的项目。",
    "Of projects that have ended only; before that, arrivals are known to the parties alone. On time: every part that fell due had arrived, confirmed by the university, by its due day (rules X-02, X-03). Time to decide: the middle number of days from the university's (last) pass to the enterprise's selection (rules A-12, S-01), of applications that became projects.",
);

pub(super) fn part(lang: Lang, told: &Told) -> Markup {
    let table = Table::Record;
    html! {
        section.part id=(table) {
            h2 { (table.text().get(lang)) }
            p.hint { (ABOUT.get(lang)) }
            (shares(lang, told))
            @if told.figures.ended.is_empty() {
                p.empty { (say("还没有结束的项目。", "No project has ended yet.").get(lang)) }
            } @else {
                (figure::pictures(lang, told, table))
                (figure::data(lang, told, table))
            }
        }
    }
}

/// Each share with the projects it is taken from.
fn shares(lang: Lang, told: &Told) -> Markup {
    let (ended, decided, to) = (&told.figures.ended_in_all, &told.figures.decided, &told.to);
    let percent = |share: Option<u64>| share.map_or_else(|| "—".to_owned(), |share| format!("{share}%"));
    let of = |part: u64, href: String, whole: u64, all: String| {
        let (part, whole) = (ui::count(part), ui::count(whole));
        html! { a href=(href) { (part) } " / " a href=(all) { (whole) } }
    };
    let days = decided
        .middle_days
        .map_or_else(|| "—".to_owned(), |days| say("{n} 天", "{n} days").with(&[("n", &days)]).get(lang).to_owned());
    let closed = to.projects(&[("ended", "any")]);
    let with_support = ended.on_time + ended.late;
    ui::facts(
        lang,
        vec![
            (
                say("支持按期到位", "Support on time"),
                html! {
                    strong { (percent(ended.on_time_percent())) } " "
                    @if with_support > 0 {
                        (of(ended.on_time, to.projects(&[("support", "on_time")]), with_support, to.projects(&[("support", "any")])))
                        " " (say("个有到期支持的已结束项目", "ended projects with support due").get(lang))
                    }
                },
            ),
            (
                say("结题通过", "Closed, passed"),
                html! {
                    strong { (percent(ended.passed_percent())) } " "
                    @if ended.all() > 0 {
                        (of(ended.passed, to.projects(&[("outcome", "passed")]), ended.all(), closed))
                        " " (say("个已结束项目", "ended projects").get(lang))
                    }
                },
            ),
            (
                say("决定用时（中位数）", "Time to decide (middle)"),
                html! {
                    strong { (days) } " "
                    @if decided.projects > 0 {
                        (say("依据 ", "from ").get(lang))
                        a href=(to.projects(&[("decided", "1")])) { (ui::count(decided.projects)) }
                        (say(" 个项目", " projects").get(lang))
                    }
                },
            ),
        ],
    )
}
