//! A timetable as clauses: where meetings are, who is busy, how many fit.

use crate::Watch;
use crate::sat::{Formula, Literal, Sides, Writer};

use super::super::{Mask, ones};
use super::problem::Problem;

/// The variables of an encoded timetable.
#[derive(Debug)]
pub struct Encoded {
    /// By meeting: the slots it may be in, with the literal that it is there.
    pub placed: Vec<Vec<(usize, Literal)>>,
    /// The sum of the fewest breaks of each participant: no plan has less.
    pub least: usize,
    /// At `k`: true where there are more than `least + k` breaks.
    pub more: Vec<Literal>,
}

pub(super) struct Encoder<'a> {
    pub writer: Writer<'a>,
    pub problem: &'a Problem,
    /// By meeting and slot.
    at: Vec<Vec<Literal>>,
    /// By participant and slot: whether they meet somebody.
    pub used: Vec<Vec<Literal>>,
    watch: &'a dyn Watch,
}

/// Writes the clauses of a problem; nothing where the watch says stop meanwhile.
pub fn encode(problem: &Problem, formula: &mut dyn Formula, watch: &dyn Watch) -> Option<Encoded> {
    let mut encoder = Encoder { writer: Writer::new(formula), problem, at: Vec::new(), used: Vec::new(), watch };
    encoder.place()?;
    encoder.use_slots()?;
    encoder.tables()?;
    let counted = encoder.count_breaks()?;
    encoder.fair(&counted);
    let least = counted.iter().map(|breaks| breaks.least).sum();
    let excess: Vec<Vec<Literal>> =
        counted.iter().map(|breaks| breaks.excess().to_vec()).filter(|more| !more.is_empty()).collect();
    let more = encoder.writer.count_counted(&excess, usize::MAX, Sides::Up);
    let place = |(domain, row): (&Mask, &Vec<Literal>)| ones(*domain).map(|slot| (slot, row[slot])).collect();
    Some(Encoded { placed: problem.domains.iter().zip(&encoder.at).map(place).collect(), least, more })
}

impl Encoder<'_> {
    /// Nothing where it is time to stop: no step of a search is done yet.
    pub fn go_on(&self) -> Option<()> {
        (self.watch.spent(0) < 1.0).then_some(())
    }

    /// Each meeting is in one slot, after those that must come before it.
    fn place(&mut self) -> Option<()> {
        let problem = self.problem;
        let mut is_ordered = vec![false; problem.meetings.len()];
        for &(before, after) in &problem.precedences {
            is_ordered[before] = true;
            is_ordered[after] = true;
        }
        let mut by = Vec::new();
        for (&domain, &is_ordered) in problem.domains.iter().zip(&is_ordered) {
            let literal = |slot: usize, writer: &mut Writer<'_>| {
                if domain >> slot & 1 == 1 { writer.variable() } else { writer.falsehood() }
            };
            self.go_on()?;
            let row: Vec<Literal> = (0..problem.slots).map(|slot| literal(slot, &mut self.writer)).collect();
            self.writer.clause(&row);
            if is_ordered {
                by.push(self.ladder(&row));
            } else {
                self.writer.at_most_one(&row);
                by.push(Vec::new());
            }
            self.at.push(row);
        }
        for &(before, after) in &problem.precedences {
            for slot in 0..problem.slots {
                let earlier = if slot == 0 { self.writer.falsehood() } else { by[before][slot - 1] };
                self.writer.clause(&[!self.at[after][slot], earlier]);
                self.writer.clause(&[!by[after][slot], earlier]);
            }
        }
        Some(())
    }

    /// By slot: whether a meeting is there or earlier; binds it to one slot (Ansótegui and Manyà, SAT 2004).
    fn ladder(&mut self, row: &[Literal]) -> Vec<Literal> {
        let mut before = self.writer.falsehood();
        let step = |&here: &Literal| {
            self.writer.clause(&[!before, !here]);
            before = self.writer.any(&[before, here]);
            before
        };
        row.iter().map(step).collect()
    }

    /// Nobody meets two at a time.
    fn use_slots(&mut self) -> Option<()> {
        for meetings in &self.problem.meetings_of {
            self.go_on()?;
            let mut row = Vec::with_capacity(self.problem.slots);
            for slot in 0..self.problem.slots {
                let here: Vec<Literal> = meetings.iter().map(|&meeting| self.at[meeting][slot]).collect();
                self.writer.at_most_one(&here);
                row.push(self.writer.any(&here));
            }
            self.used.push(row);
        }
        Some(())
    }

    /// No slot holds more meetings than tables, counted over groups of which at most one meeting is held, nor more participants
    /// than twice that, which follows but is seen earlier (both from JAIR 74, section 4).
    fn tables(&mut self) -> Option<()> {
        let groups = self.exclusive_groups();
        let falsehood = self.writer.falsehood();
        for slot in 0..self.problem.slots {
            self.go_on()?;
            let mut held = Vec::new();
            for group in &groups {
                let here: Vec<Literal> = group.iter().map(|&meeting| self.at[meeting][slot]).collect();
                let whole = self.problem.meetings_of.iter().position(|of| of == group);
                held.push(match whole {
                    Some(participant) => self.used[participant][slot],
                    None => self.writer.any(&here),
                });
            }
            held.retain(|&any| any != falsehood);
            self.writer.at_most(&held, self.problem.tables);
            let mut people: Vec<Literal> = self.used.iter().map(|row| row[slot]).collect();
            people.retain(|&used| used != falsehood);
            self.writer.at_most(&people, 2 * self.problem.tables);
        }
        Some(())
    }

    /// Meetings that share a participant and so exclude each other: the largest such group, the largest of the rest, and so on.
    fn exclusive_groups(&self) -> Vec<Vec<usize>> {
        let mut is_open = vec![true; self.problem.meetings.len()];
        let mut groups = Vec::new();
        loop {
            let open_of = |of: &Vec<usize>| of.iter().copied().filter(|&meeting| is_open[meeting]).collect::<Vec<_>>();
            let largest = self.problem.meetings_of.iter().map(open_of).max_by_key(Vec::len).unwrap_or_default();
            if largest.is_empty() {
                return groups;
            }
            for &meeting in &largest {
                is_open[meeting] = false;
            }
            groups.push(largest);
        }
    }
}
