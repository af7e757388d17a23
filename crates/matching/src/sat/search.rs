//! The loop of a search: propagate, learn, decide; and now and then restart, change phases, tidy up.

use crate::Watch;

use super::averages::Reluctant;
use super::decide::Next;
use super::{Solver, Verdict};

/// When what is due next; in conflicts unless said otherwise.
pub(super) struct Pace {
    /// Few restarts, scores, target phases; or many restarts and the queue.
    pub is_stable: bool,
    reluctant: Reluctant,
    is_restart_due: bool,
    restart_after: u64,
    reduce_at: u64,
    phases_at: u64,
    phase_changes: u64,
    vivify_at: u64,
    vivifications: u64,
    /// Work at which the mode changes; unknown in the first phase, which is measured by conflicts.
    change_at: Option<u64>,
    first_phase: u64,
    modes: u64,
    /// Work at which the watch is asked again.
    ask_at: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            is_stable: false,
            reluctant: Reluctant::every(1_024),
            is_restart_due: false,
            restart_after: 0,
            reduce_at: 300,
            phases_at: 1_000,
            phase_changes: 0,
            vivify_at: 2_000,
            vivifications: 0,
            change_at: None,
            first_phase: 0,
            modes: 0,
            ask_at: 0,
        }
    }
}

/// Work between two questions to the watch, far less than 10 ms.
const ASK_EVERY: u64 = 20_000;

impl Solver {
    pub(super) fn search(&mut self, assumptions: &[super::Literal], watch: &dyn Watch) -> Verdict {
        self.phases.begin();
        self.analysis.make_room(self.variables() + assumptions.len());
        self.pace.ask_at = 0;
        while !self.is_refuted {
            if let Some(conflict) = self.propagate() {
                self.counts.conflicts += 1;
                if self.level() == 0 {
                    self.refute();
                    break;
                }
                self.keep_phases();
                let lesson = self.analyse(conflict);
                self.count_glue(lesson.glue);
                self.learn(&lesson);
                continue;
            }
            if self.counts.work >= self.pace.ask_at {
                self.pace.ask_at = self.counts.work + ASK_EVERY;
                if watch.spent(self.counts.conflicts) >= 1.0 {
                    return Verdict::Unknown;
                }
            }
            if self.tidy_up(assumptions.len(), watch) {
                continue;
            }
            match self.decide(assumptions) {
                Next::Decided => {}
                Next::Model => {
                    self.model = self.values.iter().step_by(2).map(|&value| value > 0).collect();
                    return Verdict::Satisfiable;
                }
                Next::Against(assumed) => {
                    self.blame(assumed);
                    return Verdict::Unsatisfiable;
                }
            }
        }
        Verdict::Unsatisfiable
    }

    pub(super) fn refute(&mut self) {
        self.is_refuted = true;
        self.proved(&[]);
    }

    fn count_glue(&mut self, glue: u32) {
        if self.pace.is_stable {
            self.pace.is_restart_due |= self.pace.reluctant.tick();
        } else {
            self.averages.add(glue);
        }
    }

    /// Does one thing that is due; false when nothing is.
    fn tidy_up(&mut self, assumptions: usize, watch: &dyn Watch) -> bool {
        let conflicts = self.counts.conflicts;
        if self.is_restart_due() {
            self.pace.is_restart_due = false;
            self.pace.restart_after = conflicts + 2;
            self.restart(assumptions);
        } else if conflicts >= self.pace.reduce_at {
            self.counts.reductions += 1;
            self.pace.reduce_at = conflicts + 300 * (self.counts.reductions + 1);
            self.backtrack(0);
            self.reduce();
        } else if conflicts >= self.pace.phases_at {
            self.pace.phase_changes += 1;
            self.pace.phases_at = conflicts + 1_000 * (self.pace.phase_changes + 1);
            self.backtrack(0);
            self.phases.change();
        } else if conflicts >= self.pace.vivify_at {
            self.pace.vivifications += 1;
            self.pace.vivify_at = conflicts + 2_000 * (self.pace.vivifications + 1);
            self.backtrack(0);
            self.vivify(watch);
        } else {
            return self.change_mode();
        }
        true
    }

    fn is_restart_due(&self) -> bool {
        if self.pace.is_stable {
            return self.pace.is_restart_due;
        }
        self.counts.conflicts >= self.pace.restart_after && self.level() > 0 && self.averages.is_restart_due()
    }

    /// The modes take turns, longer every time. The mode of many restarts gets a quarter of the work of the other: on timetables the
    /// stable mode was the better one for plans and proofs alike.
    fn change_mode(&mut self) -> bool {
        let (conflicts, work) = (self.counts.conflicts, self.counts.work);
        match self.pace.change_at {
            None if conflicts < 1_000 => return false,
            None => self.pace.first_phase = work,
            Some(at) if work < at => return false,
            Some(_) => {}
        }
        self.pace.modes += 1;
        let round = self.pace.modes.div_ceil(2);
        self.pace.is_stable = !self.pace.is_stable;
        let share = if self.pace.is_stable { 1 } else { 4 };
        self.pace.change_at = Some(work + self.pace.first_phase * round * round / share);
        self.pace.reluctant = Reluctant::every(1_024);
        self.pace.is_restart_due = false;
        self.backtrack(0);
        true
    }

    /// The assumptions from which the opposite of one follows, and that one.
    fn blame(&mut self, assumed: super::Literal) {
        self.failed = self.decisions_behind(&[!assumed]);
        // Assumed twice, once negated: the opposite is a decision itself and stands in the list already.
        self.failed.push(assumed);
        self.failed.sort_unstable();
        self.failed.dedup();
        let clause: Vec<_> = self.failed.iter().map(|&literal| !literal).collect();
        self.proved(&clause);
    }
}
