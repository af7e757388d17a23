//! What a letter of invitation opens.

use kernel::{Breach, Refusal, Role, Said, Text, Word, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Failed, Form, Path, StatusCode, Visit};

use super::gate::new_password;
use super::password::new_password_fields;
use super::{Collect, Gate, either};
use crate::{actions, mails, paths};

const TITLE: Text = say("邀请", "Invitation");

/// What of an invitation is shown to whoever holds its letter.
pub(crate) struct Shown {
    pub organisation: Said,
    pub role: Role,
    pub email: String,
    pub name: String,
    pub has_password: bool,
}

pub(crate) async fn show(visit: Visit, Path(secret): Path<String>) -> Answer {
    match load(&visit, &secret).await {
        Ok(shown) => visit.page(TITLE, page(&visit, &secret, &shown, &shown.name, &[])),
        Err(Failed::Refused(Refusal::NotFound)) => too_late(&visit),
        Err(other) => Err(other),
    }
}

pub(crate) async fn answer(gate: Gate, visit: Visit, Path(secret): Path<String>, form: Form) -> Answer {
    let accepts = form.get("answer") != "decline";
    match answered(&gate, &visit, &secret, &form, accepts).await {
        Ok(Ok(())) if accepts && visit.visitor.is_some() => visit.done(
            paths::ACCOUNT,
            say("已接受邀请。可在页面顶部切换到新身份。", "Accepted. Choose the new role at the top of the page."),
        ),
        Ok(Ok(())) if accepts => visit.done(
            paths::LOGIN,
            say("已接受邀请，请用您的邮箱和密码登录。", "Accepted. Please log in with your e-mail and password."),
        ),
        Ok(Ok(())) => visit.done("/", say("已谢绝邀请", "Declined")),
        Ok(Err(breaches)) => {
            let shown = load(&visit, &secret).await?;
            let body = page(&visit, &secret, &shown, form.get("name"), &breaches);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
        }
        Err(Failed::Refused(Refusal::NotFound | Refusal::Overtaken)) => too_late(&visit),
        Err(other) => Err(other),
    }
}

/// The invitation behind a secret; 404 when it was answered, recalled or is too old.
pub(crate) async fn load(visit: &Visit, secret: &str) -> Result<Shown, Failed> {
    let wanted = secret.to_owned();
    let found = visit.site.db.read(move |tx| actions::invitation(tx, &wanted)).await?;
    Ok(Shown {
        organisation: mails::named(&found.organisation),
        role: found.membership.role,
        email: found.link.email,
        has_password: !found.person.password_hash.is_empty(),
        name: found.person.name,
    })
}

/// Accepts or declines; answers everything that is wrong with name and password of a new account.
pub(crate) async fn answered(
    gate: &Gate,
    visit: &Visit,
    secret: &str,
    form: &Form,
    accepts: bool,
) -> Result<Result<(), Vec<Breach>>, Failed> {
    let shown = load(visit, secret).await?;
    let mut collect = Collect::default();
    let new = if accepts && !shown.has_password { read(gate, &shown, form, &mut collect).await? } else { None };
    if !collect.breaches.is_empty() {
        return Ok(Err(collect.breaches));
    }
    let wanted = secret.to_owned();
    let done = visit.site.db.write(move |tx| actions::answer_invitation(tx, &wanted, accepts, new).map(drop));
    either(done.await)
}

async fn read(
    gate: &Gate,
    shown: &Shown,
    form: &Form,
    collect: &mut Collect,
) -> Result<Option<(String, String)>, Failed> {
    let name = collect.take(form.text("name", 60));
    let password = collect.all(new_password(form, &shown.email));
    match (name, password) {
        (Some(name), Some(password)) => Ok(Some((name, gate.hash(password).await?))),
        (Some(_), None) | (None, Some(_)) | (None, None) => Ok(None),
    }
}

fn page(visit: &Visit, secret: &str, shown: &Shown, name: &str, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::facts(lang, vec![
            (say("单位", "Organisation"), html! { (shown.organisation.get(lang)) }),
            (say("身份", "Role"), html! { (shown.role.text().get(lang)) }),
            (say("账号", "Account"), html! { (shown.email) }),
        ]))
        (ui::form(lang, &visit.csrf, &paths::invitation(secret), "", html! {
            @if !shown.has_password {
                (Field::text("name", say("姓名", "Name")).value(name).required().autocomplete("name").render(lang, breaches))
                (new_password_fields(lang, breaches))
            }
            (ui::actions(html! {
                (ui::submit_as(lang, "answer", "accept", say("接受邀请", "Accept"), ui::Kind::Primary))
                (ui::submit_as(lang, "answer", "decline", say("谢绝", "Decline"), ui::Kind::Secondary))
            }))
        }))
    }
}

fn too_late(visit: &Visit) -> Answer {
    let body = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::alert(ui::Tone::Warn, html! { p { (visit.t(say("该邀请已答复、已撤回或已过期。如仍需要，请联系邀请您的管理员重新发送。", "This invitation was answered, recalled or is too old. If you still need it, ask the administrator who invited you to send it again."))) } }))
        (ui::actions(ui::link_button(visit.lang, paths::LOGIN, say("登录", "Log in"))))
    };
    Ok(visit.page_with(StatusCode::NOT_FOUND, TITLE, body))
}
