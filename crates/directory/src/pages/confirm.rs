//! The link in the letter after registering.

use kernel::{Refusal, Text, say};
use maud::html;
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::{actions, paths};

const TITLE: Text = say("确认邮箱", "Confirm your address");
const CONFIRM: Text = say("确认并启用账号", "Confirm and begin");

/// Opening the letter confirms nothing yet: mail filters open links too.
pub(crate) async fn show(visit: Visit, Path(secret): Path<String>) -> Answer {
    let wanted = secret.clone();
    let link = match visit.site.db.read(move |tx| actions::confirmation(tx, &wanted)).await {
        Ok(link) => link,
        Err(Refusal::NotFound) => return too_late(&visit),
        Err(other) => return Err(other.into()),
    };
    visit.page(
        TITLE,
        html! {
            (ui::heading(visit.t(TITLE), html! {}))
            p { (visit.t(say("账号：", "Account: "))) strong { (link.email) } }
            (ui::step_button(&paths::confirmation(&secret), &visit.csrf, CONFIRM).primary().render(visit.lang))
        },
    )
}

pub(crate) async fn confirm(visit: Visit, Path(secret): Path<String>, _form: Form) -> Answer {
    match visit.site.db.write(move |tx| actions::confirm_address(tx, &secret)).await {
        Ok(_) => visit.done(
            paths::LOGIN,
            say(
                "邮箱已确认，请用注册时设置的密码登录",
                "Your address is confirmed; log in with the password you chose",
            ),
        ),
        Err(Refusal::NotFound | Refusal::Overtaken) => too_late(&visit),
        Err(other) => Err(other.into()),
    }
}

fn too_late(visit: &Visit) -> Answer {
    let body = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::alert(ui::Tone::Warn, html! { p { (visit.t(say("该链接已使用或已过期。已确认过的账号可直接登录；否则请重新注册。", "This link was used or is too old. A confirmed account can log in; otherwise please register again."))) } }))
        (ui::actions(html! {
            (ui::link_button(visit.lang, paths::LOGIN, say("登录", "Log in")))
            (ui::link_button(visit.lang, paths::REGISTER, say("注册", "Register")))
        }))
    };
    Ok(visit.page_with(StatusCode::NOT_FOUND, TITLE, body))
}
