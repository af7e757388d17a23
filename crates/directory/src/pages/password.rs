//! A forgotten password: a link by mail, and what it opens.

use kernel::{Breach, Refusal, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Failed, Form, Path, StatusCode, Visit};

use super::Gate;
use super::gate::{PASSWORD_HINT, new_password};
use crate::{actions, paths, store};

const TITLE: Text = say("重置密码", "Reset the password");
const EMAIL: Text = say("账号邮箱", "E-mail of the account");
const SEND: Text = say("发送重置邮件", "Send the letter");
pub(super) const NEW: Text = say("新密码", "New password");
pub(super) const AGAIN: Text = say("再次输入新密码", "New password again");
const SET: Text = say("设置新密码", "Set the new password");
/// The same whether or not there is such an account.
pub(crate) const SENT: Text = say(
    "如果该邮箱有账号，重置邮件已经发出，链接一小时内有效。",
    "If this address has an account, a letter is on its way. Its link works for one hour.",
);

pub(crate) async fn ask(visit: Visit) -> Answer {
    let body = ask_form(&visit, "", &[]);
    visit.page(TITLE, body)
}

pub(crate) async fn send(gate: Gate, visit: Visit, form: Form) -> Answer {
    match ask_for(&gate, &visit, &form).await? {
        Ok(()) => visit.done(paths::LOGIN, SENT),
        Err(breach) => {
            let body = ask_form(&visit, form.get("email"), &[breach]);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
        }
    }
}

/// Asks for a letter with a link.
pub(crate) async fn ask_for(gate: &Gate, visit: &Visit, form: &Form) -> Result<Result<(), Breach>, Failed> {
    let email = match form.text("email", 200) {
        Ok(email) => store::plain_email(&email),
        Err(breach) => return Ok(Err(breach)),
    };
    gate.letter(visit, &email)?;
    visit.site.db.write(move |tx| actions::ask_reset(tx, &email)).await?;
    Ok(Ok(()))
}

fn ask_form(visit: &Visit, email: &str, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::form(lang, &visit.csrf, paths::PASSWORD, "", html! {
            (Field::email("email", EMAIL).value(email).required().autocomplete("username").render(lang, breaches))
            (ui::actions(html! { (ui::submit(lang, SEND)) }))
        }))
    }
}

pub(crate) async fn open(visit: Visit, Path(secret): Path<String>) -> Answer {
    let wanted = secret.clone();
    match visit.site.db.read(move |tx| actions::reset_link(tx, &wanted)).await {
        Ok(_) => visit.page(TITLE, set_form(&visit, &secret, &[])),
        Err(Refusal::NotFound) => too_late(&visit),
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn set(gate: Gate, visit: Visit, Path(secret): Path<String>, form: Form) -> Answer {
    match set_new(&gate, &visit, &secret, &form).await {
        Ok(Ok(())) => visit.done(
            paths::LOGIN,
            say(
                "新密码已设置，所有设备上的登录和全部接口令牌都已失效，请登录",
                "The new password is set; all log-ins and tokens have ended. Please log in",
            ),
        ),
        Ok(Err(breaches)) => {
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, set_form(&visit, &secret, &breaches)))
        }
        Err(Failed::Refused(Refusal::NotFound | Refusal::Overtaken)) => too_late(&visit),
        Err(other) => Err(other),
    }
}

/// Sets the new password by the link's secret, or says what is wrong with it.
pub(crate) async fn set_new(
    gate: &Gate,
    visit: &Visit,
    secret: &str,
    form: &Form,
) -> Result<Result<(), Vec<Breach>>, Failed> {
    let (wanted, secret) = (secret.to_owned(), secret.to_owned());
    let link = visit.site.db.read(move |tx| actions::reset_link(tx, &wanted)).await?;
    let password = match new_password(form, &link.email) {
        Ok(password) => password,
        Err(breaches) => return Ok(Err(breaches)),
    };
    let hash = gate.hash(password).await?;
    visit.site.db.write(move |tx| actions::reset_password(tx, &secret, &hash)).await?;
    gate.renewed(visit, &link.email);
    Ok(Ok(()))
}

fn set_form(visit: &Visit, secret: &str, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::reset(secret), "", html! {
            (new_password_fields(lang, breaches))
            p.hint { (visit.t(say("设置后，所有设备上的登录和您的全部接口令牌都会失效。", "It ends your log-ins on all devices and all your tokens."))) }
            (ui::actions(html! { (ui::submit(lang, SET)) }))
        }))
    }
}

/// The new password, twice.
pub(super) fn new_password_fields(lang: kernel::Lang, breaches: &[Breach]) -> Markup {
    html! {
        (Field::password("password", NEW).required().hint(PASSWORD_HINT).autocomplete("new-password").render(lang, breaches))
        (Field::password("password_again", AGAIN).required().autocomplete("new-password").render(lang, breaches))
    }
}

/// A link that was used or is too old says so and offers the next step.
fn too_late(visit: &Visit) -> Answer {
    let body = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::alert(ui::Tone::Warn, html! { p { (visit.t(say("该链接已使用或已过期，请重新申请。", "This link was used or is too old. Please ask for a new one."))) } }))
        (ui::actions(ui::link_button(visit.lang, paths::PASSWORD, SEND)))
    };
    Ok(visit.page_with(StatusCode::NOT_FOUND, TITLE, body))
}
