//! Deferred acceptance, applicants proposing, with nested places.
//!
//! Abraham, Irving, Manlove, "Two algorithms for the student-project allocation problem", Journal of Discrete Algorithms 5,
//! 2007, algorithm SPA-student: stable, and best for every applicant at once. Nested places make each ranking a choice by a
//! laminar matroid (Fleiner, "A fixed-point approach to stable matchings and some applications", Mathematics of Operations
//! Research 28, 2003): when an applicant finds something full, the last in the ranking among all who hold a place in the
//! innermost full node goes.

use std::collections::BinaryHeap;

use thiserror::Error;

use super::instance::{Instance, NONE, UNRANKED};
use super::lottery::draw;
use super::plan::{Objective, Placed, Plan, Step, Unplaced, Waiting};
use crate::Watch;

const BETWEEN_QUESTIONS: u64 = 1 << 12;

/// Applicants or offers written out between two questions whether to go on.
const BETWEEN_ANSWERS: usize = 1 << 11;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wishes {
    /// The published seed of the lottery.
    pub seed: u64,
    /// How many of each waiting list are written.
    pub waiting: u32,
    /// Whether every proposal is written.
    pub log: bool,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoPlan {
    /// More is locked than there are places.
    #[error("{0}")]
    Infeasible(String),
    /// The watch said stop.
    #[error("the time granted was over before the allocation stood")]
    Stopped,
}

/// Allocates.
///
/// # Errors
/// Locks exceed places, or the watch said stop.
pub fn solve(instance: &Instance, wishes: Wishes, watch: &dyn Watch) -> Result<Plan, NoPlan> {
    let mut round = Round::new(instance, wishes);
    round.lock()?;
    round.propose(watch)?;
    round.told(wishes, watch)
}

struct Round<'i> {
    instance: &'i Instance,
    lottery: Vec<u32>,
    /// The choice each applicant holds, and the next one to propose to.
    held: Vec<u32>,
    next: Vec<u32>,
    load: Vec<u32>,
    /// Holders below each node, the last in the ranking on top; entries of those who left stay until they come up.
    holders: Vec<BinaryHeap<(u64, u32)>>,
    owner: Vec<u32>,
    log: Option<Vec<Step>>,
}

impl<'i> Round<'i> {
    fn new(instance: &'i Instance, wishes: Wishes) -> Self {
        let applicants = instance.applicants.len();
        let mut owner = vec![0; instance.choices.len()];
        for applicant in 0..applicants {
            owner[instance.list(applicant)].fill(applicant as u32);
        }
        Self {
            instance,
            lottery: draw(wishes.seed, &instance.applicants),
            held: vec![NONE; applicants],
            next: instance.start[..applicants].to_vec(),
            load: vec![0; instance.nodes.len()],
            holders: vec![BinaryHeap::new(); instance.nodes.len()],
            owner,
            log: wishes.log.then(Vec::new),
        }
    }

    /// The place in the ranking, ties broken by the lottery; smaller is better. Locked places come before all.
    fn rank(&self, choice: u32) -> u64 {
        let applicant = self.owner[choice as usize] as usize;
        if self.instance.locked[applicant] == choice {
            return 0;
        }
        let tier = u64::from(self.instance.choices[choice as usize].tier);
        ((tier + 1) << 32) | u64::from(self.lottery[applicant])
    }

    fn offer(&self, choice: u32) -> u32 {
        self.instance.choices[choice as usize].offer
    }

    fn is_full(&self, node: u32) -> bool {
        self.load[node as usize] >= self.instance.nodes[node as usize].places
    }

    fn lock(&mut self) -> Result<(), NoPlan> {
        for applicant in 0..self.held.len() {
            let choice = self.instance.locked[applicant];
            if choice == NONE {
                continue;
            }
            if let Some(full) = self.instance.path(self.offer(choice)).find(|&node| self.is_full(node)) {
                let node = &self.instance.nodes[full as usize];
                return Err(NoPlan::Infeasible(format!(
                    "more than the {} places of {} are locked",
                    node.places, node.id
                )));
            }
            self.hold(choice);
        }
        Ok(())
    }

    fn hold(&mut self, choice: u32) {
        let rank = self.rank(choice);
        for node in self.instance.path(self.offer(choice)) {
            self.load[node as usize] += 1;
            self.holders[node as usize].push((rank, choice));
        }
        self.held[self.owner[choice as usize] as usize] = choice;
    }

    fn let_go(&mut self, choice: u32) {
        self.instance.path(self.offer(choice)).for_each(|node| self.load[node as usize] -= 1);
        self.held[self.owner[choice as usize] as usize] = NONE;
    }

    /// The last in the ranking of those who hold a place below a node.
    fn last(&mut self, node: u32) -> Option<(u64, u32)> {
        let holders = &mut self.holders[node as usize];
        while let Some(&(rank, choice)) = holders.peek() {
            if self.held[self.owner[choice as usize] as usize] == choice {
                return Some((rank, choice));
            }
            holders.pop();
        }
        None
    }

    fn propose(&mut self, watch: &dyn Watch) -> Result<(), NoPlan> {
        let mut steps = 0;
        for first in 0..self.held.len() as u32 {
            let mut free = (self.held[first as usize] == NONE).then_some(first);
            while let Some(applicant) = free {
                steps += 1;
                if steps % BETWEEN_QUESTIONS == 0 && watch.spent(steps) >= 1.0 {
                    return Err(NoPlan::Stopped);
                }
                let choice = self.next[applicant as usize];
                if choice == self.instance.start[applicant as usize + 1] {
                    break;
                }
                self.next[applicant as usize] += 1;
                free = match self.answer(choice) {
                    Answer::Held => None,
                    Answer::Instead(displaced) => Some(self.owner[displaced as usize]),
                    Answer::Refused => Some(applicant),
                };
            }
        }
        Ok(())
    }

    fn answer(&mut self, choice: u32) -> Answer {
        if self.instance.choices[choice as usize].tier == UNRANKED {
            self.note(choice, "unranked", None, None);
            return Answer::Refused;
        }
        let full = self.instance.path(self.offer(choice)).find(|&node| self.is_full(node));
        let Some(full) = full else {
            self.note(choice, "held", None, None);
            self.hold(choice);
            return Answer::Held;
        };
        match self.last(full) {
            Some((rank, displaced)) if rank > self.rank(choice) => {
                self.note(choice, "held", Some(full), Some(displaced));
                self.let_go(displaced);
                self.hold(choice);
                Answer::Instead(displaced)
            }
            _ => {
                self.note(choice, "refused", Some(full), None);
                Answer::Refused
            }
        }
    }

    fn note(&mut self, choice: u32, answer: &str, full: Option<u32>, displaced: Option<u32>) {
        let instance = self.instance;
        let name = |choice: u32| instance.applicants[self.owner[choice as usize] as usize].clone();
        let node = |node: u32| instance.nodes[node as usize].id.clone();
        let step = |offer| Step {
            applicant: name(choice),
            offer: node(offer),
            answer: answer.to_owned(),
            full: full.map(node),
            displaced: displaced.map(name),
        };
        if self.log.is_some() {
            let step = step(self.offer(choice));
            self.log.iter_mut().for_each(|log| log.push(step.clone()));
        }
    }

    /// The plan; writing it out takes as long as finding it, so that here, too, somebody is asked who may say stop.
    fn told(mut self, wishes: Wishes, watch: &dyn Watch) -> Result<Plan, NoPlan> {
        let goes_on = |at: usize| {
            let is_stopped = at.is_multiple_of(BETWEEN_ANSWERS) && watch.spent(0) >= 1.0;
            if is_stopped { Err(NoPlan::Stopped) } else { Ok(()) }
        };
        let instance = self.instance;
        let (mut placed, mut unplaced, mut by_choice) = (Vec::new(), Vec::new(), Vec::new());
        let waiting = self.waiting(goes_on)?;
        for (applicant, id) in instance.applicants.iter().enumerate() {
            goes_on(applicant)?;
            let held = self.held[applicant];
            if held == NONE {
                unplaced.push(self.unplaced(applicant, &waiting));
                continue;
            }
            let choice = held - instance.start[applicant] + 1;
            if by_choice.len() < choice as usize {
                by_choice.resize(choice as usize, 0);
            }
            by_choice[choice as usize - 1] += 1;
            let offer = instance.nodes[self.offer(held) as usize].id.clone();
            placed.push(Placed { applicant: id.clone(), offer, choice });
        }
        let told = |(offer, list): (usize, &Vec<u32>)| {
            goes_on(offer)?;
            let applicants = list
                .iter()
                .take(wishes.waiting as usize)
                .map(|&choice| self.owner[choice as usize])
                .map(|applicant| instance.applicants[applicant as usize].clone())
                .collect();
            Ok(Waiting { offer: instance.nodes[offer].id.clone(), applicants })
        };
        let lists = waiting.iter().enumerate().filter(|(_, list)| !list.is_empty() && wishes.waiting > 0);
        let waiting = lists.map(told).collect::<Result<_, NoPlan>>()?;
        Ok(Plan {
            kind: "allocate".to_owned(),
            instance: instance.name.clone(),
            seed: wishes.seed,
            seconds: None,
            objective: Objective { placed: placed.len() as u32, by_choice, blocking: 0 },
            status: "optimal".to_owned(),
            placed,
            unplaced,
            waiting,
            log: self.log.take().unwrap_or_default(),
        })
    }

    /// Of each offer the choices that were refused or let go by somebody ranked, in the order of the ranking.
    fn waiting(&self, goes_on: impl Fn(usize) -> Result<(), NoPlan>) -> Result<Vec<Vec<u32>>, NoPlan> {
        let mut lists = vec![Vec::new(); self.instance.nodes.len()];
        for applicant in 0..self.held.len() {
            goes_on(applicant)?;
            if self.instance.locked[applicant] != NONE {
                continue;
            }
            for choice in self.instance.list(applicant).map(|choice| choice as u32) {
                if choice == self.held[applicant] {
                    break;
                }
                if self.instance.choices[choice as usize].tier != UNRANKED {
                    lists[self.offer(choice) as usize].push(choice);
                }
            }
        }
        for (offer, list) in lists.iter_mut().enumerate() {
            goes_on(offer)?;
            list.sort_unstable_by_key(|&choice| self.rank(choice));
        }
        Ok(lists)
    }

    fn unplaced(&self, applicant: usize, waiting: &[Vec<u32>]) -> Unplaced {
        let instance = self.instance;
        let list = instance.list(applicant);
        let ranked: Vec<u32> = (list.clone())
            .filter(|&choice| instance.choices[choice].tier != UNRANKED)
            .map(|choice| choice as u32)
            .collect();
        let told = |reason: String, unlock: String| Unplaced {
            applicant: instance.applicants[applicant].clone(),
            reason,
            unlock,
        };
        if list.is_empty() {
            return told("no choice is open".to_owned(), "more choices".to_owned());
        }
        if ranked.is_empty() {
            return told(format!("none of {} choices ranks this applicant", list.len()), "to be ranked".to_owned());
        }
        // Where one node alone is full and this applicant waits first, one more place there is theirs.
        let first = |&&choice: &&u32| waiting[self.offer(choice) as usize].first() == Some(&choice);
        let full =
            |choice: u32| instance.path(self.offer(choice)).filter(|&node| self.is_full(node)).collect::<Vec<_>>();
        let reason = format!("all {} choices are full with applicants ranked before", ranked.len());
        let next = ranked.iter().filter(first).find_map(|&choice| match full(choice)[..] {
            [node] if node == self.offer(choice) => Some(node),
            _ => None,
        });
        match next {
            Some(node) => told(reason, format!("one more place at {}", instance.nodes[node as usize].id)),
            None => told(reason, "somebody ranked before steps back, or more choices".to_owned()),
        }
    }
}

enum Answer {
    Held,
    Instead(u32),
    Refused,
}
