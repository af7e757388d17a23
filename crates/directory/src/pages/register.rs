//! Choosing what to register, and what is said afterwards.

use kernel::{Breach, Lang, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, Visit};

use super::gate::new_password;
use super::password::new_password_fields;
use super::{Collect, Gate};
use crate::actions::{NewAccount, Registrant};
use crate::{paths, store};

const TITLE: Text = say("注册", "Register");

/// The same for a new address and for one that has an account.
pub(crate) const RECEIVED: Text = say(
    "已收到。我们向您的邮箱发送了一封信，请打开其中的链接继续。",
    "Received. A letter was sent to your address; please open its link to go on.",
);

pub(crate) async fn show(visit: Visit) -> Answer {
    let lang = visit.lang;
    visit.page(TITLE, html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::card(html! {
            h2 { (visit.t(say("企业", "An enterprise"))) }
            p { (visit.t(say("登记企业并成为其联系人。请准备营业执照和盖章承诺书的扫描件，由项目办公室核验。", "Register an enterprise and become its contact. Have scans of the licence and of the sealed commitment letter ready; the programme office verifies them."))) }
            (ui::link_button(lang, paths::REGISTER_ENTERPRISE, say("登记企业", "Register an enterprise")))
        }))
        (ui::card(html! {
            h2 { (visit.t(say("高校教师或学生", "A teacher or student"))) }
            p { (visit.t(say("申请成为某所高校的教师或学生，由该校管理员审批。教师请准备教师资格证或职称证明。", "Ask to be a teacher or student of a university; its administrator decides. Teachers have a teacher certificate or a proof of title ready."))) }
            (ui::link_button(lang, paths::REGISTER_PERSON, say("登记个人", "Register as a person")))
        }))
        p.muted { (visit.t(say("其他身份（高校管理员、企业评审人、专家等）由管理员邀请。", "Other roles - university administrators, enterprise reviewers, experts - are given by invitation."))) }
    })
}

/// Who registers: whoever is logged in, or the account described in the form. `name`, `email`, `phone` are its fields.
pub(super) async fn registrant(
    gate: &Gate,
    visit: &Visit,
    form: &Form,
    fields: [&str; 3],
    collect: &mut Collect,
) -> Result<Option<Registrant>, web::Failed> {
    if let Some(actor) = visit.actor_or_public() {
        return Ok(Some(Registrant::Known(actor)));
    }
    let [name, email, phone] = fields;
    let address = store::plain_email(form.get(email));
    let password = collect.all(new_password(form, &address));
    if !looks_like_email(&address) && !collect.breaches.iter().any(|breach| breach.field == email) {
        collect.note(Breach::field(
            email,
            say("请填写邮箱，如 name@example.com", "Give an e-mail such as name@example.com"),
        ));
    }
    let name = collect.take(form.text(name, 60));
    let phone = collect.take(form.optional(phone, 40));
    let (Some(password), Some(name), Some(phone), true) = (password, name, phone, collect.breaches.is_empty()) else {
        return Ok(None);
    };
    gate.letter(visit, &address)?;
    let password_hash = gate.hash(password).await?;
    Ok(Some(Registrant::New(NewAccount {
        name,
        name_en: String::new(),
        email: address,
        phone,
        password_hash,
        lang: visit.lang,
    })))
}

pub(super) fn looks_like_email(text: &str) -> bool {
    text.len() <= 200
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
        })
}

/// The password of a new account; nothing for somebody logged in.
pub(super) fn password_fields(visit: &Visit, breaches: &[Breach]) -> Markup {
    if visit.visitor.is_some() {
        return html! {};
    }
    ui::fieldset(visit.lang, say("账号密码", "Password of the account"), new_password_fields(visit.lang, breaches))
}

pub(super) fn text(name: &'static str, label: Text, typed: &Form, lang: Lang, breaches: &[Breach]) -> Markup {
    Field::text(name, label).value(typed.get(name)).required().render(lang, breaches)
}
