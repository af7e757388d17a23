//! Which comments are shown on the picture when there are more than anybody can read. All stand in the list.

/// Comments of one frame, which is sent every half second.
pub const IN_A_FRAME: usize = 15;
/// Comments of one bucket of two seconds: as many as its four frames.
pub const IN_A_BUCKET: usize = 4 * IN_A_FRAME;

/// So many of them, spread evenly over their order, the first among them.
pub fn evenly<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let count = all.len();
    if count <= most {
        return all;
    }
    // The one at `at` is taken when its share of `most` passes the next whole number.
    let taken = |at: usize| (at * most).div_ceil(count) < ((at + 1) * most).div_ceil(count);
    all.into_iter().enumerate().filter(|(at, _)| taken(*at)).map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sample_is_spread_over_all() {
        assert_eq!(evenly((0..10).collect(), 5), [0, 2, 4, 6, 8]);
        assert_eq!(evenly(vec![1, 2], 5), [1, 2]);
        assert_eq!(evenly(vec![1, 2], 0), Vec::<i32>::new());
    }

    proptest! {
        #[test]
        fn a_sample_is_as_large_as_allowed_and_keeps_the_order(count in 0usize..2_000, most in 0usize..70) {
            let sample = evenly((0..count).collect(), most);
            prop_assert_eq!(sample.len(), count.min(most));
            prop_assert!(sample.is_sorted());
        }
    }
}
