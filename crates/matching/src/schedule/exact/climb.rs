//! From the bound up, until a plan keeps it.

use super::encode::{Encoded, encode};
use super::problem::Problem;
use crate::Watch;
use crate::sat::{Solver, Verdict};

/// Where a climb ended.
pub(super) struct End {
    /// The best plan found, by meeting.
    pub slots: Option<Vec<usize>>,
    /// No plan has fewer breaks than this.
    pub bound: u64,
    /// Whether it is settled: the plan meets the bound, or there is none at all.
    pub is_settled: bool,
}

pub(super) struct Climb<'a> {
    problem: &'a Problem,
    encoded: Encoded,
    solver: Solver,
}

impl<'a> Climb<'a> {
    /// Nothing where the watch says stop before all clauses are written.
    pub fn new(problem: &'a Problem, watch: &dyn Watch) -> Option<Self> {
        let mut solver = Solver::new();
        let encoded = encode(problem, &mut solver, watch)?;
        for &(_, here) in encoded.placed.iter().flatten() {
            solver.wish(here);
        }
        Some(Self { problem, encoded, solver })
    }

    pub fn conflicts(&self) -> u64 {
        self.solver.counts().conflicts
    }

    /// First any plan, which shows whether there is one, unless one is known; then climbs until a plan keeps the bound.
    pub fn up(&mut self, known: Option<Vec<usize>>, watch: &dyn Watch) -> End {
        let least = self.encoded.least as u64;
        let mut end = End { slots: known, bound: least, is_settled: false };
        if end.slots.is_none() {
            match self.solver.solve(&[], watch) {
                Verdict::Satisfiable => end.slots = Some(self.read()),
                verdict => return End { is_settled: verdict == Verdict::Unsatisfiable, ..end },
            }
        }
        while !self.keeps(&mut end) {
            let Some(&more) = self.encoded.more.get((end.bound - least) as usize) else { break };
            match self.solver.solve(&[!more], watch) {
                Verdict::Satisfiable => end.slots = Some(self.read()),
                Verdict::Unknown => break,
                Verdict::Unsatisfiable => {
                    self.solver.clause(&[more]);
                    end.bound += 1;
                    watch.hear(&|| format!("no plan has fewer than {} breaks", end.bound));
                }
            }
        }
        end
    }

    fn keeps(&self, end: &mut End) -> bool {
        end.is_settled = end.slots.as_ref().is_some_and(|slots| self.problem.breaks(slots) <= end.bound);
        end.is_settled
    }

    fn read(&self) -> Vec<usize> {
        let is_there = |here: &(usize, _)| self.solver.holds(here.1);
        self.encoded.placed.iter().map(|row| row.iter().copied().find(is_there).map_or(0, |here| here.0)).collect()
    }
}
