//! The steps beside a guideline: each legal one as a button or small form, or blocked with the reason and who can.

use kernel::{GuidelineId, Lang, Mode, Said, Text, Word, say};
use ui::{Field, Markup, html};
use web::Visit;

use super::show::{Tried, View};
use crate::actions::reviews_are_in;
use crate::lists::ExpertRow;
use crate::record::GuidelineReview;
use crate::state::{Step, steps_from};
use crate::texts::REASON;
use crate::{paths, policy};

const HEAD: Text = say("办理", "Next steps");
const DONE: Text = say("没有可以进行的操作。", "Nothing more can be done with it.");
const EDIT: Text = say("填写与修改", "Write in it");
const INCOMPLETE: Text =
    say("还有 {n} 处未完成，见“还缺什么”。", "{n} thing(s) are missing; see “What is still missing”.");
const WITH_ROUND: Text = say(
    "按批次统一发布：到“征集批次”页预览后发布。",
    "Published together with its round: preview it on the page “Rounds”.",
);
const CHOOSE: Text = say("评审专家", "Experts");
const ADD: Text = say("增加专家", "Add experts");
const LOOK_UP: Text = say("按姓名查找专家", "Find an expert by name");
const LOOK: Text = say("查找", "Find");
const NO_EXPERTS: Text = say("没有符合条件的专家。", "No such expert.");
const BELONGS: Text = say("属于该企业，不能评审", "belongs to the enterprise and cannot review");
const WAITING: Text = say("待评 {n} 份", "{n} waiting");

pub(crate) fn steps(visit: &Visit, view: &View, tried: &Tried) -> Markup {
    let lang = visit.lang;
    let g = &view.guideline;
    let legal: Vec<Step> = steps_from(g.state, g.kind()).collect();
    let writes = view.actor.represents(g.enterprise_id) && policy::is_editable(g.state);
    ui::section(
        lang,
        HEAD,
        html! {
            @if writes { (ui::link_button(lang, &paths::edit(g.id), EDIT)) }
            @if legal.is_empty() { p.muted { (DONE.get(lang)) } }
            @for step in legal { (one(visit, view, step, tried)) }
            @if policy::panel_permit(&view.actor, g, &view.reviews).is_ok() { (panel_form(visit, view, &paths::experts(g.id), ADD, tried)) }
        },
    )
}

fn one(visit: &Visit, view: &View, step: Step, tried: &Tried) -> Markup {
    let (lang, g) = (visit.lang, &view.guideline);
    if !policy::may(&view.actor, step, g, &view.reviews) {
        return ui::blocked(lang, step.text(), &policy::blocked_because(policy::who(step)));
    }
    if let Some(why) = waits_for(view, step) {
        return ui::blocked(lang, step.text(), &why);
    }
    let action = paths::step(g.id, step);
    match step {
        Step::Submit | Step::Resubmit => ui::step_button(&action, &visit.csrf, step.text()).primary().render(lang),
        Step::Resume => ui::step_button(&action, &visit.csrf, step.text()).render(lang),
        Step::Assign => panel_form(visit, view, &action, step.text(), tried),
        Step::Publish => match g.mode {
            Mode::Legacy => ui::link_button(lang, &paths::publish_round(g.round_id), step.text()),
            Mode::Rolling => html! {},
        },
        Step::Approve | Step::ExpertApprove => with_reason(visit, g.id, step, ui::Kind::Primary, tried),
        Step::Return | Step::ExpertReturn | Step::Pause | Step::Close => {
            with_reason(visit, g.id, step, ui::Kind::Secondary, tried)
        }
        Step::Reject | Step::ExpertReject | Step::Revoke => with_reason(visit, g.id, step, ui::Kind::Danger, tried),
    }
}

/// What a permitted step still waits for, by the same rules that would refuse it.
fn waits_for(view: &View, step: Step) -> Option<Said> {
    let g = &view.guideline;
    match step {
        Step::Submit | Step::Resubmit => {
            let n = view.missing.breaches.len();
            (n > 0).then(|| INCOMPLETE.with(&[("n", &n)]))
        }
        Step::Approve | Step::ExpertApprove => {
            let end = g.state.after(step, g.kind()).ok()?;
            reviews_are_in(end, &view.reviews).err().map(|breach| breach.said)
        }
        Step::Publish => (!view.actor.is_office()).then(|| WITH_ROUND.into()),
        Step::Assign
        | Step::Return
        | Step::Reject
        | Step::ExpertReturn
        | Step::ExpertReject
        | Step::Pause
        | Step::Resume
        | Step::Close
        | Step::Revoke => None,
    }
}

/// The name of the reason's field: one for each step, since several stand on one page.
pub(crate) fn reason_field(step: Step) -> String {
    format!("reason_{}", step.word())
}

fn with_reason(visit: &Visit, id: GuidelineId, step: Step, kind: ui::Kind, tried: &Tried) -> Markup {
    let (lang, name) = (visit.lang, reason_field(step));
    let typed = if tried.step == Some(step) { tried.form.get(&name) } else { "" };
    let label =
        Said { zh: format!("{}：{}", step.text().zh, REASON.zh), en: format!("{}: {}", step.text().en, REASON.en) };
    let field = Field::area(&*name, label).value(typed).rows(3).maxlength(2_000);
    let field = match kind {
        ui::Kind::Primary => field,
        ui::Kind::Secondary | ui::Kind::Danger => field.required(),
    };
    ui::form(
        lang,
        &visit.csrf,
        &paths::step(id, step),
        &format!("{}-{id}", step.word()),
        html! {
            (field.render(lang, &tried.breaches))
            (ui::actions(ui::submit_as(lang, "do", step.word(), step.text(), kind)))
        },
    )
}

/// Experts to tick, those with the least to do first; whoever rule G-09 bars cannot be ticked.
fn panel_form(visit: &Visit, view: &View, action: &str, label: Text, tried: &Tried) -> Markup {
    let lang = visit.lang;
    let sits =
        |expert: &&ExpertRow| !view.reviews.iter().any(|review| review.is_current() && review.expert_id == expert.id);
    let free: Vec<&ExpertRow> = view.experts.iter().filter(sits).collect();
    html! {
        (ui::form(lang, &visit.csrf, action, "", html! {
            // In the same form, so that a look-up keeps what is ticked; first, so that Enter looks up.
            (Field::text("expert", LOOK_UP).value(&*view.expert_asked).render(lang, &[]))
            (ui::actions(ui::submit_as(lang, "do", super::steps::LOOK_UP, LOOK, ui::Kind::Secondary)))
            fieldset.field.choice #f-reviewer_id tabindex="-1" {
                legend { (CHOOSE.get(lang)) }
                @if free.is_empty() { p.muted { (NO_EXPERTS.get(lang)) } }
                @for expert in free { (tick(lang, expert, tried)) }
                (ui::breaches_of(lang, "reviewer_id", &tried.breaches))
            }
            (ui::actions(ui::submit(lang, label)))
        }))
    }
}

const DECLARED: Text = say("已申报与该企业有利益关系", "declared an interest in the enterprise");

fn tick(lang: Lang, expert: &ExpertRow, tried: &Tried) -> Markup {
    let id = expert.id.to_string();
    let chosen = tried.form.all("reviewer_id").any(|value| value == id);
    html! {
        label.option {
            input type="checkbox" name="reviewer_id" value=(id) checked[chosen] disabled[expert.belongs_to_enterprise || expert.declared];
            " " span {
                (expert.name) @if !expert.title.is_empty() { " " span.muted { (expert.title) } }
                " " span.muted { (WAITING.with(&[("n", &expert.waiting)]).get(lang)) }
                @if expert.declared && !expert.belongs_to_enterprise { " " (DECLARED.get(lang)) " " (ui::rule_badge(lang, "G-09")) }
                @if expert.belongs_to_enterprise { " " (BELONGS.get(lang)) " " (ui::rule_badge(lang, "G-09")) }
            }
        }
    }
}

const RELEASE: Text = say("移出", "Take out");

/// Takes an expert out of the panel.
pub(crate) fn release(visit: &Visit, view: &View, review: &GuidelineReview) -> Markup {
    html! {
        @if review.is_current() && policy::panel_permit(&view.actor, &view.guideline, &view.reviews).is_ok() {
            (ui::step_button(&paths::release(view.guideline.id), &visit.csrf, RELEASE).field("expert", review.expert_id).render(visit.lang))
        }
    }
}
