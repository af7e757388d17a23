//! Programme time: when each segment happened, by our own clock. The encoder's clock is not believed, it may be years off.

use std::collections::VecDeque;

use crate::Micros;

/// Deviations that are looked at, and how far the nearest of them may be off before time is pulled.
const LOOKED_AT: usize = 16;
const TOLERATED: i64 = 300_000;
const STOOD_STILL: i64 = 2_000_000;
const STEADY: i64 = 1_000_000;
/// How far a segment's beginning is pulled: 10 ms are neither seen nor heard, and correct half a per cent.
const PULL: i64 = 10_000;

/// The programme time of one feed. It never runs backwards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    end: Option<Micros>,
    /// How long the last segment was.
    last: i64,
    /// How much later each of the last segments arrived than it would have if it were sent the moment it was over.
    late: VecDeque<i64>,
}

impl Timeline {
    /// The beginning of a segment that lasts `micros` and was here at `arrived`.
    pub(crate) fn place(&mut self, micros: i64, arrived: Micros, breaks: bool) -> Micros {
        let own = arrived - micros;
        let start = match self.end {
            None => own,
            Some(end) if breaks => {
                self.late.clear();
                own.max(end)
            }
            Some(end) => {
                if self.late.len() == LOOKED_AT {
                    self.late.pop_front();
                }
                self.late.push_back(own - end);
                let pull = self.pull();
                if pull > PULL {
                    self.late.clear();
                }
                end + pull
            }
        };
        self.end = Some(start + micros);
        self.last = micros;
        start
    }

    /// Clocks drift: when even the promptest of many segments is off by more than is tolerated, time is pulled a little.
    /// What stood still and went on is so much later from then on.
    fn pull(&self) -> i64 {
        let nearest = self.late.iter().min().copied().unwrap_or(0);
        match self.late.len() {
            LOOKED_AT if nearest > STOOD_STILL && self.is_steady() => nearest,
            LOOKED_AT if nearest > TOLERATED => PULL,
            LOOKED_AT if nearest < -TOLERATED => -PULL.min(self.last / 2),
            _ => 0,
        }
    }

    /// Whether all are about equally late: who catches up after an interruption of the network is less late each time.
    fn is_steady(&self) -> bool {
        let (least, most) = (self.late.iter().min(), self.late.iter().max());
        least.zip(most).is_some_and(|(least, most)| most - least <= STEADY)
    }

    /// Time goes on from here: what another feed published is over.
    pub(crate) fn not_before(&mut self, end: Micros) {
        if self.end.is_none_or(|own| own < end) {
            self.end = Some(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ninety_minutes_of_a_slow_encoder_stay_within_a_second() {
        // Its 2 s take 2.0002 s of ours: 0.54 s in 90 minutes.
        let (mut time, mut start) = (Timeline::default(), 0);
        for n in 0..2_700 {
            start = time.place(2_000_000, 1_000_000_000 + (n + 1) * 2_000_200, false);
        }
        let ours = 1_000_000_000 + 2_699 * 2_000_200;
        assert!((start - ours).abs() < 500_000, "{}", start - ours);
    }

    #[test]
    fn what_catches_up_keeps_its_time_and_what_stood_still_is_later() {
        let second = 1_000_000;
        let (mut time, mut at) = (Timeline::default(), 1_000 * second);
        let mut send = |arrived: i64| time.place(2 * second, arrived, false);
        let first = send(at);
        // A minute without network: thirty segments come at once.
        at += 60 * second;
        let caught: Vec<i64> = (0..30).map(|n| send(at + n * 10_000)).collect();
        assert!(caught.windows(2).all(|two| (two[1] - two[0] - 2 * second).abs() <= 10_000), "{caught:?}");
        assert!((caught[29] - first - 60 * second).abs() < second);
        // The picture froze for seven seconds.
        at += 7 * second;
        let mut last = 0;
        for _ in 0..20 {
            at += 2 * second;
            last = send(at);
        }
        assert!((last + 2 * second - at).abs() < second, "{}", last + 2 * second - at);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]
        #[test]
        fn time_never_runs_backwards_whatever_the_clock_does(
            steps in prop::collection::vec((1i64..10_000_000, -100_000_000_000i64..100_000_000_000, any::<bool>()), 1..60)
        ) {
            let mut time = Timeline::default();
            let mut last = None;
            for (micros, arrived, breaks) in steps {
                let start = time.place(micros, arrived, breaks);
                if let Some(before) = last {
                    prop_assert!(start > before);
                }
                last = Some(start);
            }
        }
    }
}
