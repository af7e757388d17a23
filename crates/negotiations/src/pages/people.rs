//! Who takes part, and who fits.

use kernel::{Actor, GuidelineId, MeetingId, NegotiatorId, OrganisationId, Refusal, Text, Word, say};
use meetings::Meeting;
use suggestions::Suggestions;
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Path, Query, Visit};

use super::office::{Page, crumbs, head, title};
use crate::actions;
use crate::kinds::Side;
use crate::lists::{self, Filter};
use crate::record::{Negotiation, Negotiator};
use crate::{paths, policy, store, texts};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    side: String,
    q: String,
    after: Cursor<NegotiatorId>,
}

/// Guidelines of one's own that are looked at for suggestions.
const GUIDELINES: i64 = 3;
/// Suggestions at once.
const MOST: usize = 8;

/// Somebody who fits, with the words that speak for it.
struct Fitting {
    who: Negotiator,
    reasons: Vec<String>,
}

pub(crate) async fn show(
    suggestions: Suggestions,
    visit: Visit,
    Path(id): Path<MeetingId>,
    Query(asked): Query<Asked>,
) -> Answer {
    let actor = visit.actor()?;
    let filter = Filter { side: Side::parse(&asked.side).ok(), typed: asked.q.clone(), after: asked.after.0 };
    let read = visit.site.db.read(move |tx| {
        let meeting: Meeting = db::get(tx, id)?;
        let (setup, me) = seen(tx, &actor, &meeting)?;
        let (rows, next) = lists::negotiators(tx, id, &filter)?;
        Ok::<_, Refusal>((meeting, setup, me, rows, next))
    });
    let (meeting, setup, me, rows, next) = read.await?;
    let lang = visit.lang;
    let fitting = match me.clone().filter(|_| asked.q.is_empty() && asked.after.0.is_none()) {
        Some(me) => fitting(&visit, suggestions, me).await?,
        None => Vec::new(),
    };
    let row = |it: &Negotiator| {
        vec![
            html! { a href=(paths::person(id, it.id)) { (texts::who(lang, it)) } },
            html! { (it.side.text().get(lang)) },
            ui::theirs(lang, &it.offers),
            ui::theirs(lang, &it.seeks),
        ]
    };
    let heads = [texts::WHO, say("类别", "Side"), say("可提供", "Offers"), say("希望寻求", "Seeks")];
    let sides = Side::ALL.iter().map(|side| (side.word().to_owned(), side.text().get(lang).to_owned()));
    let all = (String::new(), say("全部", "all").get(lang).to_owned());
    let more = next.map(|after| {
        let query = [("side", asked.side.as_str()), ("q", asked.q.as_str()), ("after", &after.to_string())];
        let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        format!("{}?{}", paths::people(id), query.join("&"))
    });
    let is_office = visit.actor().is_ok_and(|actor| policy::may(&actor));
    let body = html! {
        @if is_office { (head(&visit, &meeting, Some(&setup), Page::People)) }
        @else {
            (crumbs(&visit, &meeting))
            (ui::heading(texts::PEOPLE.get(lang), html! {}))
            (ui::actions(ui::link_button(lang, &paths::mine(id), texts::MINE)))
        }
        @if !fitting.is_empty() { (ui::section(lang, SUGGESTED, suggested(&visit, id, &fitting))) }
        (ui::filter_bar(lang, &paths::people(id), html! {
            (Field::text("q", say("姓名、单位或内容", "Name, organisation or subject")).value(&asked.q).render(lang, &[]))
            (Field::select("side", heads[1], [all].into_iter().chain(sides).collect()).value(&asked.side).render(lang, &[]))
        }))
        (ui::table(lang, texts::PEOPLE, &heads, rows.iter().map(row).collect(), say("还没有人参加洽谈。", "Nobody takes part yet.")))
        (ui::pager(lang, more))
    };
    visit.page(title(texts::PEOPLE, &meeting), body)
}

/// What is typed, as part of an address.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The negotiations as somebody who takes part, may join, or the office sees them.
pub(super) fn seen(
    tx: &mut db::Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
) -> Result<(Negotiation, Option<Negotiator>), Refusal> {
    let setup = crate::facts::setup(tx, meeting.id)?;
    if !policy::may(actor) {
        policy::permit_join(actor, meeting, &setup)?;
    }
    let me = store::negotiator_of(tx, meeting.id, actor.person_id)?.filter(Negotiator::is_here);
    Ok((setup, me))
}

const SUGGESTED: Text = say("推荐的洽谈对象", "Who fits you");
const WHY: Text = say("共同的用词", "Words you share");

fn suggested(visit: &Visit, id: MeetingId, all: &[Fitting]) -> Markup {
    let lang = visit.lang;
    html! { ul { @for it in all { li {
        a href=(paths::person(id, it.who.id)) { (texts::who(lang, &it.who)) } " "
        span.muted { (WHY.get(lang)) ": " }
        @for word in &it.reasons { (ui::badge(lang, kernel::Said { zh: word.clone(), en: word.clone() }, ui::Tone::Info)) " " }
    } } } }
}

/// Takes what is suggested to the person, or for the latest guidelines of their house, to those who are at the meeting.
async fn fitting(visit: &Visit, suggestions: Suggestions, me: Negotiator) -> Result<Vec<Fitting>, web::Failed> {
    let (actor, db) = (visit.actor()?, visit.site.db.clone());
    let work = move || -> Result<Vec<Fitting>, Refusal> {
        let houses = match me.side {
            Side::University => match suggestions::for_person(&suggestions, &db, &actor) {
                Ok(found) => found.items.into_iter().map(|it| (it.item.enterprise_id, it.reasons)).collect(),
                Err(Refusal::Forbidden { .. }) => Vec::new(),
                Err(other) => return Err(other),
            },
            Side::Enterprise => universities(&suggestions, &db, &actor, me.organisation_id)?,
        };
        db.read_now(move |tx| at_the_meeting(tx, &me, houses))
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(Refusal::fault)??)
}

fn universities(
    suggestions: &Suggestions,
    db: &db::Db,
    actor: &Actor,
    house: OrganisationId,
) -> Result<Vec<(OrganisationId, Vec<String>)>, Refusal> {
    let sql = "SELECT id FROM guideline WHERE enterprise_id = $1 AND state = 'published' ORDER BY id DESC LIMIT $2";
    let ids: Vec<(GuidelineId,)> = db.read_now(move |tx| tx.query(sql, db::params![house, GUIDELINES]))?;
    let mut found = Vec::new();
    for (id,) in ids {
        match suggestions::for_guideline(suggestions, db, actor, id) {
            Ok(partners) => found.extend(partners.universities.into_iter().map(|it| (it.university_id, it.reasons))),
            Err(Refusal::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(found)
}

fn at_the_meeting(
    tx: &mut db::Tx<'_>,
    me: &Negotiator,
    houses: Vec<(OrganisationId, Vec<String>)>,
) -> Result<Vec<Fitting>, Refusal> {
    let people = store::negotiators(tx, me.meeting_id)?;
    let known: std::collections::HashSet<NegotiatorId> =
        store::requests_of(tx, me.id)?.iter().filter_map(|it| it.other(me.id)).collect();
    let mut found: Vec<Fitting> = Vec::new();
    for (house, reasons) in houses {
        let there = people.iter().filter(|it| it.is_here() && it.organisation_id == house && !known.contains(&it.id));
        for who in there {
            if found.len() < MOST && !found.iter().any(|it| it.who.id == who.id) {
                found.push(Fitting { who: who.clone(), reasons: reasons.clone() });
            }
        }
    }
    Ok(found)
}

/// Somebody of the meeting, with what is between them and the actor.
pub(super) fn one(
    tx: &mut db::Tx<'_>,
    actor: &Actor,
    id: MeetingId,
    who: NegotiatorId,
) -> Result<(Meeting, Negotiation, Option<Negotiator>, Negotiator), Refusal> {
    let meeting: Meeting = db::get(tx, id)?;
    let (setup, me) = seen(tx, actor, &meeting)?;
    let who = store::negotiator(tx, id, who)?;
    if !who.is_here() && !policy::may(actor) {
        return Err(Refusal::NotFound);
    }
    Ok((meeting, setup, me, who))
}

/// Lets requests lapse before they are shown.
pub(super) async fn up_to_date(visit: &Visit, id: MeetingId) -> Result<(), web::Failed> {
    let now = visit.site.db.clock().now();
    let sql = "SELECT COUNT(*) FROM match_request WHERE meeting_id = $1 AND state = 'sent' AND expires_at <= $2";
    let (n,): (i64,) = visit.site.db.read(move |tx| tx.one(sql, db::params![id, now])).await.map_err(Refusal::from)?;
    if n > 0 {
        visit.site.db.write(move |tx| actions::expire(tx, id)).await?;
    }
    Ok(())
}
