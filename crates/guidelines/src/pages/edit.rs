//! The doors of the editor: showing it, saving by a button, saving while somebody types.

use db::Tx;
use files::Attachment;
use kernel::{Actor, Breach, Breaches, GuidelineId, ItemId, Refusal, RowId, Text, say};
use web::{Answer, Failed, Form, IntoResponse, Path, Response, StatusCode, Visit};

use super::conflict;
use super::editor::{Editor, returned_because, revision, title};
use super::panel;
use super::typed::Typed;
use crate::actions::{self, Saving};
use crate::complete::Missing;
use crate::content::Content;
use crate::record::Guideline;
use crate::state::State;
use crate::texts::GUIDELINES;
use crate::{paths, policy, rules, store};

/// A guideline as the editor needs it.
pub(crate) struct Draft {
    pub guideline: Guideline,
    pub content: Content,
    pub missing: Missing,
    pub files: Vec<Attachment>,
    pub reason: String,
}

/// Loads what the contact may write in; refuses where there is nothing to write any more.
pub(crate) fn load(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Draft, Refusal> {
    let (guideline, reviews) = actions::view(tx, actor, id)?;
    let guideline = policy::edit_permit(actor, guideline, &reviews)?.into_guideline();
    let content = Content::of(&guideline, &store::items_of(tx, id)?);
    let missing = actions::missing_in(tx, &guideline, &content)?;
    let files = files::list_for(tx, "guideline", RowId(id.0))?;
    let reason = last_reason(tx, &guideline)?;
    Ok(Draft { guideline, content, missing, files, reason })
}

/// The reason of the latest return.
fn last_reason(tx: &mut Tx<'_>, guideline: &Guideline) -> Result<String, Refusal> {
    if guideline.state != State::Returned {
        return Ok(String::new());
    }
    let trail = journal::trail(tx, guideline.id.0)?;
    Ok(trail
        .into_iter()
        .rev()
        .find(|entry| entry.to_state.as_deref() == Some("returned"))
        .map_or(String::new(), |entry| entry.reason))
}

pub(crate) async fn form(visit: Visit, Path(id): Path<GuidelineId>) -> Answer {
    let actor = visit.actor()?;
    let draft = visit.site.db.read(move |tx| load(tx, &actor, id)).await?;
    let typed = Typed::of(&draft.content);
    // A fresh draft is quiet; once something was saved, each field says what it lacks.
    let breaches = if draft.guideline.revision > 0 { draft.missing.breaches.clone() } else { Breaches::new() };
    Ok(render(&visit, StatusCode::OK, &draft, &typed, &breaches, false))
}

fn render(
    visit: &Visit,
    status: StatusCode,
    draft: &Draft,
    typed: &Typed,
    breaches: &[Breach],
    alarm: bool,
) -> Response {
    let above = if alarm {
        ui::breach_summary(visit.lang, &panel::placed(breaches))
    } else {
        ui::html! {}
    };
    render_with(visit, status, draft, typed, breaches, above)
}

/// The editor with something above it: all problems, or two versions.
pub(crate) fn render_with(
    visit: &Visit,
    status: StatusCode,
    draft: &Draft,
    typed: &Typed,
    breaches: &[Breach],
    above: ui::Markup,
) -> Response {
    let lang = visit.lang;
    let shown = title(&draft.guideline);
    let editor = Editor {
        lang,
        csrf: &visit.csrf,
        guideline: &draft.guideline,
        typed,
        missing: &draft.missing,
        files: &draft.files,
        breaches,
    };
    let body = ui::html! {
        (ui::breadcrumbs(lang, &[(paths::GUIDELINES.into(), GUIDELINES.into()), (paths::guideline(draft.guideline.id), shown.clone())]))
        (ui::heading(shown.get(lang), ui::badge(lang, kernel::Word::text(draft.guideline.state), crate::texts::tone(draft.guideline.state))))
        (above)
        (returned_because(lang, draft.guideline.state, &draft.reason))
        (editor.render())
    };
    visit.page_with(status, shown, body)
}

/// What the pressed button asks for.
enum Asked {
    Save,
    Submit,
    Add,
    Remove(usize),
}

fn asked(form: &Form) -> Asked {
    match form.get("do") {
        "submit" => Asked::Submit,
        "add" => Asked::Add,
        other => other.strip_prefix("remove.").and_then(|n| n.parse().ok()).map_or(Asked::Save, Asked::Remove),
    }
}

const SAVED: Text = say("已保存", "Saved");
const HANDED_IN: Text = say("已提交，项目办公室将安排评审", "Submitted; the programme office will arrange its review");

/// The form's buttons: everything typed is kept, then the button's own work is done.
pub(crate) async fn send(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut typed = Typed::from_form(&form);
    let asked = asked(&form);
    let mut breaches = rearrange(&visit, &asked, &mut typed, &form);
    let seen = form.number("revision", 0, i64::MAX).unwrap_or(-1);
    let loaded = {
        let actor = actor.clone();
        visit.site.db.read(move |tx| load(tx, &actor, id)).await?
    };
    let (content, unread) = typed.read(&loaded.content);
    breaches.extend(unread);
    if loaded.guideline.revision != seen {
        return Ok(conflict::page(&visit, &loaded, &typed));
    }
    if !breaches.is_empty() {
        return keep_readable(&visit, actor, loaded, content, &typed, breaches).await;
    }
    let saved = {
        let actor = actor.clone();
        visit.site.db.write(move |tx| actions::save(tx, &actor, id, seen, content, Saving::ByHand)).await
    };
    match (saved, asked) {
        (Err(Refusal::Overtaken), _) => {
            let now = visit.site.db.read(move |tx| load(tx, &actor, id)).await?;
            Ok(conflict::page(&visit, &now, &typed))
        }
        (Err(Refusal::Breaches(wrong)), _) => {
            Ok(render(&visit, StatusCode::UNPROCESSABLE_ENTITY, &loaded, &typed, &wrong, true))
        }
        (Err(other), _) => Err(other.into()),
        (Ok(_), Asked::Submit) => hand_in(&visit, actor, id).await,
        (Ok(_), Asked::Add) => {
            visit.done(&format!("{}#f-items-{}-title", paths::edit(id), typed.count().saturating_sub(1)), SAVED)
        }
        (Ok(_), Asked::Save | Asked::Remove(_)) => visit.done(&paths::edit(id), SAVED),
    }
}

/// Some fields cannot be read: everything else is kept, and what is missing is worked out from what is typed now, so that
/// all problems stand there at once.
async fn keep_readable(
    visit: &Visit,
    actor: Actor,
    loaded: Draft,
    content: Content,
    typed: &Typed,
    mut breaches: Breaches,
) -> Answer {
    let (id, seen) = (loaded.guideline.id, loaded.guideline.revision);
    let kept = visit.site.db.write(move |tx| {
        actions::save(tx, &actor, id, seen, content, Saving::WhileTyping)?;
        load(tx, &actor, id)
    });
    let draft = match kept.await {
        Ok(draft) => draft,
        Err(Refusal::Breaches(wrong)) => {
            breaches.extend(wrong);
            loaded
        }
        Err(other) => return Err(other.into()),
    };
    let further = draft.missing.breaches.iter().filter(|b| !breaches.iter().any(|unread| unread.field == b.field));
    let all: Breaches = breaches.iter().chain(further).cloned().collect();
    Ok(render(visit, StatusCode::UNPROCESSABLE_ENTITY, &draft, typed, &all, true))
}

/// Adds or removes an item in what was typed, so that it is saved together with everything else.
fn rearrange(visit: &Visit, asked: &Asked, typed: &mut Typed, form: &Form) -> Breaches {
    match asked {
        Asked::Save | Asked::Submit => Breaches::new(),
        Asked::Remove(n) => {
            typed.remove(*n);
            Breaches::new()
        }
        Asked::Add => match rules::known_type("", form.get("new_type")) {
            Ok(kind) => {
                typed.push(ItemId::at(visit.site.db.clock().now()), kind);
                Breaches::new()
            }
            Err(breach) => vec![Breach { field: "new_type".into(), ..breach }],
        },
    }
}

async fn hand_in(visit: &Visit, actor: Actor, id: GuidelineId) -> Answer {
    let handed_in = {
        let actor = actor.clone();
        visit.site.db.write(move |tx| match store::get_guideline(tx, id)?.state {
            State::Returned => actions::resubmit(tx, &actor, id),
            State::Draft
            | State::Submitted
            | State::UnderReview
            | State::ExpertStage
            | State::Rejected
            | State::Approved
            | State::Published
            | State::Paused
            | State::Closed
            | State::Revoked => actions::submit(tx, &actor, id),
        })
    };
    match handed_in.await {
        Ok(_) => visit.done(&paths::guideline(id), HANDED_IN),
        Err(Refusal::Breaches(breaches)) => {
            let draft = visit.site.db.read(move |tx| load(tx, &actor, id)).await?;
            let typed = Typed::of(&draft.content);
            Ok(render(visit, StatusCode::UNPROCESSABLE_ENTITY, &draft, &typed, &breaches, true))
        }
        Err(other) => Err(other.into()),
    }
}

/// The one door the editor uses while somebody types: keeps what can be read and answers with every message, from the same
/// rules as the submission. 409 when another tab wrote since: nothing is changed, the browser keeps the text.
pub(crate) async fn save_while_typing(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let typed = Typed::from_form(&form);
    let seen = form.number("revision", 0, i64::MAX).unwrap_or(-1);
    let names = typed.names();
    let saved = visit.site.db.write(move |tx| {
        let loaded = load(tx, &actor, id)?;
        let (content, unread) = typed.read(&loaded.content);
        let guideline = actions::save(tx, &actor, id, seen, content.clone(), Saving::WhileTyping)?;
        let missing = actions::missing_in(tx, &guideline, &content)?;
        Ok::<_, Refusal>((guideline.revision, missing, unread))
    });
    let (number, missing, unread) = match saved.await {
        Ok(saved) => saved,
        Err(Refusal::Breaches(wrong)) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, messages(&visit, &names, &wrong)).into_response());
        }
        Err(other) => return Err(Failed::from(other)),
    };
    let status = if unread.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let all: Breaches = missing
        .breaches
        .iter()
        .filter(|b| !unread.iter().any(|u| u.field == b.field))
        .chain(&unread)
        .cloned()
        .collect();
    let body = ui::html! { (messages(&visit, &names, &all)) (revision(number, true)) (panel::panel(visit.lang, &missing, true)) };
    Ok((status, body).into_response())
}

fn messages(visit: &Visit, names: &[String], breaches: &[Breach]) -> ui::Markup {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    ui::live_messages(visit.lang, &names, breaches)
}
