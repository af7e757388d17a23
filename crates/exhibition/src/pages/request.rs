//! A request for a booth: where it stands, and what its exhibitor and the organiser do with it.

use kernel::{BoothRequestId, Breach, MeetingId, Refusal, Said, Text, Word, say};
use ui::{Field, Kind, Markup, TimelineEntry, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::record::{Booth, BoothRequest};
use crate::state::{State, Step};
use crate::{actions, paths, policy, store, texts};

const DONE: Text = say("已办理", "Done");
const TRAIL: Text = say("办理记录", "What happened");

struct Page {
    it: BoothRequest,
    booth: Option<Booth>,
    trail: Vec<journal::Entry>,
}

pub(crate) async fn show(visit: Visit, Path((id, request)): Path<(MeetingId, BoothRequestId)>) -> Answer {
    page(&visit, id, request, &[], StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    id: MeetingId,
    request: BoothRequestId,
    breaches: &[Breach],
    status: StatusCode,
) -> Answer {
    let actor = visit.actor()?;
    let page = visit
        .site
        .db
        .read(move |tx| {
            let it = policy::permit_view(&actor, store::request(tx, id, request)?)?;
            let booth = it.booth_id.map(|booth| store::booth(tx, id, booth)).transpose()?;
            Ok::<_, Refusal>(Page { booth, trail: journal::trail(tx, it.id.0)?, it })
        })
        .await?;
    let body = body(visit, &page, breaches);
    Ok(visit.page_with(status, page.it.title().said(), body))
}

fn body(visit: &Visit, page: &Page, breaches: &[Breach]) -> Markup {
    let (lang, it) = (visit.lang, &page.it);
    let mut facts: Vec<(Text, Markup)> = vec![
        (texts::EXHIBITOR, texts::words(lang, &it.organisation())),
        (texts::KIND, html! { (it.kind.text().get(lang)) }),
    ];
    if let Some(booth) = &page.booth {
        facts.push((texts::BOOTH, html! { (texts::booth(lang, booth)) }));
    }
    if let (State::Held, Some(until)) = (it.state, it.held_until) {
        facts.push((say("请在此前确认", "Confirm by"), ui::when(lang, until)));
    }
    if !it.reason.is_empty() {
        facts.push((texts::REASON, ui::theirs(lang, &it.reason)));
    }
    facts.extend([
        (say("展品和设备", "Goods"), ui::theirs(lang, &it.goods)),
        (say("用电功率", "Power"), html! { (it.watts) " W" }),
        (say("联系人", "Contact"), html! { (ui::theirs(lang, &it.contact_name)) " · " (it.contact_phone) }),
    ]);
    html! {
        (ui::breadcrumbs(lang, &[(paths::exhibition(it.meeting_id), texts::EXHIBITION.into())]))
        (ui::heading(it.title().get(lang), ui::badge(lang, it.state.text(), texts::tone(it.state))))
        (ui::breach_summary(lang, breaches))
        (ui::facts(lang, facts))
        @if !it.about().is_empty() { div.prose { (texts::words(lang, &it.about())) } }
        (steps(visit, it, breaches))
        (ui::section(lang, TRAIL, trail(visit, page)))
    }
}

fn trail(visit: &Visit, page: &Page) -> Markup {
    let lang = visit.lang;
    let lines = page.trail.iter().rev().map(|entry| TimelineEntry {
        at: entry.at,
        who: entry.person_name.clone(),
        what: texts::act(entry.step()).get(lang).to_owned(),
        note: entry.reason.clone(),
    });
    ui::timeline(lang, lines.collect())
}

/// What may be done now; the step the exhibitor waits for is there for everybody who sees it, with who can take it.
fn steps(visit: &Visit, it: &BoothRequest, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let Ok(actor) = visit.actor() else { return html! {} };
    let may = |step: Step| policy::permit(&actor, step, it.clone()).is_ok();
    let at = |step: Step| paths::step(it.meeting_id, it.id, step);
    let who = policy::permit(&actor, Step::Confirm, it.clone());
    html! {
        (ui::actions(html! {
            @if may(Step::Confirm) { (ui::step_button(&at(Step::Confirm), &visit.csrf, Step::Confirm.text()).primary().render(lang)) }
            @else if it.state == State::Held { @if let Err(Refusal::Forbidden { who }) = who { (ui::blocked(lang, Step::Confirm.text(), &can(&who))) } }
            @if may(Step::SetUp) { (ui::step_button(&at(Step::SetUp), &visit.csrf, Step::SetUp.text()).render(lang)) }
            @if may(Step::Close) { (ui::step_button(&at(Step::Close), &visit.csrf, Step::Close.text()).render(lang)) }
            @if policy::permit_edit(&actor, it.clone()).is_ok() { (ui::link_button(lang, &paths::edit(it.meeting_id, it.id), say("修改", "Change"))) }
            @if policy::organises(&actor) { (ui::link_button(lang, &format!("{}#r-{}", paths::selection(it.meeting_id), it.id), texts::SELECTION)) }
        }))
        @if may(Step::Release) {
            (ui::form(lang, &visit.csrf, &at(Step::Release), "", html! {
                (Field::text("reason", texts::REASON).maxlength(200).render(lang, breaches))
                (ui::actions(ui::submit_as(lang, "do", Step::Release.word(), Step::Release.text(), Kind::Danger)))
            }))
        }
    }
}

fn can(who: &Said) -> Said {
    Said { zh: format!("可以办理的人：{}", who.zh), en: format!("Who can do it: {}", who.en) }
}

type At = (MeetingId, BoothRequestId);

pub(crate) async fn confirm(visit: Visit, Path(at): Path<At>) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::confirm(tx, &actor, at)).await;
    after(&visit, at, outcome).await
}

pub(crate) async fn release(visit: Visit, Path(at): Path<At>, form: Form) -> Answer {
    let (actor, reason) = (visit.actor()?, form.get("reason").to_owned());
    let outcome = visit.site.db.write(move |tx| actions::give_up(tx, &actor, at, &reason)).await;
    after(&visit, at, outcome).await
}

pub(crate) async fn set_up(visit: Visit, Path(at): Path<At>) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::mark(tx, &actor, at, true)).await;
    after(&visit, at, outcome).await
}

pub(crate) async fn close(visit: Visit, Path(at): Path<At>) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::mark(tx, &actor, at, false)).await;
    after(&visit, at, outcome).await
}

async fn after(visit: &Visit, at: At, outcome: Result<BoothRequest, Refusal>) -> Answer {
    match outcome {
        Ok(_) => visit.done(&paths::request(at.0, at.1), DONE),
        Err(Refusal::Breaches(breaches)) => page(visit, at.0, at.1, &breaches, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(other) => Err(other.into()),
    }
}
