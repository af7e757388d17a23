//! What follows at once for the meetings that must be held: when they can still lie, or why they cannot all be held.
//!
//! Propagation to a fixed point: order relations by earliest and latest slots, a meeting that has one slot left takes it from the
//! others of its two participants, and one matching per participant (Hall's theorem, with the crowd that wants too few slots).

use super::instance::Instance;
use super::mask::{Mask, below, ones};
use super::room::fit;

/// When each request can still lie; of those that need not be held, only what they say themselves.
pub type Domains = Vec<Mask>;

/// Narrows the domains.
///
/// # Errors
/// The cause, in English, why no plan exists.
pub fn propagate(instance: &Instance) -> Result<Domains, String> {
    let mut domains: Domains = (0..instance.requests.len()).map(|request| instance.domain(request)).collect();
    let must: Vec<bool> = (0..instance.requests.len()).map(|request| instance.is_mandatory(request)).collect();
    if let Some(request) = (0..domains.len()).find(|&request| must[request] && domains[request] == 0) {
        return Err(empty(instance, request));
    }
    counts(instance, &must)?;
    cycles(instance, &must)?;
    let of_each = instance.requests_of_each();
    let mine: Vec<Vec<u32>> =
        of_each.iter().map(|all| all.iter().copied().filter(|&it| must[it as usize]).collect()).collect();
    loop {
        let before = domains.clone();
        orders(instance, &must, &mut domains)?;
        for (participant, mine) in mine.iter().enumerate() {
            singles(participant, mine, &mut domains)?;
        }
        if before == domains {
            break;
        }
    }
    for (participant, mine) in mine.iter().enumerate() {
        crowd(participant, mine, &domains)?;
    }
    for mine in &mine {
        filter(mine, &mut domains);
    }
    tables(instance, &must, &domains)?;
    Ok(domains)
}

fn list(meetings: impl Iterator<Item = u32>) -> String {
    let all: Vec<String> = meetings.map(|meeting| (meeting + 1).to_string()).collect();
    if all.len() > 12 { format!("{} and {} more", all[..12].join(", "), all.len() - 12) } else { all.join(", ") }
}

fn slots(mask: Mask) -> String {
    ones(mask).map(|slot| (slot + 1).to_string()).collect::<Vec<_>>().join(", ")
}

/// Why a meeting can lie nowhere: the first two of its wishes that contradict each other.
pub fn empty(instance: &Instance, request: usize) -> String {
    let it = &instance.requests[request];
    let mut wishes: Vec<(String, Mask)> = Vec::new();
    if let Some(slot) = it.lock.map(|lock| lock.slot) {
        wishes.push((format!("it is locked in slot {}", slot + 1), 1 << slot));
    }
    if let Some(slot) = it.fixed {
        wishes.push((format!("its slot is fixed to {}", slot + 1), 1 << slot));
    }
    if let Some(session) = it.session {
        let session = &instance.sessions[session as usize];
        wishes.push((format!("it belongs to the session {}", session.name), session.slots));
    }
    if it.forbidden != 0 {
        wishes.push((format!("it is forbidden in slots {}", slots(it.forbidden)), !it.forbidden));
    }
    for participant in it.pair {
        wishes.push((
            format!("participant {} is not free then", participant + 1),
            instance.participants[participant as usize].free,
        ));
    }
    let day = instance.day();
    for (at, (words, mask)) in wishes.iter().enumerate() {
        if mask & day == 0 {
            return format!("meeting {} has no slot: {words} at all", request + 1);
        }
        for (others, other) in &wishes[..at] {
            if mask & other & day == 0 {
                return format!("meeting {} has no slot: {others}, and {words}", request + 1);
            }
        }
    }
    format!(
        "meeting {} has no slot: its wishes and those of participants {} and {} leave none together",
        request + 1,
        it.pair[0] + 1,
        it.pair[1] + 1
    )
}

fn counts(instance: &Instance, must: &[bool]) -> Result<(), String> {
    let all = must.iter().filter(|&&must| must).count();
    let places = instance.tables.len() * instance.slots;
    if all > places {
        return Err(format!(
            "{all} meetings must be held; {} tables in {} slots hold {places}",
            instance.tables.len(),
            instance.slots
        ));
    }
    let mut held = vec![0; instance.participants.len()];
    for (request, it) in instance.requests.iter().enumerate().filter(|&(request, _)| must[request]) {
        let _ = request;
        it.pair.iter().for_each(|&participant| held[participant as usize] += 1);
    }
    match (0..held.len()).find(|&it| held[it] > instance.participants[it].max) {
        Some(it) => Err(format!(
            "participant {} must hold {} meetings and wants {} at most",
            it + 1,
            held[it],
            instance.participants[it].max
        )),
        None => Ok(()),
    }
}

/// An order that bites its own tail.
fn cycles(instance: &Instance, must: &[bool]) -> Result<(), String> {
    let mut state = vec![0_u8; must.len()];
    for start in 0..must.len() {
        let mut path: Vec<(u32, usize)> = Vec::new();
        if must[start] && state[start] == 0 {
            path.push((start as u32, 0));
            state[start] = 1;
        }
        while let Some((meeting, at)) = path.last_mut() {
            let after = &instance.requests[*meeting as usize].after;
            let Some(&before) = after.get(*at) else {
                state[*meeting as usize] = 2;
                path.pop();
                continue;
            };
            *at += 1;
            if !must[before as usize] || state[before as usize] == 2 {
                continue;
            }
            if state[before as usize] == 1 {
                let begin = path.iter().position(|&(it, _)| it == before).unwrap_or(0);
                return Err(format!(
                    "the meetings {} must each come before the one named before it, in a circle",
                    list(path[begin..].iter().map(|&(it, _)| it))
                ));
            }
            state[before as usize] = 1;
            path.push((before, 0));
        }
    }
    Ok(())
}

fn orders(instance: &Instance, must: &[bool], domains: &mut Domains) -> Result<(), String> {
    let mut changed = true;
    while changed {
        changed = false;
        for (request, it) in instance.requests.iter().enumerate() {
            for &before in &it.after {
                let other = before as usize;
                if !must[request] || !must[other] {
                    continue;
                }
                let earliest = domains[other].trailing_zeros() as usize;
                let latest = 127 - domains[request].leading_zeros() as usize;
                let (later, earlier) = (domains[request] & !below(earliest + 1), domains[other] & below(latest));
                if later == 0 || earlier == 0 {
                    return Err(format!(
                        "meeting {} must come before meeting {}: it can lie in slot {} at the earliest, the other in slot {} at the latest",
                        other + 1,
                        request + 1,
                        earliest + 1,
                        latest + 1
                    ));
                }
                changed |= later != domains[request] || earlier != domains[other];
                domains[request] = later;
                domains[other] = earlier;
            }
        }
    }
    Ok(())
}

fn singles(participant: usize, mine: &[u32], domains: &mut Domains) -> Result<(), String> {
    let mut taken: Mask = 0;
    loop {
        let Some(&single) =
            mine.iter().find(|&&it| domains[it as usize].count_ones() == 1 && domains[it as usize] & taken == 0)
        else {
            return Ok(());
        };
        let slot = domains[single as usize];
        taken |= slot;
        for &other in mine.iter().filter(|&&other| other != single) {
            if domains[other as usize] == slot {
                return Err(format!(
                    "meetings {} and {} of participant {} can both lie in slot {} only",
                    single + 1,
                    other + 1,
                    participant + 1,
                    slot.trailing_zeros() + 1
                ));
            }
            domains[other as usize] &= !slot;
        }
    }
}

fn crowd(participant: usize, mine: &[u32], domains: &Domains) -> Result<(), String> {
    let fitted = fit(&mine.iter().map(|&it| domains[it as usize]).collect::<Vec<_>>());
    if fitted.crowd.is_empty() {
        return Ok(());
    }
    Err(format!(
        "participant {} has {} meetings ({}) and {} slots for them ({})",
        participant + 1,
        fitted.crowd.len(),
        list(fitted.crowd.iter().map(|&it| mine[it])),
        fitted.wanted.count_ones(),
        slots(fitted.wanted)
    ))
}

/// Takes away slots in which a meeting leaves too few for the others of its participant (Régin, AAAI 1994, by trying).
fn filter(mine: &[u32], domains: &mut Domains) {
    if mine.len() > 40 || are_roomy(mine, domains) {
        return;
    }
    for at in 0..mine.len() {
        for slot in ones(domains[mine[at] as usize]) {
            let rest: Vec<Mask> = mine
                .iter()
                .enumerate()
                .filter(|&(other, _)| other != at)
                .map(|(_, &it)| domains[it as usize] & !(1 << slot))
                .collect();
            if (fit(&rest).size as usize) < rest.len() && domains[mine[at] as usize].count_ones() > 1 {
                domains[mine[at] as usize] &= !(1 << slot);
            }
        }
    }
}

/// Whether the others of a participant fit whatever slot one of them takes: from the narrowest on, each has more slots than there
/// are meetings up to it.
fn are_roomy(mine: &[u32], domains: &Domains) -> bool {
    let mut sizes: Vec<usize> = mine.iter().map(|&it| domains[it as usize].count_ones() as usize).collect();
    sizes.sort_unstable();
    sizes.pop();
    sizes.iter().zip(2..).all(|(&size, least)| size >= least)
}

/// Meetings that all must lie between two slots, against the tables there.
fn tables(instance: &Instance, must: &[bool], domains: &Domains) -> Result<(), String> {
    let most = instance.tables.len();
    for from in 0..instance.slots {
        for to in from..instance.slots {
            let window = below(to + 1) & !below(from);
            let within = (0..domains.len()).filter(|&it| must[it] && domains[it] & !window == 0).count();
            let places = most * (to - from + 1);
            if within > places {
                return Err(format!(
                    "{within} meetings can lie in slots {} to {} only, where {most} tables hold {places}",
                    from + 1,
                    to + 1
                ));
            }
        }
    }
    Ok(())
}
