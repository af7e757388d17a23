//! The preview of a bulk decision: exactly what will happen, and the button that makes it happen.

use kernel::{ApplicationId, Lang, PlanId, Refusal, Said, Text, Word, say};
use ui::{Markup, Tone, html};
use web::{Answer, Form, Path, Visit};

use super::ranking_table::points;
use crate::plan::{Exception, Line, count};
use crate::state::Step;
use crate::{DecisionPlan, PlanState, actions, paths, texts};

const TITLE: Text = say("决定方案预览", "Preview of the decisions");

/// What the preview shows.
struct Preview {
    plan: DecisionPlan,
    lines: Vec<Line>,
    exceptions: Vec<Exception>,
    item: guidelines::Item,
    changed: Vec<ApplicationId>,
    four_eyes: bool,
}

pub async fn show(visit: Visit, Path(id): Path<PlanId>) -> Answer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let preview = visit
        .site
        .db
        .read(move |tx| {
            let (plan, lines, exceptions) = actions::load_plan(tx, &reader, id)?;
            let item = guidelines::get_item(tx, plan.item_id)?;
            let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
            let four_eyes = rulesets::terms(tx, guideline.ruleset_id)?.four_eyes;
            let changed = actions::changed_since(tx, &plan, &lines)?;
            Ok::<_, Refusal>(Preview { plan, lines, exceptions, item, changed, four_eyes })
        })
        .await?;
    let body = page(&visit, &actor, &preview);
    visit.page(TITLE, body)
}

fn page(visit: &Visit, actor: &kernel::Actor, p: &Preview) -> Markup {
    let lang = visit.lang;
    let selecting = count(&p.lines, Step::EnterpriseSelect);
    html! {
        (ui::breadcrumbs(lang, &[(paths::ranking(p.item.id), Said { zh: p.item.title.clone(), en: p.item.title.clone() })]))
        (ui::heading(TITLE.get(lang), ui::badge(lang, p.plan.state.text(), Tone::Info)))
        (warning(lang, p))
        (ui::tiles(lang, vec![
            (Step::EnterpriseSelect.text(), selecting.to_string(), None),
            (Step::EnterpriseReject.text(), count(&p.lines, Step::EnterpriseReject).to_string(), None),
            (Step::EnterpriseReturn.text(), count(&p.lines, Step::EnterpriseReturn).to_string(), None),
            (say("例外（不作改动）", "Exceptions (left as they are)"), p.exceptions.len().to_string(), None),
            (say("剩余名额：之前 → 之后", "Offers left: before → after"), format!("{} → {}", p.plan.offers_left, p.plan.offers_left - selecting as i64), None),
            (say("将发出的通知", "Letters to be sent"), p.plan.letters.to_string(), None),
        ]))
        (lines(lang, p)) (exceptions(lang, p))
        (signatures(lang, p))
        (ui::actions(buttons(visit, actor, p)))
    }
}

fn is_open(p: &Preview) -> bool {
    match p.plan.state {
        PlanState::Prepared | PlanState::Signed => true,
        PlanState::Committed | PlanState::Dropped => false,
    }
}

fn has_moved(p: &Preview) -> bool {
    p.item.offers - p.item.selected != p.plan.offers_left || !p.changed.is_empty()
}

fn warning(lang: Lang, p: &Preview) -> Markup {
    if !is_open(p) || !has_moved(p) {
        return html! {};
    }
    let said = say(
        "预览之后有变动，方案不能执行。请回到排序页重新预览。",
        "Something changed after this preview, so it cannot be carried out. Please go back to the ranking and preview again.",
    );
    html! {
        (ui::alert(Tone::Warn, html! {
            p { (said.get(lang)) }
            ul { @for line in p.lines.iter().filter(|l| p.changed.contains(&l.application_id)) { li { (line.title) } } }
        }))
    }
}

fn lines(lang: Lang, p: &Preview) -> Markup {
    let heads = [texts::label("title"), texts::PI, say("平均分", "Mean"), say("决定", "Decision"), texts::REASON];
    let rows = p.lines.iter().map(|line| {
        vec![
            html! { a href=(paths::application(line.application_id)) { (line.title) } },
            html! { (line.pi_name) },
            html! { @if let Some(mean) = line.mean_tenths { (points(mean)) } },
            ui::badge(
                lang,
                line.step.text(),
                if line.step == Step::EnterpriseSelect { Tone::Good } else { Tone::Warn },
            ),
            html! { (line.reason) },
        ]
    });
    ui::table(
        lang,
        say("将执行的决定", "Decisions to be carried out"),
        &heads,
        rows.collect(),
        say("没有决定", "No decisions"),
    )
}

fn exceptions(lang: Lang, p: &Preview) -> Markup {
    if p.exceptions.is_empty() {
        return html! {};
    }
    let heads = [texts::label("title"), say("原因", "Why")];
    let rows = p.exceptions.iter().map(|e| {
        let why = e.why();
        vec![html! { a href=(paths::application(e.application_id)) { (e.title) } }, html! { (why.get(lang)) }]
    });
    ui::table(lang, say("例外", "Exceptions"), &heads, rows.collect(), say("没有例外", "No exceptions"))
}

fn signatures(lang: Lang, p: &Preview) -> Markup {
    ui::facts(
        lang,
        vec![
            (say("编制人", "Prepared by"), html! { (p.plan.made_by_name) " · " (ui::when(lang, p.plan.created_at)) }),
            (say("第一签署人", "First signature"), html! { (p.plan.signed_by_name) }),
            (
                say("签署要求", "Signatures needed"),
                html! { @if p.four_eyes { "2 " (ui::rule_badge(lang, "S-03")) } @else { "1" } },
            ),
        ],
    )
}

fn buttons(visit: &Visit, actor: &kernel::Actor, p: &Preview) -> Markup {
    const COMMIT: Text = say("确认执行全部决定", "Carry out all decisions");
    const SIGN: Text = say("签署", "Sign");
    let lang = visit.lang;
    let is_second = p.plan.state == PlanState::Signed;
    let label = if p.four_eyes && !is_second { SIGN } else { COMMIT };
    let why = if !is_open(p) {
        Some(say("该方案已结束", "This plan is over").into())
    } else if has_moved(p) {
        Some(say("预览之后有变动，请重新预览", "Something changed after the preview; please preview again").into())
    } else if is_second && p.plan.signed_by == Some(actor.person_id) {
        Some(say("您已签署，须由企业另一位人员签署", "You have signed; another person of the enterprise has to").into())
    } else if is_second && actor.evaluates_for(p.plan.enterprise_id) || actor.represents(p.plan.enterprise_id) {
        None
    } else {
        Some(crate::policy::who(Step::EnterpriseSelect).into())
    };
    if let Some(round) = p.plan.allocation_id {
        let to_round = say("到该轮名额分配中签署或放弃", "Sign or drop it in its allocation round");
        return html! {
            (ui::link_button(lang, &paths::allocation(round), to_round))
            (ui::link_button(lang, &paths::ranking(p.item.id), say("回到排序页", "Back to the ranking")))
        };
    }
    html! {
        @match why {
            None => (ui::step_button(&paths::plan_commit(p.plan.id), &visit.csrf, label).primary().render(lang)),
            Some(why) => (ui::blocked(lang, label, &why)),
        }
        @if is_open(p) && actor.evaluates_for(p.plan.enterprise_id) {
            (ui::step_button(&paths::plan_drop(p.plan.id), &visit.csrf, say("放弃方案", "Drop the plan")).render(lang))
        }
        (ui::link_button(lang, &paths::ranking(p.item.id), say("回到排序页", "Back to the ranking")))
    }
}

pub async fn commit(visit: Visit, Path(id): Path<PlanId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let plan = visit.site.db.write(move |tx| actions::commit_plan(tx, &actor, id)).await?;
    match plan.state {
        PlanState::Signed => {
            visit.done(&paths::plan(id), say("已签署，等待第二人签署", "Signed; a second person has to sign"))
        }
        PlanState::Prepared | PlanState::Committed | PlanState::Dropped => visit.done(
            &paths::ranking(plan.item_id),
            say("全部决定已生效，申请人已收到通知", "All decisions stand; the applicants were told"),
        ),
    }
}

pub async fn drop_it(visit: Visit, Path(id): Path<PlanId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let plan = visit.site.db.write(move |tx| actions::drop_plan(tx, &actor, id)).await?;
    visit.done(
        &paths::ranking(plan.item_id),
        say("方案已放弃，没有作出任何决定", "The plan is dropped; nothing was decided"),
    )
}
