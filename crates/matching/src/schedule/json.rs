//! Our own form of an instance: JSON, numbers from 1. The schema stands in the manual of the engine.

use std::collections::HashSet;

use serde::Deserialize;

use super::instance::{Class, Instance, Limits, Lock, Participant, Request, Session, Side, Table};

use super::mask::{Mask, below, ones};
use super::plan::Place;
use crate::Fault;
use crate::lines::line_of;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    name: Option<String>,
    slots: u32,
    #[serde(default)]
    sessions: Vec<WrittenSession>,
    #[serde(default)]
    zones: Option<u32>,
    #[serde(default)]
    distances: Vec<Vec<u32>>,
    tables: Tables,
    #[serde(default)]
    classes: Vec<WrittenClass>,
    #[serde(default)]
    fairness: Option<u32>,
    #[serde(default)]
    mandatory_all: bool,
    #[serde(default)]
    blocks_are_idle: bool,
    #[serde(default = "two")]
    patience: u32,
    #[serde(default = "once")]
    price_of_change: u32,
    participants: Vec<WrittenParticipant>,
    requests: Vec<WrittenRequest>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tables {
    Count(u32),
    Each(Vec<WrittenTable>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTable {
    #[serde(default = "once")]
    zone: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSession {
    name: String,
    slots: Vec<Slots>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenClass {
    value: u32,
    #[serde(default)]
    mutual: Option<u32>,
}

/// One slot, or `"3-7"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Slots {
    One(u32),
    Range(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenSide {
    Host,
    Guest,
    Any,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenParticipant {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    side: Option<WrittenSide>,
    #[serde(default)]
    free: Option<Vec<Slots>>,
    #[serde(default)]
    blocked: Vec<Slots>,
    #[serde(default)]
    absent: bool,
    #[serde(default)]
    min: u32,
    #[serde(default)]
    max: Option<u32>,
    #[serde(default)]
    table: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRequest {
    pair: [u32; 2],
    #[serde(default = "once")]
    class: u32,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    session: Option<u32>,
    #[serde(default)]
    fixed: Option<u32>,
    #[serde(default)]
    forbidden: Vec<Slots>,
    #[serde(default)]
    after: Vec<u32>,
    #[serde(default)]
    mandatory: bool,
    #[serde(default)]
    lock: Option<WrittenLock>,
    #[serde(default)]
    published: Option<WrittenPlace>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLock {
    slot: u32,
    #[serde(default)]
    table: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPlace {
    slot: u32,
    table: u32,
}

const fn once() -> u32 {
    1
}

const fn two() -> u32 {
    2
}

/// Reads an instance.
pub fn read(name: &str, text: &str) -> Result<Instance, Fault> {
    let written: Written = serde_json::from_str(text).map_err(|error| Fault::of_json(&error))?;
    let at = |field: &'static str| move |reason: String| Fault { line: line_of(text, field, None), reason };
    if let Some(kind) = written.kind.as_deref().filter(|&kind| kind != "schedule") {
        return Err(at("kind")(format!("this is no timetable but \"{kind}\"")));
    }
    let mut instance = frame(name, &written, &at)?;
    // One fault beyond the limit is enough, before lists of that size are walked.
    instance = instance.checked()?;
    for (index, participant) in written.participants.iter().enumerate() {
        let here = |reason: String| Fault { line: line_of(text, "participants", Some(index as u32)), reason };
        instance.participants.push(person(index, participant, &instance).map_err(here)?);
    }
    let mut owners = vec![None; instance.tables.len()];
    for (index, table) in instance.participants.iter().enumerate().filter_map(|(index, it)| Some((index, it.table?))) {
        if let Some(other) = owners[table as usize].replace(index) {
            let reason = format!("participants {} and {} both own table {}", other + 1, index + 1, table + 1);
            return Err(Fault { line: line_of(text, "participants", Some(index as u32)), reason });
        }
    }
    let mut locked = HashSet::new();
    let mut pairs = HashSet::new();
    for (index, request) in written.requests.iter().enumerate() {
        let here = |reason: String| Fault { line: line_of(text, "requests", Some(index as u32)), reason };
        let read = wish(index, request, &instance, written.requests.len()).map_err(here)?;
        let [a, b] = read.pair;
        if !pairs.insert((a.min(b), a.max(b))) {
            return Err(here(format!("participants {} and {} already stand in an earlier request", a + 1, b + 1)));
        }
        if let Some((slot, table)) = read.lock.and_then(|lock| Some((lock.slot, lock.table?))) {
            if !locked.insert((slot, table)) {
                return Err(here(format!("two meetings are locked at table {} in slot {}", table + 1, slot + 1)));
            }
            if let Some(owner) = owners[table as usize].filter(|&owner| !read.pair.contains(&(owner as u32))) {
                return Err(here(format!("table {} belongs to participant {}", table + 1, owner + 1)));
            }
            let own = read.pair.iter().find_map(|&it| instance.participants[it as usize].table);
            if let Some(own) = own.filter(|_| owners[table as usize].is_none()) {
                return Err(here(format!("the meeting takes place at table {}, which one of the two owns", own + 1)));
            }
        }
        instance.requests.push(read);
        if let Some(lock) = instance.requests[index].lock
            && instance.domain(index) == 0
        {
            return Err(here(format!(
                "request {} is locked in slot {}, which it, a participant or the session forbids",
                index + 1,
                lock.slot + 1
            )));
        }
    }
    Ok(instance)
}

fn number(given: u32, count: usize, what: &str) -> Result<u32, String> {
    given
        .checked_sub(1)
        .filter(|&index| (index as usize) < count)
        .ok_or_else(|| format!("{what} {given} is unknown; there are {count}, counted from 1"))
}

fn mask(slots: &[Slots], count: usize) -> Result<Mask, String> {
    let mut mask = 0;
    for given in slots {
        let (first, last) = match given {
            Slots::One(slot) => (*slot, *slot),
            Slots::Range(range) => range
                .split_once('-')
                .and_then(|(first, last)| Some((first.trim().parse().ok()?, last.trim().parse().ok()?)))
                .ok_or_else(|| format!("\"{range}\" is no range of slots such as \"3-7\""))?,
        };
        let [first, last] = [number(first, count, "slot")? as usize, number(last, count, "slot")? as usize];
        if first > last {
            return Err(format!("the range {}-{} runs backwards", first + 1, last + 1));
        }
        mask |= below(last + 1) & !below(first);
    }
    Ok(mask)
}

/// Everything but people and requests.
fn frame<A: Fn(String) -> Fault>(
    name: &str,
    written: &Written,
    at: &impl Fn(&'static str) -> A,
) -> Result<Instance, Fault> {
    let slots = written.slots as usize;
    if slots == 0 || slots > Limits::SLOTS {
        return Err(at("slots")(format!("there must be from 1 to {} slots, not {slots}", Limits::SLOTS)));
    }
    let tables: Vec<u32> = match &written.tables {
        Tables::Count(count) if *count as usize > Limits::TABLES => {
            return Err(at("tables")(format!("{count} tables are more than the limit of {}", Limits::TABLES)));
        }
        Tables::Count(count) => vec![1; *count as usize],
        Tables::Each(each) => each.iter().map(|table| table.zone).collect(),
    };
    let zones = written.zones.unwrap_or_else(|| tables.iter().copied().max().unwrap_or(1)) as usize;
    if zones > Limits::ZONES {
        return Err(at("zones")(format!("{zones} zones are more than the limit of {}", Limits::ZONES)));
    }
    let tables = tables
        .into_iter()
        .map(|zone| Ok(Table { zone: number(zone, zones, "zone")? }))
        .collect::<Result<_, _>>()
        .map_err(at("tables"))?;
    if !written.distances.is_empty()
        && (written.distances.len() != zones || written.distances.iter().any(|row| row.len() != zones))
    {
        return Err(at("distances")(format!("distances must be {zones} rows of {zones}")));
    }
    let sessions = written
        .sessions
        .iter()
        .map(|session| Ok(Session { name: session.name.clone(), slots: mask(&session.slots, slots)? }));
    let mut classes: Vec<_> = written
        .classes
        .iter()
        .map(|class| Class { value: class.value, mutual: class.mutual.unwrap_or(class.value) })
        .collect();
    if classes.iter().any(|class| class.value.max(class.mutual) > Limits::VALUE) {
        return Err(at("classes")(format!("a value may be {} at most", Limits::VALUE)));
    }
    if classes.is_empty() {
        classes.push(Class { value: 1, mutual: 1 });
    }
    for (count, most, what) in [
        (written.participants.len(), Limits::PARTICIPANTS, "participants"),
        (written.requests.len(), Limits::REQUESTS, "requests"),
    ] {
        if count > most {
            return Err(at(what)(format!("{count} {what} are more than the limit of {most}")));
        }
    }
    Ok(Instance {
        name: written.name.clone().unwrap_or_else(|| name.to_owned()),
        slots,
        sessions: sessions.collect::<Result<_, _>>().map_err(at("sessions"))?,
        tables,
        distances: written.distances.concat(),
        zones,
        classes,
        participants: Vec::new(),
        requests: Vec::new(),
        fairness: written.fairness,
        mandatory_all: written.mandatory_all,
        blocks_are_idle: written.blocks_are_idle,
        patience: written.patience,
        price_of_change: written.price_of_change.min(Limits::VALUE),
    })
}

fn person(index: usize, written: &WrittenParticipant, instance: &Instance) -> Result<Participant, String> {
    let free = match &written.free {
        Some(slots) => mask(slots, instance.slots)?,
        None => instance.day(),
    };
    let free = free & !mask(&written.blocked, instance.slots)?;
    if free == 0 && !written.absent {
        return Err(format!("participant {} has no free slot; who does not come is \"absent\": true", index + 1));
    }
    let free = if written.absent { 0 } else { free };
    let max = written.max.unwrap_or(instance.slots as u32);
    let available = free.count_ones().min(max);
    if written.min > available && !written.absent {
        return Err(format!(
            "participant {} wants at least {} meetings and can have {available} at most",
            index + 1,
            written.min
        ));
    }
    Ok(Participant {
        name: written.name.clone().unwrap_or_else(|| (index + 1).to_string()),
        side: match written.side {
            Some(WrittenSide::Host) => Side::Host,
            Some(WrittenSide::Guest) => Side::Guest,
            Some(WrittenSide::Any) | None => Side::Any,
        },
        free,
        min: if written.absent { 0 } else { written.min },
        max,
        table: written.table.map(|table| number(table, instance.tables.len(), "table")).transpose()?,
    })
}

fn wish(index: usize, written: &WrittenRequest, instance: &Instance, count: usize) -> Result<Request, String> {
    let people = instance.participants.len();
    let pair = [number(written.pair[0], people, "participant")?, number(written.pair[1], people, "participant")?];
    let sides = pair.map(|participant| instance.participants[participant as usize].side);
    if pair[0] == pair[1] {
        return Err(format!("participant {} is to meet themselves", pair[0] + 1));
    }
    if sides[0] == sides[1] && sides[0] != Side::Any {
        return Err(format!("participants {} and {} stand on the same side", pair[0] + 1, pair[1] + 1));
    }
    let slot = |given: u32| number(given, instance.slots, "slot");
    let table = |given: u32| number(given, instance.tables.len(), "table");
    let after = written.after.iter().map(|&before| number(before, count, "request")).collect::<Result<Vec<_>, _>>()?;
    if after.contains(&(index as u32)) {
        return Err(format!("request {} is to come before itself", index + 1));
    }
    let lock = match &written.lock {
        Some(lock) => Some(Lock { slot: slot(lock.slot)?, table: lock.table.map(table).transpose()? }),
        None => None,
    };
    let published = match &written.published {
        Some(place) => Some(Place { slot: slot(place.slot)?, table: table(place.table)? }),
        None => None,
    };
    Ok(Request {
        pair,
        class: number(written.class, instance.classes.len(), "class")?,
        mutual: written.mutual,
        session: written.session.map(|session| number(session, instance.sessions.len(), "session")).transpose()?,
        fixed: written.fixed.map(slot).transpose()?,
        forbidden: mask(&written.forbidden, instance.slots)?,
        after,
        mandatory: written.mandatory,
        lock,
        published,
    })
}

/// Writes an instance in this form, one participant and one request a line.
pub fn write(instance: &Instance) -> String {
    use serde_json::json;
    let slots = |mask: Mask| ones(mask).map(|slot| slot + 1).collect::<Vec<_>>();
    let mut text = String::from("{\n");
    let mut field = |name: &str, value: serde_json::Value| text.push_str(&format!("\"{name}\": {value},\n"));
    field("kind", json!("schedule"));
    field("name", json!(instance.name));
    field("slots", json!(instance.slots));
    field(
        "sessions",
        instance.sessions.iter().map(|session| json!({"name": session.name, "slots": slots(session.slots)})).collect(),
    );
    field("zones", json!(instance.zones));
    field("distances", instance.distances.chunks(instance.zones.max(1)).map(|row| json!(row)).collect());
    field("tables", instance.tables.iter().map(|table| json!({"zone": table.zone + 1})).collect());
    field(
        "classes",
        instance.classes.iter().map(|class| json!({"value": class.value, "mutual": class.mutual})).collect(),
    );
    if let Some(fairness) = instance.fairness {
        field("fairness", json!(fairness));
    }
    field("mandatory_all", json!(instance.mandatory_all));
    field("blocks_are_idle", json!(instance.blocks_are_idle));
    field("patience", json!(instance.patience));
    field("price_of_change", json!(instance.price_of_change));
    let participants = instance.participants.iter().map(|it| written_person(instance, it).to_string());
    text.push_str(&format!("\"participants\": [\n{}\n],\n", participants.collect::<Vec<_>>().join(",\n")));
    let requests = instance.requests.iter().map(|it| written_wish(it).to_string());
    text.push_str(&format!("\"requests\": [\n{}\n]\n}}\n", requests.collect::<Vec<_>>().join(",\n")));
    text
}

fn written_person(instance: &Instance, it: &Participant) -> serde_json::Value {
    let mut object = serde_json::Map::new();
    object.insert("name".into(), it.name.clone().into());
    let side = match it.side {
        Side::Host => "host",
        Side::Guest => "guest",
        Side::Any => "any",
    };
    object.insert("side".into(), side.into());
    if it.free == 0 {
        object.insert("absent".into(), true.into());
    } else if it.free != instance.day() {
        object
            .insert("blocked".into(), ones(instance.day() & !it.free).map(|slot| slot + 1).collect::<Vec<_>>().into());
    }
    if it.min > 0 {
        object.insert("min".into(), it.min.into());
    }
    object.insert("max".into(), it.max.into());
    if let Some(table) = it.table {
        object.insert("table".into(), (table + 1).into());
    }
    object.into()
}

fn written_wish(it: &Request) -> serde_json::Value {
    let mut object = serde_json::Map::new();
    object.insert("pair".into(), it.pair.map(|participant| participant + 1).to_vec().into());
    object.insert("class".into(), (it.class + 1).into());
    for (name, holds) in [("mutual", it.mutual), ("mandatory", it.mandatory)] {
        if holds {
            object.insert(name.into(), true.into());
        }
    }
    for (name, number) in [("session", it.session), ("fixed", it.fixed)] {
        if let Some(number) = number {
            object.insert(name.into(), (number + 1).into());
        }
    }
    if it.forbidden != 0 {
        object.insert("forbidden".into(), ones(it.forbidden).map(|slot| slot + 1).collect::<Vec<_>>().into());
    }
    if !it.after.is_empty() {
        object.insert("after".into(), it.after.iter().map(|before| before + 1).collect::<Vec<_>>().into());
    }
    if let Some(lock) = it.lock {
        let table = lock.table.map(|table| table + 1);
        object.insert("lock".into(), serde_json::json!({"slot": lock.slot + 1, "table": table}));
    }
    if let Some(place) = it.published {
        object.insert("published".into(), serde_json::json!({"slot": place.slot + 1, "table": place.table + 1}));
    }
    object.into()
}
