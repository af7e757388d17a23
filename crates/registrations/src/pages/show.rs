//! One registration: what it says, where it stands, and what can be done.

use kernel::{Breach, Lang, Refusal, RegistrationId, Text, Word, say};
use meetings::Meeting;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::head::{crumbs, state_badge, title};
use crate::actions;
use crate::record::Registration;
use crate::state::{State, Step};
use crate::{badges, paths, policy, store, texts, token};

const SHOW: Text = say("报名信息", "Registration");

pub(crate) async fn show(visit: Visit, Path(id): Path<RegistrationId>) -> Answer {
    page(&visit, id, None, &[]).await
}

async fn page(visit: &Visit, id: RegistrationId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (it, meeting) = actions::seen(tx, &actor, id)?;
        let line = store::place_in_line(tx, &it)?;
        Ok::<_, Refusal>((it, meeting, line))
    });
    let (it, meeting, line) = read.await?;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (crumbs(visit, &meeting))
        (ui::heading(it.name().get(visit.lang), state_badge(visit, &it)))
        (ui::breach_summary(visit.lang, breaches))
        (standing(visit, &it, line))
        (steps(visit, &it, typed, breaches)?)
        @if it.is_confirmed() { (phone_badge(visit, &it)) }
        (facts(visit.lang, &it, &meeting))
    };
    Ok(visit.page_with(status, title(SHOW, &meeting), body))
}

const WAITS: Text = say("候补名单第 {n} 位，有名额时按次序通知。", "Number {n} on the waiting list; places that become free are offered in its order.");
const KEPT: Text = say("名额为您保留到 {until}（北京时间），请在此之前接受。", "A place is kept until {until} (Beijing time); please accept it by then.");
const WHY: Text = say("原因：", "Reason: ");

fn standing(visit: &Visit, it: &Registration, line: Option<i64>) -> Markup {
    let lang = visit.lang;
    html! {
        @if let Some(n) = line { p { (WAITS.with(&[("n", &n)]).get(lang)) } }
        @if let Some(until) = it.offer_ends_at.filter(|_| it.state == State::Offered) {
            p { strong { (KEPT.with(&[("until", &until.beijing_minute())]).get(lang)) } }
        }
        @if !it.reason.is_empty() { p { (WHY.get(lang)) (ui::theirs(lang, &it.reason)) } }
    }
}

/// What the reader may do now.
fn steps(visit: &Visit, it: &Registration, typed: Option<&Form>, breaches: &[Breach]) -> Result<Markup, web::Failed> {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let can = |step: Step| policy::may(&actor, step, it) && it.state.after(step).is_ok();
    let is_own = it.person_id.is_some_and(|person| actor.is(person));
    let reason = |form: Option<&Form>| form.map(|form| form.get("reason").to_owned()).unwrap_or_default();
    let field = Field::text("reason", say("原因（会告知本人）", "Reason (the person is told)")).maxlength(500).value(reason(typed));
    Ok(html! {
        (ui::actions(html! {
            @if can(Step::Accept) { (ui::step_button(&paths::step(it.id, Step::Accept), &visit.csrf, Step::Accept.text()).primary().render(lang)) }
            @if can(Step::Confirm) { (ui::step_button(&paths::step(it.id, Step::Confirm), &visit.csrf, say("通过", "Approve")).primary().render(lang)) }
            @if it.is_confirmed() { (ui::link_button(lang, &paths::badge(it.id), say("下载胸牌", "Download the badge"))) }
            @if !it.state.is_over() { (ui::link_button(lang, &paths::edit(it.id), say("修改", "Change"))) }
            @if actor.is_office() && it.is_confirmed() {
                (ui::step_button(&paths::new_badge(it.id), &visit.csrf, say("胸牌遗失，换发", "Badge lost: make a new one"))
                    .confirm(say("原胸牌将作废，确定吗？", "The present badge will be void. Are you sure?")).render(lang))
            }
        }))
        @if can(Step::Withdraw) && is_own {
            (ui::actions(ui::step_button(&paths::step(it.id, Step::Withdraw), &visit.csrf, Step::Withdraw.text()).danger()
                .confirm(say("名额将让给候补，确定取消吗？", "Your place goes to the next who waits. Withdraw?")).render(lang)))
        }
        @if (can(Step::Withdraw) && !is_own) || can(Step::Refuse) {
            details open[!breaches.is_empty()] {
                summary { (say("不予通过或取消", "Refuse or withdraw").get(lang)) }
                (ui::form(lang, &visit.csrf, &paths::step(it.id, if can(Step::Refuse) { Step::Refuse } else { Step::Withdraw }), "", html! {
                    (field.render(lang, breaches))
                    (ui::actions(html! {
                        @if can(Step::Refuse) { (ui::submit_as(lang, "then", "refuse", Step::Refuse.text(), ui::Kind::Danger)) }
                        @else { (ui::submit_as(lang, "then", "withdraw", Step::Withdraw.text(), ui::Kind::Danger)) }
                    }))
                }))
            }
        }
    })
}

/// The code of the badge, to show it on a phone.
fn phone_badge(visit: &Visit, it: &Registration) -> Markup {
    let token = actions::token_of(it, &token::signer_of(&visit.site.signer));
    let address = paths::badge_address(&visit.site.base_url, &token);
    let label = say("胸牌二维码，现场出示", "QR code of the badge, to show at the door").get(visit.lang);
    html! {
        @if let Some((path, side)) = documents::qr_path(&address) {
            p.badge-code { a #badge-address href=(address) aria-label=(label) {
                svg viewBox={ "0 0 " (side) " " (side) } role="img" aria-hidden="true" { rect width=(side) height=(side) fill="#fff" {} path d=(path) fill="#000" {} }
            } }
        }
    }
}

fn facts(lang: Lang, it: &Registration, meeting: &Meeting) -> Markup {
    let theirs = |text: &str| if text.is_empty() { html! {} } else { ui::theirs(lang, text) };
    let day = |day: Option<kernel::Day>| day.map(|day| ui::day(lang, day)).unwrap_or_default();
    let days = if it.days().is_empty() { meeting.days() } else { it.days() };
    let yes = if it.publishes_contact { say("是", "Yes") } else { say("否", "No") };
    ui::facts(lang, vec![
        (texts::ROLE, html! { (it.role.text().get(lang)) }),
        (texts::NAME, ui::named(lang, &it.name().zh, &it.name_en)),
        (say("职务", "Title"), ui::named(lang, &it.title().zh, &it.title_en)),
        (texts::HOUSE, ui::named(lang, &it.organisation().zh, &it.organisation_en)),
        (texts::PHONE, theirs(&it.phone)),
        (texts::EMAIL, theirs(&it.email)),
        (say("公布联系方式", "Contact is published"), html! { (yes.get(lang)) }),
        (say("证件类型", "Document"), html! { (it.pass.text().get(lang)) }),
        (say("参会日期", "Days"), html! { @for (at, one) in days.iter().enumerate() { @if at > 0 { " · " } (ui::day(lang, *one)) } }),
        (say("到达", "Arriving"), day(it.arrives_on)),
        (say("离开", "Leaving"), day(it.leaves_on)),
        (say("住宿晚数", "Nights in the hotel"), html! { (it.hotel_nights) }),
        (say("能提供", "Offers"), theirs(&it.offers)),
        (say("在寻找", "Seeks"), theirs(&it.seeks)),
        (say("专业与行业", "Majors and industries"), theirs(&it.subjects)),
        (say("希望洽谈的单位", "Would like to meet"), theirs(&it.partners)),
        (say("展示需求", "Would exhibit"), theirs(&it.exhibition)),
        (say("发票抬头", "Invoice to"), theirs(&it.invoice_title)),
        (say("税号", "Tax number"), theirs(&it.tax_number)),
        (say("签到时间", "Checked in"), it.checked_in_at.map(|at| ui::when(lang, at)).unwrap_or_default()),
    ])
}

pub(crate) async fn accept(visit: Visit, Path(id): Path<RegistrationId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::accept(tx, &actor, id).map(drop)).await;
    after(&visit, id, outcome, None, say("名额已确认", "The place is yours")).await
}

pub(crate) async fn approve(visit: Visit, Path(id): Path<RegistrationId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::approve(tx, &actor, id).map(drop)).await;
    after(&visit, id, outcome, None, say("已通过", "Approved")).await
}

pub(crate) async fn refuse(visit: Visit, Path(id): Path<RegistrationId>, form: Form) -> Answer {
    let (actor, reason) = (visit.actor()?, form.get("reason").to_owned());
    let outcome = visit.site.db.write(move |tx| actions::refuse(tx, &actor, id, &reason).map(drop)).await;
    after(&visit, id, outcome, Some(&form), say("已告知本人", "The person is told")).await
}

pub(crate) async fn withdraw(visit: Visit, Path(id): Path<RegistrationId>, form: Form) -> Answer {
    let (actor, reason) = (visit.actor()?, form.get("reason").to_owned());
    let outcome = visit.site.db.write(move |tx| actions::withdraw(tx, &actor, id, &reason).map(drop)).await;
    after(&visit, id, outcome, Some(&form), say("报名已取消", "The registration is withdrawn")).await
}

pub(crate) async fn new_badge(visit: Visit, Path(id): Path<RegistrationId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::new_badge(tx, &actor, id).map(drop)).await;
    after(&visit, id, outcome, None, say("原胸牌已作废，请打印新胸牌", "The old badge is void; print the new one")).await
}

/// Back to the page: done, or with what was typed and why not.
async fn after(
    visit: &Visit,
    id: RegistrationId,
    outcome: Result<(), Refusal>,
    form: Option<&Form>,
    said: Text,
) -> Answer {
    match outcome {
        Ok(()) => visit.done(&paths::registration(id), said),
        Err(Refusal::Breaches(breaches)) => page(visit, id, form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

/// One's own badge, to print at home.
pub(crate) async fn badge(visit: Visit, Path(id): Path<RegistrationId>) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let (it, meeting) = visit.site.db.read(move |tx| actions::seen(tx, &actor, id)).await?;
    if !it.is_confirmed() {
        return Err(Refusal::NotFound.into());
    }
    let signer = token::signer_of(&visit.site.signer);
    let token = actions::token_of(&it, &signer);
    let base = visit.site.base_url.clone();
    let name = format!("badge-{}.pdf", it.id);
    web::pdf(&name, move || badges::single(&meeting, &it, &token, &base, lang)).await
}
