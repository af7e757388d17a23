//! Computing a timetable: read what is asked, compute between transactions, keep what was found as a proposal, and take it into effect.

use std::collections::{HashMap, HashSet};

use db::{Tx, params};
use journal::Act;
use kernel::{
    Actor, AppointmentId, Breach, Instant, MatchRequestId, MeetingId, NegotiatorId, Refusal, Text, TimetableId, Word,
    say,
};
use meetings::Meeting;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{TIMETABLE, office};
use crate::contents::Contents;
use crate::facts::Facts;
use crate::instance::{self, Asked};
use crate::kinds::Origin;
use crate::record::{Appointment, Timetable};
use crate::state::appointment::State as At;
use crate::state::negotiation;
use crate::state::timetable::{State, Step};
use crate::store;

/// A computation that was not heard of for so many seconds has ended with its process.
pub const SILENT_SECONDS: i64 = 30;

/// What the office grants a computation.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[schema(as = TimetableWishes)]
#[serde(deny_unknown_fields, default)]
pub struct Ask {
    /// Decides between equally good timetables.
    pub seed: i64,
    /// Seconds of search, 1 to 300.
    pub seconds: i64,
}

impl Default for Ask {
    fn default() -> Ask {
        Ask { seed: 1, seconds: 10 }
    }
}

/// What is to be computed.
#[derive(Clone, Debug)]
pub struct Question {
    pub timetable: Timetable,
    pub facts: Facts,
    pub asked: Asked,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Solved {
    pub timetable: Timetable,
    pub contents: Contents,
    pub result: String,
}

const RUNNING: Text = say("已有一次计算正在进行", "A computation is running already");
const NO_SLOTS: Text = say("请先设置时段和洽谈桌", "Slots and tables are needed first");
const NO_REQUESTS: Text = say("还没有被接受的请求", "No request is accepted yet");

/// Begins a computation: one at a time for each meeting.
pub fn ask(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, wishes: Ask) -> Result<Question, Refusal> {
    let (meeting, setup) = office(tx, actor, meeting)?;
    super::expire(tx, meeting.id)?;
    let is_public = setup.state == negotiation::State::Published;
    let facts = Facts::load(tx, meeting, setup)?;
    let asked = instance::asked(&facts);
    let asked = if is_public { asked.priced() } else { asked.afresh() };
    kernel::check([
        number("seed", wishes.seed, 0, 1_000_000_000),
        number("seconds", wishes.seconds, 1, 300),
        if facts.slots.is_empty() || facts.tables.is_empty() { Err(Breach::field("", NO_SLOTS)) } else { Ok(()) },
        if asked.instance.requests.is_empty() { Err(Breach::field("", NO_REQUESTS)) } else { Ok(()) },
    ])?;
    let now = tx.now();
    let document = matching::schedule::write(&asked.instance);
    let timetable = Timetable {
        id: TimetableId::at(now),
        meeting_id: facts.meeting.id,
        ordinal: store::next_ordinal(tx, facts.meeting.id)?,
        seed: wishes.seed,
        seconds: wishes.seconds,
        spent: 0,
        heard: String::new(),
        beat_at: now,
        board_revision: facts.setup.board_revision,
        contents: Contents::default().text()?,
        instance_sha256: hex::encode(Sha256::digest(document.as_bytes())),
        instance: document,
        result: "{}".into(),
        state: State::Computing,
        state_since: now,
        made_by: actor.person_id,
        made_by_name: actor.name.clone(),
        created_at: now,
    };
    db::insert(tx, &timetable).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    let sql = "UPDATE negotiation SET running_id = $1 WHERE id = $2 AND (running_id IS NULL OR NOT EXISTS \
               (SELECT 1 FROM timetable WHERE timetable.id = negotiation.running_id AND state = 'computing' AND beat_at > $3))";
    let silent = now.plus_seconds(-SILENT_SECONDS);
    if tx.execute(sql, params![timetable.id, facts.setup.id, silent])? == 0 {
        return Err(Breach::field("", RUNNING).into());
    }
    let detail = told(&timetable);
    let act = Act::new(actor, TIMETABLE, timetable.id.0, "compute").born(State::Computing);
    journal::record(tx, act.documents([timetable.instance_sha256.clone()]).detail(detail));
    Ok(Question { timetable, facts, asked })
}

fn number(field: &str, n: i64, least: i64, most: i64) -> Result<(), Breach> {
    let said = say("请填写 {least} 至 {most} 之间的整数", "Enter a whole number from {least} to {most}");
    let is_it = (least..=most).contains(&n);
    if is_it { Ok(()) } else { Err(Breach::field(field, said.with(&[("least", &least), ("most", &most)]))) }
}

fn told(it: &Timetable) -> serde_json::Value {
    serde_json::json!({ "meeting": it.meeting_id, "seed": it.seed, "seconds": it.seconds, "instance_sha256": it.instance_sha256 })
}

/// Writes how far a computation is; `false` when somebody stopped it.
pub fn beat(tx: &mut Tx<'_>, id: TimetableId, spent: i64, heard: &str) -> Result<bool, Refusal> {
    let now = tx.now();
    let sql = "UPDATE timetable SET spent = $1, heard = $2, beat_at = $3 WHERE id = $4 AND state = $5";
    Ok(tx.execute(sql, params![spent.clamp(0, 1_000), heard, now, id, State::Computing])? == 1)
}

/// Keeps what was found, unless somebody stopped it meanwhile.
pub fn keep(tx: &mut Tx<'_>, actor: &Actor, solved: &Solved) -> Result<Timetable, Refusal> {
    let step = if solved.contents.cause.is_some() { Step::Fail } else { Step::Propose };
    let it = advance(tx, actor, solved.timetable.clone(), step)?;
    let contents = solved.contents.text()?;
    let sql = "UPDATE timetable SET contents = $1, result = $2, spent = 1000 WHERE id = $3";
    tx.execute(sql, params![contents, solved.result, it.id])?;
    Ok(Timetable { contents, result: solved.result.clone(), spent: 1_000, ..it })
}

/// Stops a computation that runs.
pub fn stop(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: TimetableId) -> Result<Timetable, Refusal> {
    office(tx, actor, meeting)?;
    let it = store::timetable(tx, meeting, id)?;
    advance(tx, actor, it, Step::Stop)
}

/// Drops a proposal.
pub fn drop_plan(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: TimetableId) -> Result<Timetable, Refusal> {
    office(tx, actor, meeting)?;
    let it = store::timetable(tx, meeting, id)?;
    advance(tx, actor, it, Step::Drop)
}

fn advance(tx: &mut Tx<'_>, actor: &Actor, it: Timetable, step: Step) -> Result<Timetable, Refusal> {
    let after = it.state.after(step)?;
    let act = Act::new(actor, TIMETABLE, it.id.0, step.word()).moved(it.state, after);
    journal::advance(tx, act.documents([it.instance_sha256.clone()]).detail(told(&it)))?;
    Ok(Timetable { state: after, state_since: tx.now(), ..it })
}

/// Takes a proposal into effect: everything that is not fixed goes to its places. Refused when anything was moved, locked, booked or
/// called off since it was computed. Pairs that no longer both want to meet are left out.
pub fn adopt(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: TimetableId) -> Result<Timetable, Refusal> {
    let (about, setup) = office(tx, actor, meeting)?;
    let it = store::timetable(tx, meeting, id)?;
    let sql = "UPDATE negotiation SET board_revision = board_revision + 1 WHERE id = $1 AND board_revision = $2";
    if tx.execute(sql, params![setup.id, it.board_revision])? == 0 {
        it.state.after(Step::Adopt)?;
        return Err(Refusal::Overtaken);
    }
    let it = advance(tx, actor, it, Step::Adopt)?;
    let facts = Facts::load(tx, about, setup)?;
    let contents = Contents::read(&it)?;
    let wanted: HashSet<MatchRequestId> = facts.requests.iter().map(|request| request.id).collect();
    let standing: HashMap<(NegotiatorId, NegotiatorId), &Appointment> = facts
        .appointments
        .iter()
        .filter(|at| at.state == At::Placed)
        .map(|at| ((at.first_id, at.second_id), at))
        .collect();
    let is_movable = |at: &&Appointment| at.state == At::Placed && !instance::is_fixed(&facts, at);
    let stays = facts.appointments.iter().filter(|at| !is_movable(at)).map(|at| (at.first_id, at.second_id));
    let stays: HashSet<(NegotiatorId, NegotiatorId)> = stays.collect();
    clear(tx, meeting, facts.appointments.iter().filter(is_movable).map(|at| at.id).collect())?;
    let now = tx.now();
    let mut places: Vec<Appointment> = Vec::new();
    for seat in contents.places.iter().filter(|seat| !seat.place.fixed) {
        let place = seat.place;
        // Whoever met meanwhile, or waited in vain, is not arranged again.
        if stays.contains(&(place.first, place.second)) {
            continue;
        }
        // What has begun since is not arranged in the past, and what somebody took back is not arranged at all.
        if seat.starts_at <= now || !place.request.is_some_and(|request| wanted.contains(&request)) {
            continue;
        }
        places.push(placed(meeting, &place, standing.get(&(place.first, place.second)).copied(), now));
    }
    db::bulk_insert(tx, &places)?;
    store::take_all(tx, &places)?;
    Ok(it)
}

/// Takes everything away that moves, with a number of statements that does not depend on how much that is.
fn clear(tx: &mut Tx<'_>, meeting: MeetingId, ids: Vec<AppointmentId>) -> Result<(), Refusal> {
    for some in ids.chunks(500) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let values: Vec<kernel::Value> = some.iter().map(kernel::ToValue::to_value).collect();
        tx.execute(&format!("DELETE FROM appointment_hold WHERE appointment_id IN ({})", places.join(", ")), &values)?;
        let mut with_meeting = values;
        with_meeting.push(kernel::ToValue::to_value(&meeting));
        let sql = format!(
            "DELETE FROM appointment WHERE id IN ({}) AND meeting_id = ${} AND state = 'placed'",
            places.join(", "),
            with_meeting.len()
        );
        if tx.execute(&sql, &with_meeting)? != some.len() as u64 {
            return Err(Refusal::Overtaken);
        }
    }
    Ok(())
}

/// The row of a place; a pair that had one keeps its id, so that links and sheets stay.
fn placed(meeting: MeetingId, place: &instance::Placed, before: Option<&Appointment>, now: Instant) -> Appointment {
    Appointment {
        id: before.map_or_else(|| AppointmentId::at(now), |it| it.id),
        meeting_id: meeting,
        request_id: place.request,
        first_id: place.first,
        second_id: place.second,
        slot_id: place.slot,
        table_id: place.table,
        origin: Origin::Plan,
        is_locked: false,
        intent: None,
        amount: None,
        next_step: String::new(),
        said_by: None,
        confirmed_by: None,
        application_id: None,
        state: At::Placed,
        state_since: before.map_or(now, |it| it.state_since),
        revision: before.map_or(1, |it| it.revision + 1),
        created_at: before.map_or(now, |it| it.created_at),
    }
}

impl Question {
    pub fn meeting(&self) -> &Meeting {
        &self.facts.meeting
    }
}
