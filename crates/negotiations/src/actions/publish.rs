//! Taking requests, showing the timetable, and what each person is to be told of it.

use std::collections::HashMap;

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Lang, MeetingId, NegotiatorId, Refusal, RowId, Said, Text, TimetableId, Word, say};
use meetings::Meeting;
use sha2::{Digest, Sha256};

use super::{NEGOTIATION, TIMETABLE, office};
use crate::contents::{Change, Contents, Seat, diff};
use crate::facts::Facts;
use crate::record::{Negotiation, NegotiationLetter, Timetable};
use crate::state::negotiation::Step;
use crate::state::timetable;
use crate::store;

/// Lets people join and ask each other.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId) -> Result<Negotiation, Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    advance(tx, actor, setup, Step::Open)
}

/// Takes the timetable back: people see their requests and no places.
pub fn hide(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId) -> Result<Negotiation, Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    advance(tx, actor, setup, Step::Hide)
}

fn advance(tx: &mut Tx<'_>, actor: &Actor, setup: Negotiation, step: Step) -> Result<Negotiation, Refusal> {
    let after = setup.state.after(step)?;
    journal::advance(tx, Act::new(actor, NEGOTIATION, setup.id.0, step.word()).moved(setup.state, after))?;
    Ok(Negotiation { state: after, state_since: tx.now(), ..setup })
}

/// What publishing would show and bring about now.
pub struct Preview {
    pub meeting: Meeting,
    pub facts: Facts,
    pub contents: Contents,
    /// Against the version published last.
    pub changes: Vec<Change>,
    /// What each person would be told, line by line.
    pub letters: Vec<(NegotiatorId, Vec<Said>)>,
    /// Of what is in effect: publishing sends it along, so that nothing is published unseen.
    pub fingerprint: String,
}

/// Looks at it without doing it.
pub fn preview(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId) -> Result<Preview, Refusal> {
    let (meeting, setup) = office(tx, actor, meeting)?;
    let facts = Facts::load(tx, meeting.clone(), setup)?;
    let contents = Contents::in_effect(&facts);
    let last = store::last_release(tx, meeting.id)?.map(|it| Contents::read(&it)).transpose()?.unwrap_or_default();
    let letters = drafted(tx, &facts, &contents)?;
    let fingerprint = hex::encode(Sha256::digest(contents.text()?.as_bytes()));
    let changes = diff(&last.places, &contents.places);
    Ok(Preview { meeting, facts, contents, changes, letters, fingerprint })
}

/// Whoever's own appointments differ from what they were told last; whoever was never told anything is told everything.
fn drafted(tx: &mut Tx<'_>, facts: &Facts, contents: &Contents) -> Result<Vec<(NegotiatorId, Vec<Said>)>, Refusal> {
    // A later row takes the place of an earlier one.
    let told: HashMap<NegotiatorId, TimetableId> = store::told_last(tx, facts.meeting.id)?.into_iter().collect();
    let mut known: HashMap<TimetableId, Contents> = HashMap::new();
    for id in told.values() {
        if !known.contains_key(id) {
            known.insert(*id, Contents::read(&store::timetable(tx, facts.meeting.id, *id)?)?);
        }
    }
    let by_person = |contents: &Contents| -> HashMap<NegotiatorId, Vec<Seat>> {
        let mut all: HashMap<NegotiatorId, Vec<Seat>> = HashMap::new();
        for seat in &contents.places {
            for id in [seat.place.first, seat.place.second] {
                all.entry(id).or_default().push(*seat);
            }
        }
        all
    };
    let after = by_person(contents);
    let before: HashMap<TimetableId, HashMap<NegotiatorId, Vec<Seat>>> =
        known.iter().map(|(id, contents)| (*id, by_person(contents))).collect();
    let none = Vec::new();
    let mut people: Vec<NegotiatorId> = after.keys().chain(told.keys()).copied().collect();
    people.sort_unstable();
    people.dedup();
    let letter = |id: NegotiatorId| {
        let was = told.get(&id).and_then(|version| before.get(version)).and_then(|all| all.get(&id)).unwrap_or(&none);
        let is = after.get(&id).unwrap_or(&none);
        let other = |it: &Change| facts.called(if it.first == id { it.second } else { it.first });
        let lines: Vec<Said> = diff(was, is).iter().map(|it| it.told(other(it))).collect();
        (!lines.is_empty()).then_some((id, lines))
    };
    Ok(people.into_iter().filter_map(letter).collect())
}

const EMPTY: Text = say("还没有任何洽谈安排", "There is no appointment yet");

/// Shows what is in effect, keeps it as a version, and drafts what each person is to be told; nothing leaves before the office sends it.
/// `seen` is the fingerprint of the preview.
pub fn publish(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, seen: Option<&str>) -> Result<Timetable, Refusal> {
    let Preview { facts, contents, letters, fingerprint, .. } = preview(tx, actor, meeting)?;
    if seen.is_some_and(|seen| seen != fingerprint) {
        return Err(Refusal::Overtaken);
    }
    if contents.places.is_empty() {
        return Err(Breach::field("", EMPTY).into());
    }
    let setup = advance(tx, actor, facts.setup.clone(), Step::Publish)?;
    let now = tx.now();
    let released = Timetable {
        id: TimetableId::at(now),
        meeting_id: meeting,
        ordinal: store::next_ordinal(tx, meeting)?,
        seed: 0,
        seconds: 0,
        spent: 1_000,
        heard: String::new(),
        beat_at: now,
        board_revision: setup.board_revision,
        contents: contents.text()?,
        instance: "{}".into(),
        instance_sha256: fingerprint,
        result: "{}".into(),
        state: timetable::State::Released,
        state_since: now,
        made_by: actor.person_id,
        made_by_name: actor.name.clone(),
        created_at: now,
    };
    db::insert(tx, &released).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    store::supersede_letters(tx, meeting)?;
    let row = |(negotiator_id, lines): &(NegotiatorId, Vec<Said>)| {
        let joined = |lang| lines.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join("\n");
        NegotiationLetter {
            id: RowId::at(now),
            meeting_id: meeting,
            timetable_id: released.id,
            negotiator_id: *negotiator_id,
            changes_zh: joined(Lang::Zh),
            changes_en: joined(Lang::En),
            created_at: now,
            sent_at: None,
            dropped_at: None,
            superseded_at: None,
        }
    };
    db::bulk_insert(tx, &letters.iter().map(row).collect::<Vec<_>>())?;
    let detail =
        serde_json::json!({ "meeting": meeting, "appointments": contents.places.len(), "letters": letters.len() });
    let act = Act::new(actor, TIMETABLE, released.id.0, "release").born(released.state);
    journal::record(tx, act.documents([released.instance_sha256.clone()]).detail(detail));
    Ok(released)
}
