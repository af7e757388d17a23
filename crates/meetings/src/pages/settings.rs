//! What is known of the whole meeting: its name and days, its halls, and when halls are closed or speakers cannot come.

use kernel::{Breach, Breaches, HallId, MeetingId, Refusal, RowId, Text, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::office::{Page, head, title};
use super::session_form::{optional_number, read_words};
use crate::actions::{self, ClosedDraft, HallDraft, MeetingDraft};
use crate::record::{ClosedTime, HallRow, Meeting, Speaker};
use crate::{clock, paths, store, texts};

const BEGIN: Text = say("新建会议", "Begin a meeting");
const CHANGE: Text = say("换会场所需分钟数", "Minutes from one hall to another");
const CHANGE_HINT: Text = say(
    "留空按规则集；同一人两场之间少于此数时提示冲突。",
    "Empty for the figure of the rule set; less than this between two halls is shown as a conflict.",
);

fn meeting_fields(lang: kernel::Lang, form: &Form, breaches: &[Breach]) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    html! {
        (ui::fields_row(html! {
            (show(Field::text("title_zh", say("中文名称", "Name in Chinese")).maxlength(200), "title_zh"))
            (show(Field::text("title_en", say("英文名称", "Name in English")).maxlength(200), "title_en"))
            (show(Field::text("place_zh", say("中文地点", "Place in Chinese")).maxlength(200), "place_zh"))
            (show(Field::text("place_en", say("英文地点", "Place in English")).maxlength(200), "place_en"))
        }))
        (ui::fields_row(html! {
            (show(Field::date("first_on", say("开始日期", "First day")).required(), "first_on"))
            (show(Field::date("last_on", say("结束日期", "Last day")).required(), "last_on"))
            (show(Field::number("change_minutes", CHANGE).hint(CHANGE_HINT), "change_minutes"))
        }))
        (ui::fields_row(html! {
            (show(Field::area("about_zh", say("中文介绍", "About, in Chinese")).rows(4), "about_zh"))
            (show(Field::area("about_en", say("英文介绍", "About, in English")).rows(4), "about_en"))
        }))
    }
}

fn form_of(it: &Meeting) -> Form {
    let (first, last, minutes) = (it.first_on.to_string(), it.last_on.to_string(), it.change_minutes.to_string());
    let revision = it.revision.to_string();
    Form::of(&[
        ("title_zh", &it.title_zh),
        ("title_en", &it.title_en),
        ("place_zh", &it.place_zh),
        ("place_en", &it.place_en),
        ("about_zh", &it.about_zh),
        ("about_en", &it.about_en),
        ("first_on", &first),
        ("last_on", &last),
        ("change_minutes", &minutes),
        ("revision", &revision),
    ])
}

fn read(form: &Form) -> Result<MeetingDraft, Breaches> {
    let mut breaches = Breaches::new();
    let mut day = |name: &str| form.day(name).map_err(|breach| breaches.push(breach)).ok();
    let days = day("first_on").zip(day("last_on"));
    let change_minutes = optional_number(form, "change_minutes", 240, &mut breaches);
    match days {
        Some((first_on, last_on)) if breaches.is_empty() => Ok(MeetingDraft {
            title: read_words(form, "title"),
            place: read_words(form, "place"),
            about: read_words(form, "about"),
            first_on,
            last_on,
            change_minutes,
        }),
        Some(_) | None => Err(breaches),
    }
}

pub(crate) async fn new(visit: Visit) -> Answer {
    Ok(new_page(&visit, &Form::default(), &[], StatusCode::OK))
}

fn new_page(visit: &Visit, form: &Form, breaches: &[Breach], status: StatusCode) -> web::Response {
    let lang = visit.lang;
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::MEETINGS.into(), texts::MEETINGS.into())]))
        (ui::heading(BEGIN.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, paths::NEW, "meeting-new", html! {
            (meeting_fields(lang, form, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    visit.page_with(status, BEGIN, body)
}

pub(crate) async fn create(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::create(tx, &actor, &draft)).await,
    };
    match outcome {
        Ok(meeting) => visit
            .done(&paths::settings(meeting.id), say("会议已建立，请添加会场", "The meeting is there; add its halls")),
        Err(Refusal::Breaches(breaches)) => Ok(new_page(&visit, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY)),
        Err(other) => Err(other.into()),
    }
}

/// Which form of the page was sent and what is wrong with it.
struct Tried<'t> {
    which: &'static str,
    form: &'t Form,
    breaches: &'t [Breach],
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None).await
}

async fn page(visit: &Visit, id: MeetingId, tried: Option<Tried<'_>>) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let meeting = actions::permitted(tx, &actor, id)?.into_meeting();
        Ok::<_, Refusal>((meeting, store::halls(tx, id)?, store::closed_times(tx, id)?, store::speakers(tx, id)?))
    });
    let (meeting, halls, closed, speakers) = read.await?;
    let lang = visit.lang;
    let (own, empty) = (form_of(&meeting), Form::default());
    let of = |which: &str| tried.as_ref().filter(|it| it.which == which);
    let (form, breaches) = of("meeting").map_or((&own, &[][..]), |it| (it.form, it.breaches));
    let status = if tried.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let body = html! {
        (head(visit, &meeting, Page::Settings))
        (ui::breach_summary(lang, tried.as_ref().map_or(&[], |it| it.breaches)))
        (ui::form(lang, &visit.csrf, &paths::settings(id), &format!("meeting-{id}"), html! {
            (ui::hidden("revision", form.get("revision")))
            (meeting_fields(lang, form, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
        (ui::section(lang, texts::HALL, halls_part(visit, id, &halls, of("hall").map_or((&empty, &[]), |it| (it.form, it.breaches)))))
        (ui::section(lang, CLOSED, closed_part(visit, &meeting, (&halls, &closed, &speakers), of("closed").map_or((&empty, &[]), |it| (it.form, it.breaches)))))
    };
    Ok(visit.page_with(status, title(texts::SETTINGS, &meeting), body))
}

const CLOSED: Text = say("不可用时间", "Closed times");
const SEATS: Text = say("座位数", "Seats");

/// One form a hall, and one for a new hall.
fn halls_part(visit: &Visit, id: MeetingId, halls: &[HallRow], (typed, breaches): (&Form, &[Breach])) -> Markup {
    let lang = visit.lang;
    let heads =
        [say("中文名称", "Name in Chinese"), say("英文名称", "Name in English"), SEATS, say("办理", "Next steps")];
    let row = |it: &HallRow| {
        let seats = it.capacity.map(|n| n.to_string()).unwrap_or_default();
        let cell = |name: &str, value: &str, label: Text| {
            html! {
                input type="text" name=(name) value=(value) form=(format!("hall-{}", it.id)) aria-label={ (label.get(lang)) " · " (it.name_zh) };
            }
        };
        vec![
            cell("name_zh", &it.name_zh, heads[0]),
            cell("name_en", &it.name_en, heads[1]),
            cell("capacity", &seats, SEATS),
            html! { div.actions {
                form.step #(format!("hall-{}", it.id)) method="post" action=(paths::hall(id, it.id)) {
                    (ui::hidden("_csrf", &visit.csrf)) (ui::hidden("revision", &it.revision.to_string()))
                    button.btn.secondary { (texts::SAVE.get(lang)) span.unseen { " " (it.name_zh) } }
                }
                (ui::step_button(&paths::remove_hall(id, it.id), &visit.csrf, say("删除", "Delete")).danger().render(lang))
            } },
        ]
    };
    html! {
        (ui::table(lang, texts::HALL, &heads, halls.iter().map(row).collect(), say("还没有会场。", "No hall yet.")))
        (ui::form(lang, &visit.csrf, &paths::halls(id), "", html! {
            (ui::fields_row(html! {
                @for (name, label) in [("name_zh", heads[0]), ("name_en", heads[1]), ("capacity", SEATS)] {
                    (Field::text(name, label).value(typed.get(name)).maxlength(200).render(lang, breaches))
                }
            }))
            (ui::actions(ui::submit_as(lang, "then", "add", say("添加会场", "Add a hall"), ui::Kind::Secondary)))
        }))
    }
}

fn closed_part(
    visit: &Visit,
    meeting: &Meeting,
    (halls, closed, speakers): (&[HallRow], &[ClosedTime], &[Speaker]),
    (typed, breaches): (&Form, &[Breach]),
) -> Markup {
    let (lang, id) = (visit.lang, meeting.id);
    let hall = |it: &HallRow| (format!("hall {}", it.id), ui::named_text(lang, &it.name_zh, &it.name_en).to_owned());
    let speaker = |it: &Speaker| {
        let name = texts::printed_text(lang, &it.printed());
        (format!("speaker {}", it.id), name)
    };
    let whose: Vec<(String, String)> = halls.iter().map(hall).chain(speakers.iter().map(speaker)).collect();
    let name = |it: &ClosedTime| {
        let key = match (it.hall_id, it.speaker_id) {
            (Some(hall), _) => format!("hall {hall}"),
            (None, Some(speaker)) => format!("speaker {speaker}"),
            (None, None) => String::new(),
        };
        whose.iter().find(|(known, _)| *known == key).map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let row = |it: &ClosedTime| {
        let span = format!("{} {}", it.starts_at.day(), clock::span((it.starts_at, it.ends_at)));
        vec![
            ui::theirs(lang, &name(it)),
            html! { (span) },
            ui::theirs(lang, &it.reason),
            ui::step_button(&paths::open(id, it.id), &visit.csrf, say("删除", "Delete")).render(lang),
        ]
    };
    let heads = [say("会场或嘉宾", "Hall or speaker"), texts::TIME, say("原因", "Reason"), say("办理", "Next steps")];
    let show = |field: Field, name: &str| field.value(typed.get(name)).render(lang, breaches);
    let days = meeting.days().into_iter().map(|day| (day.to_string(), ui::day_text(lang, day))).collect();
    html! {
        (ui::table(lang, CLOSED, &heads, closed.iter().map(row).collect(), say("会场全天开放，嘉宾全程可到。", "Halls are open and speakers free all the time.")))
        (ui::form(lang, &visit.csrf, &paths::closed(id), "", html! {
            (ui::fields_row(html! {
                (show(Field::select("whose", heads[0], whose.clone()), "whose"))
                (show(Field::select("day", texts::DAY, days).required(), "day"))
                (show(Field::time("starts", texts::STARTS), "starts"))
                (show(Field::time("ends", texts::ENDS), "ends"))
                (show(Field::text("reason", heads[2]).maxlength(200), "reason"))
            }))
            (ui::actions(ui::submit_as(lang, "then", "close", say("添加不可用时间", "Add a closed time"), ui::Kind::Secondary)))
        }))
    }
}

pub(crate) async fn save(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::edit(tx, &actor, id, revision, &draft).map(drop)).await,
    };
    after(&visit, id, outcome, "meeting", &form).await
}

/// Back to the page: done, or with what was typed and why not.
async fn after(visit: &Visit, id: MeetingId, outcome: Result<(), Refusal>, which: &'static str, form: &Form) -> Answer {
    match outcome {
        Ok(()) => visit.done(&paths::settings(id), say("已保存", "Saved")),
        Err(Refusal::Breaches(breaches)) => page(visit, id, Some(Tried { which, form, breaches: &breaches })).await,
        Err(other) => Err(other.into()),
    }
}

fn hall_draft(form: &Form) -> Result<HallDraft, Refusal> {
    let mut breaches = Breaches::new();
    let capacity = optional_number(form, "capacity", 100_000, &mut breaches);
    if breaches.is_empty() {
        Ok(HallDraft { name: read_words(form, "name"), capacity })
    } else {
        Err(Refusal::Breaches(breaches))
    }
}

pub(crate) async fn add_hall(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match hall_draft(&form) {
        Err(refusal) => Err(refusal),
        Ok(draft) => visit.site.db.write(move |tx| actions::add_hall(tx, &actor, id, &draft).map(drop)).await,
    };
    after(&visit, id, outcome, "hall", &form).await
}

pub(crate) async fn save_hall(visit: Visit, Path((id, hall)): Path<(MeetingId, HallId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match hall_draft(&form) {
        Err(refusal) => Err(refusal),
        Ok(draft) => {
            visit.site.db.write(move |tx| actions::edit_hall(tx, &actor, id, (hall, revision), &draft).map(drop)).await
        }
    };
    after(&visit, id, outcome, "hall", &form).await
}

pub(crate) async fn remove_hall(visit: Visit, Path((id, hall)): Path<(MeetingId, HallId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::remove_hall(tx, &actor, id, hall)).await;
    after(&visit, id, outcome, "removal", &form).await
}

fn closed_draft(form: &Form) -> Result<ClosedDraft, Refusal> {
    let mut breaches = Breaches::new();
    let mut time = |name: &str| {
        let at = form.day("day").and_then(|day| clock::at(name, day, form.get(name)));
        at.map_err(|breach| breaches.push(breach)).ok()
    };
    let span = time("starts").zip(time("ends"));
    let (kind, id) = form.get("whose").split_once(' ').unwrap_or_default();
    match span {
        Some((starts_at, ends_at)) => Ok(ClosedDraft {
            hall_id: id.parse().ok().filter(|_| kind == "hall"),
            speaker_id: id.parse().ok().filter(|_| kind == "speaker"),
            starts_at,
            ends_at,
            reason: form.get("reason").to_owned(),
        }),
        None => Err(Refusal::Breaches(breaches)),
    }
}

pub(crate) async fn close(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match closed_draft(&form) {
        Err(refusal) => Err(refusal),
        Ok(draft) => visit.site.db.write(move |tx| actions::close_time(tx, &actor, id, &draft).map(drop)).await,
    };
    after(&visit, id, outcome, "closed", &form).await
}

pub(crate) async fn open(visit: Visit, Path((id, row)): Path<(MeetingId, RowId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::open_time(tx, &actor, id, row)).await;
    after(&visit, id, outcome, "closed", &form).await
}
