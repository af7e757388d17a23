//! The page of a closing.

use kernel::{Breach, ClosingId, Lang, Refusal, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::pages::view::{self, View};
use crate::pages::write::Typed;
use crate::pages::{acceptance, decide, parts, public, write};
use crate::policy::Edit;
use crate::state::Step;
use crate::{paths, texts};

/// The whole closing for those who may see it; what is published for everybody else.
pub(super) async fn show(visit: Visit, Path(id): Path<ClosingId>) -> Answer {
    let Some(actor) = visit.actor_or_public() else { return public::show(visit, id).await };
    let lang = visit.lang;
    match visit.site.db.read(move |tx| view::read(tx, &actor, id, lang)).await {
        Ok(view) => {
            let title = title(&view);
            let page = body(&visit, &view, None, &[]);
            visit.page(title, page)
        }
        Err(Refusal::NotFound) => public::show(visit, id).await,
        Err(refusal) => Err(refusal.into()),
    }
}

/// The page again with what was typed and every problem, status 422.
pub(super) async fn again(visit: &Visit, id: ClosingId, form: &Form, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let lang = visit.lang;
    let view = visit.site.db.read(move |tx| view::read(tx, &actor, id, lang)).await?;
    let page = body(visit, &view, Some(form), breaches);
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, title(&view), page))
}

fn title(view: &View) -> kernel::Said {
    say("结题：{title}", "Closing: {title}").with(&[("title", &view.dossier.project.title)])
}

fn body(visit: &Visit, view: &View, form: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, closing) = (visit.lang, &view.dossier.closing);
    let typed = Typed { form };
    html! {
        (crumbs(lang, view))
        (ui::heading(&view.dossier.project.title, ui::badge(lang, closing.state.text(), texts::tone(closing.state))))
        (parts::stages(lang, closing))
        (ui::breach_summary(lang, breaches))
        (ui::columns(
            html! { (main(visit, view, &typed, breaches)) },
            html! { (parts::facts(lang, view)) (parts::money(lang, view)) },
        ))
        (parts::trail(lang, view))
    }
}

fn crumbs(lang: Lang, view: &View) -> Markup {
    let project = &view.dossier.project;
    ui::breadcrumbs(
        lang,
        &[
            (paths::project(project.id), say("项目 {number}", "Project {number}").with(&[("number", &project.number)])),
            (format!("{}?view=mine", paths::LIST), texts::CLOSING.into()),
        ],
    )
}

fn main(visit: &Visit, view: &View, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let (lang, csrf, closing) = (visit.lang, visit.csrf.as_str(), &view.dossier.closing);
    let returned = view
        .entries
        .iter()
        .rev()
        .find(|e| matches!(Step::parse(e.step()), Ok(Step::UniversityReturn | Step::EnterpriseReturn)));
    if view.may_edit(Edit::Write) {
        return html! {
            @if let Some(entry) = returned {
                (ui::alert(ui::Tone::Warn, html! { p { (say("退回意见：", "Returned because: ").get(lang)) (entry.reason) } }))
                (parts::outcomes(lang, view))
            }
            (write::form(lang, csrf, &form_id(), view, typed, breaches))
        };
    }
    html! {
        (ui::section(lang, texts::SUMMARY, ui::prose(&closing.summary)))
        (parts::documents(lang, view))
        @if view.may_edit(Edit::Judge) { (acceptance::form(lang, csrf, view, typed, breaches)) }
        @else { (parts::outcomes(lang, view)) }
        (parts::conclusions(lang, closing))
        (decide::steps(lang, csrf, view, typed, breaches))
    }
}

/// Tells this rendering of the form from another tab's.
fn form_id() -> String {
    hex::encode(rand::random::<[u8; 8]>())
}
