//! Shortening learnt clauses by propagating the negations of their literals (Piette, Hamadi and Saïs, ECAI 2008; for learnt clauses
//! Luo et al., IJCAI 2017).

use crate::Watch;

use super::analyse::MIDDLE_GLUE;
use super::{Conflict, Literal, Place, Reason, Solver};

impl Solver {
    /// Shortens learnt clauses of little glue for a tenth of the work of the search. At the root.
    pub(super) fn vivify(&mut self, watch: &dyn Watch) {
        let end = self.counts.work + self.counts.work / 10;
        let mut asked = self.counts.work;
        let saved = self.phases.saved.clone();
        for (literals, place) in self.to_vivify() {
            if self.counts.work > end || self.is_refuted {
                break;
            }
            if self.counts.work > asked + 20_000 {
                asked = self.counts.work;
                if watch.spent(self.counts.conflicts) >= 1.0 {
                    break;
                }
            }
            self.vivify_clause(&literals, place);
        }
        self.backtrack(0);
        self.phases.saved = saved;
        if !self.is_refuted {
            self.sweep();
        }
    }

    /// Clauses not tried yet, their most frequent literals first, in an order in which neighbours begin alike.
    fn to_vivify(&self) -> Vec<(Vec<Literal>, Place)> {
        let places: Vec<Place> = self.arena.places();
        let is_ripe = |&place: &Place| self.arena.is_learnt(place) && self.arena.glue(place) <= MIDDLE_GLUE;
        let places: Vec<Place> = places.into_iter().filter(is_ripe).collect();
        let mut frequency = vec![0_u32; self.values.len()];
        for literal in places.iter().flat_map(|&place| self.arena.literals(place)) {
            frequency[literal.index()] += 1;
        }
        let mut ripe: Vec<(Vec<Literal>, Place)> = places
            .into_iter()
            .filter(|&place| !self.arena.is_vivified(place))
            .map(|place| {
                let mut literals: Vec<Literal> = self.arena.literals(place).collect();
                literals.sort_unstable_by_key(|literal| (std::cmp::Reverse(frequency[literal.index()]), *literal));
                (literals, place)
            })
            .collect();
        let rank = |literal: &Literal| (std::cmp::Reverse(frequency[literal.index()]), *literal);
        ripe.sort_by(|(one, _), (other, _)| one.iter().map(rank).cmp(other.iter().map(rank)));
        ripe
    }

    fn vivify_clause(&mut self, literals: &[Literal], place: Place) {
        self.arena.set_vivified(place);
        self.backtrack(self.levels_in_common(literals));
        for &literal in literals {
            match self.value(literal) {
                1 if self.levels[literal.variable()] == 0 => {
                    self.arena.throw_away(place);
                    return;
                }
                1 => {
                    let mut shorter = self.decisions_behind(&[literal]);
                    shorter.retain(|&decided| decided != literal);
                    self.shorten(shorter, Some(literal), literals.len(), place);
                    return;
                }
                0 => {
                    self.open_level();
                    self.set(!literal, Reason::NONE);
                    if let Some(conflict) = self.propagate() {
                        let all = match conflict {
                            Conflict::Binary(one, other) => vec![one, other],
                            Conflict::Clause(place) => self.arena.literals(place).collect(),
                        };
                        let shorter = self.decisions_behind(&all);
                        self.shorten(shorter, None, literals.len(), place);
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    /// How many decisions of the trail the clause would take again.
    fn levels_in_common(&self, literals: &[Literal]) -> u32 {
        let mut level = 0;
        for &literal in literals {
            let Some(&begin) = self.begins.get(level as usize) else { break };
            if self.trail[begin] == !literal {
                level += 1;
            } else if self.value(literal) == 0 || self.levels[literal.variable()] > level {
                break;
            }
        }
        level
    }

    /// Puts the clause of the negated decisions, and of the literal that follows, in the place of a longer one.
    fn shorten(&mut self, decided: Vec<Literal>, follows: Option<Literal>, before: usize, place: Place) {
        let clause: Vec<Literal> = decided.into_iter().map(|literal| !literal).chain(follows).collect();
        if clause.len() >= before {
            if follows.is_none() {
                self.backtrack(self.level() - 1);
            }
            return;
        }
        self.counts.vivified += 1;
        self.backtrack(0);
        self.proved(&clause);
        let glue = self.arena.glue(place).min(clause.len() as u32 - 1);
        let used = self.arena.used(place);
        self.arena.throw_away(place);
        if let Some(new) = self.lay_down(&clause, Some(glue)) {
            self.arena.set_used(new, used);
            self.arena.set_vivified(new);
        }
        if self.propagate().is_some() {
            self.refute();
        }
    }
}
