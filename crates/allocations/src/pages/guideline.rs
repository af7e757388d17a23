//! The rounds of a guideline: what is left to give out, who waits, and the way to the next round.

use std::collections::HashMap;

use guidelines::{Guideline, Item};
use kernel::{Actor, Breach, Breaches, GuidelineId, ItemId, Refusal, Said, Text, Word, say};
use ui::{Kind, Markup, Tone, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::standing::Standing;
use crate::{Allocation, actions, grant, paths, policy, store, texts};

const HOW: Text = say(
    "按平均分从高到低分配名额，每位负责人最多入选一项；向多个项目提交申请的负责人按本人志愿次序取最好的一项。分数相同时由抽签决定，种子由指南编号推出，各轮相同，任何人都不能挑选。其余申请按次序候补。预览不作任何决定。",
    "Offers go by mean score, the highest first, and everybody gets one at most: who applied to several items gets the best of them by their own order. Equal scores are decided by lottery; its seed follows from the guideline's id, is the same in every round, and nobody can pick it. The others wait in order. A preview decides nothing.",
);
const THIS_ROUND: Text = say("本轮名额", "Offers of this round");
const OVERTAKEN: Text = say("已被后续分配取代，请重新预览", "Overtaken by a round carried out since; preview anew");
const PREVIEW: Text = say("预览本轮分配", "Preview the round");

struct Page {
    guideline: Guideline,
    standing: Standing,
    waiting: HashMap<ItemId, usize>,
    rounds: Vec<Allocation>,
}

pub async fn show(visit: Visit, Path(id): Path<GuidelineId>) -> Answer {
    page(&visit, id, &[], None, StatusCode::OK).await
}

async fn page(visit: &Visit, id: GuidelineId, breaches: &[Breach], typed: Option<&Form>, status: StatusCode) -> Answer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let page = visit
        .site
        .db
        .read(move |tx| {
            let guideline = grant::seen(tx, &reader, id)?;
            let standing = Standing::load(tx, id)?;
            let mut waiting = HashMap::new();
            for item in &standing.items {
                waiting.insert(item.id, applications::waiting_for(tx, item.id)?.len());
            }
            Ok::<_, Refusal>(Page { guideline, standing, waiting, rounds: store::of_guideline(tx, id)? })
        })
        .await?;
    let body = body(visit, &actor, &page, breaches, typed);
    Ok(visit.page_with(status, texts::ROUNDS, body))
}

fn body(visit: &Visit, actor: &Actor, p: &Page, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let lang = visit.lang;
    let title = Said { zh: p.guideline.title.clone(), en: p.guideline.title.clone() };
    let standing = &p.standing;
    let left: i64 = standing.items.iter().map(|item| item.offers - item.selected).sum();
    html! {
        (ui::breadcrumbs(lang, &[(paths::guideline(p.guideline.id), title)]))
        (ui::heading(texts::ROUNDS.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::tiles(lang, vec![
            (say("剩余名额", "Offers left"), ui::count(left.unsigned_abs()), None),
            (say("参加分配的申请", "Applications that take part"), ui::count(standing.candidates.len() as u64), None),
            (say("尚无评分", "Not scored yet"), ui::count(standing.unscored.len() as u64), None),
            (say("本指南已入选的负责人的其他申请", "Others of people already selected here"), ui::count(standing.provided.len() as u64), None),
        ]))
        p { (HOW.get(lang)) }
        (next(visit, actor, p, breaches, typed))
        (rounds(visit, p))
    }
}

/// The form of the next round; who may not make one sees the same figures.
fn next(visit: &Visit, actor: &Actor, p: &Page, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let lang = visit.lang;
    let may = policy::may(actor, &p.guideline);
    let heads = [
        texts::ITEM,
        say("名额", "Offers"),
        say("剩余", "Left"),
        say("企业评审中", "In evaluation"),
        say("其中已评分", "Of these scored"),
        say("候补", "Waiting"),
        THIS_ROUND,
    ];
    let row = |item: &Item| {
        let left = item.offers - item.selected;
        let (open, scored) = (
            p.standing.open.iter().filter(|it| it.item_id == item.id).count(),
            p.standing.candidates.iter().filter(|it| it.item_id == item.id).count(),
        );
        let name = format!("places.{}", item.id);
        let value = typed.map_or_else(|| left.to_string(), |form| form.get(&name).to_owned());
        let label = format!("{} · {}", THIS_ROUND.get(lang), item.title);
        vec![
            html! { a href=(applications::paths::ranking(item.id)) { (ui::theirs(lang, &item.title)) } },
            ui::number(item.offers),
            ui::number(left),
            ui::number(open as i64),
            ui::number(scored as i64),
            ui::number(p.waiting.get(&item.id).copied().unwrap_or(0) as i64),
            html! { @if may { (super::number_cell(lang, &name, &value, &label, breaches)) } @else { (left) } },
        ]
    };
    let table = ui::table(
        lang,
        say("下一轮", "The next round"),
        &heads,
        p.standing.items.iter().map(row).collect(),
        say("指南没有项目", "The guideline has no items"),
    );
    if !may {
        let who = policy::who();
        let why = Said { zh: format!("可以办理的人：{}", who.zh), en: format!("Who can do it: {}", who.en) };
        return html! { (table) (ui::actions(ui::blocked(lang, PREVIEW, &why))) };
    }
    ui::form(
        lang,
        &visit.csrf,
        &paths::allocations(p.guideline.id),
        &format!("allocation-{}", p.guideline.id),
        html! { (table) (ui::actions(ui::submit_as(lang, "then", "preview", PREVIEW, Kind::Primary))) },
    )
}

fn rounds(visit: &Visit, p: &Page) -> Markup {
    let lang = visit.lang;
    let heads = [say("轮次", "Round"), say("状态", "State"), say("编制人", "Prepared by"), say("时间", "When")];
    let row = |it: &Allocation| {
        let named = say("第 {n} 轮", "Round {n}").with(&[("n", &it.ordinal)]);
        vec![
            html! { a href=(paths::allocation(it.id)) { (named.get(lang)) } },
            html! {
                (ui::badge(lang, it.state.text(), tone(it)))
                @if it.is_overtaken(&p.rounds) { " " (ui::badge(lang, OVERTAKEN, Tone::Neutral)) }
            },
            html! { (ui::theirs(lang, &it.made_by_name)) },
            ui::when(lang, it.created_at),
        ]
    };
    ui::section(
        lang,
        say("各轮分配", "Rounds"),
        ui::table(
            lang,
            say("各轮分配", "Rounds"),
            &heads,
            p.rounds.iter().map(row).collect(),
            say("还没有分配过。", "There was no round yet."),
        ),
    )
}

/// How a state looks.
pub(super) fn tone(allocation: &Allocation) -> Tone {
    use applications::PlanState::*;
    match allocation.state {
        Prepared | Signed => Tone::Info,
        Committed => Tone::Good,
        Dropped => Tone::Warn,
    }
}

pub async fn prepare(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut breaches = Breaches::new();
    let wanted = wanted(&form, &mut breaches);
    if breaches.is_empty() {
        match visit.site.db.write(move |tx| actions::prepare(tx, &actor, id, &wanted)).await {
            Ok(allocation) => return Ok(web::see(&paths::allocation(allocation.id))),
            Err(Refusal::Breaches(more)) => breaches.extend(more),
            Err(other) => return Err(other.into()),
        }
    }
    page(&visit, id, &breaches, Some(&form), StatusCode::UNPROCESSABLE_ENTITY).await
}

fn wanted(form: &Form, breaches: &mut Breaches) -> actions::Wanted {
    let mut wanted = actions::Wanted::new();
    for (field, _) in form.pairs() {
        let Some(item) = field.strip_prefix("places.").and_then(|id| id.parse::<ItemId>().ok()) else { continue };
        match form.number(field, 0, 1_000_000) {
            Ok(places) => drop(wanted.insert(item, places)),
            Err(breach) => breaches.push(breach),
        }
    }
    wanted
}
