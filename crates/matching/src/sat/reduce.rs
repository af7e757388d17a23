//! Throwing learnt clauses away, and laying the rest close together.

use super::arena::Arena;
use super::{Literal, Place, Solver};

/// Glue up to which a clause stays for good.
const BEST_GLUE: u32 = 2;

impl Solver {
    /// Throws three quarters of the learnt clauses away that were of no use lately, those of much glue first. At the root.
    pub(super) fn reduce(&mut self) {
        let mut idle: Vec<(u32, usize, Place)> = Vec::new();
        for place in self.arena.places() {
            if !self.arena.is_learnt(place) || self.arena.glue(place) <= BEST_GLUE {
                continue;
            }
            match self.arena.used(place) {
                0 => idle.push((self.arena.glue(place), self.arena.len(place), place)),
                used => self.arena.set_used(place, used - 1),
            }
        }
        idle.sort_unstable();
        for &(_, _, place) in &idle[idle.len() / 4..] {
            self.arena.throw_away(place);
        }
        self.sweep();
    }

    /// Lays the clauses close together without those thrown away, those true at the root, and literals false at the root.
    pub(super) fn sweep(&mut self) {
        let has_news = self.trail.len() > self.swept;
        self.swept = self.trail.len();
        let mut arena = Arena::default();
        arena.words.reserve(self.arena.words.len() - self.arena.wasted);
        let old = std::mem::take(&mut self.arena);
        self.watches.iter_mut().for_each(Vec::clear);
        let (mut place, mut kept) = (0, Vec::new());
        while place < old.end() {
            kept.clear();
            kept.extend(old.literals(place));
            let is_true = has_news && kept.iter().any(|literal| self.values[literal.index()] > 0);
            if old.is_garbage(place) || is_true {
                self.thrown_away(&kept);
            } else {
                let before = kept.len();
                if has_news {
                    kept.retain(|literal| self.values[literal.index()] == 0);
                }
                if kept.len() < before {
                    self.proved(&kept);
                    self.thrown_away(&old.literals(place).collect::<Vec<_>>());
                }
                self.move_to(&mut arena, &old, place, &kept);
            }
            place = old.next(place);
        }
        self.arena = arena;
        if has_news {
            self.sweep_binaries();
        }
    }

    fn move_to(&mut self, arena: &mut Arena, old: &Arena, place: Place, kept: &[Literal]) {
        match *kept {
            [one, other] => {
                self.binaries[one.index()].push(other);
                self.binaries[other.index()].push(one);
            }
            [one, other, ..] => {
                let new = arena.push(kept, None);
                arena.copy_known(old, place, new);
                self.watch(new, one, other);
            }
            // Shorter ones were set when the root was followed to its end.
            _ => {}
        }
    }

    fn sweep_binaries(&mut self) {
        for one in 0..self.binaries.len() {
            if self.values[one] != 0 {
                self.binaries[one] = Vec::new();
            } else {
                let values = &self.values;
                self.binaries[one].retain(|other| values[other.index()] == 0);
            }
        }
    }

    fn thrown_away(&mut self, literals: &[Literal]) {
        if let Some(proof) = &mut self.proof {
            proof.thrown_away(literals);
        }
    }
}
