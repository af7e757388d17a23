//! When registration is open, and how many may come as what.

use kernel::{Breach, Breaches, Day, Instant, MeetingId, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::head::{Page, head, title};
use crate::actions::{self, OpeningDraft, PlacesDraft};
use crate::kinds::MeetingRole;
use crate::record::{Opening, Places};
use crate::{paths, store, texts};

const OPENS: Text = say("开放日期", "Opens on");
const CLOSES: Text = say("截止日期", "Closes on");
const CLOSES_HINT: Text = say("含当日，24:00 截止（北京时间）。", "Until the end of that day, Beijing time.");
const HOURS: Text = say("候补名额保留小时数", "Hours an offer from the waiting list stands");
const PLACES: Text = say("名额", "Places");
const PLACES_HINT: Text = say("留空不限。", "Empty for no bound.");
const APPROVAL: Text = say("需要审核", "The office looks at each");

fn form_of(meeting: &meetings::Meeting, opening: Option<&Opening>, places: &[Places]) -> Form {
    let last = |closes: Instant| closes.plus_seconds(-1).day().to_string();
    let mut pairs: Vec<(String, String)> = vec![
        ("opens".into(), opening.map(|it| it.opens_at.day().to_string()).unwrap_or_default()),
        ("closes".into(), opening.map_or_else(|| meeting.first_on.plus_days(-7).to_string(), |it| last(it.closes_at))),
        ("offer_hours".into(), opening.map_or(actions::usual_hours(), |it| it.offer_hours).to_string()),
        ("revision".into(), opening.map_or(0, |it| it.revision).to_string()),
    ];
    for role in MeetingRole::ALL {
        let known = places.iter().find(|it| it.role == *role);
        let most = known.and_then(|it| it.places).map(|n| n.to_string()).unwrap_or_default();
        let approved = known.map_or(role.usually_approved(), |it| it.needs_approval);
        pairs.push((format!("places.{role}"), most));
        pairs.push((format!("approval.{role}"), if approved { "on" } else { "" }.to_owned()));
    }
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Form::of(&pairs)
}

fn read(form: &Form) -> Result<OpeningDraft, Breaches> {
    let mut found = Breaches::new();
    let mut day = |name: &str| form.day(name).map_err(|breach| found.push(breach)).ok();
    let days: Option<(Day, Day)> = day("opens").zip(day("closes"));
    let hours = form.number("offer_hours", 1, 720).map_err(|breach| found.push(breach)).ok();
    let mut places = Vec::new();
    for role in MeetingRole::ALL {
        let name = format!("places.{role}");
        let most = match form.get(&name) {
            "" => None,
            _ => form.number(&name, 0, 100_000).map_err(|breach| found.push(breach)).ok(),
        };
        let needs_approval = form.ticked(&format!("approval.{role}"));
        places.push(PlacesDraft { role: *role, places: most, needs_approval });
    }
    match days.zip(hours) {
        Some(((opens, closes), offer_hours)) if found.is_empty() => {
            Ok(OpeningDraft { opens_at: opens.begins(), closes_at: closes.ends(), offer_hours, places })
        }
        Some(_) | None => Err(found),
    }
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None, &[]).await
}

async fn page(visit: &Visit, id: MeetingId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let meeting = actions::of_office(tx, &actor, id)?;
        Ok::<_, Refusal>((meeting, store::opening(tx, id)?, store::places(tx, id)?))
    });
    let (meeting, opening, places) = read.await?;
    let lang = visit.lang;
    let known = form_of(&meeting, opening.as_ref(), &places);
    let form = typed.unwrap_or(&known);
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (head(visit, &meeting, Page::Opening))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::opening(id), &format!("opening-{id}"), html! {
            (ui::hidden("revision", form.get("revision")))
            (ui::fields_row(html! {
                (show(Field::date("opens", OPENS).required(), "opens"))
                (show(Field::date("closes", CLOSES).hint(CLOSES_HINT).required(), "closes"))
                (show(Field::number("offer_hours", HOURS).required(), "offer_hours"))
            }))
            @for role in MeetingRole::ALL { (of_role(lang, *role, &places, form, breaches)) }
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    Ok(visit.page_with(status, title(texts::OPENING, &meeting), body))
}

const TAKEN: Text = say("已占用 {n} 个", "{n} taken");

fn of_role(lang: kernel::Lang, role: MeetingRole, places: &[Places], form: &Form, breaches: &[Breach]) -> Markup {
    let taken = places.iter().find(|it| it.role == role).map_or(0, |it| it.taken);
    let (most, approval) = (format!("places.{role}"), format!("approval.{role}"));
    ui::fieldset(lang, role.text(), html! {
        (ui::fields_row(html! {
            (Field::number(most.clone(), PLACES).hint(PLACES_HINT).value(form.get(&most)).render(lang, breaches))
            (Field::checkbox(approval.clone(), APPROVAL).value(form.get(&approval)).render(lang, breaches))
        }))
        @if taken > 0 { p.muted { (TAKEN.with(&[("n", &taken)]).get(lang)) } }
    })
}

pub(crate) async fn save(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::open(tx, &actor, id, revision, &draft).map(drop)).await,
    };
    match outcome {
        Ok(()) => visit.done(&paths::registrations(id), say("已保存", "Saved")),
        Err(Refusal::Breaches(breaches)) => page(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}
