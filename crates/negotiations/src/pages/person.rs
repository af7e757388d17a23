//! One negotiator, and asking to meet them.

use kernel::{Breach, ItemId, MeetingId, NegotiatorId, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::frame::tried;
use super::office::crumbs;
use crate::actions::{self, RequestDraft};
use crate::kinds::{Rank, Side};
use crate::record::{MatchRequest, Negotiator};
use crate::{paths, rules, store, texts};

const ASK: Text = say("发出洽谈请求", "Ask to meet");
const ITEM: Text = say("涉及的指南项目", "Guideline item it is about");
const JOIN: Text = say("参加洽谈后才能发出请求", "Join the negotiations to ask");
const SAID_NO: Text = say("您已选择不与对方洽谈；可以改变主意。", "You said no to meeting them; you may think again.");
const KNOWN: Text = say("你们已有请求", "There is a request of yours");

pub(crate) async fn show(visit: Visit, Path((id, who)): Path<(MeetingId, NegotiatorId)>) -> Answer {
    page(&visit, (id, who), None, &[]).await
}

/// Items of the enterprise among the two that people can apply for.
fn items_of(tx: &mut db::Tx<'_>, two: [&Negotiator; 2]) -> Result<Vec<(String, String)>, Refusal> {
    let houses = two.iter().filter(|it| it.side == Side::Enterprise).map(|it| it.organisation_id);
    let mut found = Vec::new();
    for house in houses {
        let sql = "SELECT item.id, item.title FROM item JOIN guideline ON guideline.id = item.guideline_id \
                   WHERE item.enterprise_id = $1 AND guideline.state = 'published' ORDER BY item.id DESC LIMIT 50";
        let rows: Vec<(ItemId, String)> = tx.query(sql, db::params![house])?;
        found.extend(rows.into_iter().map(|(id, title)| (id.to_string(), title)));
    }
    Ok(found)
}

async fn page(visit: &Visit, (id, who): (MeetingId, NegotiatorId), form: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (meeting, setup, me, who) = super::people::one(tx, &actor, id, who)?;
        let (request, items) = match &me {
            Some(me) => (store::request_of_pair(tx, id, me.id, who.id)?, items_of(tx, [me, &who])?),
            None => (None, Vec::new()),
        };
        Ok::<_, Refusal>((meeting, setup, me, who, request, items))
    });
    let (meeting, setup, me, who, request, items) = read.await?;
    let lang = visit.lang;
    let may = me.as_ref().map(|me| {
        rules::may_meet(setup.is_any_to_any, (me.side, who.side), me.organisation_id == who.organisation_id)
            .and_then(|()| rules::takes_requests(setup.state))
    });
    let is_own = me.as_ref().is_some_and(|me| me.id == who.id);
    let body = html! {
        (crumbs(visit, &meeting))
        (ui::heading(ui::named_text(lang, &who.name, &who.name_en), ui::badge(lang, who.side.text(), ui::Tone::Neutral)))
        (ui::breach_summary(lang, breaches))
        (ui::facts(lang, vec![
            (say("单位", "Organisation"), ui::named(lang, &who.organisation, &who.organisation_en)),
            (say("可提供", "Offers"), texts::prose(lang, &who.offers)),
            (say("希望寻求", "Seeks"), texts::prose(lang, &who.seeks)),
        ]))
        @match (&me, &request, may) {
            _ if is_own => {},
            (Some(me), Some(request), Some(Ok(()))) if request.rank == Rank::No && request.from_id == me.id => {
                p { (SAID_NO.get(lang)) }
                (ask_form(visit, (id, who.id), &items, form, breaches))
            },
            (Some(me), Some(request), _) => (known(visit, me, request)),
            (Some(_), None, Some(Ok(()))) => (ask_form(visit, (id, who.id), &items, form, breaches)),
            (Some(_), None, Some(Err(breach))) => (ui::blocked(lang, ASK, &breach.said)),
            (None, _, _) | (_, _, None) => {
                (ui::blocked(lang, ASK, &JOIN.into()))
                (ui::actions(ui::link_button(lang, &paths::mine(id), texts::MINE)))
            },
        }
        (ui::actions(ui::link_button(lang, &paths::people(id), texts::PEOPLE)))
    };
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(status, who.said(), body))
}

fn known(visit: &Visit, me: &Negotiator, request: &MatchRequest) -> Markup {
    let lang = visit.lang;
    // What somebody declined on their own is not told as their request.
    let is_hidden =
        request.from_id != me.id && request.state == crate::state::request::State::Declined && request.answer.is_none();
    html! {
        @if is_hidden { (ui::blocked(lang, ASK, &say("对方目前不接受您的洽谈请求", "They do not take a request of yours at present").into())) }
        @else { p { (KNOWN.get(lang)) ": " (ui::badge(lang, request.state.text(), texts::request_tone(request.state))) " "
            a href={ (paths::mine(request.meeting_id)) "#r-" (request.id) } { (texts::MINE.get(lang)) }
        } }
    }
}

fn ask_form(
    visit: &Visit,
    (id, who): (MeetingId, NegotiatorId),
    items: &[(String, String)],
    form: Option<&Form>,
    breaches: &[Breach],
) -> Markup {
    let lang = visit.lang;
    let empty = Form::default();
    let typed = form.unwrap_or(&empty);
    let none = (String::new(), say("不涉及具体项目", "none").get(lang).to_owned());
    let rank = if typed.has("rank") { typed.get("rank") } else { Rank::Want.word() };
    html! {
        (ui::section(lang, ASK, ui::form(lang, &visit.csrf, &paths::person(id, who), &format!("ask-{who}"), html! {
            (Field::radio("rank", texts::RANK, texts::ranks(lang, true)).value(rank).render(lang, breaches))
            @if !items.is_empty() {
                (Field::select("item_id", ITEM, [none].into_iter().chain(items.iter().cloned()).collect()).value(typed.get("item_id")).render(lang, breaches))
            }
            (Field::area("note", texts::NOTE).rows(3).value(typed.get("note")).render(lang, breaches))
            (ui::actions(ui::submit(lang, ASK)))
        })))
    }
}

pub(crate) async fn ask(visit: Visit, Path((id, who)): Path<(MeetingId, NegotiatorId)>, form: Form) -> Answer {
    let rank = match form.word::<Rank>("rank") {
        Ok(rank) => rank,
        Err(breach) => return page(&visit, (id, who), Some(&form), &[breach]).await,
    };
    let item_id = form.id::<ItemId>("item_id").ok();
    let draft = RequestDraft { to: who, rank, item_id, note: form.get("note").to_owned() };
    match tried(&visit, move |tx, actor| actions::ask_to_meet(tx, actor, id, &draft)).await? {
        Ok(_) => visit.done(&paths::mine(id), say("请求已发出", "Your request is sent")),
        Err(breaches) => page(&visit, (id, who), Some(&form), &breaches).await,
    }
}
