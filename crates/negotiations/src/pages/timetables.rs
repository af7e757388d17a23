//! Versions of the timetable, computing another one, and publishing what is in effect.

use kernel::{Breach, Breaches, MeetingId, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::certificate;
use super::frame::tried;
use super::office::{Page, head, title};
use crate::actions::{self, Ask};
use crate::record::Timetable;
use crate::{paths, solving, store, texts};

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None, &[]).await
}

const NONE: Text = say("还没有版本。", "No version yet.");
const PUBLISH: Text = say("公布当前桌次表", "Publish what is in effect");
const TELL: Text = say(
    "将为 {n} 位安排有变化的代表起草通知；通知不会自动发出。",
    "Letters are drafted for {n} people whose appointments differ; none leaves by itself.",
);

async fn page(visit: &Visit, id: MeetingId, form: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let preview = actions::preview(tx, &actor, id)?;
        Ok::<_, Refusal>((preview, store::timetables(tx, id)?))
    });
    let (preview, versions) = read.await?;
    let lang = visit.lang;
    let row = |it: &Timetable| {
        vec![
            html! { a href=(paths::timetable(id, it.id)) { "#" (it.ordinal) } },
            ui::badge(lang, it.state.text(), texts::timetable_tone(it.state)),
            html! { (ui::when(lang, it.created_at)) },
            ui::theirs(lang, &it.made_by_name),
            html! { @if it.seed > 0 { (it.seed) } },
        ]
    };
    let heads = [say("版本", "Version"), texts::STATE, say("时间", "When"), say("编制", "By"), say("种子", "Seed")];
    let empty = Form::default();
    let typed = form.unwrap_or(&empty);
    let or = |name: &str, usual: i64| if typed.has(name) { typed.get(name).to_owned() } else { usual.to_string() };
    let usual = Ask::default();
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (head(visit, &preview.meeting, Some(&preview.facts.setup), Page::Timetables))
        (ui::breach_summary(lang, breaches))
        (ui::section(lang, say("计算时间表", "Compute a timetable"), ui::form(lang, &visit.csrf, &paths::timetables(id), "", html! {
            p.hint { (HOW.get(lang)) }
            (ui::fields_row(html! {
                (Field::number("seconds", say("计算秒数", "Seconds")).value(or("seconds", usual.seconds)).render(lang, breaches))
                (Field::number("seed", say("种子", "Seed")).value(or("seed", usual.seed)).render(lang, breaches))
            }))
            (ui::actions(ui::submit(lang, say("开始计算", "Compute"))))
        })))
        (ui::section(lang, texts::TIMETABLES, ui::table(lang, texts::TIMETABLES, &heads, versions.iter().map(row).collect(), NONE)))
        (ui::section(lang, PUBLISH, publishing(visit, &preview)))
    };
    Ok(visit.page_with(status, title(texts::TIMETABLES, &preview.meeting), body))
}

const HOW: Text = say(
    "锁定的、已开始的和已洽谈的安排保持不动；时间表公布后，每处变动都须换来更多洽谈。",
    "What is locked, has begun or was held stays; once the timetable is public, each change must bring more than it costs.",
);

fn publishing(visit: &Visit, preview: &actions::Preview) -> Markup {
    let (lang, id) = (visit.lang, preview.meeting.id);
    html! {
        p { (say("现有 {n} 个安排。", "{n} appointment(s) stand.").with(&[("n", &preview.contents.places.len())]).get(lang)) " "
            (TELL.with(&[("n", &preview.letters.len())]).get(lang)) }
        details { summary { (say("与上次公布相比", "Against what was published last").get(lang)) " (" (preview.changes.len()) ")" }
            (certificate::changes(lang, &preview.facts, &preview.changes))
        }
        (ui::actions(ui::step_button(&paths::step(id, "publish"), &visit.csrf, PUBLISH).field("fingerprint", &preview.fingerprint).render(lang)))
    }
}

pub(crate) async fn compute(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let mut found = Breaches::new();
    let mut number =
        |name: &str| form.number(name, 0, i64::MAX).map_err(|breach| found.push(breach)).unwrap_or_default();
    let wishes = Ask { seed: number("seed"), seconds: number("seconds") };
    if !found.is_empty() {
        return page(&visit, id, Some(&form), &found).await;
    }
    match tried(&visit, move |tx, actor| actions::ask(tx, actor, id, wishes)).await? {
        Ok(question) => {
            let path = paths::timetable(id, question.timetable.id);
            begin(&visit, question)?;
            visit.done(&path, say("已开始计算", "The computation has begun"))
        }
        Err(breaches) => page(&visit, id, Some(&form), &breaches).await,
    }
}

/// Computes beside the threads that answer.
pub(crate) fn begin(visit: &Visit, question: actions::Question) -> Result<(), web::Failed> {
    let (db, actor) = (visit.site.db.clone(), visit.actor()?);
    // Nobody waits for it: it writes down itself how far it is and what it found.
    drop(tokio::task::spawn_blocking(move || solving::run(&db, &actor, question)));
    Ok(())
}

pub(crate) async fn publish(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let seen = form.get("fingerprint").to_owned();
    match tried(&visit, move |tx, actor| actions::publish(tx, actor, id, Some(&seen))).await? {
        Ok(released) => visit.done(
            &paths::timetable(id, released.id),
            say("已公布；通知已起草，等待发送", "Published; letters are drafted and wait to be sent"),
        ),
        Err(breaches) => page(&visit, id, None, &breaches).await,
    }
}
