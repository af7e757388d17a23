//! How many watched, over time: a picture and the table it is drawn from.

use kernel::{Lang, Text, say};
use ui::{Markup, html};

use crate::counts::Viewers;
use crate::record::Viewing;

const UNIQUE: Text = say("独立观看（估计）", "Different viewers (estimate)");
const MOST: Text = say("最高并发", "Most at once");
const WATCHED: Text = say("观看分钟", "Watch minutes");
const MINUTE: Text = say("时间", "Minute");
const NOBODY: Text = say("还没有观看记录", "Nobody was counted yet");
const OVER_TIME: Text = say("各分钟最高并发人数", "Most viewers at once, minute by minute");
/// Minutes in the table and the picture.
const MINUTES: usize = 120;
const HEIGHT: i64 = 60;

pub(super) fn viewers(lang: Lang, sums: Option<&Viewers>, minutes: &[Viewing]) -> Markup {
    let Some(sums) = sums else { return html! { p.empty { (NOBODY.get(lang)) } } };
    let last = &minutes[minutes.len().saturating_sub(MINUTES)..];
    let most = last.iter().map(|it| it.viewers_most).max().unwrap_or(0).max(1);
    let bar = |it: &Viewing| it.viewers_most * HEIGHT / most;
    html! {
        (ui::facts(lang, vec![
            (UNIQUE, html! { (ui::number(sums.unique)) }),
            (MOST, html! { (ui::number(sums.most_at_once)) }),
            (WATCHED, html! { (ui::number(sums.watch_minutes)) }),
        ]))
        p.hint { (sums.method.get(lang)) }
        svg.viewers-chart role="img" aria-label=(OVER_TIME.get(lang)) viewBox={ "0 0 " (last.len().max(1) * 4) " " (HEIGHT) } preserveAspectRatio="none" {
            @for (at, it) in last.iter().enumerate() { rect x=(at * 4) y=(HEIGHT - bar(it)) width="3" height=(bar(it)) {} }
        }
        details {
            summary { (OVER_TIME.get(lang)) }
            (ui::table(lang, OVER_TIME, &[MINUTE, MOST, WATCHED], last.iter().rev().map(|it| vec![
                ui::when(lang, it.minute),
                html! { (ui::number(it.viewers_most)) },
                html! { (ui::number(format!("{:.1}", it.milliseconds as f64 / 60_000.0))) },
            ]).collect(), NOBODY))
        }
    }
}
