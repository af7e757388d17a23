//! Taking back decisions.

use super::Solver;

impl Solver {
    /// Takes back all levels above one.
    pub(super) fn backtrack(&mut self, level: u32) {
        if self.level() <= level {
            return;
        }
        let begin = self.begins[level as usize];
        for at in begin..self.trail.len() {
            let literal = self.trail[at];
            let variable = literal.variable();
            self.values[literal.index()] = 0;
            self.values[(!literal).index()] = 0;
            self.phases.saved[variable] = !literal.is_negated();
            self.scores.insert(variable);
            self.queue.freed(variable);
        }
        self.trail.truncate(begin);
        self.begins.truncate(level as usize);
        self.head = begin;
    }

    /// Opens a level.
    pub(super) fn open_level(&mut self) {
        self.begins.push(self.trail.len());
    }
}
