//! What a letter of invitation opens.

use kernel::{Breach, Refusal, Said, Text, Word, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, Path, StatusCode, Visit};

use super::gate::new_password;
use super::password::new_password_fields;
use super::{Collect, Gate, either};
use crate::actions::{self};
use crate::{mails, paths};

const TITLE: Text = say("邀请", "Invitation");

/// What of an invitation the page shows.
struct Shown {
    organisation: Said,
    role: Text,
    email: String,
    name: String,
    has_password: bool,
}

pub(crate) async fn show(visit: Visit, Path(secret): Path<String>) -> Answer {
    match load(&visit, &secret).await? {
        None => too_late(&visit),
        Some(shown) => visit.page(TITLE, page(&visit, &secret, &shown, &shown.name, &[])),
    }
}

pub(crate) async fn answer(gate: Gate, visit: Visit, Path(secret): Path<String>, form: Form) -> Answer {
    let Some(shown) = load(&visit, &secret).await? else { return too_late(&visit) };
    let accepts = form.get("answer") != "decline";
    let mut collect = Collect::default();
    let new = if accepts && !shown.has_password { read(&gate, &shown, &form, &mut collect).await? } else { None };
    if !collect.breaches.is_empty() {
        return again(&visit, &secret, &shown, &form, &collect.breaches);
    }
    let wanted = secret.clone();
    match visit.site.db.write(move |tx| actions::answer_invitation(tx, &wanted, accepts, new)).await {
        Err(Refusal::NotFound | Refusal::Overtaken) => too_late(&visit),
        other => match either(other)? {
            Err(breaches) => again(&visit, &secret, &shown, &form, &breaches),
            Ok(_) if accepts && visit.visitor.is_some() => visit.done(
                paths::ACCOUNT,
                say("已接受邀请。可在页面顶部切换到新身份。", "Accepted. Choose the new role at the top of the page."),
            ),
            Ok(_) if accepts => visit.done(
                paths::LOGIN,
                say("已接受邀请，请用您的邮箱和密码登录。", "Accepted. Please log in with your e-mail and password."),
            ),
            Ok(_) => visit.done("/", say("已谢绝邀请", "Declined")),
        },
    }
}

async fn load(visit: &Visit, secret: &str) -> Result<Option<Shown>, web::Failed> {
    let wanted = secret.to_owned();
    match visit.site.db.read(move |tx| actions::invitation(tx, &wanted)).await {
        Ok(found) => Ok(Some(Shown {
            organisation: mails::named(&found.organisation),
            role: found.membership.role.text(),
            email: found.link.email,
            has_password: !found.person.password_hash.is_empty(),
            name: found.person.name,
        })),
        Err(Refusal::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

async fn read(
    gate: &Gate,
    shown: &Shown,
    form: &Form,
    collect: &mut Collect,
) -> Result<Option<(String, String)>, web::Failed> {
    let name = collect.take(form.text("name", 60));
    let password = collect.all(new_password(form, &shown.email));
    match (name, password) {
        (Some(name), Some(password)) => Ok(Some((name, gate.hash(password).await?))),
        (Some(_), None) | (None, Some(_)) | (None, None) => Ok(None),
    }
}

fn again(visit: &Visit, secret: &str, shown: &Shown, form: &Form, breaches: &[Breach]) -> Answer {
    let body = page(visit, secret, shown, form.get("name"), breaches);
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
}

fn page(visit: &Visit, secret: &str, shown: &Shown, name: &str, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::facts(lang, vec![
            (say("单位", "Organisation"), html! { (shown.organisation.get(lang)) }),
            (say("身份", "Role"), html! { (shown.role.get(lang)) }),
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
