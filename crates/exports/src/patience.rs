//! What is held for a reader who takes it turn by turn, and may never come back though the connection stays: nobody but a
//! clock notices that.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Something that is taken out for each turn and put back after it. When the reader lets go of it, it is gone at once.
pub(crate) struct Held<T>(Arc<Mutex<Slot<T>>>);

struct Slot<T> {
    /// Empty while a turn is under way, and for ever once it was given up.
    item: Option<T>,
    turns: u64,
}

fn open<T>(slot: &Mutex<Slot<T>>) -> MutexGuard<'_, Slot<T>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Send + 'static> Held<T> {
    pub(crate) fn new(item: T) -> Held<T> {
        Held(Arc::new(Mutex::new(Slot { item: Some(item), turns: 0 })))
    }
    /// For a turn; nothing once it was given up.
    pub(crate) fn take(&self) -> Option<T> {
        open(&self.0).item.take()
    }
    pub(crate) fn put_back(&self, item: T) {
        let mut slot = open(&self.0);
        slot.item = Some(item);
        slot.turns += 1;
    }
    /// Gives it up when no turn was taken for `patience`, at the latest for twice as long; ends then, or when the reader is gone.
    pub(crate) fn watch(&self, patience: Duration) -> impl Future<Output = ()> + Send + use<T> {
        let slot = Arc::downgrade(&self.0);
        async move {
            let mut seen = 0;
            loop {
                tokio::time::sleep(patience).await;
                let Some(slot) = slot.upgrade() else { return };
                let mut slot = open(&slot);
                if slot.item.is_some() && slot.turns == seen {
                    let given_up = slot.item.take();
                    drop(slot); // what it holds may be locked as well
                    return drop(given_up);
                }
                seen = slot.turns;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{EACH, Seat};

    const SHORT: Duration = Duration::from_millis(1);

    fn block_on<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(work)
    }

    #[test]
    fn a_reader_that_takes_nothing_loses_the_seat_and_finds_nothing_when_it_comes_back() {
        let all: Vec<Held<Seat>> = (0..EACH).map(|_| Held::new(Seat::take("a reader").expect("a seat"))).collect();
        assert!(Seat::take("a reader").is_err());
        block_on(all[0].watch(SHORT));
        assert!(all[0].take().is_none());
        assert!(Seat::take("a reader").is_ok());
    }

    #[test]
    fn while_a_turn_is_under_way_nothing_is_given_up_and_a_reader_that_is_gone_ends_the_watch() {
        let held = Held::new("rows");
        let watch = held.watch(SHORT);
        let item = held.take().expect("there");
        block_on(async {
            let watching = tokio::time::timeout(SHORT * 20, watch).await;
            assert!(watching.is_err(), "the watch goes on");
        });
        held.put_back(item);
        assert_eq!(held.take(), Some("rows"));
        let watch = held.watch(SHORT);
        drop(held);
        block_on(watch);
    }
}
