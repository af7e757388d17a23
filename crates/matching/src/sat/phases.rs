//! Which value a variable is tried with.

use crate::Random;

use super::{Literal, Solver};

pub(super) struct Phases {
    /// The value it had last.
    pub saved: Vec<bool>,
    /// Its value in the largest assignment without conflict since the last change of phases: 1 true, −1 false, 0 none.
    target: Vec<i8>,
    /// The same of the largest of all.
    best: Vec<i8>,
    /// The value wished for.
    wished: Vec<bool>,
    target_size: usize,
    best_size: usize,
    changes: u64,
    random: Random,
}

impl Default for Phases {
    fn default() -> Self {
        Self {
            saved: Vec::new(),
            target: Vec::new(),
            best: Vec::new(),
            wished: Vec::new(),
            target_size: 0,
            best_size: 0,
            changes: 0,
            random: Random::new(1),
        }
    }
}

impl Phases {
    pub fn add(&mut self) {
        self.saved.push(false);
        self.wished.push(false);
        self.target.push(0);
        self.best.push(0);
    }

    pub fn wish(&mut self, literal: Literal) {
        self.saved[literal.variable()] = !literal.is_negated();
        self.wished[literal.variable()] = !literal.is_negated();
    }

    pub fn of(&self, variable: usize, is_stable: bool) -> Literal {
        let target = self.target[variable];
        let value = if is_stable && target != 0 { target > 0 } else { self.saved[variable] };
        let literal = Literal::of(variable as u32);
        if value { literal } else { !literal }
    }

    /// Forgets how large the best assignments were: another search begins.
    pub fn begin(&mut self) {
        self.target_size = 0;
        self.best_size = 0;
    }

    /// Keeps an assignment without conflict, when it is larger than those before.
    pub fn keep(&mut self, assigned: &[Literal]) {
        let copy = |to: &mut [i8]| {
            for literal in assigned {
                to[literal.variable()] = if literal.is_negated() { -1 } else { 1 };
            }
        };
        if assigned.len() > self.target_size {
            self.target_size = assigned.len();
            copy(&mut self.target);
        }
        if assigned.len() > self.best_size {
            self.best_size = assigned.len();
            copy(&mut self.best);
        }
    }

    /// Changes the phases so that the search leaves where it is: best, as wished, best, flipped, and again.
    pub fn change(&mut self) {
        match self.changes % 6 {
            0 => self.saved.copy_from_slice(&self.wished),
            2 => self.saved.iter_mut().zip(&self.wished).for_each(|(saved, wished)| *saved = !wished),
            4 => {
                for saved in &mut self.saved {
                    *saved ^= self.random.below(8) == 0;
                }
            }
            _ => {
                for (saved, &best) in self.saved.iter_mut().zip(&self.best) {
                    *saved = if best == 0 { *saved } else { best > 0 };
                }
                self.best_size = 0;
            }
        }
        self.changes += 1;
        self.target.fill(0);
        self.target_size = 0;
    }
}

impl Solver {
    /// Keeps what stood before the level of the conflict.
    pub(super) fn keep_phases(&mut self) {
        let end = self.begins.last().copied().unwrap_or(0);
        self.phases.keep(&self.trail[..end]);
    }
}
