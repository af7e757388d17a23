//! The list of agreements.

use kernel::{Lang, Mode, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Query, Visit};

use crate::lists::{self, Filter, PAGE, Row};
use crate::state::State;
use crate::{export, paths, texts};

const SEARCH: Text = say("项目名称包含", "Title contains");
const EMPTY: Text = say(
    "没有符合条件的协议。申请入选后，由项目负责人在申请页面起草合作协议。",
    "No agreement matches. Once an application is selected, its principal investigator begins the agreement on the application's page.",
);
const SINCE: Text = say("自", "Since");

pub(crate) async fn list(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let actor = visit.actor()?;
    let asked = filter.clone();
    let rows = visit.site.db.read(move |tx| lists::page(tx, &actor, &asked)).await?;
    let export = exports::link(&visit, export::KEY);
    visit.page(texts::AGREEMENTS, render(visit.lang, &filter, &rows, export))
}

pub(crate) fn render(lang: Lang, filter: &Filter, rows: &[Row], beside: Markup) -> Markup {
    let next = rows.get(PAGE - 1).filter(|_| rows.len() > PAGE).map(|last| next_page(filter, last));
    let shown = &rows[..rows.len().min(PAGE)];
    html! {
        (ui::heading(texts::AGREEMENTS.get(lang), beside))
        (ui::filter_bar(lang, paths::LIST, html! {
            (Field::text("q", SEARCH).value(filter.q.as_str()).render(lang, &[]))
            (Field::select("state", texts::STATE, options::<State>(lang)).value(filter.state.as_str()).render(lang, &[]))
            (Field::select("mode", texts::MODE, options::<Mode>(lang)).value(filter.mode.as_str()).render(lang, &[]))
        }))
        (ui::table(lang, texts::AGREEMENTS, &[texts::TITLE, texts::ENTERPRISE, texts::UNIVERSITY, texts::PI, texts::CASH, texts::MODE, texts::STATE, SINCE],
            shown.iter().map(|row| cells(lang, row)).collect(), EMPTY))
        (ui::pager(lang, next))
    }
}

fn cells(lang: Lang, row: &Row) -> Vec<Markup> {
    vec![
        html! { a href=(paths::show(row.id)) { (ui::theirs(lang, &row.title)) } },
        ui::named(lang, &row.enterprise, &row.enterprise_en),
        ui::named(lang, &row.university, &row.university_en),
        ui::theirs(lang, &row.pi),
        ui::amount(lang, row.cash),
        html! { (row.mode.text().get(lang)) },
        ui::badge(lang, row.state.text(), texts::tone(row.state)),
        ui::when(lang, row.state_since),
    ]
}

pub(crate) fn options<W: Word>(lang: Lang) -> Vec<(String, String)> {
    W::ALL.iter().map(|word| (word.word().to_owned(), word.text().get(lang).to_owned())).collect()
}

fn next_page(filter: &Filter, last: &Row) -> String {
    let parts = [("q", filter.q.as_str()), ("state", filter.state.as_str()), ("mode", filter.mode.as_str())];
    let kept: String =
        parts.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("&{k}={}", escape(v))).collect();
    format!("{}?after={}{kept}", paths::LIST, last.id)
}

/// Escapes a value for a query string.
fn escape(value: &str) -> String {
    value
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
