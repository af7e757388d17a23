//! Sets of slots as bits, and what the order of a day costs.

/// Slots as bits, the first slot in the lowest.
pub type Mask = u128;

/// The slots of a mask, first one first.
pub fn ones(mut mask: Mask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let slot = mask.trailing_zeros() as usize;
        if mask == 0 {
            return None;
        }
        mask &= mask - 1;
        Some(slot)
    })
}

/// The idle groups between the first and the last meeting. A group lying wholly in `unseen` slots is none: adding the first
/// unseen slot after each meeting carries through the whole run of unseen slots, which joins it to the meeting before.
#[inline]
pub fn breaks(used: Mask, unseen: Mask) -> u32 {
    let filled = used | (unseen & !unseen.wrapping_add((used << 1) & unseen));
    (filled & !(filled << 1)).count_ones().saturating_sub(1)
}

/// The idle slots beyond `patience` in each group between two meetings, unseen slots not counted.
pub fn idle_beyond(used: Mask, unseen: Mask, patience: u32) -> u32 {
    let mut beyond = 0;
    let mut last = None;
    for slot in ones(used) {
        if let Some(before) = last {
            let gap = below(slot) & !below(before + 1) & !unseen;
            beyond += gap.count_ones().saturating_sub(patience);
        }
        last = Some(slot);
    }
    beyond
}

/// The slots before `slot`; all of them from 128 on.
#[inline]
pub fn below(slot: usize) -> Mask {
    if slot >= 128 { Mask::MAX } else { (1 << slot) - 1 }
}

#[cfg(test)]
mod tests {
    use super::{breaks, idle_beyond};

    #[test]
    fn a_break_is_a_group_of_idle_slots_between_two_meetings() {
        assert_eq!(breaks(0, 0), 0);
        assert_eq!(breaks(0b1, 0), 0);
        assert_eq!(breaks(0b1100_1011, 0), 2);
        assert_eq!(breaks(1 | 1 << 127, 0), 1);
    }

    #[test]
    fn a_gap_of_own_blocks_is_no_break_where_they_do_not_count() {
        assert_eq!(breaks(0b1001, 0b0110), 0);
        assert_eq!(breaks(0b1001, 0b0010), 1);
        assert_eq!(breaks(0b1001, 0b0100), 1);
        assert_eq!(breaks(0b10_1001, 0b01_0110), 0);
        assert_eq!(breaks(1 << 127 | 1 << 125, 1 << 126), 0);
        assert_eq!(breaks(0b1, !0b1), 0);
    }

    #[test]
    fn long_idle_counts_only_what_goes_beyond_patience() {
        assert_eq!(idle_beyond(0b1000_0001, 0, 4), 2);
        assert_eq!(idle_beyond(0b1000_0001, 0b0110, 4), 0);
        assert_eq!(idle_beyond(1 | 1 << 127, 0, 0), 126);
    }
}
