//! The judge of allocations.

use std::collections::HashMap;

use crate::Fault;
use crate::allocate::{Instance, NONE, Plan, UNRANKED, draw};

/// Everything a plan breaks, in words; nothing when it holds: places, choices, locks, and no pair that would rather have each
/// other. The lottery is drawn again from the published seed.
///
/// # Errors
/// A text that is no plan.
pub fn check(instance: &Instance, plan: &str) -> Result<Vec<String>, Fault> {
    let plan: Plan = super::read_plan(plan)?;
    let mut judge = Judge {
        instance,
        lottery: draw(plan.seed, &instance.applicants),
        held: vec![None; instance.applicants.len()],
        load: vec![0; instance.nodes.len()],
        last: vec![Vec::new(); instance.nodes.len()],
        broken: Vec::new(),
    };
    judge.read(&plan);
    judge.places();
    let blocking = judge.blocking();
    if blocking != plan.objective.blocking {
        judge.broken.push(format!("{blocking} pairs block, not {}", plan.objective.blocking));
    }
    let placed = judge.held.iter().flatten().count() as u32;
    if placed != plan.objective.placed || placed as usize + plan.unplaced.len() != instance.applicants.len() {
        judge.broken.push(format!("{placed} of {} applicants are placed", instance.applicants.len()));
    }
    Ok(judge.broken)
}

struct Judge<'i> {
    instance: &'i Instance,
    lottery: Vec<u32>,
    held: Vec<Option<usize>>,
    load: Vec<u32>,
    /// The two last in the ranking below each node: one of them is not whom we ask about.
    last: Vec<Vec<(Rank, usize)>>,
    broken: Vec<String>,
}

/// Locked first, then by tier, then by lottery.
type Rank = (bool, u32, u32);

impl Judge<'_> {
    fn read(&mut self, plan: &Plan) {
        let instance = self.instance;
        let applicants: HashMap<&str, usize> = instance.applicants.iter().map(String::as_str).zip(0..).collect();
        if plan.kind != "allocate" {
            self.broken.push(format!("the plan is of kind {}", plan.kind));
        }
        for placed in &plan.placed {
            let Some(&applicant) = applicants.get(placed.applicant.as_str()) else {
                self.broken.push(format!("applicant {} is unknown", placed.applicant));
                continue;
            };
            let mut list = instance.list(applicant);
            let first = list.start;
            let choice =
                list.find(|&choice| instance.nodes[instance.choices[choice].offer as usize].id == placed.offer);
            let Some(choice) = choice else {
                self.broken.push(format!("{} did not choose {}", placed.applicant, placed.offer));
                continue;
            };
            if choice - first + 1 != placed.choice as usize {
                self.broken.push(format!("{}: {} is not choice {}", placed.applicant, placed.offer, placed.choice));
            }
            if instance.choices[choice].tier == UNRANKED {
                self.broken.push(format!("{} is not ranked for {}", placed.applicant, placed.offer));
            }
            if self.held[applicant].replace(choice).is_some() {
                self.broken.push(format!("{} has two places", placed.applicant));
            }
        }
        for (applicant, &locked) in instance.locked.iter().enumerate().filter(|&(_, &locked)| locked != NONE) {
            if self.held[applicant] != Some(locked as usize) {
                self.broken.push(format!("{} was locked and moved", instance.applicants[applicant]));
            }
        }
    }

    fn rank(&self, applicant: usize, choice: usize) -> Rank {
        let free = self.instance.locked[applicant] as usize != choice;
        (free, self.instance.choices[choice].tier, self.lottery[applicant])
    }

    fn places(&mut self) {
        for applicant in 0..self.held.len() {
            let Some(choice) = self.held[applicant] else { continue };
            let rank = self.rank(applicant, choice);
            let mut node = self.instance.choices[choice].offer;
            while node != NONE {
                self.load[node as usize] += 1;
                let last = &mut self.last[node as usize];
                last.push((rank, applicant));
                last.sort_unstable_by(|one, other| other.cmp(one));
                last.truncate(2);
                node = self.instance.nodes[node as usize].within;
            }
        }
        for (node, &load) in self.instance.nodes.iter().zip(&self.load) {
            if load > node.places {
                self.broken.push(format!("{} has {} places and {load} applicants", node.id, node.places));
            }
        }
    }

    /// Pairs that would rather have each other: with the applicant gone from where they are, every node above the offer has
    /// room, or the innermost full one holds somebody ranked after them.
    fn blocking(&mut self) -> u32 {
        let mut blocking = 0;
        for applicant in 0..self.held.len() {
            if self.instance.locked[applicant] != NONE {
                continue;
            }
            for choice in self.instance.list(applicant) {
                if self.held[applicant] == Some(choice) {
                    break;
                }
                if self.instance.choices[choice].tier != UNRANKED && self.blocks(applicant, choice) {
                    blocking += 1;
                    let offer = &self.instance.nodes[self.instance.choices[choice].offer as usize].id;
                    self.broken.push(format!(
                        "{} and {offer} would rather have each other",
                        self.instance.applicants[applicant]
                    ));
                }
            }
        }
        blocking
    }

    fn blocks(&self, applicant: usize, choice: usize) -> bool {
        let own = self.held[applicant].map(|held| self.above(self.instance.choices[held].offer)).unwrap_or_default();
        let full = self.above(self.instance.choices[choice].offer).into_iter().find(|node| {
            let load = self.load[*node as usize] - u32::from(own.contains(node));
            load >= self.instance.nodes[*node as usize].places
        });
        let Some(full) = full else { return true };
        let last = self.last[full as usize].iter().find(|(_, other)| *other != applicant);
        last.is_some_and(|&(rank, _)| rank > self.rank(applicant, choice))
    }

    fn above(&self, offer: u32) -> Vec<u32> {
        let mut nodes = vec![offer];
        while let Some(&node) = nodes.last() {
            let above = self.instance.nodes[node as usize].within;
            if above == NONE {
                break;
            }
            nodes.push(above);
        }
        nodes
    }
}
