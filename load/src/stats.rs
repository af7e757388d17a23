//! Medians and percentiles of durations.

use std::time::Duration;

/// Durations of one kind of request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<u32>);

impl Times {
    /// Kept in microseconds.
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }
    pub(crate) fn join(&mut self, other: Times) {
        self.0.extend(other.0);
    }
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The duration that `share` of a thousand do not pass: the nearest rank.
    pub(crate) fn at(&self, share: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * share).div_ceil(1000).max(1) - 1;
        Duration::from_micros(sorted.get(rank).copied().map_or(0, u64::from))
    }
    pub(crate) fn median(&self) -> Duration {
        self.at(500)
    }
}

/// Milliseconds with as many places as matter.
pub(crate) fn ms(duration: Duration) -> String {
    let ms = duration.as_secs_f64() * 1000.0;
    if ms < 10.0 { format!("{ms:.2}") } else { format!("{ms:.1}") }
}

/// `median (least – most)` of repeated figures.
pub(crate) fn spread(mut all: Vec<f64>, places: usize) -> String {
    all.sort_by(f64::total_cmp);
    match (all.first(), all.get(all.len() / 2), all.last()) {
        (Some(least), Some(middle), Some(most)) => format!("{middle:.places$} ({least:.places$} – {most:.places$})"),
        _ => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_ranks() {
        let mut times = Times::default();
        (1..=100).for_each(|n| times.add(Duration::from_millis(n)));
        assert_eq!([500, 950, 990, 1000].map(|s| times.at(s).as_millis()), [50, 95, 99, 100]);
        assert_eq!(Times::default().median(), Duration::ZERO);
    }

    #[test]
    fn a_spread_names_least_and_most() {
        assert_eq!(spread(vec![3.0, 1.0, 2.0], 1), "2.0 (1.0 – 3.0)");
        assert_eq!(spread(Vec::new(), 1), "–");
    }
}
