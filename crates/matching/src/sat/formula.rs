//! What an encoding is written into, and how it counts.

use super::{Literal, Solver};

/// Takes variables and clauses.
pub trait Formula {
    /// A new variable.
    fn variable(&mut self) -> Literal;
    /// One of these literals is true.
    fn clause(&mut self, literals: &[Literal]);
}

impl Formula for Solver {
    fn variable(&mut self) -> Literal {
        Self::variable(self)
    }

    fn clause(&mut self, literals: &[Literal]) {
        Self::clause(self, literals);
    }
}

/// Keeps clauses in the order they come, to be written down.
#[derive(Default, Debug)]
pub struct Recorded {
    /// How many variables there are.
    pub variables: u32,
    /// The clauses.
    pub clauses: Vec<Vec<Literal>>,
}

impl Formula for Recorded {
    fn variable(&mut self) -> Literal {
        self.variables += 1;
        Literal::of(self.variables - 1)
    }

    fn clause(&mut self, literals: &[Literal]) {
        self.clauses.push(literals.to_vec());
    }
}

/// Writes clauses in which some literals are known from the begin.
pub struct Writer<'a> {
    formula: &'a mut dyn Formula,
    truth: Literal,
}

impl<'a> Writer<'a> {
    /// Into a formula, with one variable that is true.
    pub fn new(formula: &'a mut dyn Formula) -> Self {
        let truth = formula.variable();
        formula.clause(&[truth]);
        Self { formula, truth }
    }

    /// The literal that is true.
    pub fn truth(&self) -> Literal {
        self.truth
    }

    /// The literal that is false.
    pub fn falsehood(&self) -> Literal {
        !self.truth
    }

    /// A new variable.
    pub fn variable(&mut self) -> Literal {
        self.formula.variable()
    }

    /// One of these literals is true; known ones are left out.
    pub fn clause(&mut self, literals: &[Literal]) {
        if literals.contains(&self.truth) {
            return;
        }
        let kept: Vec<Literal> = literals.iter().copied().filter(|&literal| literal != !self.truth).collect();
        self.formula.clause(&kept);
    }

    /// A literal true exactly when one of these is.
    pub fn any(&mut self, literals: &[Literal]) -> Literal {
        if literals.contains(&self.truth) {
            return self.truth;
        }
        let mut open: Vec<Literal> = literals.iter().copied().filter(|&literal| literal != !self.truth).collect();
        match open[..] {
            [] => return !self.truth,
            [one] => return one,
            _ => {}
        }
        let any = self.variable();
        for &one in &open {
            self.formula.clause(&[!one, any]);
        }
        open.push(!any);
        self.formula.clause(&open);
        any
    }

    /// A literal true exactly when both are.
    pub fn both(&mut self, one: Literal, other: Literal) -> Literal {
        !self.any(&[!one, !other])
    }

    /// At most one of these is true, pair by pair: no variable is cheaper to follow than many clauses of two.
    pub fn at_most_one(&mut self, literals: &[Literal]) {
        for (at, &one) in literals.iter().enumerate() {
            for &other in &literals[..at] {
                self.clause(&[!one, !other]);
            }
        }
    }

    /// At most so many of these are true.
    pub fn at_most(&mut self, literals: &[Literal], most: usize) {
        if literals.len() <= most {
            return;
        }
        let counted = self.count(literals, most + 1, Sides::Up);
        if let Some(&too_many) = counted.get(most) {
            self.clause(&[!too_many]);
        }
    }

    /// A totaliser (Bailleux and Boufkhad, CP 2003), cut off at `cap` (Büttner and Rintanen 2005): the literal at `k` tells whether more
    /// than `k` are true.
    pub fn count(&mut self, literals: &[Literal], cap: usize, sides: Sides) -> Vec<Literal> {
        let open: Vec<Vec<Literal>> = literals.iter().map(|&literal| vec![literal]).collect();
        self.count_counted(&open, cap, sides)
    }

    /// The same over numbers counted already, each as such a list.
    pub fn count_counted(&mut self, numbers: &[Vec<Literal>], cap: usize, sides: Sides) -> Vec<Literal> {
        match numbers {
            [] => Vec::new(),
            [one] => one[..one.len().min(cap)].to_vec(),
            _ => {
                let (left, right) = numbers.split_at(numbers.len() / 2);
                let left = self.count_counted(left, cap, sides);
                let right = self.count_counted(right, cap, sides);
                self.sum(&left, &right, cap, sides)
            }
        }
    }

    fn sum(&mut self, left: &[Literal], right: &[Literal], cap: usize, sides: Sides) -> Vec<Literal> {
        let size = (left.len() + right.len()).min(cap);
        let sum: Vec<Literal> = (0..size).map(|_| self.variable()).collect();
        for a in 0..=left.len() {
            for b in 0..=right.len() {
                if a + b > 0 {
                    let mut clause = vec![sum[(a + b).min(cap) - 1]];
                    clause.extend(a.checked_sub(1).map(|at| !left[at]));
                    clause.extend(b.checked_sub(1).map(|at| !right[at]));
                    if a + b <= cap {
                        self.clause(&clause);
                    }
                }
                if matches!(sides, Sides::Both) && a + b < size {
                    let mut clause = vec![!sum[a + b]];
                    clause.extend(left.get(a));
                    clause.extend(right.get(b));
                    self.clause(&clause);
                }
            }
        }
        sum
    }
}

/// In which direction a count binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Inputs that are true make outputs true: enough for an upper limit.
    Up,
    /// Outputs are true exactly when enough inputs are.
    Both,
}
