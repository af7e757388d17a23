//! The page of one instalment: its facts, its proofs, the form of whoever's turn it is.

use kernel::{Breach, InstalmentId, Lang, ProjectId, Said, Text, say};
use ui::{Field, Kind as Weight, Markup, TimelineEntry, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::account::{crumbs, label, numbered, waits};
use super::file;
use crate::actions::CONFIRM;
use crate::policy::Act;
use crate::state::{Kind, State, Step};
use crate::store::{ARRIVAL_PROOF, PAYMENT_PROOF};
use crate::view::{self, Part, Turn};
use crate::{paths, texts};

pub(super) async fn show(visit: Visit, Path((project, id)): Path<(ProjectId, InstalmentId)>) -> Answer {
    let actor = visit.actor()?;
    let lang = visit.lang;
    let part = visit.site.db.read(move |tx| view::part(tx, &actor, id, lang)).await?;
    if part.instalment.project_id != project {
        return Err(kernel::Refusal::NotFound.into());
    }
    let body = render(&visit, &part, &Form::default(), &[]);
    visit.page(texts::FUNDING, body)
}

/// The page again with everything that is wrong and what was typed.
pub(super) async fn again(visit: &Visit, id: InstalmentId, typed: &Form, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let lang = visit.lang;
    let part = visit.site.db.read(move |tx| view::part(tx, &actor, id, lang)).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, texts::FUNDING, render(visit, &part, typed, breaches)))
}

const SETTLED: Text = say("双方均已确认，本期已办结。", "Both sides have confirmed; nothing is left to do here.");
const FACTS: Text = say("约定与办理", "What was agreed and done");
const TURN: Text = say("办理", "Next step");
const TRAIL: Text = say("办理记录", "What happened");
const NO_PROOF: Text = say("尚无凭证。", "No proof yet.");
const BY_ENTERPRISE: Text = say("企业提供", "From the enterprise");
const BY_FINANCE: Text = say("高校财务提供", "From the finance office");

fn render(visit: &Visit, part: &Part, typed: &Form, breaches: &[Breach]) -> Markup {
    let (lang, i) = (visit.lang, &part.instalment);
    html! {
        (crumbs(lang, &part.project, true))
        (ui::heading(&format!("{} · {} · {}", numbered(lang, i), view::kind(lang, i), ui::amount_text(lang, i.amount)), texts::badges(lang, i, part.today)))
        p.lead { (part.project.number) " · " (ui::theirs(lang, &part.project.title)) }
        (ui::breach_summary(lang, breaches))
        (ui::section(lang, TURN, html! {
            (pay(visit, part, typed, breaches))
            (receive(visit, part, typed, breaches))
            (dispute(visit, part, typed, breaches))
            (confirm_late(visit, part, typed, breaches))
            @if i.state == State::Received { p { (SETTLED.get(lang)) } }
        }))
        (ui::columns(ui::section(lang, FACTS, facts(lang, part)), ui::section(lang, texts::PROOFS, proofs(lang, part))))
        (ui::section(lang, TRAIL, ui::timeline(lang, part.trail.iter().map(|entry| line(lang, entry)).collect())))
    }
}

fn facts(lang: Lang, part: &Part) -> Markup {
    let i = &part.instalment;
    let said = |on: Option<kernel::Day>, note: &str| html! { @if let Some(on) = on { (ui::day(lang, on)) " " (note) } };
    ui::facts(
        lang,
        vec![
            (
                texts::ENTERPRISE,
                html! { a href=(paths::organisation(i.enterprise_id)) { (part.names.shown(lang, i.enterprise_id, &part.project.enterprise_name)) } },
            ),
            (
                texts::UNIVERSITY,
                html! { a href=(paths::organisation(i.university_id)) { (part.names.shown(lang, i.university_id, &part.project.university_name)) } },
            ),
            (texts::KIND, html! { (view::kind(lang, i)) }),
            (texts::AMOUNT, ui::amount(lang, i.amount)),
            (texts::DUE_ON, ui::day(lang, i.due_on)),
            (say("约定", "Agreed condition"), html! { (i.note) }),
            (texts::PAID, said(i.paid_on, &i.paid_note)),
            (texts::RECEIVED, said(i.received_on, &i.received_note)),
            (texts::LATE, html! { @if let Some(at) = i.late_at { (ui::when(lang, at)) } }),
            (
                texts::EVENT,
                html! { @if i.credit_event_id.is_some() { a href=(paths::organisation(i.enterprise_id)) { (SETTLE.get(lang)) } } },
            ),
        ],
    )
}

const SETTLE: Text = say(
    "见企业页面；款项到位后由项目办公室了结",
    "See the enterprise's page; the programme office settles it once the money has arrived",
);

fn proofs(lang: Lang, part: &Part) -> Markup {
    let [given, arrived] = file::both(part);
    let list = |title: Text, all: &[&files::Attachment]| {
        html! {
            @if !all.is_empty() {
                p { strong { (title.get(lang)) } }
                ul.stack { @for proof in all { li { (file::link_with_hash(&part.instalment, proof)) } } }
            }
        }
    };
    html! {
        @if given.is_empty() && arrived.is_empty() { p.muted { (NO_PROOF.get(lang)) } }
        (list(BY_ENTERPRISE, &given))
        (list(BY_FINANCE, &arrived))
    }
}

/// The form when it is the reader's turn, the reason when it is not, nothing when nobody would look for it now.
fn turn(lang: Lang, part: &Part, act: Act, label: Text, form: impl FnOnce() -> Markup) -> Markup {
    match part.turn(act) {
        Turn::Yours => form(),
        Turn::Theirs => ui::blocked(lang, label, &waits(&part.viewer.actor, &part.instalment, act, &part.team)),
        Turn::Closed(refusal) => ui::blocked(lang, label, &view::why(&refusal)),
        Turn::Nothing => html! {},
    }
}

const ON: Text = say("日期", "Day");
const NOTE: Text = say("说明", "Note");
const ACCEPT: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx";
const KEPT: Text = say("已上传，无需重选：{names}", "Uploaded already, no need to choose again: {names}");

fn pay(visit: &Visit, part: &Part, typed: &Form, breaches: &[Breach]) -> Markup {
    let (lang, i) = (visit.lang, &part.instalment);
    let hint = say(
        "银行回单、发货单等，建议上传；PDF、图片、docx 或 xlsx，不超过 20 MB。",
        "A bank receipt, a delivery note and the like, recommended; PDF, picture, docx or xlsx, at most 20 MB.",
    );
    turn(lang, part, Act::Step(Step::Pay), label(Step::Pay, i.kind), || {
        step_form(
            visit,
            part,
            "pay",
            typed,
            breaches,
            PAYMENT_PROOF,
            say("拨付或交付凭证", "Proof of payment or delivery"),
            hint,
            html! {},
            html! { (ui::submit(lang, label(Step::Pay, i.kind))) },
        )
    })
}

fn receive(visit: &Visit, part: &Part, typed: &Form, breaches: &[Breach]) -> Markup {
    let (lang, i) = (visit.lang, &part.instalment);
    let (proof, hint) = match i.kind {
        Kind::Cash => (
            say("到账凭证", "Proof of arrival"),
            say(
                "发票或加盖财务章的证明（X-02）；PDF、图片、docx 或 xlsx，不超过 20 MB。",
                "Invoice or statement with the finance stamp (X-02); PDF, picture, docx or xlsx, at most 20 MB.",
            ),
        ),
        Kind::Goods => (
            say("盖章接收单", "Stamped receipt"),
            say(
                "学校盖章的接收单和使用证明（X-03）；PDF、图片、docx 或 xlsx，不超过 20 MB。",
                "The receipt with the school's stamp (X-03); PDF, picture, docx or xlsx, at most 20 MB.",
            ),
        ),
    };
    let stamp = html! {
        @if i.kind == Kind::Goods {
            (Field::checkbox("is_stamped", say("接收单已加盖学校公章", "The receipt bears the school's stamp")).checked(typed.ticked("is_stamped")).render(lang, breaches))
        }
    };
    turn(lang, part, Act::Step(Step::Receive), label(Step::Receive, i.kind), || {
        step_form(
            visit,
            part,
            "receive",
            typed,
            breaches,
            ARRIVAL_PROOF,
            proof,
            hint,
            stamp,
            html! { (ui::submit(lang, label(Step::Receive, i.kind))) },
        )
    })
}

/// Day, note and proof: what both sides give.
#[allow(clippy::too_many_arguments)]
fn step_form(
    visit: &Visit,
    part: &Part,
    step: &str,
    typed: &Form,
    breaches: &[Breach],
    purpose: &str,
    proof: Text,
    hint: Text,
    more: Markup,
    buttons: Markup,
) -> Markup {
    let (lang, i) = (visit.lang, &part.instalment);
    let action = paths::form(i.project_id, i.id, step);
    let kept: Vec<&str> = part.counting(purpose).map(|p| p.name.as_str()).collect();
    let field = file::field(i);
    ui::multipart_form(
        lang,
        &visit.csrf,
        &action,
        &format!("instalment-{step}-{}", i.id),
        html! {
            (Field::date("on", ON).value(typed.get("on")).required().render(lang, breaches))
            (Field::text("note", NOTE).value(typed.get("note")).maxlength(500).render(lang, breaches))
            (Field::file(field, proof, ACCEPT).hint(hint).render(lang, breaches))
            @if !kept.is_empty() { p.hint { (KEPT.with(&[("names", &kept.join("、"))]).get(lang)) } }
            (more)
            (ui::actions(buttons))
        },
    )
}

fn dispute(visit: &Visit, part: &Part, typed: &Form, breaches: &[Breach]) -> Markup {
    let hint = say(
        "账户未见入账、金额不符等；退回后由企业核对并重新登记。",
        "Nothing on the account, another amount and the like; the enterprise checks it and reports it again.",
    );
    turn(visit.lang, part, Act::Step(Step::Dispute), label(Step::Dispute, part.instalment.kind), || {
        with_reason(visit, part, "dispute", "reason", label(Step::Dispute, part.instalment.kind), hint, typed, breaches)
    })
}

fn confirm_late(visit: &Visit, part: &Part, typed: &Form, breaches: &[Breach]) -> Markup {
    let hint = say(
        "确认后企业将被记入信用记录，未了结前不能提交新指南（E-05）；可填写核实情况。",
        "The enterprise then gets a credit event and cannot submit new guidelines until it is settled (E-05); say how you checked it, if you like.",
    );
    if part.instalment.late_at.is_none() {
        return html! {};
    }
    turn(visit.lang, part, Act::ConfirmLate, CONFIRM, || {
        with_reason(visit, part, "confirm-late", "because", CONFIRM, hint, typed, breaches)
    })
}

/// A form with one text, folded away until somebody wants it.
#[allow(clippy::too_many_arguments)]
fn with_reason(
    visit: &Visit,
    part: &Part,
    step: &str,
    field: &str,
    label: Text,
    hint: Text,
    typed: &Form,
    breaches: &[Breach],
) -> Markup {
    let (lang, i) = (visit.lang, &part.instalment);
    html! {
        details.step open[breaches.iter().any(|b| b.field == field)] {
            summary { (label.get(lang)) }
            (ui::form(lang, &visit.csrf, &paths::form(i.project_id, i.id, step), &format!("instalment-{step}-{}", i.id), html! {
                p.hint { (hint.get(lang)) }
                (Field::area(field, NOTE).value(typed.get(field)).rows(3).maxlength(1000).render(lang, breaches))
                (ui::actions(ui::submit_as(lang, "step", step, label, Weight::Danger)))
            }))
        }
    }
}

fn line(lang: Lang, entry: &journal::Entry) -> TimelineEntry {
    let what: Said = texts::act(entry.step()).into();
    TimelineEntry {
        at: entry.at,
        who: entry.person_name.clone(),
        what: what.get(lang).to_owned(),
        note: entry.reason.clone(),
    }
}
