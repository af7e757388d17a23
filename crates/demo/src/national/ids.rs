//! Identifiers in the layout of UUID v7, made from the seed, so that the same seed gives the same rows. Those of one kind
//! that are made in the order of their instants sort in that order.

use kernel::Instant;
use uuid::Uuid;

use super::dice::mixed;

/// A source of identifiers of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    salt: u64,
    made: u64,
}

impl Ids {
    pub(crate) fn new(seed: u64, kind: &str) -> Ids {
        Ids { salt: super::dice::Dice::new(seed, kind).next(), made: 0 }
    }

    /// The next one: 48 bits of milliseconds, 12 of the counter, 62 that nobody else has.
    pub(crate) fn at(&mut self, instant: Instant) -> Uuid {
        let millis = instant.millis().max(0) as u128 & 0xffff_ffff_ffff;
        let counter = u128::from(self.made & 0xfff);
        let rest = u128::from(mixed(self.salt.wrapping_add(self.made)) >> 2);
        self.made += 1;
        Uuid::from_u128(millis << 80 | 7 << 76 | counter << 64 | 0b10 << 62 | rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_of_version_7_and_sort_by_time_and_order() {
        let mut ids = Ids::new(1, "project");
        let made: Vec<Uuid> = [1000, 1000, 1001, 1_700_000_000_000].map(|ms| ids.at(Instant::from_millis(ms))).to_vec();
        assert!(made.is_sorted());
        assert!(made.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        assert_ne!(made[0], Ids::new(2, "project").at(Instant::from_millis(1000)));
    }
}
