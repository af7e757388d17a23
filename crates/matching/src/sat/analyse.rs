//! What a conflict teaches: the clause of its first unique implication point, made as short as can be.

use super::{Conflict, Literal, Place, Reason, Solver, Why};

const SEEN: u8 = 1;
const NEEDED: u8 = 2;
const IMPLIED: u8 = 4;

/// How deep minimisation follows reasons.
const DEEPEST: u32 = 1_000;

/// What a score is worth after one more conflict. Lower than the usual 0.95: on timetables the search must stay where the conflicts are.
const DECAY: f64 = 0.85;

/// Glue up to which a clause is kept through two reductions after its use.
pub(super) const MIDDLE_GLUE: u32 = 6;

/// Room for the analysis of one conflict.
#[derive(Default)]
pub(super) struct Analysis {
    marks: Vec<u8>,
    marked: Vec<u32>,
    pub learnt: Vec<Literal>,
    bumped: Vec<u32>,
    /// By level: the last count in which it was met.
    met: Vec<u64>,
    count: u64,
    open: u32,
}

impl Analysis {
    pub fn add(&mut self) {
        self.marks.push(0);
    }

    /// For so many levels above the root.
    pub fn make_room(&mut self, levels: usize) {
        self.met.resize(self.met.len().max(levels + 1), 0);
    }

    fn mark(&mut self, variable: usize, mark: u8) {
        if self.marks[variable] == 0 {
            self.marked.push(variable as u32);
        }
        self.marks[variable] |= mark;
    }

    fn clear(&mut self) {
        for variable in self.marked.drain(..) {
            self.marks[variable as usize] = 0;
        }
    }
}

/// The clause learnt is in [`Analysis::learnt`], its literal to set first.
pub(super) struct Lesson {
    /// The level at which all its literals but the first are false.
    pub level: u32,
    /// Levels among its literals, less one.
    pub glue: u32,
}

impl Solver {
    /// Learns from a conflict at a level above the root.
    pub(super) fn analyse(&mut self, conflict: Conflict) -> Lesson {
        self.analysis.learnt.clear();
        self.analysis.learnt.push(Literal(0));
        self.analysis.bumped.clear();
        self.analysis.open = 0;
        match conflict {
            Conflict::Binary(one, other) => [one, other].into_iter().for_each(|literal| self.meet(literal)),
            Conflict::Clause(place) => self.meet_clause(place, None),
        }
        let mut at = self.trail.len();
        loop {
            at -= 1;
            let literal = self.trail[at];
            if self.analysis.marks[literal.variable()] & SEEN == 0 {
                continue;
            }
            self.analysis.open -= 1;
            if self.analysis.open == 0 {
                self.analysis.learnt[0] = !literal;
                break;
            }
            match self.reasons[literal.variable()].read() {
                Why::Binary(other) => self.meet(other),
                Why::Clause(place) => self.meet_clause(place, Some(literal)),
                Why::Decided => debug_assert!(false, "a decision is the last of its level"),
            }
        }
        let glue = self.minimise();
        self.bump();
        self.analysis.clear();
        Lesson { level: self.order_watched(), glue }
    }

    #[inline]
    fn meet(&mut self, literal: Literal) {
        let variable = literal.variable();
        let level = self.levels[variable];
        if level == 0 || self.analysis.marks[variable] & SEEN != 0 {
            return;
        }
        self.analysis.mark(variable, SEEN);
        self.analysis.bumped.push(variable as u32);
        if level == self.level() {
            self.analysis.open += 1;
        } else {
            self.analysis.learnt.push(literal);
        }
    }

    fn meet_clause(&mut self, place: Place, set: Option<Literal>) {
        if self.arena.is_learnt(place) {
            self.renew(place);
        }
        for at in 0..self.arena.len(place) {
            let literal = self.arena.literal(place, at);
            if Some(literal) != set {
                self.meet(literal);
            }
        }
    }

    /// A learnt clause was of use: it stays longer, and its glue may have become less (Audemard and Simon 2009).
    fn renew(&mut self, place: Place) {
        let known = self.arena.glue(place);
        if known > 2 {
            let count = self.next_count();
            let mut glue = 0;
            for at in 0..self.arena.len(place) {
                let level = self.levels[self.arena.literal(place, at).variable()] as usize;
                if self.analysis.met[level] != count {
                    self.analysis.met[level] = count;
                    glue += 1;
                }
            }
            if glue - 1 < known {
                self.arena.set_glue(place, glue - 1);
            }
        }
        let used = if self.arena.glue(place) <= MIDDLE_GLUE { 2 } else { 1 };
        self.arena.set_used(place, used);
    }

    fn next_count(&mut self) -> u64 {
        self.analysis.count += 1;
        self.analysis.count
    }

    /// Leaves out literals that follow from the others; returns the glue.
    fn minimise(&mut self) -> u32 {
        let count = self.next_count();
        let mut glue = 0;
        for at in 1..self.analysis.learnt.len() {
            let level = self.levels[self.analysis.learnt[at].variable()] as usize;
            if self.analysis.met[level] != count {
                self.analysis.met[level] = count;
                glue += 1;
            }
        }
        let mut kept = 1;
        for at in 1..self.analysis.learnt.len() {
            let literal = self.analysis.learnt[at];
            if !self.follows(literal, 0) {
                self.analysis.learnt[kept] = literal;
                kept += 1;
            }
        }
        self.analysis.learnt.truncate(kept);
        glue
    }

    /// Whether a false literal follows from others of the clause.
    fn follows(&mut self, literal: Literal, depth: u32) -> bool {
        let variable = literal.variable();
        let marks = self.analysis.marks[variable];
        let level = self.levels[variable] as usize;
        if depth > 0 && (level == 0 || marks & (SEEN | IMPLIED) != 0) {
            return true;
        }
        if marks & NEEDED != 0 || depth > DEEPEST || self.analysis.met[level] != self.analysis.count {
            return false;
        }
        let follows = match self.reasons[variable].read() {
            Why::Decided => false,
            Why::Binary(other) => self.follows(other, depth + 1),
            Why::Clause(place) => (0..self.arena.len(place)).all(|at| {
                let other = self.arena.literal(place, at);
                other.variable() == variable || self.follows(other, depth + 1)
            }),
        };
        if depth > 0 {
            self.analysis.mark(variable, if follows { IMPLIED } else { NEEDED });
        }
        follows
    }

    fn bump(&mut self) {
        let mut bumped = std::mem::take(&mut self.analysis.bumped);
        if self.pace.is_stable {
            for &variable in &bumped {
                self.scores.bump(variable as usize);
            }
            self.scores.decay(DECAY);
        } else {
            bumped.sort_unstable_by_key(|&variable| self.queue.stamp(variable as usize));
            for &variable in &bumped {
                let has_value = self.value(Literal::of(variable)) != 0;
                self.queue.bump(variable as usize, has_value);
            }
        }
        self.analysis.bumped = bumped;
    }

    /// Puts the literal of the highest level behind the first, so that both can be watched; returns that level.
    fn order_watched(&mut self) -> u32 {
        let learnt = &mut self.analysis.learnt;
        let Some(highest) = (1..learnt.len()).max_by_key(|&at| self.levels[learnt[at].variable()]) else { return 0 };
        learnt.swap(1, highest);
        self.levels[learnt[1].variable()]
    }

    /// The decisions from which literals follow, as those decided; the literals themselves are true or part of a conflict.
    pub(super) fn decisions_behind(&mut self, literals: &[Literal]) -> Vec<Literal> {
        let mut behind = Vec::new();
        for literal in literals {
            if self.levels[literal.variable()] > 0 {
                self.analysis.mark(literal.variable(), SEEN);
            }
        }
        let begin = self.begins.first().copied().unwrap_or(self.trail.len());
        for at in (begin..self.trail.len()).rev() {
            let literal = self.trail[at];
            if self.analysis.marks[literal.variable()] & SEEN == 0 {
                continue;
            }
            match self.reasons[literal.variable()].read() {
                Why::Decided => behind.push(literal),
                Why::Binary(other) => self.mark_above_root(other),
                Why::Clause(place) => {
                    for at in 0..self.arena.len(place) {
                        self.mark_above_root(self.arena.literal(place, at));
                    }
                }
            }
        }
        self.analysis.clear();
        behind
    }

    fn mark_above_root(&mut self, literal: Literal) {
        if self.levels[literal.variable()] > 0 {
            self.analysis.mark(literal.variable(), SEEN);
        }
    }

    /// Learns the clause of the last analysis and sets its first literal.
    pub(super) fn learn(&mut self, lesson: &Lesson) {
        let learnt = std::mem::take(&mut self.analysis.learnt);
        self.proved(&learnt);
        self.backtrack(lesson.level);
        match learnt[..] {
            [first] => self.set(first, Reason::NONE),
            [first, other] => {
                self.lay_down(&learnt, None);
                self.set(first, Reason::binary(other));
            }
            _ => {
                if let Some(place) = self.lay_down(&learnt, Some(lesson.glue)) {
                    self.arena.set_used(place, if lesson.glue <= MIDDLE_GLUE { 2 } else { 1 });
                    self.set(learnt[0], Reason(place));
                }
            }
        }
        self.analysis.learnt = learnt;
    }
}
