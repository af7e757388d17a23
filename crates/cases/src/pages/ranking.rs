//! The ranking of a call's cases, from which the office selects.

use kernel::{CaseCallId, CaseId, Refusal, Text, Word, say};
use ui::html;
use web::{Answer, Cursor, Path, Query, Visit};

use crate::lists::{self, Rank};
use crate::state::State;
use crate::{paths, store, texts};

const EMPTY: Text = say("还没有报送的案例。", "No case was submitted yet.");
const PLACE: Text = say("名次", "Place");
const HOW: Text = say(
    "按有效评审的平均分排列；点开案例查看意见，写明理由后审定。",
    "By the mean of the reviews that count. Open a case to read what experts say, and decide with a reason.",
);

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<CaseId>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<CaseCallId>, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let read = visit.site.db.read(move |tx| {
        let page = lists::ranking(tx, &actor, id, asked.after.0)?;
        let call = store::get_call(tx, id)?;
        let names = lists::names_of(tx, page.rows.iter().map(|rank| &rank.case))?;
        let selected = store::count_in(tx, id, &[State::Selected, State::Published, State::Shown])?;
        let open = store::count_in(tx, id, &[State::Submitted, State::ExpertReview])?;
        Ok::<_, Refusal>((page, call, names, selected, open))
    });
    let (page, call, names, selected, open) = read.await?;
    let row = |rank: &Rank| {
        let case = &rank.case;
        let house = case.university_id.or(case.enterprise_id).and_then(|id| names.get(&id));
        let has_mean = case.review_count > 0;
        vec![
            html! { @if has_mean { (ui::number(rank.place)) } @else { "—" } },
            html! { a href=(paths::case(case.id)) { (texts::words(lang, &case.title())) } },
            html! { (case.kind.text().get(lang)) },
            html! { @if let Some((zh, en)) = house { (ui::named(lang, zh, en)) } },
            html! { @if has_mean { (ui::number(texts::hundredths(case.mean))) } },
            ui::number(case.review_count),
            ui::badge(lang, case.state.text(), texts::tone(case.state)),
        ]
    };
    let heads =
        [PLACE, texts::TITLE, texts::KIND, say("单位", "Organisation"), texts::MEAN, texts::REVIEWS, texts::STATE];
    let next = page.next.map(|id| format!("{}?after={id}", paths::ranking(call.id)));
    let crumbs = [(paths::CASES.into(), texts::CASES.into()), (paths::call(id), call.series().said())];
    let tiles = vec![
        (say("拟入选或已公布", "Selected or published"), selected.to_string(), None),
        (say("待审定", "To be decided"), open.to_string(), None),
    ];
    let body = html! {
        (ui::breadcrumbs(lang, &crumbs))
        (ui::heading(texts::RANKING.get(lang), html! {}))
        p { (HOW.get(lang)) }
        (ui::tiles(lang, tiles))
        (ui::table(lang, texts::RANKING, &heads, page.rows.iter().map(row).collect(), EMPTY))
        (ui::pager(lang, next))
    };
    visit.page(texts::RANKING, body)
}
