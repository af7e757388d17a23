//! The published B2B instances: MiniZinc data with the names of the archive of Girona (JAIR 74, 2022).
//!
//! What follows from `requested` (`meetingsxBusiness`, whose numbers are shifted by one, and `nMeetingsBusiness`) may be absent;
//! where it stands it must agree. A pair may occur twice: one published event has such a pair.

use std::collections::BTreeMap;

use super::dzn::{self, Item, Value};
use super::instance::{Class, Instance, Limits, Participant, Request, Session, Side, Table};
use super::mask::{Mask, below};
use crate::Fault;

type Found = BTreeMap<String, Item>;

/// Reads an instance.
pub fn read(name: &str, text: &str) -> Result<Instance, Fault> {
    let found = dzn::read(text)?;
    let slots = number(&found, "nTotalSlots", 1, Limits::SLOTS)?;
    let morning = number(&found, "nMorningSlots", 0, slots)?;
    let mut instance = Instance {
        name: name.to_owned(),
        slots,
        sessions: vec![
            Session { name: "morning".to_owned(), slots: below(morning) },
            Session { name: "afternoon".to_owned(), slots: below(slots) & !below(morning) },
        ],
        tables: vec![Table { zone: 0 }; number(&found, "nTables", 0, Limits::TABLES)?],
        distances: Vec::new(),
        zones: 1,
        classes: vec![Class { value: 1, mutual: 1 }],
        participants: Vec::new(),
        requests: Vec::new(),
        fairness: None,
        mandatory_all: true,
        blocks_are_idle: true,
        patience: u32::MAX,
        price_of_change: 1,
    };
    instance.participants = participants(&found, number(&found, "nBusiness", 0, Limits::PARTICIPANTS)?, slots)?;
    instance.requests = requests(&found, number(&found, "nMeetings", 0, Limits::REQUESTS)?, &instance)?;
    fixed_slots(&found, &mut instance)?;
    precedences(&found, &mut instance)?;
    agreeing(&found, &instance)?;
    Ok(instance)
}

fn get<'a>(found: &'a Found, name: &str) -> Result<&'a Item, Fault> {
    found.get(name).ok_or_else(|| Fault::of_the_whole(format!("{name} is missing")))
}

fn inside(line: u32, number: i64, least: usize, most: usize, what: &str) -> Result<usize, Fault> {
    usize::try_from(number)
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| Fault::on_line(line, format!("{what} is {number}; it must lie from {least} to {most}")))
}

fn number(found: &Found, name: &str, least: usize, most: usize) -> Result<usize, Fault> {
    let item = get(found, name)?;
    match item.value {
        Value::Number(number) => inside(item.line, number, least, most, name),
        _ => Err(Fault::on_line(item.line, format!("{name} must be a number"))),
    }
}

fn one(item: &Item, least: usize, most: usize, what: &str) -> Result<usize, Fault> {
    match item.value {
        Value::Number(number) => inside(item.line, number, least, most, what),
        _ => Err(Fault::on_line(item.line, format!("{what} must be a number"))),
    }
}

fn list<'a>(item: &'a Item, long: usize, name: &str) -> Result<&'a [Item], Fault> {
    match &item.value {
        Value::List(items) if items.len() == long => Ok(items),
        Value::List(items) => {
            Err(Fault::on_line(item.line, format!("{name} holds {} entries; there must be {long}", items.len())))
        }
        _ => Err(Fault::on_line(item.line, format!("{name} must be a list"))),
    }
}

fn set<'a>(item: &'a Item, name: &str) -> Result<&'a [i64], Fault> {
    match &item.value {
        Value::Set(members) => Ok(members),
        _ => Err(Fault::on_line(item.line, format!("{name} must hold sets"))),
    }
}

fn participants(found: &Found, count: usize, slots: usize) -> Result<Vec<Participant>, Fault> {
    let anybody = |name: usize| Participant {
        name: name.to_string(),
        side: Side::Any,
        free: below(slots),
        min: 0,
        max: slots as u32,
        table: None,
    };
    let mut all: Vec<_> = (1..=count).map(anybody).collect();
    let Some(forbidden) = found.get("forbidden") else { return Ok(all) };
    for (participant, item) in all.iter_mut().zip(list(forbidden, count, "forbidden")?) {
        // Every published set holds a dummy 0.
        for &slot in set(item, "forbidden")?.iter().filter(|&&slot| slot != 0) {
            participant.free &= !(1 << (inside(item.line, slot, 1, slots, "a forbidden slot")? - 1));
        }
    }
    Ok(all)
}

fn requests(found: &Found, count: usize, instance: &Instance) -> Result<Vec<Request>, Fault> {
    let item = get(found, "requested")?;
    let rows = match &item.value {
        Value::Rows(rows) => rows.as_slice(),
        Value::List(items) if items.is_empty() => &[],
        _ => return Err(Fault::on_line(item.line, "requested must be an array of rows [|1, 2, 3, |…|]")),
    };
    if rows.len() != count {
        return Err(Fault::on_line(item.line, format!("requested holds {} rows; nMeetings says {count}", rows.len())));
    }
    rows.iter().map(|(line, row)| request(*line, row, instance)).collect()
}

fn request(line: u32, row: &[Item], instance: &Instance) -> Result<Request, Fault> {
    let [a, b, session] = row else {
        return Err(Fault::on_line(
            line,
            format!("a row of requested holds participant, participant, session; this one holds {}", row.len()),
        ));
    };
    let people = instance.participants.len();
    let [a, b] = [one(a, 1, people, "a participant")? as u32 - 1, one(b, 1, people, "a participant")? as u32 - 1];
    if a == b {
        return Err(Fault::on_line(line, format!("participant {} is to meet themselves", a + 1)));
    }
    let session =
        Some(one(session, 1, 3, "a session")? as u32).filter(|&session| session < 3).map(|session| session - 1);
    Ok(Request {
        pair: [a, b],
        class: 0,
        mutual: false,
        session,
        fixed: None,
        forbidden: 0 as Mask,
        after: Vec::new(),
        mandatory: true,
        lock: None,
        published: None,
    })
}

fn fixed_slots(found: &Found, instance: &mut Instance) -> Result<(), Fault> {
    let Some(fixed) = found.get("fixed") else { return Ok(()) };
    let count = instance.requests.len();
    for (request, item) in instance.requests.iter_mut().zip(list(fixed, count, "fixed")?) {
        request.fixed = (one(item, 0, instance.slots, "a fixed slot")? as u32).checked_sub(1);
    }
    Ok(())
}

fn precedences(found: &Found, instance: &mut Instance) -> Result<(), Fault> {
    let Some(precedences) = found.get("precedences") else { return Ok(()) };
    let count = instance.requests.len();
    for (request, item) in list(precedences, count, "precedences")?.iter().enumerate() {
        for &before in set(item, "precedences")?.iter().filter(|&&before| before != 0) {
            let before = inside(item.line, before, 1, count, "a meeting that comes before")? - 1;
            if before == request {
                return Err(Fault::on_line(item.line, format!("meeting {} is to come before itself", request + 1)));
            }
            instance.requests[request].after.push(before as u32);
        }
    }
    Ok(())
}

fn agreeing(found: &Found, instance: &Instance) -> Result<(), Fault> {
    let of_each = instance.requests_of_each();
    let disagrees = |item: &Item, participant: usize, says: &str| {
        let is = of_each[participant].len();
        Fault::on_line(
            item.line,
            format!("participant {} has {is} meetings in requested; {says} says otherwise", participant + 1),
        )
    };
    if let Some(counts) = found.get("nMeetingsBusiness") {
        for (participant, item) in list(counts, of_each.len(), "nMeetingsBusiness")?.iter().enumerate() {
            if item.value != Value::Number(of_each[participant].len() as i64) {
                return Err(disagrees(item, participant, "nMeetingsBusiness"));
            }
        }
    }
    if let Some(sets) = found.get("meetingsxBusiness") {
        for (participant, item) in list(sets, of_each.len(), "meetingsxBusiness")?.iter().enumerate() {
            let mut given: Vec<i64> = set(item, "meetingsxBusiness")?
                .iter()
                .filter(|&&meeting| meeting > 1)
                .map(|meeting| meeting - 2)
                .collect();
            given.sort_unstable();
            if !given.iter().copied().eq(of_each[participant].iter().map(|&meeting| i64::from(meeting))) {
                return Err(disagrees(item, participant, "meetingsxBusiness"));
            }
        }
    }
    Ok(())
}
