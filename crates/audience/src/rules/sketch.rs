//! How many different viewers there were, without keeping who: HyperLogLog (Flajolet and others, 2007) with the estimator of Ertl
//! (2017), which needs no correction for small or large numbers.

use kernel::{Text, say};

const BITS: u32 = 14;
const REGISTERS: usize = 1 << BITS;
/// Values a register may have: zero, and the place of the first one among the remaining bits.
const PLACES: usize = 64 - BITS as usize + 1;

/// The standard error of an estimate, in thousandths: 1.04 / √16384.
pub const ERROR_PER_MILLE: u32 = 8;

/// How viewers are counted, for everybody who reads a figure.
pub const METHOD: Text = say(
    "独立观看：按每日更换盐值的匿名标识以 HyperLogLog 估计，标准误差 0.8 %；同一设备次日重新计数。并发：每半秒统计的在线连接数。观看分钟：并发人数对时间的累计。",
    "Unique viewers: estimated by HyperLogLog over anonymous identifiers salted anew each day, standard error 0.8 %; the same device counts again on another day. Concurrent: open connections, counted every half second. Watch minutes: concurrent viewers added up over time.",
);

/// A set of which only the size can be told. Merging is as if all had been added to one.
#[derive(Clone, PartialEq, Eq)]
pub struct Sketch(Vec<u8>);

impl Default for Sketch {
    fn default() -> Sketch {
        Sketch(vec![0; REGISTERS])
    }
}

impl Sketch {
    /// Adds somebody by 64 bits that are as good as random: part of a salted digest. Tells whether that changed anything.
    pub fn add(&mut self, digest: u64) -> bool {
        let at = (digest >> (64 - BITS)) as usize;
        let place = ((digest << BITS) | (1 << (BITS - 1))).leading_zeros() as u8 + 1;
        let is_higher = self.0[at] < place;
        if is_higher {
            self.0[at] = place;
        }
        is_higher
    }

    /// Takes all of another in.
    pub fn merge(&mut self, other: &Sketch) {
        for (own, theirs) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*theirs);
        }
    }

    /// How many different ones were added.
    pub fn count(&self) -> u64 {
        let mut with = [0_u32; PLACES + 1];
        for place in &self.0 {
            with[usize::from(*place)] += 1;
        }
        let all = REGISTERS as f64;
        let mut sum = all * tau(1.0 - f64::from(with[PLACES]) / all);
        for count in with[1..PLACES].iter().rev() {
            sum = 0.5 * (sum + f64::from(*count));
        }
        sum += all * sigma(f64::from(with[0]) / all);
        (all * all / (2.0 * std::f64::consts::LN_2 * sum)).round() as u64
    }

    /// As it is stored.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// From what was stored; `None` when it is none.
    pub fn read(bytes: Vec<u8>) -> Option<Sketch> {
        (bytes.len() == REGISTERS && bytes.iter().all(|place| usize::from(*place) <= PLACES)).then_some(Sketch(bytes))
    }
}

fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut weight, mut sum) = (1.0, x);
    loop {
        x *= x;
        let before = sum;
        sum += x * weight;
        weight += weight;
        if sum <= before {
            return sum;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut weight, mut sum) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = sum;
        weight *= 0.5;
        sum -= (1.0 - x).powi(2) * weight;
        if sum >= before {
            return sum / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    use super::*;

    fn digest(n: u64) -> u64 {
        let bytes = Sha256::digest(n.to_be_bytes());
        u64::from_be_bytes(bytes[..8].try_into().expect("eight bytes"))
    }

    fn of(range: std::ops::Range<u64>) -> Sketch {
        let mut sketch = Sketch::default();
        range.for_each(|n| {
            sketch.add(digest(n));
        });
        sketch
    }

    #[test]
    fn the_error_is_as_stated_from_nobody_to_a_hundred_thousand() {
        assert_eq!(Sketch::default().count(), 0);
        for n in [1, 2, 10, 100, 1_000, 5_000, 10_000, 40_000, 100_000] {
            let counted = of(0..n).count();
            // Three standard errors, and one for rounding.
            let allowed = n * u64::from(3 * ERROR_PER_MILLE) / 1000 + 1;
            assert!(counted.abs_diff(n) <= allowed, "{n} counted as {counted}");
        }
    }

    #[test]
    fn who_comes_again_is_not_counted_again() {
        let mut sketch = of(0..1000);
        let before = sketch.count();
        assert!((0..1000).all(|n| !sketch.add(digest(n))));
        assert_eq!(sketch.count(), before);
        assert_eq!(Sketch::read(sketch.bytes().to_vec()).map(|read| read == sketch), Some(true));
        assert!(Sketch::read(vec![0; 3]).is_none() && Sketch::read(vec![200; REGISTERS]).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn merging_is_adding_all_to_one(a in 0u64..300, b in 0u64..300, c in 300u64..600) {
            let (first, second) = (of(0..a.max(b)), of(a.min(b)..c));
            let (mut one, mut other) = (first.clone(), second.clone());
            one.merge(&second);
            other.merge(&first);
            prop_assert!(one == other && one == of(0..c), "in any order");
        }
    }
}
