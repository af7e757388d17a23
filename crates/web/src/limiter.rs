//! Rate limits kept in memory: so many attempts in a window per key (network, account). Each copy of the program counts for
//! itself, and a restart begins anew; whatever must hold longer stands in the database.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::Instant;

use crate::Failed;

/// Keys kept at most. With more, the key whose window began first makes room: memory stays bounded, nobody new is refused
/// because of a flood, and to have one key forgotten a flood must bring this many others within one window.
const KEYS: usize = 100_000;
/// Characters of a key that count. Longer ones share a counter, so that what is typed cannot fill the memory.
const KEY_CHARACTERS: usize = 300;

/// Counts attempts per key in fixed windows.
pub struct Limiter {
    allowed: u32,
    window_seconds: i64,
    keys: usize,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    counts: HashMap<Arc<str>, (Instant, u32)>,
    /// Every key of `counts` once, the one whose window began first in front.
    order: VecDeque<Arc<str>>,
}

impl Limiter {
    pub fn new(allowed: u32, window_seconds: i64) -> Limiter {
        Limiter { allowed, window_seconds, keys: KEYS, seen: Mutex::default() }
    }

    /// Counts one attempt of `key` and answers how many there were in its window; refuses with the seconds to wait once too
    /// many were made. A refused attempt is not counted.
    pub fn attempt(&self, key: &str, now: Instant) -> Result<u32, Failed> {
        let mut seen = self.seen();
        seen.drop_past(now, self.window_seconds);
        let key = short(key);
        if !seen.counts.contains_key(key) {
            while seen.counts.len() >= self.keys && seen.drop_first() {}
            seen.begin(key, now);
        }
        let Some((since, count)) = seen.counts.get_mut(key) else { return Ok(1) };
        if *count >= self.allowed {
            return Err(Failed::TooMany((self.window_seconds - now.seconds_since(*since)).max(1) as u64));
        }
        *count += 1;
        Ok(*count)
    }

    /// Takes one attempt of `key` back: it turned out to be none.
    pub fn give_back(&self, key: &str) {
        if let Some((_, count)) = self.seen().counts.get_mut(short(key)) {
            *count = count.saturating_sub(1);
        }
    }

    /// Forgets the attempts of `key`, after it succeeded. The key keeps its place until its window has passed.
    pub fn forgive(&self, key: &str) {
        if let Some((_, count)) = self.seen().counts.get_mut(short(key)) {
            *count = 0;
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn begin(&mut self, key: &str, now: Instant) {
        let key: Arc<str> = key.into();
        self.counts.insert(key.clone(), (now, 0));
        self.order.push_back(key);
    }

    fn drop_past(&mut self, now: Instant, window_seconds: i64) {
        let is_past = |(since, _): &(Instant, u32)| now.seconds_since(*since) >= window_seconds;
        while self.order.front().is_some_and(|key| self.counts.get(key).is_none_or(is_past)) {
            self.drop_first();
        }
    }

    fn drop_first(&mut self) -> bool {
        self.order.pop_front().is_some_and(|key| self.counts.remove(&key).is_some())
    }
}

fn short(key: &str) -> &str {
    key.char_indices().nth(KEY_CHARACTERS).map_or(key, |(end, _)| &key[..end])
}

/// What counts as one address in limits: an IPv4 address, or the /64 of an IPv6 address, all of which one household has.
pub fn network(peer: &str) -> String {
    match peer.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => format!("{}/64", Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        Ok(address @ IpAddr::V4(_)) => address.to_string(),
        Err(_) => peer.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Instant = Instant::from_millis(0);

    fn wait(answer: Result<u32, Failed>) -> Option<u64> {
        match answer {
            Err(Failed::TooMany(seconds)) => Some(seconds),
            _ => None,
        }
    }

    fn sizes(limiter: &Limiter) -> (usize, usize) {
        let seen = limiter.seen();
        (seen.counts.len(), seen.order.len())
    }

    #[test]
    fn the_fourth_of_three_is_refused_until_the_window_has_passed() {
        let limiter = Limiter::new(3, 60);
        for n in 1..=3 {
            assert_eq!(limiter.attempt("a", START).ok(), Some(n));
        }
        assert_eq!(wait(limiter.attempt("a", START.plus_seconds(10))), Some(50));
        assert_eq!(limiter.attempt("b", START).ok(), Some(1));
        assert_eq!(limiter.attempt("a", START.plus_seconds(60)).ok(), Some(1));
    }

    #[test]
    fn what_is_given_back_or_forgiven_does_not_count() {
        let limiter = Limiter::new(2, 60);
        for _ in 0..10 {
            assert_eq!(limiter.attempt("a", START).ok(), Some(1));
            limiter.give_back("a");
        }
        for _ in 0..2 {
            limiter.attempt("b", START).expect("below the limit");
        }
        limiter.forgive("b");
        assert_eq!(limiter.attempt("b", START).ok(), Some(1));
    }

    #[test]
    fn of_more_keys_than_are_kept_the_oldest_makes_room_and_the_others_stay_counted() {
        let limiter = Limiter { keys: 3, ..Limiter::new(1, 60) };
        for (second, key) in ["a", "b", "c", "d"].into_iter().enumerate() {
            assert_eq!(limiter.attempt(key, START.plus_seconds(second as i64)).ok(), Some(1));
        }
        assert_eq!(sizes(&limiter), (3, 3));
        assert_eq!(wait(limiter.attempt("b", START.plus_seconds(4))), Some(57));
        assert_eq!(limiter.attempt("a", START.plus_seconds(4)).ok(), Some(1));
        assert_eq!(sizes(&limiter), (3, 3));
    }

    #[test]
    fn keys_whose_window_has_passed_are_let_go_of() {
        let limiter = Limiter::new(1, 60);
        for n in 0..50 {
            limiter.attempt(&n.to_string(), START).expect("each for the first time");
        }
        limiter.attempt("later", START.plus_seconds(60)).expect("the first");
        assert_eq!(sizes(&limiter), (1, 1));
    }

    #[test]
    fn a_key_of_any_length_is_kept_short() {
        let limiter = Limiter::new(1, 60);
        limiter.attempt(&"长".repeat(1_000_000), START).expect("the first");
        assert_eq!(limiter.seen().order[0].chars().count(), KEY_CHARACTERS);
    }

    #[test]
    fn a_household_of_the_new_addresses_is_one_network() {
        for (peer, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("unknown", "unknown"),
        ] {
            assert_eq!(network(peer), counted);
        }
    }
}
