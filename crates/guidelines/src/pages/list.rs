//! The list of guidelines: the enterprise's own, all for the office, the assigned ones for an expert.

use kernel::{GuidelineId, Text, Word, say};
use ui::{Tab, html};
use web::{Answer, Cursor, Query, Visit};

use crate::lists::{self, GuidelineRow};
use crate::state::State;
use crate::texts::{ENTERPRISE, GUIDELINES, ROUND, ROUNDS, SINCE, SPECIAL, STATE, TITLE, title_of, tone};
use crate::{export, paths, policy};

const NEW: Text = say("新建项目指南", "New guideline");
const ALL: Text = say("全部", "All");
const EXPERTS: Text = say("成批分派专家", "Assign experts to many");
const COUNT: Text = say("项目数", "Items");
const EMPTY: Text = say(
    "没有符合条件的指南。企业新建指南后会出现在这里。",
    "No guideline here. One appears as soon as an enterprise begins it.",
);

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) state: String,
    pub(crate) after: Cursor<GuidelineId>,
}

pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor()?;
    let state = State::parse(&asked.state).ok();
    let after = asked.after.0;
    let page = {
        let actor = actor.clone();
        visit.site.db.read(move |tx| lists::guidelines(tx, &actor, state, after, lists::PAGE)).await?
    };
    let lang = visit.lang;
    let row = |row: &GuidelineRow| {
        vec![
            html! { a href=(paths::guideline(row.id)) { (ui::theirs(lang, &title_of(lang, &row.title))) } @if row.is_special { " " (ui::badge(lang, SPECIAL, ui::Tone::Info)) } },
            ui::named(lang, &row.enterprise, &row.enterprise_en),
            ui::theirs(lang, &row.round),
            ui::number(row.items),
            ui::badge(lang, row.state.text(), tone(row.state)),
            ui::when(lang, row.state_since),
        ]
    };
    let next = page.next.map(|id| format!("{}?{}", paths::GUIDELINES, query(state, Some(id))));
    let body = html! {
        (ui::heading(GUIDELINES.get(lang), ui::actions(html! {
            @if policy::may_create(&actor) { (ui::link_button(lang, paths::NEW, NEW)) }
            @if actor.is_office() { (ui::link_button(lang, paths::PANELS, EXPERTS)) (ui::link_button(lang, paths::ROUNDS, ROUNDS)) }
            (exports::link(&visit, export::GUIDELINES))
        })))
        (ui::tabs(lang, &tabs(state)))
        (ui::table(lang, GUIDELINES, &[TITLE, ENTERPRISE, ROUND, COUNT, STATE, SINCE], page.rows.iter().map(row).collect(), EMPTY))
        (ui::pager(lang, next))
    };
    visit.page(GUIDELINES, body)
}

fn tabs(chosen: Option<State>) -> Vec<Tab> {
    let all = Tab { href: paths::GUIDELINES.into(), label: ALL.into(), count: None, active: chosen.is_none() };
    let one = |state: &State| Tab {
        href: format!("{}?{}", paths::GUIDELINES, query(Some(*state), None)),
        label: state.text().into(),
        count: None,
        active: chosen == Some(*state),
    };
    std::iter::once(all).chain(State::ALL.iter().map(one)).collect()
}

fn query(state: Option<State>, after: Option<GuidelineId>) -> String {
    let parts = state.map(|s| format!("state={s}")).into_iter().chain(after.map(|id| format!("after={id}")));
    parts.collect::<Vec<_>>().join("&")
}
