//! Rounds of legacy mode with what waits for a list, and the lists made so far.

use std::collections::BTreeMap;

use agreements::state::State;
use agreements::{EstablishmentList, ForList};
use guidelines::Round;
use kernel::{Actor, Lang, Mode, Refusal, Text, Word, say};
use ui::{Markup, Tone, html};
use web::{Answer, Visit};

use crate::plan::ordinal_of;
use crate::policy::{self, Step};
use crate::{paths, store, texts};

/// What waits in one round: by list (1, 2, 3 for too late), reported and only agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Waiting {
    reported: [usize; 4],
    agreed: [usize; 4],
}

struct Home {
    rounds: Vec<(Round, Waiting)>,
    lists: Vec<EstablishmentList>,
}

const ROUNDS: Text = say("各批次（老模式）", "Rounds (legacy mode)");
const LISTS: Text = say("已编制的名单", "Lists made");
const NO_ROUNDS: Text = say(
    "没有等待列入名单的协议。企业上报后会出现在这里。",
    "No agreement waits for a list. It appears here once the enterprise has reported it.",
);
const NO_LISTS: Text = say("尚未编制名单。", "No list was made yet.");
const MISSED: Text = say("逾期", "Too late");
const COUNT: Text = say("已上报 {reported}，待上报 {agreed}", "reported {reported}, not reported {agreed}");

pub(crate) async fn home(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let viewer = actor.clone();
    let home = visit.site.db.read(move |tx| load(tx, &viewer)).await?;
    visit.page(texts::ESTABLISHMENT, render(visit.lang, &actor, &home))
}

fn load(tx: &mut db::Tx<'_>, actor: &Actor) -> Result<Home, Refusal> {
    if !policy::may_view(actor) {
        return Err(Refusal::NotFound);
    }
    let rows = agreements::waiting_for_list(tx)?;
    let terms = store::terms(tx, &rows)?;
    let mut by_round: BTreeMap<_, Waiting> = BTreeMap::new();
    for row in &rows {
        count(by_round.entry(row.round_id).or_default(), row, ordinal_of(row, &terms[&row.ruleset_id]));
    }
    let all = guidelines::rounds(tx)?.into_iter().filter(|round| round.mode == Mode::Legacy);
    let rounds = all.filter_map(|round| by_round.remove(&round.id).map(|waiting| (round, waiting))).collect();
    Ok(Home { rounds, lists: store::lists(tx)? })
}

fn count(waiting: &mut Waiting, row: &ForList, ordinal: i64) {
    let slot = usize::try_from(ordinal).unwrap_or(0).min(3);
    if row.state == State::ExpertFiling { waiting.reported[slot] += 1 } else { waiting.agreed[slot] += 1 }
}

fn render(lang: Lang, actor: &Actor, home: &Home) -> Markup {
    let cell = |round: &Round, waiting: &Waiting, ordinal: usize| {
        let said = COUNT.with(&[("reported", &waiting.reported[ordinal]), ("agreed", &waiting.agreed[ordinal])]);
        let href = if ordinal == 3 { paths::missed(round.id) } else { paths::plan(round.id, ordinal as i64) };
        html! { a href=(href) { (said.get(lang)) } }
    };
    let rounds = home
        .rounds
        .iter()
        .map(|(round, waiting)| {
            vec![html! { (round.name) }, cell(round, waiting, 1), cell(round, waiting, 2), cell(round, waiting, 3)]
        })
        .collect();
    let lists = home
        .lists
        .iter()
        .map(|list| {
            vec![
                html! { a href=(paths::list(list.id)) { (texts::list_said(list).get(lang)) } },
                html! { (list.document_number) },
                match list.published_at {
                    Some(at) => html! { (ui::badge(lang, texts::PUBLISHED, Tone::Good)) " " (ui::when(lang, at)) },
                    None => ui::badge(lang, texts::NOT_PUBLISHED, Tone::Info),
                },
            ]
        })
        .collect();
    html! {
        (ui::heading(texts::ESTABLISHMENT.get(lang), html! {}))
        (ui::section(lang, ROUNDS, html! {
            (ui::table(lang, ROUNDS, &[texts::ROUND, texts::nth(1), texts::nth(2), MISSED], rounds, NO_ROUNDS))
            @if !policy::may(actor, Step::MakeList) { (ui::blocked(lang, Step::MakeList.text(), &say("由项目办公室编制。", "The programme office makes lists.").into())) }
        }))
        (ui::section(lang, LISTS, ui::table(lang, LISTS, &[texts::LIST, texts::DOCUMENT_NUMBER, texts::STATE], lists, NO_LISTS)))
    }
}
