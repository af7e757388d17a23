//! The breaks of participants as clauses, counted both ways, and how far they may lie apart.

use crate::sat::Literal;

use super::super::mask::below;
use super::encode::Encoder;
use super::problem::Problem;

/// The breaks of one participant.
pub(super) struct Breaks {
    /// The fewest they can have alone.
    pub least: usize,
    /// At `k`: whether there are more than `k`.
    pub more: Vec<Literal>,
}

impl Breaks {
    /// Those beyond the fewest.
    pub fn excess(&self) -> &[Literal] {
        &self.more[self.least.min(self.more.len())..]
    }
}

impl Encoder<'_> {
    /// The breaks of each participant; nothing where it is time to stop.
    pub fn count_breaks(&mut self) -> Option<Vec<Breaks>> {
        let most: Vec<usize> = (0..self.problem.participants()).map(|who| most_breaks(self.problem, who)).collect();
        // Somebody cannot have more than so many, so nobody may have more than that and the difference allowed.
        let cap = self.problem.fairness.map_or(usize::MAX, |apart| most.iter().min().map_or(0, |least| least + apart));
        let mut counted = Vec::new();
        for (who, most) in most.into_iter().enumerate() {
            self.go_on()?;
            let least = self.problem.fewest[who];
            let more = self.breaks_of(who, most.min(cap));
            for &sure in &more[..least.min(more.len())] {
                self.writer.clause(&[sure]);
            }
            if least > more.len() {
                self.writer.clause(&[]);
            }
            counted.push(Breaks { least, more });
        }
        Some(counted)
    }

    /// Binds a participant to as many slots as meetings and to at most so many breaks, and counts these.
    fn breaks_of(&mut self, who: usize, most: usize) -> Vec<Literal> {
        let meetings = self.problem.meetings_of[who].len();
        let begun = self.met_by(who);
        if meetings < 2 {
            return Vec::new();
        }
        let mut count = vec![self.writer.falsehood(); most];
        let mut filled = self.used[who][0];
        for slot in 1..self.problem.slots {
            if self.problem.unseen[who] >> slot & 1 == 1 {
                continue;
            }
            // A break begins where somebody just met and now does not, with meetings still to come.
            let now = self.used[who][slot];
            let is_left = self.writer.both(filled, !now);
            let begins = self.writer.both(is_left, !begun[slot - 1][meetings - 1]);
            self.add(&mut count, begins);
            filled = now;
        }
        count
    }

    /// Counts one literal more (Sinz, CP 2005), which must not go beyond the end.
    fn add(&mut self, count: &mut [Literal], one: Literal) {
        let full = count.last().copied().unwrap_or(self.writer.truth());
        self.writer.clause(&[!one, !full]);
        for k in (0..count.len()).rev() {
            let below = if k == 0 { self.writer.truth() } else { count[k - 1] };
            let reached = self.writer.both(below, one);
            count[k] = self.writer.any(&[count[k], reached]);
        }
    }

    /// By slot and `k`: whether a participant has met more than `k` by then. In the end they have met all, so that what is
    /// certain, by the slots left and by meetings that must be early or late, is known from the begin.
    fn met_by(&mut self, who: usize) -> Vec<Vec<Literal>> {
        let problem = self.problem;
        let meetings = &problem.meetings_of[who];
        let (total, open) = (meetings.len(), problem.open(who));
        let mut before = vec![self.writer.falsehood(); total];
        let mut met = Vec::with_capacity(problem.slots);
        for slot in 0..problem.slots {
            let past = below(slot + 1);
            let left = (open & !past).count_ones() as usize;
            let early = meetings.iter().filter(|&&meeting| problem.domains[meeting] & !past == 0).count();
            let sure = early.max(total.saturating_sub(left));
            let possible = meetings.iter().filter(|&&meeting| problem.domains[meeting] & past != 0).count();
            let now = self.used[who][slot];
            let mut row = Vec::with_capacity(total);
            for k in 0..total {
                let below = if k == 0 { self.writer.truth() } else { before[k - 1] };
                row.push(if k < sure {
                    self.writer.clause(&[before[k], now]);
                    self.writer.clause(&[before[k], below]);
                    self.writer.truth()
                } else if k >= possible {
                    self.writer.clause(&[!before[k]]);
                    self.writer.clause(&[!below, !now]);
                    self.writer.falsehood()
                } else {
                    self.step(before[k], below, now)
                });
            }
            if let Some(&all) = before.last() {
                self.writer.clause(&[!all, !now]);
            }
            before.clone_from(&row);
            met.push(row);
        }
        met
    }

    /// `before ∨ (below ∧ now)`, where `before` implies `below`.
    fn step(&mut self, before: Literal, below: Literal, now: Literal) -> Literal {
        let (truth, falsehood) = (self.writer.truth(), self.writer.falsehood());
        if before == truth || below == falsehood || now == falsehood {
            return before;
        }
        if below == truth {
            return self.writer.any(&[before, now]);
        }
        let here = self.writer.variable();
        self.writer.clause(&[!before, here]);
        self.writer.clause(&[!below, !now, here]);
        self.writer.clause(&[before, below, !here]);
        self.writer.clause(&[before, now, !here]);
        here
    }

    /// Nobody has more breaks than anybody else and the difference allowed.
    pub fn fair(&mut self, counted: &[Breaks]) {
        let Some(apart) = self.problem.fairness else { return };
        let highest = counted.iter().map(|breaks| breaks.more.len()).max().unwrap_or(0);
        for k in apart..highest {
            let somebody: Vec<Literal> = counted.iter().filter_map(|breaks| breaks.more.get(k).copied()).collect();
            let any = self.writer.any(&somebody);
            for breaks in counted {
                let enough = breaks.more.get(k - apart).copied().unwrap_or(self.writer.falsehood());
                self.writer.clause(&[!any, enough]);
            }
        }
    }
}

/// A participant never has more breaks than this: they lie between meetings, on slots without one.
fn most_breaks(problem: &Problem, who: usize) -> usize {
    let (meetings, open) = (problem.meetings_of[who].len(), problem.open(who));
    if meetings < 2 || open == 0 {
        return 0;
    }
    let span = (128 - open.leading_zeros() - open.trailing_zeros()) as usize;
    (meetings - 1).min(span.saturating_sub(meetings))
}
