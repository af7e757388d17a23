//! The editor: halls by time with what is held there, what is not scheduled yet, and everything that is wrong. A session is moved
//! by mouse, or by "move" and a cell, or by its form; with and without JavaScript it is the same act.

use kernel::{Breach, Breaches, Day, HallId, MeetingId, MeetingSessionId, Refusal, Text, Word, say};
use ui::{Markup, Tone, html};
use web::{Answer, Form, Path, Query, StatusCode, Visit};

use super::grid::{Cell, Grid};
use super::office::{Page, conflicts, head, title};
use crate::actions::{self, Place, Working};
use crate::agenda::{Agenda, Session, Span};
use crate::{clock, paths, store, texts};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    day: String,
    #[serde(rename = "move")]
    moving: String,
}

const HOW: Text = say(
    "拖动场次到新的会场和时间；也可以点“移动”后选择一格，或在场次页面填写。所有更改只影响编排中的议程，发布版本之前公众看不到。",
    "Drag a session to another hall and time; or choose “Move” and then a cell, or fill in its form. All of this changes the working schedule alone; the public sees nothing before a release is published.",
);
const NO_HALLS: Text = say("请先在“会议与会场”中添加会场。", "Add the halls first, under “Meeting and halls”.");
const MOVE: Text = say("移动", "Move");
const UNSCHEDULED: Text = say("尚未安排的场次", "Not scheduled yet");
const HERE: Text = say("放到这里", "Put it here");

/// What the page shows.
struct Shown<'s> {
    visit: &'s Visit,
    working: &'s Working,
    day: Day,
    /// The session that looks for its place, with the revision that was read.
    moving: Option<(&'s Session, i64)>,
    /// Revisions of all sessions: what is moved is what was seen.
    revisions: &'s [(MeetingSessionId, i64)],
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Answer {
    page(&visit, id, &asked.day, asked.moving.parse().ok(), &[], StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    id: MeetingId,
    day: &str,
    moving: Option<MeetingSessionId>,
    breaches: &[Breach],
    status: StatusCode,
) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let working = actions::working(tx, &actor, id)?;
        let revisions = store::revisions(tx, id)?;
        Ok::<_, Refusal>((working, revisions))
    });
    let (working, revisions) = read.await?;
    let days = working.agenda.days();
    let day = day.parse().ok().filter(|day| days.contains(day)).unwrap_or(working.agenda.first_on);
    let revision = |id| revisions.iter().find(|(known, _)| *known == id).map_or(0, |(_, revision)| *revision);
    let moving = moving.and_then(|id| working.agenda.session(id)).map(|it| (it, revision(it.id)));
    let shown = Shown { visit, working: &working, day, moving, revisions: &revisions };
    let name = title(texts::EDITOR, &working.meeting);
    Ok(visit.page_with(status, name, body(&shown, breaches)))
}

fn body(shown: &Shown<'_>, breaches: &[Breach]) -> Markup {
    let Shown { visit, working, day, .. } = shown;
    let (lang, agenda) = (visit.lang, &working.agenda);
    let id = agenda.meeting_id;
    html! {
        (head(visit, &working.meeting, Page::Editor))
        (ui::breach_summary(lang, breaches))
        (conflicts(visit, agenda, &working.conflicts))
        p.hint { (HOW.get(lang)) }
        (ui::actions(ui::link_button(lang, &format!("{}?day={day}", paths::new_session(id)), say("新增场次", "Add a session"))))
        nav.agenda-days aria-label=(texts::DAY.get(lang)) {
            @for it in agenda.days() { a href=(paths::edit_day(id, it)) aria-current=[(it == *day).then_some("page")] { (ui::day_text(lang, it)) } }
        }
        @if let Some((session, revision)) = shown.moving { (moving(shown, session, revision)) }
        @if agenda.halls.is_empty() { p.empty { (NO_HALLS.get(lang)) } } @else { (table(shown)) }
        (ui::section(lang, UNSCHEDULED, unscheduled(shown)))
        // Filled and sent by the script when something is dropped.
        form #agenda-drop method="post" action="" hidden data-day=(day) {
            (ui::hidden("_csrf", &visit.csrf))
            @for name in ["day", "revision", "cell"] { (ui::hidden(name, "")) }
        }
        (ui::agenda_script())
    }
}

/// The form that puts the chosen session somewhere; the cells of the table below send it too.
fn moving(shown: &Shown<'_>, session: &Session, revision: i64) -> Markup {
    let (visit, agenda) = (shown.visit, &shown.working.agenda);
    let lang = visit.lang;
    let choose = say(
        "正在移动“{title}”：点击下面表格中的一格，或在这里填写。",
        "Moving “{title}”: choose a cell of the table below, or fill in where it goes.",
    );
    let action = paths::move_session(agenda.meeting_id, session.id);
    let (from, until) =
        session.span().map_or((String::new(), String::new()), |it| (clock::clock(it.0), clock::clock(it.1)));
    html! {
        div #moving.card {
            p { (choose.with(&[("title", &session.title.get(lang))]).get(lang)) }
            (ui::form(lang, &visit.csrf, &action, "", html! {
                (ui::hidden("revision", &revision.to_string()))
                (ui::fields_row(html! {
                    (super::session_form::hall_field(lang, agenda).value(hall_value(session.hall_id)).render(lang, &[]))
                    (super::session_form::day_field(lang, agenda).value(shown.day.to_string()).render(lang, &[]))
                    (ui::Field::time("starts", texts::STARTS).value(from).render(lang, &[]))
                    (ui::Field::time("ends", texts::ENDS).value(until).render(lang, &[]))
                }))
                (ui::actions(html! {
                    (ui::submit(lang, MOVE))
                    @if session.span().is_some() {
                        (ui::submit_as(lang, "cell", "none", say("移回未安排", "Take off the schedule"), ui::Kind::Secondary))
                    }
                    (ui::link_button(lang, &paths::edit_day(agenda.meeting_id, shown.day), say("取消", "Cancel")))
                }))
            }))
        }
    }
}

fn hall_value(hall: Option<HallId>) -> String {
    hall.map(|id| id.to_string()).unwrap_or_default()
}

fn table(shown: &Shown<'_>) -> Markup {
    let (lang, agenda) = (shown.visit.lang, &shown.working.agenda);
    let grid = Grid::of(agenda, shown.day);
    let caption = ui::day_text(lang, shown.day);
    let rows = html! {
        div.agenda-grid role="region" tabindex="0" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (texts::TIME.get(lang)) }
                    @for column in &grid.columns { th scope="col" {
                        @match column {
                            Some(hall) => { (texts::words(lang, &hall.name)) @if let Some(seats) = hall.capacity { " " span.muted { "(" (seats) ")" } } },
                            None => (texts::NO_HALL.get(lang)),
                        }
                    } }
                } }
                tbody { @for line in &grid.rows { tr {
                    th scope="row" { (clock::clock(line.at)) }
                    @for (cell, column) in line.cells.iter().zip(&grid.columns) {
                        @let place = format!("{} {}", hall_value(column.map(|hall| hall.id)), clock::clock(line.at));
                        (cell_of(shown, cell, &place, column.map_or("", |hall| hall.name.get(lang))))
                    }
                } } }
            }
        }
    };
    match shown.moving {
        None => rows,
        Some((session, revision)) => html! {
            form method="post" action=(paths::move_session(agenda.meeting_id, session.id)) {
                (ui::hidden("_csrf", &shown.visit.csrf))
                (ui::hidden("revision", &revision.to_string()))
                (ui::hidden("day", &shown.day.to_string()))
                (rows)
            }
        },
    }
}

fn cell_of(shown: &Shown<'_>, cell: &Cell<'_>, place: &str, hall: &str) -> Markup {
    let lang = shown.visit.lang;
    match cell {
        Cell::Covered => html! {},
        Cell::Empty => html! {
            td data-place=(place) {
                @if shown.moving.is_some() {
                    @let time = place.rsplit(' ').next().unwrap_or_default();
                    button.plain name="cell" value=(place) aria-label={ (HERE.get(lang)) " " (hall) " " (time) } { "＋" }
                }
            }
        },
        Cell::Taken { rows, sessions } => html! {
            td.taken rowspan=(rows) { @for (session, span) in sessions { (card(shown, session, Some(*span))) } }
        },
    }
}

fn card(shown: &Shown<'_>, session: &Session, span: Option<Span>) -> Markup {
    let Shown { visit, working, day, .. } = shown;
    let (lang, id) = (visit.lang, working.agenda.meeting_id);
    let wrong = working.conflicts.iter().filter(|it| it.sessions.contains(&session.id)).count();
    let revision = shown.revisions.iter().find(|(known, _)| *known == session.id).map_or(0, |(_, revision)| *revision);
    let is_moving = shown.moving.is_some_and(|(it, _)| it.id == session.id);
    let clashes = say("{n} 处冲突", "{n} conflict(s)").with(&[("n", &wrong)]);
    html! {
        div.agenda-slot.(session.kind.word()).moving[is_moving] draggable="true"
            data-move=(paths::move_session(id, session.id)) data-revision=(revision) {
            @if let Some(span) = span { p.muted { (clock::span(span)) } }
            p { a href=(paths::edit_session(id, session.id)) { (texts::words(lang, &session.title)) } }
            p { (ui::badge(lang, session.kind.text(), Tone::Neutral)) @if wrong > 0 { " " (ui::badge(lang, clashes, Tone::Bad)) } }
            p { a href=(paths::edit_moving(id, *day, session.id)) { (MOVE.get(lang)) span.unseen { " " (session.title.get(lang)) } } }
        }
    }
}

fn unscheduled(shown: &Shown<'_>) -> Markup {
    const NONE: Text = say("所有场次都已安排。", "Every session is scheduled.");
    let lang = shown.visit.lang;
    let all: Vec<&Session> = shown.working.agenda.unscheduled().collect();
    html! {
        div.agenda-unscheduled data-place="none" {
            @if all.is_empty() { p.muted { (NONE.get(lang)) } }
            @for session in all { (card(shown, session, None)) }
        }
    }
}

/// Minutes of a session that is put on the schedule for the first time.
const USUAL: i64 = 60;

/// Puts a session into a cell, which keeps its length, or to the times of the form.
pub(crate) async fn place(
    visit: Visit,
    Path((id, session)): Path<(MeetingId, MeetingSessionId)>,
    form: Form,
) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let reader = actor.clone();
    let working = visit.site.db.read(move |tx| actions::working(tx, &reader, id)).await?;
    let before = working.agenda.session(session).ok_or(Refusal::NotFound)?;
    let outcome = match to(&form, &working.agenda, before) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(to) => {
            visit
                .site
                .db
                .write(move |tx| {
                    actions::move_session(tx, &actor, id, (session, revision), to)?;
                    Ok::<_, Refusal>(actions::working(tx, &actor, id)?.conflicts.len())
                })
                .await
        }
    };
    match outcome {
        Ok(found) => {
            let said = say("已移动；议程中共有 {n} 处冲突", "Moved; the agenda has {n} conflict(s)");
            let day = form.get("day").parse().unwrap_or(working.agenda.first_on);
            visit.done(&paths::edit_day(id, day), said.with(&[("n", &found)]))
        }
        Err(Refusal::Breaches(breaches)) => {
            page(&visit, id, form.get("day"), Some(session), &breaches, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

fn to(form: &Form, agenda: &Agenda, session: &Session) -> Result<Place, Breaches> {
    if form.get("cell") == "none" {
        return Ok(Place { hall_id: session.hall_id, starts_at: None, ends_at: None });
    }
    if form.has("cell") && !form.get("cell").is_empty() {
        let cell = form.get("cell");
        let (hall, time) = cell.split_once(' ').unwrap_or(("", cell));
        let day: Day = form.day("day").map_err(|breach| vec![breach])?;
        let from = clock::at("cell", day, time).map_err(|breach| vec![breach])?;
        let seconds = session.span().map_or(USUAL * 60, |(from, until)| until.seconds_since(from));
        let hall_id = agenda.halls.iter().map(|it| it.id).find(|id| id.to_string() == hall);
        return Ok(Place { hall_id, starts_at: Some(from), ends_at: Some(from.plus_seconds(seconds)) });
    }
    let mut breaches = Breaches::new();
    let place = super::session_form::read_place(form, &mut breaches);
    if breaches.is_empty() { Ok(place) } else { Err(breaches) }
}
