//! Calls for cases: those that are or were open, and for the office all of them.

use kernel::{CaseCallId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Cursor, Query, Visit};

use crate::record::CaseCall;
use crate::{export, lists, paths, policy, texts};

const EMPTY: Text = say("还没有案例征集。", "There is no call for cases yet.");
const MINE: Text = say("与我有关的案例", "Cases that concern me");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<CaseCallId>,
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let (is_office, is_inside) = (actor.as_ref().is_some_and(policy::runs), actor.is_some());
    let page = visit.site.db.read(move |tx| lists::calls(tx, actor.as_ref(), asked.after.0)).await?;
    let row = |call: &CaseCall| {
        vec![
            html! { a href=(paths::call(call.id)) { (texts::words(lang, &call.series())) } },
            html! { (call.year) },
            kinds(&visit, call),
            ui::badge(lang, call.state.text(), texts::call_tone(call.state)),
            ui::day(lang, call.closes_on),
        ]
    };
    let heads = [texts::CALL, texts::YEAR, texts::KIND, texts::STATE, texts::CLOSES];
    let next = page.next.map(|id| format!("{}?after={id}", paths::CASES));
    let body = html! {
        (ui::heading(texts::CASES.get(lang), exports::link(&visit, export::KEY)))
        (ui::actions(html! {
            @if is_office { (ui::link_button(lang, paths::NEW, say("新建征集", "Begin a call"))) }
            @if is_inside { (ui::link_button(lang, paths::ENTRIES, MINE)) }
            (ui::link_button(lang, paths::AWARDS, texts::AWARDS))
        }))
        (ui::table(lang, texts::CALL, &heads, page.rows.iter().map(row).collect(), EMPTY))
        (ui::pager(lang, next))
    };
    visit.page(texts::CASES, body)
}

/// The kinds of case a call takes.
pub(super) fn kinds(visit: &Visit, call: &CaseCall) -> Markup {
    let lang = visit.lang;
    html! { @for (at, kind) in call.kinds().enumerate() { @if at > 0 { @match lang { kernel::Lang::Zh => "、", kernel::Lang::En => ", " } } (kind.text().get(lang)) } }
}
