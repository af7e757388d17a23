//! Registering oneself, and by the office for somebody else.

use db::Tx;
use kernel::{Actor, Breach, MeetingId, Refusal, Said, Text, Word, say};
use meetings::{Agenda, Meeting};
use ui::{Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::form::{self, Choices};
use super::head::{Page, crumbs, head, state_badge, title};
use crate::actions::{self, RegistrationDraft};
use crate::kinds::MeetingRole;
use crate::record::{Opening, Places, Registration};
use crate::{paths, policy, rules, store, texts};

/// What the page shows.
struct Shown {
    meeting: Meeting,
    opening: Opening,
    agenda: Option<Agenda>,
    places: Vec<(Places, u64)>,
    mine: Option<Registration>,
    draft: RegistrationDraft,
}

/// The agenda the public reads, where there is one.
pub(super) fn public_agenda(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<Option<Agenda>, Refusal> {
    match meetings::printed(tx, meeting.id, None) {
        Ok((_, agenda)) => Ok(Some(agenda)),
        Err(Refusal::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

fn read(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<Shown, Refusal> {
    let (meeting, opening) = actions::opened(tx, actor, id)?;
    let agenda = public_agenda(tx, &meeting)?;
    let waiting = store::waiting(tx, id)?;
    let places = store::places(tx, id)?.into_iter().map(|it| {
        let wait = waiting.get(&it.role).copied().unwrap_or(0);
        (it, wait)
    });
    let places = places.collect();
    let mine = store::of_person(tx, id, actor.person_id)?;
    let draft = match &mine {
        Some(it) => RegistrationDraft::of(it),
        None => actions::prefilled(tx, actor)?,
    };
    Ok(Shown { meeting, opening, agenda, places, mine, draft })
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None, &[]).await
}

async fn page(visit: &Visit, id: MeetingId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let it = visit.site.db.read(move |tx| read(tx, &reader, id).map(|it| (it, tx.now()))).await?;
    let (it, now) = it;
    let lang = visit.lang;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let live = it.mine.as_ref().filter(|mine| !mine.state.is_over());
    let shut = rules::is_open(now, it.opening.opens_at, it.opening.closes_at).err();
    let body = html! {
        (crumbs(visit, &it.meeting))
        (ui::heading(it.meeting.title().get(lang), live.map(|mine| state_badge(visit, mine)).unwrap_or_default()))
        (ui::breach_summary(lang, breaches))
        (terms(visit, &it))
        @if policy::heads(&actor).is_some() { (ui::actions(ui::link_button(lang, &paths::delegation(id), texts::DELEGATION))) }
        @match (live, shut) {
            (Some(mine), _) => (already(visit, mine)),
            (None, Some(why)) => (ui::actions(ui::blocked(lang, SEND, &why.said))),
            (None, None) => (own_form(visit, &it, typed, breaches)),
        }
    };
    Ok(visit.page_with(status, title(texts::REGISTER, &it.meeting), body))
}

const SEND: Text = say("提交报名", "Register");
const OPEN: Text = say("报名时间：{from} 至 {until}（北京时间）。", "Registration is open from {from} until {until} (Beijing time).");
const FULL: Text = say("名额已满，报名后列入候补", "full, the waiting list is open");
const FREE: Text = say("余 {n} 个名额", "{n} place(s) left");
const LOOKED_AT: Text = say("需审核", "looked at by the office");

/// When, and how many places are left.
fn terms(visit: &Visit, it: &Shown) -> Markup {
    let lang = visit.lang;
    let when = OPEN.with(&[
        ("from", &it.opening.opens_at.beijing_minute()),
        ("until", &it.opening.closes_at.beijing_minute()),
    ]);
    let line = |places: &Places, waiting: u64| {
        let mut said: Vec<Said> = Vec::new();
        if !rules::has_room(places, waiting) {
            said.push(FULL.into());
        } else if let Some(most) = places.places {
            said.push(FREE.with(&[("n", &(most - places.taken).max(0))]));
        }
        if places.needs_approval {
            said.push(LOOKED_AT.into());
        }
        said
    };
    html! {
        p { (when.get(lang)) }
        ul {
            @for (places, waiting) in it.places.iter().filter(|(places, _)| places.role.is_asked_for()) {
                @let said = line(places, *waiting);
                @if !said.is_empty() {
                    li { (places.role.text().get(lang)) @for one in &said { " · " (one.get(lang)) } }
                }
            }
        }
    }
}

const ALREADY: Text = say("您已报名这次会议。", "You are registered for this meeting.");

fn already(visit: &Visit, mine: &Registration) -> Markup {
    let lang = visit.lang;
    html! {
        p { (ALREADY.get(lang)) }
        (ui::actions(ui::link_button(lang, &paths::registration(mine.id), say("查看我的报名", "See my registration"))))
    }
}

fn own_form(visit: &Visit, it: &Shown, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let known = form::of(&it.draft);
    let roles = MeetingRole::ALL.iter().copied().filter(|role| role.is_asked_for()).collect();
    let choices = Choices { meeting: &it.meeting, agenda: it.agenda.as_ref(), roles };
    ui::form(lang, &visit.csrf, &paths::register(id), &format!("register-{id}"), html! {
        (form::fields(lang, &choices, typed.unwrap_or(&known), breaches))
        (ui::actions(ui::submit(lang, SEND)))
    })
}

pub(crate) async fn send(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match form::read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::register(tx, &actor, id, &draft)).await,
    };
    match outcome {
        Ok(it) => visit.done(&paths::registration(it.id), said(&it)),
        Err(Refusal::Breaches(breaches)) => page(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}

/// What became of a registration, in a line.
pub(super) fn said(it: &Registration) -> Said {
    let said = say("报名已提交：{state}", "Registered: {state}");
    let state = it.state.text();
    Said { zh: said.with(&[("state", &state.zh)]).zh, en: said.with(&[("state", &state.en)]).en }
}

pub(crate) async fn by_hand(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    hand_page(&visit, id, None, &[]).await
}

const HAND: Text = say(
    "截止后也可登记，不需审核；名额照常计算，满额列入候补。邮箱属于平台账号的，报名归入该账号。",
    "Also after the deadline, and without approval; places count as always, and whoever finds none waits. An address of an account ties the registration to it.",
);

async fn hand_page(visit: &Visit, id: MeetingId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let meeting = actions::of_office(tx, &actor, id)?;
        let agenda = public_agenda(tx, &meeting)?;
        Ok::<_, Refusal>((meeting, agenda, store::opening(tx, id)?))
    });
    let (meeting, agenda, opening) = read.await?;
    let lang = visit.lang;
    let blank = form::of(&RegistrationDraft::blank(MeetingRole::Delegate));
    let choices = Choices { meeting: &meeting, agenda: agenda.as_ref(), roles: MeetingRole::ALL.to_vec() };
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    const FIRST: Text = say("请先设置报名时间与名额", "Set the opening and the places first");
    let body = html! {
        (head(visit, &meeting, Page::ByHand))
        (ui::breach_summary(lang, breaches))
        p.hint { (HAND.get(lang)) }
        @if opening.is_none() { (ui::actions(ui::blocked(lang, SEND, &FIRST.into()))) }
        @else {
            (ui::form(lang, &visit.csrf, &paths::by_hand(id), &format!("register-by-hand-{id}"), html! {
                (form::fields(lang, &choices, typed.unwrap_or(&blank), breaches))
                (ui::actions(ui::submit(lang, SEND)))
            }))
        }
    };
    Ok(visit.page_with(status, title(texts::BY_HAND, &meeting), body))
}

pub(crate) async fn send_by_hand(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match form::read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::register_by_hand(tx, &actor, id, &draft)).await,
    };
    match outcome {
        Ok(it) => visit.done(&paths::registration(it.id), said(&it)),
        Err(Refusal::Breaches(breaches)) => hand_page(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}
