//! What the exact arm takes from an instance, narrowed by what follows at once.

use std::collections::BTreeMap;

use super::super::day_bound::days;
use super::super::propagate::propagate;
use super::super::{Instance, Mask, Participant, Request, breaks as breaks_of, ones};
use crate::Fault;

/// Meetings that are all held, anywhere in their slots; breaks are to be few.
#[derive(Clone, Debug)]
pub struct Problem {
    pub slots: usize,
    /// How many meetings fit into one slot.
    pub tables: usize,
    /// The two participants of each meeting.
    pub meetings: Vec<[usize; 2]>,
    /// By meeting: where it may be.
    pub domains: Vec<Mask>,
    /// The first meeting before the second.
    pub precedences: Vec<(usize, usize)>,
    /// By how many the breaks of two participants may lie apart.
    pub fairness: Option<usize>,
    /// By participant: slots that no break counts.
    pub unseen: Vec<Mask>,
    /// By participant: the fewest breaks, when everyone else is left out.
    pub fewest: Vec<usize>,
    /// By participant.
    pub meetings_of: Vec<Vec<usize>>,
}

/// Why no plan can exist, in words.
pub type Cause = String;

impl Problem {
    /// Reads an instance; where it is seen at once that no plan exists, the cause.
    ///
    /// # Errors
    /// An instance the exact arm does not take: meetings that may be left out, or tables that somebody owns.
    pub fn of(instance: &Instance) -> Result<Result<Self, Cause>, Fault> {
        takes(instance)?;
        match propagate(instance) {
            Ok(domains) => Self::narrowed(instance, domains).map(Ok),
            Err(cause) => Ok(Err(cause)),
        }
    }

    /// The same where it is known already in which slots each meeting may be.
    pub(in super::super) fn within(instance: &Instance, domains: &[Mask]) -> Result<Self, Fault> {
        takes(instance)?;
        Self::narrowed(instance, domains.to_vec())
    }

    fn narrowed(instance: &Instance, mut domains: Vec<Mask>) -> Result<Self, Fault> {
        let mut precedences: Vec<(usize, usize)> = (0..)
            .zip(&instance.requests)
            .flat_map(|(after, request)| request.after.iter().map(move |&before| (before as usize, after)))
            .collect();
        order_twins(instance, &mut domains, &mut precedences);
        let all = vec![true; domains.len()];
        within_memory(instance)?;
        let fewest = days(instance, &all, &domains).iter().map(|day| day.fewest_breaks() as usize).collect();
        let meetings_of = instance.requests_of_each();
        Ok(Self {
            slots: instance.slots,
            tables: instance.tables.len(),
            meetings: instance.requests.iter().map(|request| request.pair.map(|who| who as usize)).collect(),
            domains,
            fewest,
            precedences,
            fairness: instance.fairness.map(|apart| apart as usize),
            unseen: (0..instance.participants.len()).map(|who| instance.unseen(who)).collect(),
            meetings_of: meetings_of.iter().map(|of| of.iter().map(|&meeting| meeting as usize).collect()).collect(),
        })
    }

    /// How many participants there are.
    pub fn participants(&self) -> usize {
        self.meetings_of.len()
    }

    /// The breaks of a plan, by meeting the slot.
    pub fn breaks(&self, slots: &[usize]) -> u64 {
        let mut used = vec![0; self.participants()];
        for (pair, slot) in self.meetings.iter().zip(slots) {
            for &who in pair {
                used[who] |= 1 << slot;
            }
        }
        used.iter().zip(&self.unseen).map(|(&used, &unseen)| u64::from(breaks_of(used, unseen))).sum()
    }

    /// The slots in which a participant may meet somebody.
    pub fn open(&self, participant: usize) -> Mask {
        self.meetings_of[participant].iter().fold(0, |open, &meeting| open | self.domains[meeting])
    }
}

/// Clauses at most, about 2 GB.
const MOST_CLAUSES: u64 = 30_000_000;

/// Refuses what would be written as more clauses than that: counters over people in each slot, over meetings of each participant,
/// and over all breaks.
///
/// # Errors
/// The instance is too large.
fn within_memory(instance: &Instance) -> Result<(), Fault> {
    let (slots, people) = (instance.slots as u64, instance.participants.len() as u64);
    let meetings = instance.requests.len() as u64;
    let breaks = (instance.requests_of_each().iter()).map(|of| of.len().saturating_sub(1) as u64).sum::<u64>();
    let breaks = breaks.min(people * slots / 2);
    let clauses = slots * (people * people + meetings.min(people).pow(2)) / 2
        + meetings * slots * (slots / 2 + 12)
        + breaks * breaks / 2;
    if clauses <= MOST_CLAUSES {
        return Ok(());
    }
    let millions = |clauses: u64| clauses.div_ceil(1_000_000);
    Err(Fault::of_the_whole(format!(
        "the exact arm takes events of up to {} million clauses; this one has about {} million",
        millions(MOST_CLAUSES),
        millions(clauses)
    )))
}

/// Refuses an instance the exact arm does not take.
fn takes(instance: &Instance) -> Result<(), Fault> {
    if let Some(request) = (0..instance.requests.len()).find(|&request| !instance.is_mandatory(request)) {
        return Err(Fault::of_the_whole(format!(
            "meeting {} may be left out; the exact arm takes events where every meeting is held",
            request + 1
        )));
    }
    let owns = |participant: &Participant| participant.table.is_some();
    let has_table = |request: &Request| request.lock.is_some_and(|lock| lock.table.is_some());
    if instance.participants.iter().any(owns) || instance.requests.iter().any(has_table) {
        return Err(Fault::of_the_whole("the exact arm takes events where no table is owned or locked"));
    }
    Ok(())
}

/// Puts meetings that could be exchanged into an order: those of one participant with partners who have no other meeting, in the
/// same slots. Each plan has a twin that keeps the order, so that proofs need not look at all their permutations.
fn order_twins(instance: &Instance, domains: &mut [Mask], precedences: &mut Vec<(usize, usize)>) {
    let meetings_of = instance.requests_of_each();
    let mut is_ordered = vec![false; domains.len()];
    for &(before, after) in precedences.iter() {
        is_ordered[before] = true;
        is_ordered[after] = true;
    }
    let mut twins: BTreeMap<(u32, Mask), Vec<usize>> = BTreeMap::new();
    for (meeting, request) in instance.requests.iter().enumerate() {
        let [a, b] = request.pair;
        for (one, other) in [(a, b), (b, a)] {
            if meetings_of[other as usize].len() == 1 && meetings_of[one as usize].len() > 1 && !is_ordered[meeting] {
                twins.entry((one, domains[meeting])).or_default().push(meeting);
            }
        }
    }
    for ((_, domain), meetings) in twins {
        let slots: Vec<usize> = ones(domain).collect();
        // More twins than slots are refused before.
        let spare = slots.len().saturating_sub(meetings.len());
        if meetings.len() < 2 {
            continue;
        }
        for (at, &meeting) in meetings.iter().enumerate() {
            domains[meeting] = slots.iter().skip(at).take(spare + 1).fold(0, |kept, slot| kept | 1 << slot);
        }
        precedences.extend(meetings.windows(2).map(|pair| (pair[0], pair[1])));
    }
}
