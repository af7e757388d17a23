//! Writing one session, copying it to other halls, taking it away.

use kernel::{Breach, HallId, MeetingId, MeetingSessionId, Refusal, Text, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Query, StatusCode, Visit};

use super::office::{Page, conflicts, head, title};
use super::session_form as fields;
use crate::actions::{self, Working};
use crate::{paths, store, texts};

const NEW: Text = say("新增场次", "Add a session");
const EDIT: Text = say("场次", "Session");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    day: String,
}

async fn read(visit: &Visit, id: MeetingId) -> Result<Working, web::Failed> {
    let actor = visit.actor()?;
    Ok(visit.site.db.read(move |tx| actions::working(tx, &actor, id)).await?)
}

pub(crate) async fn new(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Answer {
    let working = read(&visit, id).await?;
    let day = asked.day.parse().ok().filter(|day| working.agenda.days().contains(day));
    let day = day.unwrap_or(working.agenda.first_on).to_string();
    let form = Form::of(&[("kind", "talks"), ("day", &day)]);
    Ok(new_page(&visit, &working, &form, &[], StatusCode::OK))
}

fn new_page(visit: &Visit, working: &Working, form: &Form, breaches: &[Breach], status: StatusCode) -> web::Response {
    let (lang, id) = (visit.lang, working.meeting.id);
    let body = html! {
        (head(visit, &working.meeting, Page::Editor))
        h2 { (NEW.get(lang)) }
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::sessions(id), &format!("session-new-{id}"), html! {
            (fields::fields(lang, &working.agenda, form, breaches))
            (ui::actions(html! { (ui::submit(lang, texts::SAVE)) (ui::link_button(lang, &paths::edit(id), say("取消", "Cancel"))) }))
        }))
    };
    visit.page_with(status, title(NEW, &working.meeting), body)
}

pub(crate) async fn create(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let form = fields::compacted(&form);
    let outcome = match fields::read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::create_session(tx, &actor, id, &draft)).await,
    };
    match outcome {
        Ok(session) => visit.done(&paths::edit_session(id, session.id), say("场次已保存", "The session is saved")),
        Err(Refusal::Breaches(breaches)) => {
            let working = read(&visit, id).await?;
            Ok(new_page(&visit, &working, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn show(visit: Visit, Path((id, session)): Path<(MeetingId, MeetingSessionId)>) -> Answer {
    page(&visit, id, session, None, &[], StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    id: MeetingId,
    session: MeetingSessionId,
    typed: Option<&Form>,
    breaches: &[Breach],
    status: StatusCode,
) -> Answer {
    let actor = visit.actor()?;
    let found = visit.site.db.read(move |tx| {
        let working = actions::working(tx, &actor, id)?;
        let revisions = store::revisions(tx, id)?;
        let revision = revisions.iter().find(|(known, _)| *known == session).map(|(_, revision)| *revision);
        Ok::<_, Refusal>((working, revision.ok_or(Refusal::NotFound)?))
    });
    let (working, revision) = found.await?;
    let it = working.agenda.session(session).ok_or(Refusal::NotFound)?;
    let own = fields::of(it, working.agenda.first_on);
    let (lang, agenda) = (visit.lang, &working.agenda);
    let form = typed.unwrap_or(&own);
    // What was typed belongs to what was read then, also when the page is shown again.
    let revision = typed.map_or_else(|| revision.to_string(), |typed| typed.get("revision").to_owned());
    let mine: Vec<_> = working.conflicts.iter().filter(|it| it.sessions.contains(&session)).cloned().collect();
    let body = html! {
        (head(visit, &working.meeting, Page::Editor))
        h2 { (texts::words(lang, &it.title)) }
        (ui::breach_summary(lang, breaches))
        (conflicts(visit, agenda, &mine))
        (ui::form(lang, &visit.csrf, &paths::edit_session(id, session), &format!("session-{session}"), html! {
            (ui::hidden("revision", &revision))
            (fields::fields(lang, agenda, form, breaches))
            (ui::actions(html! { (ui::submit(lang, texts::SAVE)) (ui::link_button(lang, &back(&working, session), say("返回编排", "Back to the editor"))) }))
        }))
        (copies(visit, &working, session, breaches))
        (ui::section(lang, say("删除", "Delete"), removal(visit, id, session)))
    };
    Ok(visit.page_with(status, title(EDIT, &working.meeting), body))
}

/// The editor at the day of the session.
fn back(working: &Working, session: MeetingSessionId) -> String {
    let day = working.agenda.session(session).and_then(|it| it.starts_at).map(|at| at.day());
    day.map_or_else(|| paths::edit(working.meeting.id), |day| paths::edit_day(working.meeting.id, day))
}

fn copies(visit: &Visit, working: &Working, session: MeetingSessionId, breaches: &[Breach]) -> Markup {
    const COPY: Text = say("复制到其他会场", "Copy to other halls");
    const WHAT: Text =
        say("时间和内容不变，如茶歇和内部占用。", "With the same time and contents, such as breaks and blockers.");
    let (lang, id) = (visit.lang, working.meeting.id);
    let own = working.agenda.session(session).and_then(|it| it.hall_id);
    let others: Vec<_> = working.agenda.halls.iter().filter(|hall| Some(hall.id) != own).collect();
    html! {
        @if !others.is_empty() {
            (ui::section(lang, COPY, html! {
                p { (WHAT.get(lang)) }
                (ui::form(lang, &visit.csrf, &paths::copy_session(id, session), "", html! {
                    (ui::breaches_of(lang, "halls", breaches))
                    @for hall in others { (Field::checkbox(format!("hall.{}", hall.id), hall.name.said()).render(lang, breaches)) }
                    (ui::actions(ui::submit_as(lang, "then", "copy", say("复制", "Copy"), ui::Kind::Secondary)))
                }))
            }))
        }
    }
}

fn removal(visit: &Visit, id: MeetingId, session: MeetingSessionId) -> Markup {
    const WHAT: Text =
        say("从编排中的议程删除；已发布的版本不变。", "It leaves the working schedule; releases keep it as it was.");
    let lang = visit.lang;
    html! {
        p { (WHAT.get(lang)) }
        (ui::step_button(&paths::remove_session(id, session), &visit.csrf, say("删除场次", "Delete the session"))
            .danger()
            .confirm(say("确定删除这个场次吗？", "Delete this session?"))
            .render(lang))
    }
}

pub(crate) async fn save(visit: Visit, Path((id, session)): Path<(MeetingId, MeetingSessionId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let form = fields::compacted(&form);
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match fields::read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => {
            visit
                .site
                .db
                .write(move |tx| {
                    actions::edit_session(tx, &actor, id, (session, revision), &draft)?;
                    Ok::<_, Refusal>(actions::working(tx, &actor, id)?.conflicts.len())
                })
                .await
        }
    };
    match outcome {
        Ok(found) => {
            let said = say("场次已保存；议程中共有 {n} 处冲突", "The session is saved; the agenda has {n} conflict(s)");
            visit.done(&paths::edit_session(id, session), said.with(&[("n", &found)]))
        }
        Err(Refusal::Breaches(breaches)) => {
            page(&visit, id, session, Some(&form), &breaches, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn copy(visit: Visit, Path((id, session)): Path<(MeetingId, MeetingSessionId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let ticked = form.pairs().iter().filter(|(name, _)| form.ticked(name));
    let halls: Vec<HallId> = ticked.filter_map(|(name, _)| name.strip_prefix("hall.")?.parse().ok()).collect();
    match visit.site.db.write(move |tx| actions::copy_session(tx, &actor, id, session, &halls)).await {
        Ok(made) => {
            let said = say("已复制到 {n} 个会场", "Copied to {n} hall(s)").with(&[("n", &made.len())]);
            visit.done(&paths::edit_session(id, session), said)
        }
        Err(Refusal::Breaches(breaches)) => {
            page(&visit, id, session, None, &breaches, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn remove(
    visit: Visit,
    Path((id, session)): Path<(MeetingId, MeetingSessionId)>,
    _form: Form,
) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::remove_session(tx, &actor, id, session)).await?;
    visit.done(&paths::edit(id), say("场次已删除", "The session is deleted"))
}
