//! Who watches a channel at this moment, without keeping who.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::rules::sketch::Sketch;

/// Longer marks of a viewer are cut: what anybody sends costs no more than this.
const MARK_MOST: usize = 200;

/// The viewers of one channel in this copy of the program.
#[derive(Default)]
pub struct Crowd {
    connections: AtomicU64,
    /// Of this and of the half minute before: viewers without a connection, who ask every twenty seconds.
    askers: Mutex<Askers>,
    /// Since they were last written down.
    unique: Mutex<Option<Sketch>>,
}

#[derive(Default)]
struct Askers {
    turn: i64,
    now: Sketch,
    before: u64,
}

/// A viewer with a connection; dropped, they are gone.
pub struct Seat(std::sync::Arc<crate::stage::Stage>);

impl Seat {
    pub(crate) fn taken(stage: std::sync::Arc<crate::stage::Stage>) -> Seat {
        stage.crowd.connections.fetch_add(1, Ordering::Relaxed);
        Seat(stage)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.crowd.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Crowd {
    /// Somebody came, known by a salted digest only.
    pub fn came(&self, digest: u64) {
        let mut unique = self.unique.lock().unwrap_or_else(PoisonError::into_inner);
        unique.get_or_insert_default().add(digest);
    }

    /// Somebody without a connection is here still. `seconds` since 1970.
    pub fn asked(&self, digest: u64, seconds: i64) {
        let mut askers = self.askers.lock().unwrap_or_else(PoisonError::into_inner);
        askers.turn_to(seconds);
        askers.now.add(digest);
    }

    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }

    /// How many watch now.
    pub fn count(&self, seconds: i64) -> u64 {
        let mut askers = self.askers.lock().unwrap_or_else(PoisonError::into_inner);
        askers.turn_to(seconds);
        self.connections() + askers.before.max(askers.now.count())
    }

    /// Who came since this was last asked.
    pub fn take_unique(&self) -> Option<Sketch> {
        self.unique.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Gives back what could not be written down.
    pub fn give_back(&self, sketch: &Sketch) {
        let mut unique = self.unique.lock().unwrap_or_else(PoisonError::into_inner);
        unique.get_or_insert_default().merge(sketch);
    }
}

impl Askers {
    fn turn_to(&mut self, seconds: i64) {
        let turn = seconds.div_euclid(30);
        if turn == self.turn {
            return;
        }
        self.before = if turn == self.turn + 1 { self.now.count() } else { 0 };
        (self.turn, self.now) = (turn, Sketch::default());
    }
}

/// What a day's identifiers are salted with.
#[derive(Clone, Debug)]
pub struct Salt(pub String);

impl Salt {
    /// The digest somebody is counted by on this day: of the mark their browser drew for the day, or else of where they come from.
    pub fn digest(&self, mark: &str) -> u64 {
        let mark: String = mark.chars().take(MARK_MOST).collect();
        let digest = Sha256::digest(format!("{}\n{mark}", self.0));
        let (head, _) = digest.split_at(8);
        head.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salt(salt: &str) -> Salt {
        Salt(salt.into())
    }

    #[test]
    fn another_day_makes_another_identifier() {
        assert_eq!(salt("a").digest("x"), salt("a").digest("x"));
        assert_ne!(salt("a").digest("x"), salt("b").digest("x"));
        assert_ne!(salt("a").digest("x"), salt("a").digest("y"));
    }

    #[test]
    fn whoever_asks_counts_for_half_a_minute_and_no_longer_than_a_minute() {
        let crowd = Crowd::default();
        crowd.asked(salt("a").digest("x"), 30);
        crowd.asked(salt("a").digest("x"), 50);
        crowd.asked(salt("a").digest("y"), 59);
        assert_eq!((crowd.count(59), crowd.count(60), crowd.count(89), crowd.count(90)), (2, 2, 2, 0));
    }

    #[test]
    fn unique_viewers_are_taken_once_and_can_be_given_back() {
        let crowd = Crowd::default();
        crowd.came(1 << 60);
        let taken = crowd.take_unique().expect("somebody");
        assert!(crowd.take_unique().is_none());
        crowd.give_back(&taken);
        assert_eq!(crowd.take_unique().map(|it| it.count()), Some(1));
    }
}
