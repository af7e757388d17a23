//! Which figure of viewers is published when, and how long was watched.

use kernel::Instant;

/// A figure stands for so many seconds at least.
pub const STANDS_SECONDS: i64 = 5;

/// The figure everybody reads: changed every five seconds at most, and only when it moved by a hundredth or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    figure: u64,
    since: Option<Instant>,
}

impl Published {
    /// The figure to show now, given how many there really are.
    pub fn at(&mut self, now: Instant, counted: u64) -> u64 {
        let is_fresh = self.since.is_some_and(|since| now.seconds_since(since) < STANDS_SECONDS);
        let has_moved = counted.abs_diff(self.figure) * 100 >= self.figure.max(1);
        if !is_fresh && has_moved {
            *self = Published { figure: counted, since: Some(now) };
        }
        self.figure
    }
}

/// Over how many milliseconds those who lose their connection spread their return: each waits a random part of it, so that some two
/// thousand come back in a second.
pub fn spread_millis(viewers: u64) -> u64 {
    (viewers / 2).clamp(1_000, 30_000)
}

/// Viewers added up over time, and the most at once, of one minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    pub viewers_most: u64,
    pub milliseconds: u64,
}

impl Watched {
    /// So many watched for so long. A gap of more than ten seconds is a pause of the counting and counts as ten.
    pub fn add(&mut self, viewers: u64, milliseconds: i64) {
        self.viewers_most = self.viewers_most.max(viewers);
        self.milliseconds += viewers * milliseconds.clamp(0, 10_000) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_stands_five_seconds_and_moves_by_a_hundredth_at_least() {
        let at = |seconds: i64| Instant::from_millis(seconds * 1000);
        let mut figure = Published::default();
        assert_eq!(figure.at(at(0), 0), 0);
        assert_eq!(figure.at(at(1), 1000), 1000);
        assert_eq!(figure.at(at(5), 2000), 1000, "four seconds later");
        assert_eq!(figure.at(at(6), 1009), 1000, "less than a hundredth");
        assert_eq!(figure.at(at(6), 1010), 1010);
        assert_eq!(figure.at(at(20), 0), 0);
    }

    #[test]
    fn the_return_of_many_is_spread_and_that_of_few_is_quick() {
        assert_eq!([0, 5_000, 1_000_000].map(spread_millis), [1_000, 2_500, 30_000]);
    }

    #[test]
    fn watching_adds_up_and_pauses_do_not() {
        let mut watched = Watched::default();
        watched.add(3, 500);
        watched.add(2, 3_600_000);
        watched.add(9, -5);
        assert_eq!(watched, Watched { viewers_most: 9, milliseconds: 1500 + 20_000 });
    }
}
