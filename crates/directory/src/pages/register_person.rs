//! A teacher or student asks for a role: first the university, then the rest.

use kernel::{Breach, OrganisationId, Refusal, Role, Text, Word, say};
use maud::{Markup, html};
use serde::Deserialize;
use ui::Field;
use web::{Answer, Failed, Form, Query, StatusCode, Visit};

use super::uploads::{self, Kept};
use super::{Collect, Gate, either, register};
use crate::actions::{self, PERSON_PROOFS, PersonForm};
use crate::record::Organisation;
use crate::{lists, paths, store};

const TITLE: Text = say("登记个人", "Register as a person");
const SEND: Text = say("提交申请", "Send the request");
const FIND: Text = say("高校名称或标识码", "Name or code of the university");
const NAME: Text = say("姓名", "Name");
const EMAIL: Text = say("邮箱", "E-mail");
const PHONE: Text = say("电话", "Phone");
const SCHOOL: Text = say("学院（系）", "School or department");
const ROLE: Text = say("身份", "Role");
pub(super) const NUMBER: Text = say("教师资格证编号", "Number of the teacher certificate");
pub(super) const RANK: Text = say("职称", "Title");

#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    q: String,
    #[serde(default)]
    university: String,
}

pub(crate) async fn show(visit: Visit, Query(choice): Query<Choice>) -> Answer {
    match choice.university.parse().ok() {
        Some(id) => {
            let university = university(&visit, id).await?;
            visit.page(TITLE, page(&visit, &university, &Form::default(), &[None, None], &[]))
        }
        None => choose(&visit, choice.q).await,
    }
}

async fn university(visit: &Visit, id: OrganisationId) -> Result<Organisation, Failed> {
    let found = visit.site.db.read(move |tx| store::organisation(tx, id)).await?;
    let shown = found.state.shown_to_public().is_some();
    if shown { Ok(found) } else { Err(Failed::Refused(Refusal::NotFound)) }
}

async fn choose(visit: &Visit, text: String) -> Answer {
    let wanted = text.clone();
    let found = visit.site.db.read(move |tx| lists::universities(tx, &wanted)).await?;
    let lang = visit.lang;
    visit.page(TITLE, html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::filter_bar(lang, paths::REGISTER_PERSON, Field::text("q", FIND).value(&text).render(lang, &[])))
        (ui::section(lang, say("选择您的高校", "Choose your university"), html! {
            @if found.is_empty() { p.empty { (visit.t(say("没有找到。请换一个词，或请学校联系项目办公室登记。", "None found. Try another word, or ask your university to be registered by the programme office."))) } }
            ul { @for one in found.iter().take(30) {
                li { a href={ (paths::REGISTER_PERSON) "?university=" (one.id) } { (crate::mails::named(one).get(lang)) } }
            } }
            @if found.len() > 30 { p.muted { (visit.t(say("结果较多，请输入更完整的名称。", "There are more; type more of the name."))) } }
        }))
    })
}

pub(crate) async fn submit(gate: Gate, visit: Visit, form: Form) -> Answer {
    let id: OrganisationId = form.id("university")?;
    let university = university(&visit, id).await?;
    match register(&gate, &visit, &form, id).await? {
        Err(wrong) => {
            let body = page(&visit, &university, &form, &wrong.proofs, &wrong.breaches);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
        }
        Ok(()) if visit.visitor.is_some() => visit.done(paths::ACCOUNT, ASKED),
        Ok(()) => visit.done(paths::LOGIN, register::RECEIVED),
    }
}

/// Said to somebody logged in who asked for a role.
pub(crate) const ASKED: Text =
    say("申请已提交，等待该校管理员审批", "The request was sent; an administrator of the university decides");

/// A request that was not accepted: everything that is wrong, and the proofs that are kept for the next attempt.
pub(crate) struct Wrong {
    pub breaches: Vec<Breach>,
    proofs: [Option<Kept>; 2],
}

/// Asks for the role of the form at this university.
pub(crate) async fn register(
    gate: &Gate,
    visit: &Visit,
    form: &Form,
    university: OrganisationId,
) -> Result<Result<(), Wrong>, Failed> {
    let mut collect = Collect::default();
    let purposes = PERSON_PROOFS.map(|(purpose, _)| purpose);
    let proofs = uploads::read_all(gate, visit, form, &mut collect, purposes).await?;
    let read = read(form, university, &proofs, &mut collect);
    let registrant = register::registrant(gate, visit, form, ["name", "email", "phone"], &mut collect).await?;
    let (Some(read), Some(registrant), true) = (read, registrant, collect.breaches.is_empty()) else {
        return Ok(Err(Wrong { breaches: collect.breaches, proofs }));
    };
    let kept = proofs.clone();
    let done = visit.site.db.write(move |tx| {
        let stored = kept.each_ref().map(|kept| kept.as_ref().map(|kept| &kept.stored));
        actions::register_person(tx, &registrant, &read, stored)?;
        for kept in kept.iter().flatten() {
            store::claim_upload(tx, &kept.secret)?;
        }
        Ok(())
    });
    Ok(either(done.await)?.map_err(|breaches| Wrong { breaches, proofs }))
}

fn read(
    form: &Form,
    university: OrganisationId,
    proofs: &[Option<Kept>; 2],
    collect: &mut Collect,
) -> Option<PersonForm> {
    let role = collect.take(form.word::<Role>("role"));
    let school = collect.take(form.text("school", 100));
    let certificate_number = collect.take(form.optional("certificate_number", 60));
    let title = collect.take(form.optional("title", 60));
    if role == Some(Role::Teacher) {
        let number = certificate_number.as_deref().unwrap_or("");
        collect.take(crate::rules::teacher_is_proven(number, proofs[0].is_some(), proofs[1].is_some()));
    }
    Some(PersonForm {
        university,
        role: role?,
        school: school?,
        certificate_number: certificate_number?,
        title: title?,
    })
}

fn page(
    visit: &Visit,
    university: &Organisation,
    typed: &Form,
    proofs: &[Option<Kept>; 2],
    breaches: &[Breach],
) -> Markup {
    let lang = visit.lang;
    let roles =
        [Role::Teacher, Role::Student].map(|role| (role.word().to_owned(), role.text().get(lang).to_owned())).to_vec();
    let optional = |name: &'static str, label: Text| Field::text(name, label).value(typed.get(name));
    html! {
        (ui::breadcrumbs(lang, &[(paths::REGISTER_PERSON.into(), say("选择高校", "Choose a university").into())]))
        (ui::heading(visit.t(TITLE), html! { (crate::mails::named(university).get(lang)) }))
        (ui::breach_summary(lang, breaches))
        (ui::multipart_form(lang, &visit.csrf, paths::REGISTER_PERSON, "register-person", html! {
            (ui::hidden("university", &university.id.to_string()))
            (Field::radio("role", ROLE, roles).value(typed.get("role")).required().render(lang, breaches))
            (register::text("school", SCHOOL, typed, lang, breaches))
            @if visit.visitor.is_none() {
                (ui::fieldset(lang, say("本人", "About you"), html! {
                    (Field::text("name", NAME).value(typed.get("name")).required().autocomplete("name").render(lang, breaches))
                    (Field::email("email", EMAIL).value(typed.get("email")).required().autocomplete("email").render(lang, breaches))
                    (Field::text("phone", PHONE).value(typed.get("phone")).autocomplete("tel").render(lang, breaches))
                }))
            }
            (ui::fieldset(lang, say("教师资格（教师填写）", "Qualification (teachers)"), html! {
                p.hint { (visit.t(say("填写资格证编号并上传扫描件，或上传职称证明。", "Give the certificate's number and a scan, or upload a proof of title."))) " " (ui::rule_badge(lang, "A-05")) }
                (optional("certificate_number", NUMBER).render(lang, breaches))
                (optional("title", RANK).render(lang, breaches))
                @for (kept, (purpose, label)) in proofs.iter().zip(PERSON_PROOFS) {
                    (uploads::render(lang, purpose, label, kept.as_ref(), breaches))
                }
            }))
            (register::password_fields(visit, breaches))
            (ui::actions(ui::submit(lang, SEND)))
        }))
    }
}
