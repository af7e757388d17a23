//! Unit propagation: what follows from the literals set so far.

use super::arena::HEAD;
use super::{Conflict, Literal, Reason, Solver, Watched};

impl Solver {
    /// Follows every literal on the trail not yet followed, to the end or to a clause whose literals are all false.
    pub(super) fn propagate(&mut self) -> Option<Conflict> {
        let begin = self.head;
        let mut conflict = None;
        while conflict.is_none() && self.head < self.trail.len() {
            let fallen = !self.trail[self.head];
            self.head += 1;
            conflict = self.follow_binaries(fallen).or_else(|| self.follow_clauses(fallen));
        }
        self.counts.propagations += (self.head - begin) as u64;
        conflict
    }

    #[inline]
    fn follow_binaries(&mut self, fallen: Literal) -> Option<Conflict> {
        let level = self.begins.len() as u32;
        let others = &self.binaries[fallen.index()];
        self.counts.work += 1 + others.len() as u64 / 16;
        for &other in others {
            match self.values[other.index()] {
                1 => {}
                0 => {
                    self.values[other.index()] = 1;
                    self.values[(!other).index()] = -1;
                    self.levels[other.variable()] = level;
                    self.reasons[other.variable()] = Reason::binary(fallen);
                    self.trail.push(other);
                }
                _ => return Some(Conflict::Binary(fallen, other)),
            }
        }
        None
    }

    /// Looks at the clauses that watch a literal just fallen; each finds another literal to watch, or sets its last one.
    fn follow_clauses(&mut self, fallen: Literal) -> Option<Conflict> {
        let level = self.begins.len() as u32;
        let mut list = std::mem::take(&mut self.watches[fallen.index()]);
        let (mut read, mut kept) = (0, 0);
        let mut conflict = None;
        let mut work = 1 + list.len() as u64 / 8;
        while read < list.len() {
            let watched = list[read];
            list[kept] = watched;
            read += 1;
            kept += 1;
            if self.values[watched.blocker.index()] > 0 {
                continue;
            }
            work += 1;
            let begin = watched.place as usize;
            let (head, rest) = self.arena.words[begin..].split_at_mut(HEAD);
            let literals = &mut rest[..head[0] as usize];
            let other = Literal(literals[0] ^ literals[1] ^ fallen.0);
            let value = self.values[other.index()];
            if value > 0 {
                list[kept - 1].blocker = other;
                continue;
            }
            match next_true_or_free(literals, head[2] as usize, &self.values) {
                Some(at) => {
                    head[2] = at as u32;
                    let found = Literal(literals[at]);
                    if self.values[found.index()] > 0 {
                        list[kept - 1].blocker = found;
                        continue;
                    }
                    (literals[0], literals[1], literals[at]) = (other.0, found.0, fallen.0);
                    self.watches[found.index()].push(Watched { blocker: other, place: watched.place });
                    kept -= 1;
                }
                None if value == 0 => {
                    self.values[other.index()] = 1;
                    self.values[(!other).index()] = -1;
                    self.levels[other.variable()] = level;
                    self.reasons[other.variable()] = Reason(watched.place);
                    self.trail.push(other);
                }
                None => {
                    conflict = Some(Conflict::Clause(watched.place));
                    break;
                }
            }
        }
        if read > kept {
            list.copy_within(read.., kept);
            list.truncate(list.len() - (read - kept));
        }
        self.watches[fallen.index()] = list;
        self.counts.work += work;
        conflict
    }
}

/// Searches on from where the last search ended, around to the begin (Gent, "Optimal implementation of watched literals", JAIR 2013).
#[inline]
fn next_true_or_free(literals: &[u32], from: usize, values: &[i8]) -> Option<usize> {
    let from = from.min(literals.len());
    let is_open = |&word: &u32| values[word as usize] >= 0;
    literals[from..]
        .iter()
        .position(is_open)
        .map(|at| from + at)
        .or_else(|| literals[2..from].iter().position(is_open).map(|at| 2 + at))
}
