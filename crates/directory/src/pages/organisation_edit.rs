//! The contact corrects a registration.

use kernel::{Breach, OrganisationId, Text, say};
use maud::{Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{Collect, either, enterprise_form};
use crate::policy::{self, Edit};
use crate::{actions, paths, store};

const TITLE: Text = policy::EDIT_PROFILE;
const SAVE: Text = say("保存", "Save");
const CHECK: &str = "/register/enterprise/check";

pub(crate) async fn show(visit: Visit, Path(id): Path<OrganisationId>) -> Answer {
    let actor = visit.actor()?;
    let typed = visit.site.db.read(move |tx| {
        let organisation = store::organisation(tx, id)?;
        let eyes = store::eyes(tx, Some(&actor))?;
        let organisation = policy::permit_edit(&eyes, Edit::Profile, organisation)?.into_organisation();
        let profile = store::enterprise_profile(tx, id)?;
        Ok::<_, kernel::Refusal>(enterprise_form::as_typed(&organisation, &profile))
    });
    let body = page(&visit, id, &typed.await?, &[]);
    visit.page(TITLE, body)
}

pub(crate) async fn save(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let read = enterprise_form::read(&form, &mut collect);
    let revision = form.number("revision", 0, i64::MAX)?;
    let (Some(read), true) = (read, collect.breaches.is_empty()) else {
        return again(&visit, id, &form, &collect.breaches);
    };
    let done = visit.site.db.write(move |tx| actions::edit_enterprise(tx, &actor, id, revision, &read)).await;
    match either(done)? {
        Ok(_) => visit.done(
            &paths::organisation(id),
            say("已保存。如已被退回，请重新提交。", "Saved. If it was returned, hand it in again."),
        ),
        Err(breaches) => again(&visit, id, &form, &breaches),
    }
}

fn again(visit: &Visit, id: OrganisationId, form: &Form, breaches: &[Breach]) -> Answer {
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, page(visit, id, form, breaches)))
}

fn page(visit: &Visit, id: OrganisationId, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &[(paths::organisation(id), say("登记信息", "Registration").into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::organisation_form(id, "edit"), &format!("organisation-{id}"), html! {
            (ui::hidden("revision", typed.get("revision")))
            (enterprise_form::fields(lang, typed, breaches, CHECK))
            (ui::actions(ui::submit(lang, SAVE)))
        }))
    }
}
