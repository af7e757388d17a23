//! The preview of a list, and its making.

use agreements::ForList;
use kernel::{Actor, Breach, Lang, Refusal, RoundId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, Visit};

use crate::actions::{self, Preview};
use crate::plan::Plan;
use crate::policy::{self, Step};
use crate::{paths, texts};

const NOTHING: Text = say("没有可以列入的协议。", "There is no agreement to put on the list.");
const ALL_IN: Text = say("没有未列入的协议。", "Nothing is left out.");
const ASK: Text = say(
    "按此预览编制名单？公布前可以重新编制。",
    "Make the list as previewed? It can be made anew until it is published.",
);
const MADE: Text = say("名单已编制，等待高等教育司公布", "The list was made; the Department publishes it");

async fn load(visit: &Visit, round: RoundId, ordinal: i64) -> Result<(Actor, Preview), web::Failed> {
    let actor = visit.actor()?;
    let viewer = actor.clone();
    let preview = visit.site.db.read(move |tx| actions::preview(tx, &viewer, round, ordinal)).await?;
    Ok((actor, preview))
}

pub(crate) async fn look(visit: Visit, Path((round, ordinal)): Path<(RoundId, i64)>) -> Answer {
    let (actor, preview) = load(&visit, round, ordinal).await?;
    visit.page(texts::nth(ordinal), render(&visit, &actor, &preview, &[]))
}

pub(crate) async fn make(visit: Visit, Path((round, ordinal)): Path<(RoundId, i64)>, form: Form) -> Answer {
    let (actor, seen) = (visit.actor()?, form.get("seen").to_owned());
    match visit.site.db.write(move |tx| actions::make_list(tx, &actor, round, ordinal, &seen)).await {
        Ok(list) => visit.done(&paths::list(list.id), MADE),
        Err(Refusal::Breaches(breaches)) => {
            let (actor, preview) = load(&visit, round, ordinal).await?;
            Ok(visit.page_with(
                web::StatusCode::UNPROCESSABLE_ENTITY,
                texts::nth(ordinal),
                render(&visit, &actor, &preview, &breaches),
            ))
        }
        Err(other) => Err(other.into()),
    }
}

fn render(visit: &Visit, actor: &Actor, preview: &Preview, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &[(paths::HOME.into(), texts::ESTABLISHMENT.into()), (paths::HOME.into(), texts::as_typed(&preview.round.name))]))
        (ui::heading(texts::nth(preview.ordinal).get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (parts(lang, &preview.plan))
        (press(visit, actor, preview))
    }
}

fn press(visit: &Visit, actor: &Actor, preview: &Preview) -> Markup {
    let (lang, label) = (visit.lang, Step::MakeList.text());
    if let Some(list) = preview.list.as_ref().filter(|list| list.published_at.is_some()) {
        return ui::blocked(
            lang,
            label,
            &say("该名单已公布（{number}）。", "This list is published ({number}).")
                .with(&[("number", &list.document_number)]),
        );
    }
    if !policy::may(actor, Step::MakeList) {
        return ui::blocked(lang, label, &say("由项目办公室编制。", "The programme office makes lists.").into());
    }
    if preview.plan.included().next().is_none() {
        return ui::blocked(lang, label, &NOTHING.into());
    }
    ui::step_button(&paths::plan(preview.round.id, preview.ordinal), &visit.csrf, label)
        .primary()
        .field("seen", preview.plan.digest())
        .confirm(ASK)
        .render(lang)
}

/// Count and sums, what is on the list, and what is not with its reason.
pub(crate) fn parts(lang: Lang, plan: &Plan) -> Markup {
    let (cash, goods) = plan.sums();
    let (count, out) = (plan.included().count(), plan.left_out().count());
    let left_out = plan.left_out().take(SHOWN).map(|(row, breach)| {
        let mut cells = cells(lang, row);
        cells.push(html! { @if !breach.rule.is_empty() { (ui::rule_badge(lang, breach.rule)) " " } (breach.said.get(lang)) });
        cells
    }).collect();
    let heads =
        [texts::TITLE, texts::UNIVERSITY, texts::ENTERPRISE, texts::PI, texts::CASH, texts::GOODS, texts::AGREED_AT];
    let with_reason: Vec<Text> = heads.iter().copied().chain([texts::REASON]).collect();
    html! {
        (ui::tiles(lang, vec![
            (texts::INCLUDED, ui::count(count as u64), None),
            (texts::CASH, ui::wan(lang, cash), None),
            (texts::GOODS, ui::wan(lang, goods), None),
            (texts::LEFT_OUT, ui::count(out as u64), None),
        ]))
        (ui::section(lang, texts::INCLUDED, ui::table(lang, texts::INCLUDED, &heads, plan.included().take(SHOWN).map(|row| cells(lang, row)).collect(), NOTHING)))
        (not_all(lang, count.max(out)))
        (ui::section(lang, texts::LEFT_OUT, ui::table(lang, texts::LEFT_OUT, &with_reason, left_out, ALL_IN)))
    }
}

/// Rows of one table of a page; a list may hold fifteen thousand.
pub(crate) const SHOWN: usize = 300;
const NOT_ALL: Text = say(
    "每表只显示前 {shown} 项，数量与合计按全部计算；完整名单可由接口读取。",
    "Each table shows the first {shown}; counts and sums are of all. The API gives the whole list.",
);

/// Says so where a table is cut.
pub(crate) fn not_all(lang: Lang, rows: usize) -> Markup {
    html! { @if rows > SHOWN { p.muted { (NOT_ALL.with(&[("shown", &SHOWN)]).get(lang)) } } }
}

pub(crate) fn cells(lang: Lang, row: &ForList) -> Vec<Markup> {
    vec![
        html! { a href=(agreements::paths::show(row.id)) { (ui::theirs(lang, &row.title)) } },
        ui::named(lang, &row.university, &row.university_en),
        ui::named(lang, &row.enterprise, &row.enterprise_en),
        ui::theirs(lang, &row.pi),
        ui::amount(lang, row.cash),
        ui::amount(lang, row.goods),
        html! { @if let Some(at) = row.agreed_at { (ui::when(lang, at)) } },
    ]
}
