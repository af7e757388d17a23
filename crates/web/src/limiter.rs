//! Rate limits kept in memory: so many attempts in a window per key (address, account).

use std::collections::HashMap;
use std::sync::Mutex;

use kernel::Instant;

use crate::Failed;

/// Keys kept at most; beyond that the ones whose window has passed are dropped.
const KEYS: usize = 100_000;

/// Counts attempts per key in fixed windows.
pub struct Limiter {
    allowed: u32,
    window_seconds: i64,
    seen: Mutex<HashMap<String, (Instant, u32)>>,
}

impl Limiter {
    pub fn new(allowed: u32, window_seconds: i64) -> Limiter {
        Limiter { allowed, window_seconds, seen: Mutex::default() }
    }

    /// Counts one attempt of `key`; refuses with the seconds to wait once too many were made.
    pub fn attempt(&self, key: &str, now: Instant) -> Result<(), Failed> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.len() >= KEYS {
            seen.retain(|_, (since, _)| now.seconds_since(*since) < self.window_seconds);
        }
        let entry = seen.entry(key.to_owned()).or_insert((now, 0));
        if now.seconds_since(entry.0) >= self.window_seconds {
            *entry = (now, 0);
        }
        entry.1 += 1;
        if entry.1 <= self.allowed {
            return Ok(());
        }
        Err(Failed::TooMany((self.window_seconds - now.seconds_since(entry.0)).max(1) as u64))
    }

    /// Forgets the attempts of `key`, after it succeeded.
    pub fn forgive(&self, key: &str) {
        self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fourth_of_three_is_refused_until_the_window_has_passed() {
        let limiter = Limiter::new(3, 60);
        let start = Instant::from_millis(0);
        for _ in 0..3 {
            assert!(limiter.attempt("a", start).is_ok());
        }
        assert!(matches!(limiter.attempt("a", start.plus_seconds(10)), Err(Failed::TooMany(50))));
        assert!(limiter.attempt("b", start).is_ok());
        assert!(limiter.attempt("a", start.plus_seconds(60)).is_ok());
    }
}
