//! Events of any size, near to those of enterprises and universities: few are asked for by many.

use super::instance::{Class, Instance, Limits, Participant, Request, Session, Side, Table};
use super::mask::{Mask, below};
use crate::{Fault, Random};

/// How large an event is.
#[derive(Clone, Copy, Debug)]
pub struct EventSize {
    pub requests: u32,
    pub tables: u32,
    pub slots: u32,
    pub hosts: u32,
    pub guests: u32,
    /// Of the slots that are left to people, so many of a hundred are blocked.
    pub blocked_percent: u32,
}

/// An event: popularity by a power law, values 1 to 5, 15 % come in the morning only and 15 % in the afternoon only.
///
/// # Errors
/// A limit is passed, or there are more requests than pairs.
pub fn generate(size: &EventSize, seed: u64) -> Result<Instance, Fault> {
    let pairs = u64::from(size.hosts) * u64::from(size.guests);
    if u64::from(size.requests) * 2 > pairs {
        return Err(Fault::of_the_whole(format!(
            "{} requests are too many for {pairs} pairs; half of them are the most",
            size.requests
        )));
    }
    if size.slots as usize > Limits::SLOTS
        || (size.hosts + size.guests) as usize > Limits::PARTICIPANTS
        || size.tables as usize > Limits::TABLES
    {
        return Err(Fault::of_the_whole("the event passes a limit of slots, participants or tables"));
    }
    let mut random = Random::new(seed);
    let slots = size.slots as usize;
    let (day, half) = (below(slots), below(slots / 2));
    let participants = (0..size.hosts + size.guests)
        .map(|index| {
            let side = if index < size.hosts { Side::Host } else { Side::Guest };
            let name =
                if side == Side::Host { format!("E{}", index + 1) } else { format!("U{}", index - size.hosts + 1) };
            Participant {
                name,
                side,
                free: free(&mut random, slots, day, half, size.blocked_percent),
                min: 0,
                max: size.slots,
                table: None,
            }
        })
        .collect();
    let requests = requests(size, &mut random);
    Instance {
        name: format!("event-{}-{}-{seed}", size.requests, size.tables),
        slots,
        sessions: vec![
            Session { name: "morning".to_owned(), slots: half },
            Session { name: "afternoon".to_owned(), slots: day & !half },
        ],
        tables: vec![Table { zone: 0 }; size.tables as usize],
        distances: Vec::new(),
        zones: 1,
        classes: (1..=5).map(|value| Class { value, mutual: value }).collect(),
        participants,
        requests,
        fairness: None,
        mandatory_all: false,
        blocks_are_idle: true,
        patience: 2,
        price_of_change: 1,
    }
    .checked()
}

fn free(random: &mut Random, slots: usize, day: Mask, half: Mask, blocked: u32) -> Mask {
    let part = match random.below(100) {
        0..15 => half,
        15..30 => day & !half,
        _ => day,
    };
    let kept = (0..slots)
        .filter(|&slot| part >> slot & 1 == 1 && random.below(100) >= blocked)
        .fold(0, |free, slot| free | 1 << slot);
    if kept == 0 { part } else { kept }
}

fn requests(size: &EventSize, random: &mut Random) -> Vec<Request> {
    let mut popular = |count: u32| -> Vec<f64> {
        let mut sum = 0.0;
        let mut ranks: Vec<u32> = (1..=count).collect();
        random.shuffle(&mut ranks);
        // Zipf with exponent ½: the first of 300 is asked for about nine times as often as the middle.
        ranks
            .iter()
            .map(|&rank| {
                sum += f64::from(rank).powf(-0.5);
                sum
            })
            .collect()
    };
    let (hosts, guests) = (popular(size.hosts), popular(size.guests));
    let mut seen = std::collections::HashSet::new();
    let mut requests = Vec::new();
    let mut tries = 0_u64;
    while requests.len() < size.requests as usize {
        tries += 1;
        // Where the popular pairs are used up, any pair will do.
        let even = tries > 20 * u64::from(size.requests);
        let mut draw = |sums: &[f64]| {
            let total = sums.last().copied().unwrap_or(0.0);
            if even {
                random.below(sums.len() as u32)
            } else {
                let wanted = random.unit() * total;
                sums.partition_point(|&sum| sum <= wanted) as u32
            }
        };
        let (host, guest) = (draw(&hosts), draw(&guests));
        if seen.insert((host, guest)) {
            requests.push(Request {
                pair: [host, size.hosts + guest],
                class: random.below(5),
                mutual: false,
                session: None,
                fixed: None,
                forbidden: 0,
                after: Vec::new(),
                mandatory: false,
                lock: None,
                published: None,
            });
        }
    }
    requests
}
