//! Registering an enterprise.

use kernel::{Breach, Text, say};
use maud::{Markup, html};
use web::{Answer, Failed, Form, StatusCode, Visit};

use super::uploads::{self, Kept};
use super::{Collect, Gate, either, enterprise_form, register};
use crate::actions::{self, ENTERPRISE_PAPERS};
use crate::record::Organisation;
use crate::{paths, rules, store};

const TITLE: Text = say("登记企业", "Register an enterprise");
const SEND: Text = say("提交登记", "Send the registration");
const CHECK: &str = "/register/enterprise/check";

pub(crate) async fn show(visit: Visit) -> Answer {
    let typed = match visit.actor_or_public() {
        None => Form::default(),
        Some(actor) => {
            let me = visit.site.db.read(move |tx| store::person(tx, actor.person_id)).await?;
            Form::of(&[("contact_name", &me.name), ("contact_email", &me.email), ("contact_phone", &me.phone)])
        }
    };
    let body = page(&visit, &typed, &[None, None], &[]);
    visit.page(TITLE, body)
}

/// The messages beside the fields while typing.
pub(crate) async fn check(visit: Visit, form: Form) -> Answer {
    let breaches = wrong_so_far(&visit, &form).await?;
    visit.part(ui::live_messages(
        visit.lang,
        &["credit_code", "legal_form", "registered_on", "paid_in_capital"],
        &breaches,
    ))
}

/// What is wrong with what was filled in. E-02 and E-03 are said early, though they bar guidelines and not this form.
pub(crate) async fn wrong_so_far(visit: &Visit, form: &Form) -> Result<Vec<Breach>, Failed> {
    let terms = visit.site.db.read(store::terms_today).await?;
    let today = visit.site.db.clock().now().day();
    let mut collect = Collect::default();
    let typed = |name: &str| !form.get(name).is_empty();
    if typed("credit_code") {
        collect.take(rules::credit_code(form.get("credit_code")));
    }
    if let Some(legal) = typed("legal_form").then(|| collect.take(form.word("legal_form"))).flatten() {
        collect.take(rules::is_legal_person(legal));
    }
    if let Some(day) = typed("registered_on").then(|| collect.take(form.day("registered_on"))).flatten() {
        collect.take(rules::is_old_enough(day, today, &terms));
    }
    if let Some(capital) = typed("paid_in_capital").then(|| collect.take(form.money("paid_in_capital"))).flatten() {
        collect.take(rules::has_enough_capital(capital, None, &terms));
    }
    Ok(collect.breaches)
}

pub(crate) async fn submit(gate: Gate, visit: Visit, form: Form) -> Answer {
    match register(&gate, &visit, &form).await? {
        Err(wrong) => {
            let body = page(&visit, &form, &wrong.papers, &wrong.breaches);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
        }
        Ok(organisation) if visit.visitor.is_some() => visit.done(
            &paths::organisation(organisation.id),
            say(
                "登记已提交，等待核验。请在右上角切换到企业联系人身份查看。",
                "The registration was sent and waits for verification. Act as its contact to see it.",
            ),
        ),
        Ok(_) => visit.done(paths::LOGIN, register::RECEIVED),
    }
}

/// A registration that was not accepted: everything that is wrong, and the papers that are kept for the next attempt.
pub(crate) struct Wrong {
    pub breaches: Vec<Breach>,
    papers: [Option<Kept>; 2],
}

/// Registers the enterprise of the form.
pub(crate) async fn register(gate: &Gate, visit: &Visit, form: &Form) -> Result<Result<Organisation, Wrong>, Failed> {
    let mut collect = Collect::default();
    let read = enterprise_form::read(form, &mut collect);
    let papers = papers(gate, visit, form, &mut collect).await?;
    let fields = ["contact_name", "contact_email", "contact_phone"];
    let registrant = register::registrant(gate, visit, form, fields, &mut collect).await?;
    let (Some(read), [Some(licence), Some(commitment)], Some(registrant), true) =
        (read, papers.clone(), registrant, collect.breaches.is_empty())
    else {
        return Ok(Err(Wrong { breaches: collect.breaches, papers }));
    };
    let done = visit.site.db.write(move |tx| {
        let organisation = actions::register_enterprise(tx, &registrant, &read, &licence.stored, &commitment.stored)?;
        store::claim_upload(tx, &licence.secret)?;
        store::claim_upload(tx, &commitment.secret)?;
        Ok(organisation)
    });
    Ok(either(done.await)?.map_err(|breaches| Wrong { breaches, papers }))
}

async fn papers(gate: &Gate, visit: &Visit, form: &Form, collect: &mut Collect) -> Result<[Option<Kept>; 2], Failed> {
    let mut all = [None, None];
    for (place, (purpose, _)) in all.iter_mut().zip(ENTERPRISE_PAPERS) {
        let (kept, refused) = uploads::read(gate, visit, form, purpose).await?;
        if kept.is_none() && refused.is_none() {
            collect.note(Breach::field(purpose, say("请上传文件", "Upload the file")));
        }
        collect.breaches.extend(refused);
        *place = kept;
    }
    Ok(all)
}

fn page(visit: &Visit, typed: &Form, papers: &[Option<Kept>; 2], breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &[(paths::REGISTER.into(), say("注册", "Register").into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::multipart_form(lang, &visit.csrf, paths::REGISTER_ENTERPRISE, "register-enterprise", html! {
            (enterprise_form::fields(lang, typed, breaches, CHECK))
            (ui::fieldset(lang, say("证明材料", "Papers"), html! {
                @for (kept, (purpose, label)) in papers.iter().zip(ENTERPRISE_PAPERS) {
                    (uploads::render(lang, purpose, label, kept.as_ref(), breaches))
                }
            }))
            (register::password_fields(visit, breaches))
            (ui::actions(ui::submit(lang, SEND)))
        }))
    }
}
