//! Changing what a registration says.

use kernel::{Breach, Refusal, RegistrationId, Text, say};
use ui::html;
use web::{Answer, Form, Path, StatusCode, Visit};

use super::form::{self, Choices};
use super::head::{crumbs, title};
use super::register::public_agenda;
use crate::actions::{self, RegistrationDraft};
use crate::{paths, texts};

const EDIT: Text = say("修改报名信息", "Change the registration");

pub(crate) async fn show(visit: Visit, Path(id): Path<RegistrationId>) -> Answer {
    page(&visit, id, None, &[]).await
}

async fn page(visit: &Visit, id: RegistrationId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (it, meeting) = actions::seen(tx, &actor, id)?;
        let agenda = public_agenda(tx, &meeting)?;
        Ok::<_, Refusal>((it, meeting, agenda))
    });
    let (it, meeting, agenda) = read.await?;
    let lang = visit.lang;
    let known = form::of(&RegistrationDraft::of(&it));
    let revision = typed.map_or_else(|| it.revision.to_string(), |form| form.get("revision").to_owned());
    let choices = Choices { meeting: &meeting, agenda: agenda.as_ref(), roles: vec![it.role] };
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (crumbs(visit, &meeting))
        (ui::heading(EDIT.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::edit(id), &format!("registration-{id}"), html! {
            (ui::hidden("revision", &revision))
            (form::fields(lang, &choices, typed.unwrap_or(&known), breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    Ok(visit.page_with(status, title(EDIT, &meeting), body))
}

pub(crate) async fn save(visit: Visit, Path(id): Path<RegistrationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match form::read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::edit(tx, &actor, id, revision, &draft).map(drop)).await,
    };
    match outcome {
        Ok(()) => visit.done(&paths::registration(id), say("已保存", "Saved")),
        Err(Refusal::Breaches(breaches)) => page(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}
