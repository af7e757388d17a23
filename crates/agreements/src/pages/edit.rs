//! The editing page of a draft.

use kernel::{Actor, AgreementId, Breach, Breaches, Refusal, Text, say};
use ui::{Markup, html};
use web::{Answer, Form, IntoResponse, Path, Visit};

use super::view::{self, View};
use super::{files, form};
use crate::edit::Edit;
use crate::policy::edit_permit;
use crate::{actions, paths, texts};

const EDIT: Text = say("编辑合作协议", "Edit the agreement");

pub(crate) async fn edit(visit: Visit, Path(id): Path<AgreementId>) -> Answer {
    let (actor, view) = load(&visit, id).await?;
    let body = render(&visit, &actor, &view, &form::stored(&view), &[]);
    visit.page(EDIT, body)
}

async fn load(visit: &Visit, id: AgreementId) -> Result<(Actor, View), web::Failed> {
    let actor = visit.actor()?;
    let (viewer, lang) = (actor.clone(), visit.lang);
    let view = visit
        .site
        .db
        .read(move |tx| {
            let view = view::load(tx, &viewer, id, lang)?;
            edit_permit(&viewer, view.agreement.clone())?;
            Ok::<_, Refusal>(view)
        })
        .await?;
    Ok((actor, view))
}

/// The page with all problems and exactly what was typed; without a form, what is stored.
pub(crate) async fn again(visit: &Visit, id: AgreementId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let (actor, view) = load(visit, id).await?;
    let stored = form::stored(&view);
    let body = render(visit, &actor, &view, typed.unwrap_or(&stored), breaches);
    Ok(visit.page_with(web::StatusCode::UNPROCESSABLE_ENTITY, EDIT, body))
}

fn render(visit: &Visit, actor: &Actor, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::AGREEMENTS.into()), (paths::show(view.agreement.id), view.agreement.title_said())]))
        (ui::heading(EDIT.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (files::upload_form(visit, actor, view, breaches))
        (form::form(visit, view, typed, breaches))
    }
}

/// Saves first and keeps that even when the submission is refused: nothing typed is lost.
pub(crate) async fn save(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let typed = match Edit::typed(&form) {
        Ok(typed) => typed,
        Err(breaches) => return again(&visit, id, Some(&form), &breaches).await,
    };
    let (actor, submitter) = (visit.actor()?, visit.actor()?);
    match visit.site.db.write(move |tx| actions::edit(tx, &actor, id, &typed)).await {
        Err(Refusal::Breaches(breaches)) => return again(&visit, id, Some(&form), &breaches).await,
        saved => saved?,
    };
    if form.get("then") != "submit" {
        return visit.done(&paths::edit(id), say("草稿已保存", "The draft is saved"));
    }
    match visit.site.db.write(move |tx| actions::submit(tx, &submitter, id)).await {
        Err(Refusal::Breaches(breaches)) => again(&visit, id, None, &breaches).await,
        submitted => {
            submitted?;
            visit.done(&paths::show(id), say("协议已提交高校审核", "Submitted to the university"))
        }
    }
}

/// Saves while typing, and answers the messages of every field with the number of the rule.
pub(crate) async fn draft(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let names = form::names(&form);
    let fields: Vec<&str> = names.iter().map(String::as_str).collect();
    let (breaches, revision): (Breaches, Option<i64>) = match Edit::typed(&form) {
        Err(breaches) => (breaches, None),
        Ok(typed) => {
            let actor = visit.actor()?;
            let saved = visit
                .site
                .db
                .write(move |tx| {
                    let agreement = actions::autosave(tx, &actor, id, &typed)?;
                    Ok::<_, Refusal>((actions::breaches_of(tx, &agreement)?, Some(agreement.revision)))
                })
                .await;
            match saved {
                Err(Refusal::Breaches(breaches)) => (breaches, None),
                saved => saved?,
            }
        }
    };
    let part = html! {
        (ui::live_messages(visit.lang, &fields, &breaches))
        @if let Some(revision) = revision { (form::revision(&revision.to_string(), true)) }
    };
    // Without JavaScript nobody comes here; whoever does gets the page.
    if visit.wants_part {
        Ok(part.into_response())
    } else {
        visit.done(&paths::edit(id), say("草稿已保存", "The draft is saved"))
    }
}
