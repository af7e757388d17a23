//! One round: exactly what will happen, what speaks for it, and the button that makes it happen.

use applications::PlanState;
use kernel::{Actor, AllocationId, Lang, Refusal, Said, Text, Word, say};
use ui::{Markup, Tone, html};
use web::{Answer, Form, Path, Visit};

use super::guideline::tone;
use crate::view::{OfItem, Seat, View, is_open};
use crate::{actions, paths, policy, texts, view};

pub async fn show(visit: Visit, Path(id): Path<AllocationId>) -> Answer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let round = visit.site.db.read(move |tx| view::load(tx, &reader, id)).await?;
    let body = page(&visit, &actor, &round);
    visit.page(texts::ROUNDS, body)
}

fn page(visit: &Visit, actor: &Actor, v: &View) -> Markup {
    let (lang, it) = (visit.lang, &v.allocation);
    let named = say("第 {n} 轮名额分配", "Allocation, round {n}").with(&[("n", &it.ordinal)]);
    let guideline = Said { zh: v.guideline.title.clone(), en: v.guideline.title.clone() };
    let selected: usize = v.items.iter().map(|item| item.selected.len()).sum();
    let waiting: usize = v.items.iter().map(|item| item.waiting.len()).sum();
    html! {
        (ui::breadcrumbs(lang, &[
            (paths::guideline(v.guideline.id), guideline),
            (paths::allocations(v.guideline.id), texts::ROUNDS.into()),
        ]))
        (ui::heading(named.get(lang), ui::badge(lang, it.state.text(), tone(it))))
        (warning(lang, v))
        (ui::tiles(lang, vec![
            (say("入选", "Selected"), ui::count(selected as u64), None),
            (say("其中第一志愿", "Of these first choice"), ui::count(u64::from(v.plan.objective.by_choice.first().copied().unwrap_or(0))), None),
            (say("候补", "Waiting"), ui::count(waiting as u64), None),
        ]))
        @for item in &v.items { (of_item(lang, item)) }
        (certificate(lang, v))
        (ui::actions(buttons(visit, actor, v)))
    }
}

fn warning(lang: Lang, v: &View) -> Markup {
    if !v.has_moved {
        return html! {};
    }
    const SAID: Text = say(
        "预览之后评分、志愿或申请有变动，本轮不能执行。请回到名额分配页重新预览。",
        "Scores, wishes or applications changed after this preview, so it cannot be carried out. Please go back to the allocation and preview again.",
    );
    ui::alert(Tone::Warn, html! { p { (SAID.get(lang)) } })
}

fn of_item(lang: Lang, item: &OfItem) -> Markup {
    if item.selected.is_empty() && item.waiting.is_empty() {
        return html! {};
    }
    let heads = [texts::TITLE, texts::PI, texts::UNIVERSITY, texts::SCORE, texts::CHOICE];
    let selected = item.selected.iter().map(|seat| cells(lang, seat)).collect();
    let waiting: Vec<Vec<Markup>> = item
        .waiting
        .iter()
        .enumerate()
        .map(|(index, seat)| {
            let mut row = cells(lang, seat);
            row.insert(0, ui::number(index as i64 + 1));
            row
        })
        .collect();
    let waiting_heads = [texts::PLACE, texts::TITLE, texts::PI, texts::UNIVERSITY, texts::SCORE, texts::CHOICE];
    ui::section(
        lang,
        Said { zh: item.title.clone(), en: item.title.clone() },
        html! {
            (ui::table(lang, say("入选", "Selected"), &heads, selected, say("本轮没有人入选", "Nobody is selected in this round")))
            @if !waiting.is_empty() {
                (ui::table(lang, say("候补名单", "Waiting list"), &waiting_heads, waiting, say("没有候补", "Nobody waits")))
            }
        },
    )
}

fn cells(lang: Lang, seat: &Seat) -> Vec<Markup> {
    const BACK: Text = say("申请人修改中", "Being corrected by the applicant");
    const DRAWN: Text = say("抽签", "By lot");
    vec![
        html! {
            @if seat.title.is_empty() { span.muted { (BACK.get(lang)) } }
            @else { a href=(applications::paths::application(seat.application_id)) { (ui::theirs(lang, &seat.title)) } }
        },
        html! { (ui::theirs(lang, &seat.pi_name)) },
        ui::named(lang, &seat.university, &seat.university_en),
        html! { (seat.mean_tenths / 10) "." (seat.mean_tenths % 10) @if seat.drawn { " " (ui::badge(lang, DRAWN, Tone::Info)) } },
        ui::number(seat.choice as i64),
    ]
}

/// What speaks for the round, and how anybody makes it again.
fn certificate(lang: Lang, v: &View) -> Markup {
    const STABLE: Text = say(
        "没有任何申请人和项目宁愿彼此选择；每位申请人得到了所有这类分配中最好的一项。",
        "No applicant and item would rather have each other, and everybody has the best place that any such allocation gives them.",
    );
    let checked = match v.broken.as_slice() {
        [] => {
            html! { (say("独立检查程序逐对核对，没有发现问题。", "A checker that shares nothing with the solver looked at every pair and found nothing.").get(lang)) }
        }
        broken => html! { ul { @for line in broken { li { (line) } } } },
    };
    let (id, seed) = (v.allocation.id, v.allocation.seed);
    let command = format!("xieyu match allocate {}.json --seed {seed} --waiting {}", view::name_of(id), v.candidates);
    ui::section(
        lang,
        say("凭证", "Certificate"),
        html! {
            (ui::facts(lang, vec![
                (say("结果", "Result"), html! { (STABLE.get(lang)) }),
                (say("检查", "Check"), checked),
                (say("抽签种子", "Seed of the lottery"), html! { code { (seed) } }),
                (say("编制人", "Prepared by"), html! { (ui::theirs(lang, &v.allocation.made_by_name)) " · " (ui::when(lang, v.allocation.created_at)) }),
                (say("签署要求", "Signatures needed"), html! { @if v.four_eyes { "2 " (ui::rule_badge(lang, "S-03")) } @else { "1" } }),
                (say("重算", "Make it again"), html! { code { (command) } }),
            ]))
            (ui::actions(html! {
                (ui::link_button(lang, &paths::instance(id), say("下载分配依据（JSON）", "Download what was asked (JSON)")))
                (ui::link_button(lang, &paths::plan(id), say("下载分配结果（JSON）", "Download what came out (JSON)")))
            }))
        },
    )
}

fn buttons(visit: &Visit, actor: &Actor, v: &View) -> Markup {
    const COMMIT: Text = say("确认执行本轮分配", "Carry the round out");
    const SIGN: Text = say("签署", "Sign");
    let (lang, it) = (visit.lang, &v.allocation);
    let is_second = it.state == PlanState::Signed;
    let label = if v.four_eyes && !is_second { SIGN } else { COMMIT };
    let may = policy::may(actor, &v.guideline) || is_second && actor.evaluates_for(it.enterprise_id);
    let why: Option<Text> = if !is_open(it) {
        Some(say("本轮已结束", "This round is over"))
    } else if v.has_moved {
        Some(say("预览之后有变动，请重新预览", "Something changed after the preview; please preview again"))
    } else if is_second && v.signed_by == Some(actor.person_id) {
        Some(say("您已签署，须由企业另一位人员签署", "You have signed; another person of the enterprise has to"))
    } else if may {
        None
    } else {
        Some(policy::who())
    };
    html! {
        @match why {
            None => (ui::step_button(&paths::commit(it.id), &visit.csrf, label).primary().render(lang)),
            Some(why) => (ui::blocked(lang, label, &why.into())),
        }
        @if is_open(it) && actor.evaluates_for(it.enterprise_id) {
            (ui::step_button(&paths::drop_round(it.id), &visit.csrf, say("放弃本轮", "Drop the round")).render(lang))
        }
        (ui::link_button(lang, &paths::allocations(v.guideline.id), say("回到名额分配页", "Back to the allocation")))
    }
}

pub async fn commit(visit: Visit, Path(id): Path<AllocationId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let round = visit.site.db.write(move |tx| actions::commit(tx, &actor, id)).await?;
    match round.state {
        PlanState::Signed => {
            visit.done(&paths::allocation(id), say("已签署，等待第二人签署", "Signed; a second person has to sign"))
        }
        PlanState::Prepared | PlanState::Committed | PlanState::Dropped => visit.done(
            &paths::allocation(id),
            say(
                "本轮分配已生效，入选和候补的申请人已收到通知",
                "The round stands; those selected and those waiting were told",
            ),
        ),
    }
}

pub async fn drop_it(visit: Visit, Path(id): Path<AllocationId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let round = visit.site.db.write(move |tx| actions::drop_round(tx, &actor, id)).await?;
    visit.done(
        &paths::allocations(round.guideline_id),
        say("本轮已放弃，没有作出任何决定", "The round is dropped; nothing was decided"),
    )
}

/// What was asked, for `xieyu match allocate`. Pages and API answer with it.
pub async fn instance(visit: Visit, Path(id): Path<AllocationId>) -> Answer {
    kept(&visit, id, |v| v.allocation.instance, "").await
}

/// What came out.
pub async fn plan(visit: Visit, Path(id): Path<AllocationId>) -> Answer {
    kept(&visit, id, |v| v.allocation.plan, "-plan").await
}

async fn kept(visit: &Visit, id: AllocationId, of: fn(View) -> String, kind: &str) -> Answer {
    let actor = visit.actor()?;
    let text = visit.site.db.read(move |tx| Ok::<_, Refusal>(of(view::load(tx, &actor, id)?))).await?;
    web::saved_as(text.into_bytes(), "application/json", &format!("{}{kind}.json", view::name_of(id)))
}
