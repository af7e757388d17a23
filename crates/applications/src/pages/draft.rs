//! Saving, autosaving and handing in the form of a draft.

use kernel::{ApplicationId, Breaches, Refusal, RowId, Text, say};
use ui::{Markup, html};
use web::{Answer, Form, IntoResponse, Path, StatusCode, Visit};

use super::file::take_files;
use super::form::{self, FormView};
use crate::actions::{self, Saved, Version};
use crate::typed::{Difference, Typed, texts};
use crate::view::{self, View};
use crate::{paths, texts as words};

/// The version a form was opened with.
pub fn version(form: &Form) -> Version {
    Version { revision: form.get("revision").parse().unwrap_or(0), tab: form.get("tab").to_owned() }
}

/// A name for a form that is opened now.
pub fn new_tab(now: kernel::Instant) -> String {
    RowId::at(now).to_string()
}

/// Whatever button is pressed, files that were chosen come along with it: nobody has to press another one first.
pub async fn save(visit: Visit, Path(id): Path<ApplicationId>, form: Form) -> Answer {
    let typed = Typed::from_pairs(form.pairs());
    let then = form.get("then").to_owned();
    let saved = store(&visit, id, &typed, &version(&form)).await?;
    let (_, refused) = take_files(&visit, id, &form).await?;
    let wrong = |breaches: Breaches| -> Breaches { breaches.into_iter().chain(refused.clone()).collect() };
    match saved {
        Saved::Conflict { differences, .. } => Ok(conflict_page(&visit, id, &typed, &differences).await?),
        Saved::Stored { breaches, .. } if then == "submit" => {
            hand_in(&visit, id, &typed, wrong(breaches), &version(&form)).await
        }
        Saved::Stored { breaches, .. } if !breaches.is_empty() || !refused.is_empty() => {
            let all = wrong(breaches);
            form_page(&visit, id, &typed, &version(&form), &all, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Saved::Stored { .. } if row_asked_for(&then).is_some() => {
            form_page(&visit, id, &typed, &version(&form), &[], row_asked_for(&then), StatusCode::OK).await
        }
        Saved::Stored { .. } => visit.done(&paths::application(id), say("草稿已保存", "The draft is saved")),
    }
}

/// Which kind of row a button asked for: `add:members`.
fn row_asked_for(then: &str) -> Option<&str> {
    then.strip_prefix("add:")
}

/// Stores the typed draft in a transaction of its own, so that it stays whatever comes after.
pub async fn store(visit: &Visit, id: ApplicationId, typed: &Typed, version: &Version) -> Result<Saved, web::Failed> {
    let (actor, typed, version) = (visit.actor()?, typed.clone(), version.clone());
    Ok(visit.site.db.write(move |tx| actions::save(tx, &actor, id, &typed, &version)).await?)
}

async fn hand_in(visit: &Visit, id: ApplicationId, typed: &Typed, unreadable: Breaches, version: &Version) -> Answer {
    let actor = visit.actor()?;
    let is_readable = unreadable.is_empty();
    let answer = visit.site.db.write(move |tx| match is_readable {
        true => actions::submit(tx, &actor, id).map(|_| Breaches::new()),
        false => actions::problems(tx, &actor, id),
    });
    let found = match answer.await {
        Ok(_) if is_readable => {
            return visit
                .done(&paths::submitted(id), say("申请已提交学校审核", "The application is with the university"));
        }
        Ok(found) | Err(Refusal::Breaches(found)) => found,
        Err(other) => return Err(other.into()),
    };
    // What is stored of a field that could not be read is older than what stands in the form: it is not judged.
    let found = found.into_iter().filter(|breach| !unreadable.iter().any(|wrong| wrong.field == breach.field));
    let all: Breaches = found.chain(unreadable.iter().cloned()).collect();
    form_page(visit, id, typed, version, &all, None, StatusCode::UNPROCESSABLE_ENTITY).await
}

pub async fn autosave(visit: Visit, Path(id): Path<ApplicationId>, form: Form) -> Answer {
    let (actor, typed, version) = (visit.actor()?, Typed::from_pairs(form.pairs()), version(&form));
    let sent = typed.clone();
    let saved = visit.site.db.write(move |tx| actions::autosave(tx, &actor, id, &sent, &version)).await?;
    let said = match saved {
        Saved::Stored { breaches, .. } => {
            let names = field_names(&typed);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            ui::live_messages(visit.lang, &names, &breaches)
        }
        Saved::Conflict { .. } => return Ok((StatusCode::CONFLICT, behind(&visit)).into_response()),
    };
    visit.part(said)
}

fn behind(visit: &Visit) -> Markup {
    let said = say(
        "该申请在另一窗口中保存过；请按“保存草稿”对照两个版本。",
        "It was saved in another tab; press “Save the draft” to compare both versions.",
    );
    html! { p { (visit.t(said)) } }
}

/// Every field whose message may come or go while typing.
fn field_names(typed: &Typed) -> Vec<String> {
    let plain = texts(typed).map(|(name, _, _)| name.to_owned()).into_iter().chain(["ends_on".to_owned()]);
    let row = |kind: &'static str, parts: &'static [&'static str], rows: usize| {
        (0..rows).flat_map(move |i| parts.iter().map(move |part| format!("{kind}.{i}.{part}")))
    };
    let members = row("members", &["name", "email", "unit", "duty"], typed.members.len());
    plain.chain(members).chain(row("budget", &["purpose", "cash", "goods"], typed.budget.len())).collect()
}

/// The form again with what was typed, and everything that stands in the way.
pub async fn form_page(
    visit: &Visit,
    id: ApplicationId,
    typed: &Typed,
    version: &Version,
    breaches: &[kernel::Breach],
    more_of: Option<&str>,
    status: StatusCode,
) -> Answer {
    let actor = visit.actor()?;
    let view = visit.site.db.read(move |tx| view::load(tx, &actor, id)).await?;
    let version = Version { revision: view.application.revision, tab: version.tab.clone() };
    let body = page_body(visit, &view, typed, &version, breaches, more_of, html! {});
    Ok(visit.page_with(status, TITLE, body))
}

const TITLE: Text = say("填写申请", "Write the application");

/// Both versions and the form with the typed one, which now counts as newer than the stored.
pub async fn conflict_page(visit: &Visit, id: ApplicationId, typed: &Typed, differences: &[Difference]) -> Answer {
    let actor = visit.actor()?;
    let (view, tab) =
        visit.site.db.read(move |tx| Ok::<_, Refusal>((view::load(tx, &actor, id)?, new_tab(tx.now())))).await?;
    let version = Version { revision: view.application.revision, tab };
    let above = form::conflict(visit.lang, &view.application, differences);
    let body = page_body(visit, &view, typed, &version, &[], None, above);
    Ok(visit.page_with(StatusCode::CONFLICT, TITLE, body))
}

/// The draft's page: what it is for, the last return, the form.
pub fn page_body(
    visit: &Visit,
    view: &View,
    typed: &Typed,
    version: &Version,
    breaches: &[kernel::Breach],
    more_of: Option<&str>,
    above: Markup,
) -> Markup {
    let lang = visit.lang;
    let a = &view.application;
    let form = FormView {
        lang,
        csrf: &visit.csrf,
        application: a,
        item: &view.item,
        files: &view.files,
        typed,
        version,
        breaches,
        more_of,
    };
    let title = if a.title.is_empty() { words::NO_TITLE.get(lang) } else { &a.title };
    html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), words::APPLICATIONS.into())]))
        (ui::heading(title, ui::badge(lang, kernel::Word::text(a.state), words::tone(a.state))))
        (super::show::returned(lang, view))
        (above)
        (super::show::about_item(lang, view))
        (form::form(&form))
        (super::show::withdraw_form(lang, &visit.csrf, view))
        (super::show::trail(lang, view))
    }
}
