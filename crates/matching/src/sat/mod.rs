//! A solver for propositional formulas: conflict-driven clause learning, incremental, under assumptions.
//!
//! Built after what the published solvers have in common: two watched literals with blockers (Moskewicz et al., DAC 2001;
//! Chu et al. 2008), first unique implication points with minimisation (Marques-Silva and Sakallah 1999; Sörensson and Biere,
//! SAT 2009), glue (Audemard and Simon, IJCAI 2009), two modes that take turns (Oh, SAT 2015), target phases (Biere, Fazekas,
//! Fleury and Heisinger, SAT Competition 2020), vivification of learnt clauses (Luo et al., IJCAI 2017) and assumptions (Eén and
//! Sörensson, ENTCS 89, 2003). One thread and no clock: the same clauses and assumptions give the same answer on every machine,
//! unless the [`Watch`] counts time.

mod analyse;
mod arena;
mod averages;
mod backtrack;
mod decide;
mod formula;
mod literal;
mod order;
mod phases;
mod proof;
mod propagate;
mod reduce;
mod search;
mod vivify;

use crate::Watch;

use arena::{Arena, Place};
use averages::Averages;
pub use formula::{Formula, Recorded, Sides, Writer};
pub use literal::Literal;
use order::{Queue, Scores};
use phases::Phases;
pub use proof::{Proof, Written};
use search::Pace;

/// What a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// [`Solver::holds`] tells the model.
    Satisfiable,
    /// [`Solver::failed`] tells which assumptions are to blame; none of them when no model exists at all.
    Unsatisfiable,
    /// The watch said stop.
    Unknown,
}

/// Clauses and what was learnt from them.
pub struct Solver {
    arena: Arena,
    /// By literal: the clauses that watch it, seen when it becomes false.
    watches: Vec<Vec<Watched>>,
    /// By literal: the other literals of its clauses of two.
    binaries: Vec<Vec<Literal>>,
    /// By literal: 1 true, −1 false, 0 neither.
    values: Vec<i8>,
    /// By variable.
    reasons: Vec<Reason>,
    levels: Vec<u32>,
    trail: Vec<Literal>,
    /// Where each level begins on the trail.
    begins: Vec<usize>,
    head: usize,
    scores: Scores,
    queue: Queue,
    phases: Phases,
    averages: Averages,
    pace: Pace,
    analysis: analyse::Analysis,
    /// No model exists, whatever is assumed.
    is_refuted: bool,
    model: Vec<bool>,
    failed: Vec<Literal>,
    counts: Counts,
    /// Literals true at the root when the clauses were last swept.
    swept: usize,
    proof: Option<Box<dyn Proof>>,
}

/// What was done so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Conflicts met; the steps of the [`Watch`].
    pub conflicts: u64,
    /// Variables decided.
    pub decisions: u64,
    /// Literals set by a clause.
    pub propagations: u64,
    /// Restarts of the search.
    pub restarts: u64,
    /// Clauses looked at, the measure of work that is the same on every machine.
    pub work: u64,
    /// Times learnt clauses were thrown away.
    pub reductions: u64,
    /// Clauses shortened by vivification.
    pub vivified: u64,
}

/// A clause that watches a literal, and another literal of it: while that one is true, the clause need not be read.
#[derive(Clone, Copy)]
struct Watched {
    blocker: Literal,
    place: Place,
}

/// Why a literal has its value: a clause, or the other literal of a clause of two, or nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Reason(u32);

const BINARY: u32 = 1 << 31;

impl Reason {
    const NONE: Self = Self(u32::MAX);

    #[inline]
    fn binary(other: Literal) -> Self {
        Self(BINARY | other.0)
    }

    #[inline]
    fn read(self) -> Why {
        match self.0 {
            u32::MAX => Why::Decided,
            word if word & BINARY != 0 => Why::Binary(Literal(word ^ BINARY)),
            place => Why::Clause(place),
        }
    }
}

enum Why {
    Decided,
    Binary(Literal),
    Clause(Place),
}

#[derive(Clone, Copy)]
enum Conflict {
    Binary(Literal, Literal),
    Clause(Place),
}

impl Default for Solver {
    fn default() -> Self {
        Self::new()
    }
}

impl Solver {
    /// Without variables and clauses.
    pub fn new() -> Self {
        Self {
            arena: Arena::default(),
            watches: Vec::new(),
            binaries: Vec::new(),
            values: Vec::new(),
            reasons: Vec::new(),
            levels: Vec::new(),
            trail: Vec::new(),
            begins: Vec::new(),
            head: 0,
            scores: Scores::default(),
            queue: Queue::default(),
            phases: Phases::default(),
            averages: Averages::default(),
            pace: Pace::default(),
            analysis: analyse::Analysis::default(),
            is_refuted: false,
            model: Vec::new(),
            failed: Vec::new(),
            counts: Counts::default(),
            swept: 0,
            proof: None,
        }
    }

    /// Hands every clause learnt and thrown away from now on to a proof.
    pub fn prove(&mut self, proof: Box<dyn Proof>) {
        self.proof = Some(proof);
    }

    /// A new variable.
    pub fn variable(&mut self) -> Literal {
        let number = self.levels.len() as u32;
        self.watches.extend([Vec::new(), Vec::new()]);
        self.binaries.extend([Vec::new(), Vec::new()]);
        self.values.extend([0, 0]);
        self.reasons.push(Reason::NONE);
        self.levels.push(0);
        self.scores.add();
        self.queue.add();
        self.phases.add();
        self.analysis.add();
        Literal::of(number)
    }

    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.levels.len()
    }

    /// Adds a clause: one of these literals is true.
    pub fn clause(&mut self, literals: &[Literal]) {
        debug_assert!(self.begins.is_empty());
        let mut kept = literals.to_vec();
        kept.sort_unstable();
        kept.dedup();
        let is_true = |&literal: &Literal| self.values[literal.index()] > 0;
        if self.is_refuted || kept.iter().any(is_true) || kept.windows(2).any(|pair| pair[0] == !pair[1]) {
            return;
        }
        let before = kept.len();
        kept.retain(|literal| self.values[literal.index()] == 0);
        if kept.len() < before {
            self.proved(&kept);
        }
        self.lay_down(&kept, None);
    }

    /// Adds a clause without true, false or doubled literals at the root; units are followed at the next search.
    fn lay_down(&mut self, literals: &[Literal], learnt: Option<u32>) -> Option<Place> {
        match *literals {
            [] => self.is_refuted = true,
            [one] => self.set(one, Reason::NONE),
            [one, other] => {
                self.binaries[one.index()].push(other);
                self.binaries[other.index()].push(one);
            }
            [one, other, ..] => {
                let place = self.arena.push(literals, learnt);
                self.watch(place, one, other);
                return Some(place);
            }
        }
        None
    }

    #[inline]
    fn watch(&mut self, place: Place, one: Literal, other: Literal) {
        self.watches[one.index()].push(Watched { blocker: other, place });
        self.watches[other.index()].push(Watched { blocker: one, place });
    }

    /// The value a variable is tried with first, until the search knows better: a plan found elsewhere, for instance.
    pub fn wish(&mut self, literal: Literal) {
        self.phases.wish(literal);
    }

    /// Searches for a model in which all assumptions hold.
    pub fn solve(&mut self, assumptions: &[Literal], watch: &dyn Watch) -> Verdict {
        self.failed.clear();
        let verdict = self.search(assumptions, watch);
        self.backtrack(0);
        verdict
    }

    /// Whether a literal is true in the model found last.
    pub fn holds(&self, literal: Literal) -> bool {
        self.model.get(literal.variable()).is_some_and(|&value| value != literal.is_negated())
    }

    /// Assumptions that cannot hold together, after [`Verdict::Unsatisfiable`].
    pub fn failed(&self) -> &[Literal] {
        &self.failed
    }

    /// What was done so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether a literal is true, or false, in every model; nothing where that is not known.
    pub fn settled(&self, literal: Literal) -> Option<bool> {
        let value = self.values[literal.index()];
        (self.begins.is_empty() && value != 0).then_some(value > 0)
    }

    fn level(&self) -> u32 {
        self.begins.len() as u32
    }

    #[inline]
    fn value(&self, literal: Literal) -> i8 {
        self.values[literal.index()]
    }

    #[inline]
    fn set(&mut self, literal: Literal, reason: Reason) {
        debug_assert_eq!(self.value(literal), 0);
        self.values[literal.index()] = 1;
        self.values[(!literal).index()] = -1;
        let variable = literal.variable();
        self.levels[variable] = self.begins.len() as u32;
        self.reasons[variable] = reason;
        self.trail.push(literal);
    }

    fn proved(&mut self, literals: &[Literal]) {
        if let Some(proof) = &mut self.proof {
            proof.learnt(literals);
        }
    }
}
