//! The standing of an enterprise: capital waiver and credit events, written down by the programme office.

use kernel::{Text, Word, say};
use maud::{Markup, html};
use ui::{Field, Tone};
use web::Visit;

use super::super::{Inside, Shown, Typed};
use crate::pages::organisation_steps::{credit_kinds, settled_field};
use crate::policy::{self, Edit};
use crate::record::CreditEvent;
use crate::{paths, rules};

const TITLE: Text = say("信用记录", "Credit events");

pub(super) fn page(visit: &Visit, shown: &Shown, inside: &Inside, typed: &Typed) -> Markup {
    let lang = visit.lang;
    let may = policy::may_edit(&shown.eyes, Edit::Standing, &shown.organisation);
    html! {
        (ui::section(lang, TITLE, html! {
            (events(visit, shown, &inside.credit, may, typed))
            @if may { (new_event(visit, shown, typed)) (waiver(visit, shown, inside, typed)) }
        }))
    }
}

fn events(visit: &Visit, shown: &Shown, credit: &[CreditEvent], may: bool, typed: &Typed) -> Markup {
    let lang = visit.lang;
    let lines = credit.iter().map(|event| {
        let settled = match event.settled_at {
            Some(at) => html! { (ui::badge(lang, say("已了结", "Settled"), Tone::Good)) " " (ui::when(lang, at)) p { (event.settled_reason) } },
            None if may => settle(visit, shown, event, typed),
            None => ui::badge(lang, say("未了结", "Open"), if event.kind.blocks() { Tone::Bad } else { Tone::Warn }),
        };
        vec![html! { (event.kind.text().get(lang)) }, ui::prose(&event.what), ui::when(lang, event.happened_at), settled]
    });
    let heads = [say("类别", "Kind"), say("事实", "What happened"), say("时间", "When"), say("了结", "Settled")];
    ui::table(lang, TITLE, &heads, lines.collect(), say("没有记录。", "None."))
}

fn settle(visit: &Visit, shown: &Shown, event: &CreditEvent, typed: &Typed) -> Markup {
    let lang = visit.lang;
    let field = settled_field(event.id);
    ui::form(
        lang,
        &visit.csrf,
        &paths::organisation_form(shown.organisation.id, "settle"),
        "",
        html! {
            (ui::hidden("event", &event.id.to_string()))
            (Field::text(&field, say("了结依据", "Settled by")).value(typed.form.get(&field)).required().maxlength(500).render(lang, &typed.breaches))
            (ui::submit_as(lang, "do", "settle", say("了结", "Settle"), ui::Kind::Secondary))
        },
    )
}

fn new_event(visit: &Visit, shown: &Shown, typed: &Typed) -> Markup {
    let lang = visit.lang;
    let id = shown.organisation.id;
    ui::card(ui::form(
        lang,
        &visit.csrf,
        &paths::organisation_form(id, "credit"),
        &format!("credit-{id}"),
        html! {
            (Field::select("kind", say("类别", "Kind"), credit_kinds(lang)).required().value(typed.form.get("kind"))
                .hint(say("未了结的弄虚作假或未按约拨付会使企业不能提交指南（E-05）", "Open fraud or non-payment bars guidelines (E-05)")).render(lang, &typed.breaches))
            (Field::area("what", say("事实和依据", "What happened")).value(typed.form.get("what")).rows(2).required().maxlength(2_000).render(lang, &typed.breaches))
            (ui::actions(ui::submit_as(lang, "do", "credit", say("记入", "Note it"), ui::Kind::Danger)))
        },
    ))
}

fn waiver(visit: &Visit, shown: &Shown, inside: &Inside, typed: &Typed) -> Markup {
    let lang = visit.lang;
    let Some(profile) = &inside.enterprise else { return html! {} };
    if rules::has_enough_capital(profile.paid_in_capital, profile.capital_waiver_reason.as_deref(), &inside.terms)
        .is_ok()
    {
        return html! {};
    }
    let id = shown.organisation.id;
    ui::card(ui::form(
        lang,
        &visit.csrf,
        &paths::organisation_form(id, "waive-capital"),
        &format!("waiver-{id}"),
        html! {
            (Field::area("waiver_reason", say("资本豁免理由（E-03）", "Why less capital is accepted (E-03)"))
                .value(typed.form.get("waiver_reason")).rows(2).required().maxlength(2_000).render(lang, &typed.breaches))
            (ui::actions(ui::submit_as(lang, "do", "waive", say("批准豁免", "Waive"), ui::Kind::Secondary)))
        },
    ))
}
