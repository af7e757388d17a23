//! The steps a reader might expect: as a form when open to them, else with who can take them and why not now (P-5).

use kernel::{Said, Word, say};
use maud::{Markup, html};
use ui::{Field, Kind};
use web::Visit;

use super::super::{Inside, Shown, Typed};
use crate::kinds::OrganisationKind;
use crate::pages::organisation_steps::words_field;
use crate::paths;
use crate::policy::{self, Edit};
use crate::state::OrganisationStep as Step;
use crate::state::organisation::steps_from;

pub(super) fn page(visit: &Visit, shown: &Shown, inside: &Inside, typed: &Typed) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::section(lang, say("办理", "Decide"), html! {
            @if steps_from(shown.organisation.state).next().is_none() {
                p.muted { (visit.t(say("当前状态下没有可办理的步骤。", "No step starts from this state."))) }
            }
            @for step in steps_from(shown.organisation.state) { (one(visit, shown, step, typed)) }
            @if inside.enterprise.is_some() { (profile_link(visit, shown)) }
        }))
    }
}

fn one(visit: &Visit, shown: &Shown, step: Step, typed: &Typed) -> Markup {
    let lang = visit.lang;
    if !policy::may(&shown.eyes, step, &shown.organisation) {
        return ui::blocked(lang, step.text(), &who_can(&policy::who_else(&shown.eyes, step, &shown.organisation)));
    }
    let action = paths::organisation_form(shown.organisation.id, step.word());
    let field = words_field(step);
    let kind = match step {
        Step::Verify | Step::Resubmit | Step::Reinstate => Kind::Primary,
        Step::Return => Kind::Secondary,
        Step::Refuse | Step::Suspend => Kind::Danger,
    };
    let label = match step {
        Step::Verify => say("核验依据", "Verified by"),
        Step::Return => say("需要补充什么", "What is missing"),
        Step::Refuse => say("不予通过的原因", "Why it is refused"),
        Step::Suspend | Step::Reinstate => say("原因", "Reason"),
        Step::Resubmit => return ui::step_button(&action, &visit.csrf, step.text()).kind(kind).render(lang),
    };
    ui::card(ui::form(
        lang,
        &visit.csrf,
        &action,
        &format!("{}-{}", step.word(), shown.organisation.id),
        html! {
            (Field::area(&field, label).value(typed.form.get(&field)).rows(2).required().maxlength(2_000).render(lang, &typed.breaches))
            (ui::actions(ui::submit_as(lang, "step", step.word(), step.text(), kind)))
        },
    ))
}

fn who_can(who: &Said) -> Said {
    Said { zh: format!("只有{}可以办理。", who.zh), en: format!("Only {} can do this.", who.en) }
}

fn profile_link(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    let organisation = &shown.organisation;
    if organisation.kind != OrganisationKind::Enterprise {
        return html! {};
    }
    match policy::permit_edit(&shown.eyes, Edit::Profile, organisation.clone()) {
        Ok(_) => {
            ui::actions(ui::link_button(lang, &paths::organisation_form(organisation.id, "edit"), policy::EDIT_PROFILE))
        }
        Err(kernel::Refusal::NotOpen { .. }) => ui::blocked(
            lang,
            policy::EDIT_PROFILE,
            &say(
                "核验之后不能再修改。信息有变化时，请联系项目办公室。",
                "It cannot be edited once decided. If something changed, ask the programme office.",
            )
            .into(),
        ),
        Err(_) => ui::blocked(lang, policy::EDIT_PROFILE, &who_can(&policy::CONTACT.into())),
    }
}
