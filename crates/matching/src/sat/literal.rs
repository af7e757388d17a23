//! A variable or its negation.

use std::fmt;
use std::ops::Not;

/// A literal: twice the number of its variable, plus one when negated. Four bytes, so that a clause stays in few cache lines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal(pub(super) u32);

impl Literal {
    /// The variable of a number, not negated.
    pub(super) const fn of(variable: u32) -> Self {
        Self(variable << 1)
    }

    #[inline]
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    #[inline]
    pub(super) const fn variable(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// Whether it is the negation of its variable.
    #[inline]
    pub const fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }

    /// As DIMACS writes it: the variable from 1, negative when negated.
    pub const fn number(self) -> i64 {
        let variable = (self.0 >> 1) as i64 + 1;
        if self.is_negated() { -variable } else { variable }
    }
}

impl Not for Literal {
    type Output = Self;

    #[inline]
    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}
