//! Which variable is decided next, and restarts.

use super::{Literal, Reason, Solver};

pub(super) enum Next {
    Decided,
    /// Every variable has a value.
    Model,
    /// This assumption is false.
    Against(Literal),
}

impl Solver {
    pub(super) fn decide(&mut self, assumptions: &[Literal]) -> Next {
        while let Some(&assumed) = assumptions.get(self.begins.len()) {
            match self.value(assumed) {
                1 => self.open_level(),
                0 => {
                    self.open_level();
                    self.set(assumed, Reason::NONE);
                    return Next::Decided;
                }
                _ => return Next::Against(assumed),
            }
        }
        let Some(variable) = self.next_variable() else { return Next::Model };
        self.counts.decisions += 1;
        let literal = self.phases.of(variable, self.pace.is_stable);
        self.open_level();
        self.set(literal, Reason::NONE);
        Next::Decided
    }

    fn next_variable(&mut self) -> Option<usize> {
        let has_value = |values: &[i8], variable: usize| values[2 * variable] != 0;
        if !self.pace.is_stable {
            let values = &self.values;
            return self.queue.next(|variable| has_value(values, variable));
        }
        while let Some(variable) = self.scores.peek() {
            if !has_value(&self.values, variable) {
                return Some(variable);
            }
            self.scores.pop();
        }
        None
    }

    /// Begins anew, but keeps the levels that would come again (van der Tak, Ramos and Heule, "Reusing the assignment trail", JSAT 2011)
    /// and those of the assumptions.
    pub(super) fn restart(&mut self, assumptions: usize) {
        self.counts.restarts += 1;
        let Some(next) = self.next_variable() else { return };
        let mut level = assumptions.min(self.begins.len());
        while level < self.begins.len() {
            let decided = self.trail[self.begins[level]].variable();
            let comes_first = if self.pace.is_stable {
                self.scores.is_before(decided, next)
            } else {
                self.queue.stamp(decided) > self.queue.stamp(next)
            };
            if !comes_first {
                break;
            }
            level += 1;
        }
        self.backtrack(level as u32);
    }
}
