//! Another e-mail address: the part of the account page, and the link in the letter to the new address.

use axum::http::HeaderMap;
use kernel::{Breach, Lang, Refusal, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, Path, StatusCode, Visit};

use super::gate::raw;
use super::{Gate, account, either};
use crate::record::{EmailChange, Person};
use crate::{actions, paths};

const TITLE: Text = say("更改邮箱", "Change the e-mail address");
const CONFIRM: Text = say("确认使用新邮箱", "Use the new address");
const SENT: Text = say(
    "确认信已发往新邮箱；打开其中的链接后生效。原邮箱也收到了通知。",
    "A letter is on its way to the new address; the change counts once its link is opened. The old address was told.",
);

/// The present address, one that waits, and the form for another.
pub(super) fn section(
    visit: &Visit,
    person: &Person,
    waiting: Option<&EmailChange>,
    typed: Option<&Form>,
    breaches: &[Breach],
) -> Markup {
    let lang = visit.lang;
    let typed = typed.map_or("", |form| form.get("email"));
    let inner = html! {
        p { (visit.t(say("当前邮箱：", "Present address: "))) strong { (person.email) } }
        @if let Some(change) = waiting { (waits(visit, change)) }
        (ui::form(lang, &visit.csrf, &paths::account_form("email"), "", html! {
            (Field::email("email", say("新邮箱", "New address")).value(typed).required().autocomplete("email").render(lang, breaches))
            (Field::password("present_password", say("当前密码", "Present password")).required().autocomplete("current-password").render(lang, breaches))
            (ui::actions(ui::submit_as(lang, "do", "change", say("发送确认信", "Send the letter"), ui::Kind::Secondary)))
        }))
    };
    ui::section(lang, TITLE, inner)
}

fn waits(visit: &Visit, change: &EmailChange) -> Markup {
    let lang = visit.lang;
    let said = say(
        "新邮箱 {email} 待确认，链接有效至 {until}。",
        "{email} waits to be confirmed; its link works until {until}.",
    );
    let until = ui::when_text(lang, change.expires_at);
    ui::alert(
        ui::Tone::Info,
        html! {
            p { (said.with(&[("email", &change.email), ("until", &until)]).get(lang)) }
            (ui::step_button(&paths::account_form("email/cancel"), &visit.csrf, say("撤销更改", "Withdraw the change")).render(lang))
        },
    )
}

pub(crate) async fn ask(gate: Gate, visit: Visit, headers: HeaderMap, form: Form) -> Answer {
    match asked(&gate, &visit, form.get("email"), raw(&form, "present_password")).await {
        Ok(_) => visit.done(paths::ACCOUNT, SENT),
        Err(web::Failed::Refused(Refusal::Breaches(breaches))) => {
            account::again(&visit, &headers, Some(&form), &breaches).await
        }
        Err(failed) => Err(failed),
    }
}

/// The page and the API ask alike: what is wrong with address and password is told at once; then so many letters an hour.
pub(crate) async fn asked(gate: &Gate, visit: &Visit, email: &str, password: &str) -> Result<EmailChange, web::Failed> {
    let actor = visit.actor()?;
    let (person, wrong) = gate.own_password(visit, "present_password", password).await?;
    let mut breaches = actions::new_address(&person, email).err().unwrap_or_default();
    breaches.extend(wrong);
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches).into());
    }
    gate.letter(visit, &person.email)?;
    let email = email.to_owned();
    Ok(visit.site.db.write(move |tx| actions::ask_email_change(tx, &actor, &email)).await?)
}

pub(crate) async fn cancel(visit: Visit, _form: Form) -> Answer {
    let actor = visit.actor()?;
    match visit.site.db.write(move |tx| actions::cancel_email_change(tx, &actor)).await {
        Ok(()) | Err(Refusal::NotFound) => visit.done(paths::ACCOUNT, say("已撤销邮箱更改", "The change is withdrawn")),
        Err(other) => Err(other.into()),
    }
}

/// Opening the letter changes nothing yet: mail filters open links too.
pub(crate) async fn show(visit: Visit, Path(secret): Path<String>) -> Answer {
    let wanted = secret.clone();
    let change = match visit.site.db.read(move |tx| actions::email_change(tx, &wanted)).await {
        Ok(change) => change,
        Err(Refusal::NotFound) => return too_late(&visit, &[]),
        Err(other) => return Err(other.into()),
    };
    visit.page(
        TITLE,
        html! {
            (ui::heading(visit.t(TITLE), html! {}))
            p { (visit.t(say("新邮箱：", "New address: "))) strong { (change.email) } }
            p { (visit.t(say("确认后，请用新邮箱登录；原邮箱不再有效。", "From then on you log in with the new address; the old one no longer works."))) }
            (ui::step_button(&paths::new_email(&secret), &visit.csrf, CONFIRM).primary().render(visit.lang))
        },
    )
}

pub(crate) async fn confirm(visit: Visit, Path(secret): Path<String>, _form: Form) -> Answer {
    match either(visit.site.db.write(move |tx| actions::confirm_email_change(tx, &secret)).await) {
        Ok(Ok(_)) => {
            let next = if visit.visitor.is_some() { paths::ACCOUNT } else { paths::LOGIN };
            visit.done(next, say("邮箱已更改，请用新邮箱登录", "The address is changed; log in with the new one"))
        }
        Ok(Err(breaches)) => too_late(&visit, &breaches),
        Err(web::Failed::Refused(Refusal::NotFound | Refusal::Overtaken)) => too_late(&visit, &[]),
        Err(failed) => Err(failed),
    }
}

/// A link that was used, is too old, or came too late says so and offers the next step.
fn too_late(visit: &Visit, breaches: &[Breach]) -> Answer {
    let lang: Lang = visit.lang;
    let body = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        @if breaches.is_empty() {
            (ui::alert(ui::Tone::Warn, html! { p { (visit.t(say("该链接已使用、已撤销或已过期。如仍需更改，请登录后在“账号”页重新申请。", "This link was used, withdrawn or is too old. To change the address, log in and ask again on the page “Account”."))) } }))
        }
        (ui::actions(ui::link_button(lang, paths::ACCOUNT, say("前往账号页", "Go to the account"))))
    };
    Ok(visit.page_with(StatusCode::NOT_FOUND, TITLE, body))
}
