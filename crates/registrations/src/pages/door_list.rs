//! The door list: everybody who comes, on paper, with room to tick. It says which release of the agenda it goes with.

use documents::PdfError;
use documents::templates::list::List;
use documents::{Align, Column};
use kernel::{Instant, Lang, MeetingId, Refusal, Said, Text, Word, say};
use meetings::{AgendaRelease, Meeting};
use ui::html;
use web::{Answer, Path, Visit};

use super::head::{Page, head, title};
use crate::actions;
use crate::record::Registration;
use crate::{paths, store, texts};

struct Shown {
    meeting: Meeting,
    people: Vec<Registration>,
    release: Option<AgendaRelease>,
    now: Instant,
}

async fn read(visit: &Visit, id: MeetingId) -> Result<Shown, web::Failed> {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let meeting = actions::permitted_at_door(tx, &actor, id)?;
        let release = match meetings::printed(tx, id, None) {
            Ok((release, _)) => Some(release),
            Err(Refusal::NotFound) => None,
            Err(other) => return Err(other),
        };
        Ok(Shown { people: store::confirmed(tx, id)?, meeting, release, now: tx.now() })
    });
    Ok(read.await?)
}

const RELEASE: Text = say(
    "议程版本 {name} · {n} 人 · 制表时间 {when}（北京时间）",
    "Agenda release {name} · {n} people · made {when} (Beijing time)",
);
const NOBODY: Text = say("还没有确认参会的人员。", "Nobody is confirmed yet.");
const NO_RELEASE: Text = say("未公布", "none public");
const PHONE_END: Text = say("电话末四位", "End of phone");
const ARRIVED: Text = say("到达", "Arrived");

/// Which release, how many, when.
fn line(it: &Shown) -> Said {
    let when = it.now.beijing_minute();
    let of = |lang: Lang| {
        let name = it.release.as_ref().map_or(NO_RELEASE.get(lang), |release| release.name.as_str()).to_owned();
        RELEASE.with(&[("name", &name), ("n", &it.people.len()), ("when", &when)])
    };
    Said { zh: of(Lang::Zh).zh, en: of(Lang::En).en }
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let it = read(&visit, id).await?;
    let lang = visit.lang;
    let heads = [texts::NAME, texts::HOUSE, texts::ROLE, PHONE_END, ARRIVED];
    let row = |one: &Registration| {
        vec![
            ui::named(lang, &one.name().zh, &one.name_en),
            ui::named(lang, &one.organisation().zh, &one.organisation_en),
            html! { (one.role.text().get(lang)) },
            html! { (one.phone_end) },
            html! { @match one.checked_in_at { Some(at) => (ui::when(lang, at)), None => "☐" } },
        ]
    };
    let body = html! {
        (head(&visit, &it.meeting, Page::DoorList))
        (ui::actions(ui::link_button(lang, &paths::door_list_pdf(id), say("下载 PDF", "Download PDF"))))
        div.print-page {
            p { (line(&it).get(lang)) }
            (ui::table(lang, texts::DOOR_LIST, &heads, it.people.iter().map(row).collect(), NOBODY))
        }
    };
    visit.page(title(texts::DOOR_LIST, &it.meeting), body)
}

pub(crate) async fn pdf(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let it = read(&visit, id).await?;
    let lang = visit.lang;
    let name = format!("door-list-{}.pdf", it.meeting.first_on);
    web::pdf(&name, move || paper(&it, lang)).await
}

fn paper(it: &Shown, lang: Lang) -> Result<Vec<u8>, PdfError> {
    let columns = [(say("序号", "No."), 0.6), (texts::NAME, 1.6), (texts::HOUSE, 3.2), (texts::ROLE, 1.0), (PHONE_END, 1.0), (ARRIVED, 1.0)];
    let column = |(at, (head, weight)): (usize, (Text, f32))| {
        (head, Column::aligned(weight, if at == 0 { Align::End } else { Align::Start }))
    };
    let row = |(at, one): (usize, &Registration)| {
        vec![
            (at + 1).to_string(),
            one.name().get(lang).to_owned(),
            one.organisation().get(lang).to_owned(),
            one.role.text().get(lang).to_owned(),
            one.phone_end.clone(),
            one.checked_in_at.map(|at| at.beijing_minute()).unwrap_or_default(),
        ]
    };
    List {
        id: format!("door-list-{}-{}", it.meeting.id, it.now),
        title: title(texts::DOOR_LIST, &it.meeting).get(lang).to_owned(),
        lines: vec![line(it).get(lang).to_owned()],
        columns: columns.into_iter().enumerate().map(column).collect(),
        rows: it.people.iter().enumerate().map(row).collect(),
        made_at: it.now,
        note: None,
    }
    .pdf(lang)
}
