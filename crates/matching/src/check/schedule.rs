//! Judges a timetable: everything that must hold, and every number of its objective and its bound, counted again from nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::schedule::{Instance, Objective, Plan, Side, Status};

/// What a plan breaks or states wrongly, in English; nothing when it holds.
pub fn judge(instance: &Instance, plan: &Plan) -> Vec<String> {
    let mut wrong = Vec::new();
    if plan.kind != "schedule" {
        wrong.push(format!("the plan is of the kind \"{}\"", plan.kind));
    }
    let Some(held) = held(instance, plan, &mut wrong) else { return wrong };
    if plan.status == Status::Infeasible {
        if plan.cause.is_none() {
            wrong.push("no cause is named for there being no plan".to_owned());
        }
        return wrong;
    }
    meetings(instance, &held, &mut wrong);
    clashes(instance, &held, &mut wrong);
    let days = days(instance, &held);
    people(instance, &days, &mut wrong);
    let counted = count(instance, &held, &days);
    compare(&counted, &plan.objective, &mut wrong);
    certificate(&counted, plan, &mut wrong);
    wrong
}

/// Slot and table of each meeting held, all from 1.
type Held = BTreeMap<usize, (usize, usize)>;
/// Slot and table of each meeting of a participant, in order of time.
type Day = BTreeMap<usize, usize>;

fn held(instance: &Instance, plan: &Plan, wrong: &mut Vec<String>) -> Option<Held> {
    let mut held = Held::new();
    let before = wrong.len();
    for placed in &plan.placed {
        let [meeting, slot, table] = [placed.meeting, placed.slot, placed.table].map(|number| number as usize);
        for (number, most, what) in [
            (meeting, instance.requests.len(), "meeting"),
            (slot, instance.slots, "slot"),
            (table, instance.tables.len(), "table"),
        ] {
            if number == 0 || number > most {
                wrong.push(format!("{what} {number} is unknown; there are {most}"));
            }
        }
        if held.insert(meeting, (slot, table)).is_some() {
            wrong.push(format!("meeting {meeting} is placed twice"));
        }
    }
    let mut named = BTreeSet::new();
    for unplaced in &plan.unplaced {
        let meeting = unplaced.meeting as usize;
        if meeting == 0 || meeting > instance.requests.len() || held.contains_key(&meeting) || !named.insert(meeting) {
            wrong.push(format!("meeting {meeting} is wrongly named as not placed"));
        }
        if unplaced.reason.is_empty() || unplaced.unlock.is_empty() {
            wrong.push(format!("meeting {meeting} is not placed and no reason or no unlock is named"));
        }
    }
    if plan.status != Status::Infeasible && held.len() + named.len() != instance.requests.len() {
        wrong.push(format!("{} meetings are named; there are {}", held.len() + named.len(), instance.requests.len()));
    }
    (wrong.len() == before).then_some(held)
}

fn may(instance: &Instance, participant: u32, slot: usize) -> bool {
    instance.participants[participant as usize].free >> (slot - 1) & 1 == 1
}

fn meetings(instance: &Instance, held: &Held, wrong: &mut Vec<String>) {
    for (index, request) in instance.requests.iter().enumerate() {
        let meeting = index + 1;
        let Some(&(slot, table)) = held.get(&meeting) else {
            if instance.mandatory_all || request.mandatory || request.lock.is_some() {
                wrong.push(format!("meeting {meeting} must be held and is not"));
            }
            continue;
        };
        let mut say = |reason: &str| wrong.push(format!("meeting {meeting} in slot {slot} at table {table}: {reason}"));
        for participant in request.pair {
            if !may(instance, participant, slot) {
                say(&format!("participant {} is not free then", participant + 1));
            }
        }
        let owned: Vec<usize> = request
            .pair
            .iter()
            .filter_map(|&it| instance.participants[it as usize].table)
            .map(|own| own as usize + 1)
            .collect();
        if !owned.is_empty() && !owned.contains(&table) {
            say(&format!("one of the two owns table {}", owned[0]));
        }
        if request.session.is_some_and(|session| instance.sessions[session as usize].slots >> (slot - 1) & 1 == 0) {
            say("its session is another");
        }
        if request.fixed.is_some_and(|fixed| fixed as usize + 1 != slot) {
            say("its slot is fixed to another");
        }
        if request.forbidden >> (slot - 1) & 1 == 1 {
            say("it is forbidden then");
        }
        if let Some(lock) = request.lock
            && (lock.slot as usize + 1 != slot || lock.table.is_some_and(|locked| locked as usize + 1 != table))
        {
            say("it is locked elsewhere");
        }
        for &before in &request.after {
            if held.get(&(before as usize + 1)).is_some_and(|&(earlier, _)| earlier >= slot) {
                say(&format!("meeting {} must come before", before + 1));
            }
        }
    }
}

fn clashes(instance: &Instance, held: &Held, wrong: &mut Vec<String>) {
    let mut tables = BTreeMap::new();
    let mut people = BTreeMap::new();
    for (&meeting, &(slot, table)) in held {
        if let Some(other) = tables.insert((slot, table), meeting) {
            wrong.push(format!("meetings {other} and {meeting} share table {table} in slot {slot}"));
        }
        for participant in instance.requests[meeting - 1].pair {
            if let Some(other) = people.insert((slot, participant), meeting) {
                wrong.push(format!(
                    "participant {} has the meetings {other} and {meeting} in slot {slot}",
                    participant + 1
                ));
            }
        }
    }
}

fn days(instance: &Instance, held: &Held) -> Vec<Day> {
    let mut days = vec![Day::new(); instance.participants.len()];
    for (&meeting, &(slot, table)) in held {
        for participant in instance.requests[meeting - 1].pair {
            days[participant as usize].insert(slot, table);
        }
    }
    days
}

fn people(instance: &Instance, days: &[Day], wrong: &mut Vec<String>) {
    for (index, (participant, day)) in instance.participants.iter().zip(days).enumerate() {
        if day.len() > participant.max as usize {
            wrong.push(format!(
                "participant {} has {} meetings; {} are the most",
                index + 1,
                day.len(),
                participant.max
            ));
        }
    }
    for (index, request) in instance.requests.iter().enumerate() {
        let [a, b] = request.pair.map(|it| instance.participants[it as usize].side);
        if a == b && a != Side::Any {
            wrong.push(format!("the two of meeting {} stand on the same side", index + 1));
        }
    }
    if let Some(apart) = instance.fairness {
        let breaks: Vec<u64> = (0..days.len()).map(|index| day_breaks(instance, index, &days[index]).0).collect();
        let (least, most) = (breaks.iter().min().copied().unwrap_or(0), breaks.iter().max().copied().unwrap_or(0));
        if most - least > u64::from(apart) {
            wrong.push(format!("one participant has {most} breaks and another {least}; {apart} apart is the most"));
        }
    }
}

/// Breaks and long idle of a day.
fn day_breaks(instance: &Instance, index: usize, day: &Day) -> (u64, u64) {
    let (mut breaks, mut long) = (0, 0);
    let slots: Vec<usize> = day.keys().copied().collect();
    for pair in slots.windows(2) {
        let idle = (pair[0] + 1..pair[1])
            .filter(|&slot| instance.blocks_are_idle || may(instance, index as u32, slot))
            .count() as u64;
        breaks += u64::from(idle > 0);
        long += idle.saturating_sub(u64::from(instance.patience));
    }
    (breaks, long)
}

fn count(instance: &Instance, held: &Held, days: &[Day]) -> Objective {
    let mut counted = Objective { lost_by_class: vec![0; instance.classes.len()], ..Objective::default() };
    for (index, request) in instance.requests.iter().enumerate() {
        let class = &instance.classes[request.class as usize];
        let value = u64::from(if request.mutual { class.mutual } else { class.value });
        let place = held.get(&(index + 1));
        match place {
            Some(_) => counted.value += value,
            None => {
                counted.value_lost += value;
                counted.lost_by_class[request.class as usize] += 1;
            }
        }
        if request.published.is_some_and(|published| place.is_none_or(|&(slot, _)| slot != published.slot as usize + 1))
        {
            counted.value_lost += u64::from(instance.price_of_change);
            counted.changed += 1;
        }
    }
    for (index, day) in days.iter().enumerate() {
        counted.minima_missed += u64::from(instance.participants[index].min).saturating_sub(day.len() as u64);
        let (breaks, long) = day_breaks(instance, index, day);
        counted.breaks += breaks;
        counted.long_idle += long;
        let tables: Vec<usize> = day.values().copied().collect();
        for pair in tables.windows(2).filter(|pair| pair[0] != pair[1]) {
            counted.table_changes += 1;
            let [from, to] = [pair[0], pair[1]].map(|table| instance.tables[table - 1].zone as usize);
            counted.walking += match instance.distances.get(from * instance.zones + to) {
                Some(&distance) => u64::from(distance),
                None => u64::from(from != to),
            };
        }
    }
    counted
}

fn compare(counted: &Objective, stated: &Objective, wrong: &mut Vec<String>) {
    let pairs = [
        ("minima_missed", counted.minima_missed, stated.minima_missed),
        ("value_lost", counted.value_lost, stated.value_lost),
        ("breaks", counted.breaks, stated.breaks),
        ("long_idle", counted.long_idle, stated.long_idle),
        ("table_changes", counted.table_changes, stated.table_changes),
        ("walking", counted.walking, stated.walking),
        ("value", counted.value, stated.value),
        ("changed", counted.changed, stated.changed),
    ];
    for (what, counted, stated) in pairs {
        if counted != stated {
            wrong.push(format!("{what} is {counted}; the plan states {stated}"));
        }
    }
    if counted.lost_by_class != stated.lost_by_class {
        wrong.push(format!("lost_by_class is {:?}; the plan states {:?}", counted.lost_by_class, stated.lost_by_class));
    }
}

fn certificate(counted: &Objective, plan: &Plan, wrong: &mut Vec<String>) {
    let bound = &plan.bound;
    if counted.value > bound.value {
        wrong.push(format!("value {} passes its bound {}", counted.value, bound.value));
    }
    if counted.breaks < bound.breaks {
        wrong.push(format!("breaks {} lie below their bound {}", counted.breaks, bound.breaks));
    }
    if counted.minima_missed < bound.minima_missed {
        wrong.push(format!("missed minima {} lie below their bound {}", counted.minima_missed, bound.minima_missed));
    }
    if plan.status == Status::Optimal && counted.breaks != bound.breaks {
        wrong.push("it is called optimal and does not meet its bound of breaks".to_owned());
    }
}
