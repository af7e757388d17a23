//! Days as machine words: 64 bits where they suffice, 128 otherwise.

use crate::schedule::mask::{self, Mask};

/// A set of slots.
pub trait Word: Copy + PartialEq + Send + Sync + 'static {
    const NONE: Self;
    fn from_mask(mask: Mask) -> Self;
    fn mask(self) -> Mask;
    fn has(self, slot: usize) -> bool;
    fn with(self, slot: usize) -> Self;
    fn without(self, slot: usize) -> Self;
    fn and(self, other: Self) -> Self;
    /// Members without a neighbour on one side at least.
    fn rims(self) -> Self;
    /// Slots next to a member that are none.
    fn beside(self) -> Self;
    fn without_all(self, other: Self) -> Self;
    fn count(self) -> u32;
    /// Slots from the first to the last one.
    fn span(self) -> u32;
    /// As [`mask::breaks`].
    fn breaks(self, unseen: Self) -> u32;
    /// The slot of the `n`-th bit, from 0; the highest one where there are not so many.
    fn nth(self, n: u32) -> usize;
}

macro_rules! word {
    ($kind:ty) => {
        impl Word for $kind {
            const NONE: Self = 0;
            #[inline]
            fn from_mask(mask: Mask) -> Self {
                mask as Self
            }
            #[inline]
            fn mask(self) -> Mask {
                Mask::from(self)
            }
            #[inline]
            fn has(self, slot: usize) -> bool {
                self >> slot & 1 == 1
            }
            #[inline]
            fn with(self, slot: usize) -> Self {
                self | 1 << slot
            }
            #[inline]
            fn without(self, slot: usize) -> Self {
                self & !(1 << slot)
            }
            #[inline]
            fn and(self, other: Self) -> Self {
                self & other
            }
            #[inline]
            fn rims(self) -> Self {
                self & !((self << 1) & (self >> 1))
            }
            #[inline]
            fn beside(self) -> Self {
                ((self << 1) | (self >> 1)) & !self
            }
            #[inline]
            fn without_all(self, other: Self) -> Self {
                self & !other
            }
            #[inline]
            fn count(self) -> u32 {
                self.count_ones()
            }
            #[inline]
            fn span(self) -> u32 {
                (Self::BITS - self.leading_zeros()).saturating_sub(self.trailing_zeros())
            }
            #[inline]
            fn breaks(self, unseen: Self) -> u32 {
                let filled = self | (unseen & !unseen.wrapping_add((self << 1) & unseen));
                (filled & !(filled << 1)).count_ones().saturating_sub(1)
            }
            #[inline]
            fn nth(self, n: u32) -> usize {
                let mut rest = self;
                for _ in 0..n {
                    let next = rest & rest.wrapping_sub(1);
                    if next == 0 {
                        break;
                    }
                    rest = next;
                }
                rest.trailing_zeros() as usize
            }
        }
    };
}

word!(u64);
word!(Mask);

/// Idle slots beyond patience; rare, so through the wide word.
pub fn idle_beyond<W: Word>(used: W, unseen: W, patience: u32) -> u32 {
    mask::idle_beyond(used.mask(), unseen.mask(), patience)
}
