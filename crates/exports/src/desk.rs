//! How many files are made at once: a file keeps a line busy for as long as its reader takes.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use web::Failed;

/// Files at once of one person, or of one network where nobody is logged in.
pub(crate) const EACH: u32 = 2;
/// Files at once in all, for each copy of the program.
pub(crate) const ALL: u32 = 32;
/// Seconds after which it is worth asking again.
const WAIT: u64 = 10;

static DESK: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

fn desk() -> MutexGuard<'static, Option<HashMap<String, u32>>> {
    DESK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A place at the desk; it is free again when this is dropped, also when the reader has gone.
pub(crate) struct Seat(String);

impl Seat {
    pub(crate) fn take(who: &str) -> Result<Seat, Failed> {
        let mut desk = desk();
        let taken = desk.get_or_insert_with(HashMap::new);
        let own = taken.get(who).copied().unwrap_or(0);
        if own >= EACH || taken.values().sum::<u32>() >= ALL {
            return Err(Failed::TooMany(WAIT));
        }
        taken.insert(who.to_owned(), own + 1);
        Ok(Seat(who.to_owned()))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut desk = desk();
        let Some(taken) = desk.as_mut() else { return };
        match taken.get_mut(&self.0) {
            Some(own) if *own > 1 => *own -= 1,
            Some(_) | None => drop(taken.remove(&self.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_file_at_once_has_to_wait_until_one_is_done() {
        let first = Seat::take("林梅").expect("a seat");
        let _second = Seat::take("林梅").expect("a seat");
        assert!(matches!(Seat::take("林梅"), Err(Failed::TooMany(WAIT))));
        let _other = Seat::take("赵磊").expect("a seat of somebody else");
        drop(first);
        assert!(Seat::take("林梅").is_ok());
    }
}
