//! The cases somebody sees from inside.

use kernel::{CaseCallId, CaseId, Refusal, Text, Word, say};
use ui::{Field, html};
use web::{Answer, Cursor, Query, Visit};

use crate::lists::{self, Filter};
use crate::record::Case;
use crate::state::State;
use crate::{paths, policy, store, texts};

const EMPTY: Text = say("没有与您有关的案例。", "No case concerns you.");
const ALL: Text = say("全部", "All");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    call: String,
    state: String,
    after: Cursor<CaseId>,
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let filter = Filter {
        call: asked.call.parse::<CaseCallId>().ok(),
        state: State::parse(&asked.state).ok().filter(|state| !is_secret(*state) || policy::runs(&actor)),
        after: asked.after.0,
    };
    let kept = filter.clone();
    let is_office = policy::runs(&actor);
    let (page, names, call) = visit
        .site
        .db
        .read(move |tx| {
            let page = lists::entries(tx, &actor, &kept)?;
            let names = lists::names_of(tx, &page.rows)?;
            let call = match kept.call {
                Some(call) => Some(store::get_call(tx, call)?),
                None => None,
            };
            Ok::<_, Refusal>((page, names, call))
        })
        .await?;
    let house = |id: Option<kernel::OrganisationId>| {
        let name = id.and_then(|id| names.get(&id));
        html! { @if let Some((zh, en)) = name { (ui::named(lang, zh, en)) } }
    };
    let row = |case: &Case| {
        let told = is_office || !is_secret(case.state);
        let tone = if told { texts::tone(case.state) } else { texts::tone(State::ExpertReview) };
        vec![
            html! { a href=(paths::case(case.id)) { (texts::words(lang, &case.title())) } },
            html! { (case.kind.text().get(lang)) },
            house(case.university_id),
            house(case.enterprise_id),
            ui::theirs(lang, &case.author_name),
            ui::badge(lang, policy::shown(case.state, told), tone),
        ]
    };
    let heads = [texts::TITLE, texts::KIND, texts::UNIVERSITY, texts::ENTERPRISE, texts::AUTHOR, texts::STATE];
    let next = page.next.map(|id| format!("{}?call={}&state={}&after={id}", paths::ENTRIES, asked.call, asked.state));
    let states = State::ALL.iter().filter(|state| is_office || !is_secret(**state));
    let mut options = vec![(String::new(), ALL.get(lang).to_owned())];
    options.extend(states.map(|state| (state.word().to_owned(), state.text().get(lang).to_owned())));
    let mut crumbs = vec![(paths::CASES.to_owned(), texts::CASES.into())];
    crumbs.extend(call.map(|call| (paths::call(call.id), call.series().said())));
    let body = html! {
        (ui::breadcrumbs(lang, &crumbs))
        (ui::heading(texts::ENTRIES.get(lang), html! {}))
        (ui::filter_bar(lang, paths::ENTRIES, html! {
            (ui::hidden("call", &asked.call))
            (Field::select("state", texts::STATE, options).value(asked.state.clone()).render(lang, &[]))
        }))
        (ui::table(lang, texts::ENTRIES, &heads, page.rows.iter().map(row).collect(), EMPTY))
        (ui::pager(lang, next))
    };
    visit.page(texts::ENTRIES, body)
}

/// Decided, which is told with the published list only.
const fn is_secret(state: State) -> bool {
    match state {
        State::Selected | State::NotSelected => true,
        State::Draft
        | State::HandedIn
        | State::Nominated
        | State::NotNominated
        | State::Submitted
        | State::ExpertReview
        | State::Published
        | State::Shown => false,
    }
}
