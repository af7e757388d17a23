//! Where kept pages lie.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::Standing;
use crate::kept::{Kept, Key, LARGEST};

/// Bytes of pages and addresses kept at most, in two halves: 32 MiB of memory in all, a few thousand lists.
const HALF: usize = 16 << 20;

/// The pages of one standing. Those nobody asked for lately go first: when the young half is full it becomes the old one,
/// and what is asked for in the old one is young again.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    standing: Option<Standing>,
    young: HashMap<Key, Kept>,
    young_bytes: usize,
    old: HashMap<Key, Kept>,
}

impl Shelf {
    pub(crate) fn find(&self, standing: Standing, key: &Key) -> Option<Kept> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.standing != Some(standing) {
            return None;
        }
        if let Some(kept) = pages.young.get(key) {
            return Some(kept.clone());
        }
        let (key, kept) = pages.old.remove_entry(key)?;
        pages.put(key, kept.clone());
        Some(kept)
    }

    /// Keeps a page that was read after the platform stood at `standing`. What an earlier standing left is dropped.
    pub(crate) fn keep(&self, standing: Standing, key: Key, kept: Kept) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match pages.standing {
            Some(known) if known == standing => {}
            Some(later) if (later.seq, later.day) > (standing.seq, standing.day) => return,
            Some(_) | None => *pages = Pages { standing: Some(standing), ..Pages::default() },
        }
        pages.put(key, kept);
    }
}

impl Pages {
    fn put(&mut self, key: Key, kept: Kept) {
        let bytes = weight(&key, &kept);
        if bytes > LARGEST {
            return;
        }
        if let Some(before) = self.young.remove(&key) {
            self.young_bytes -= weight(&key, &before);
        }
        if self.young_bytes + bytes > HALF {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += bytes;
        self.young.insert(key, kept);
    }
}

fn weight(key: &Key, kept: &Kept) -> usize {
    key.address.len() + kept.bytes()
}

#[cfg(test)]
mod tests {
    use kernel::Day;

    use axum::body::Bytes;
    use axum::http::HeaderValue;
    use kernel::Lang;

    use super::*;
    use crate::encoding::Encoding;

    fn at(seq: i64) -> Standing {
        Standing { seq, day: Day::new(2024, 9, 2).expect("a day") }
    }
    fn key(address: &str) -> Key {
        Key { address: address.to_owned(), lang: Lang::Zh, encoding: Encoding::Plain }
    }
    fn page(bytes: usize) -> Kept {
        Kept::new(HeaderValue::from_static("text/html"), Encoding::Plain, Bytes::from(vec![b'x'; bytes]))
    }
    fn size(shelf: &Shelf) -> usize {
        let pages = shelf.0.lock().expect("nobody panicked");
        pages.young.iter().chain(&pages.old).map(|(key, kept)| weight(key, kept)).sum()
    }

    #[test]
    fn the_shelf_never_holds_more_than_its_two_halves_and_keeps_what_is_asked_for() {
        let shelf = Shelf::default();
        for n in 0..1_000 {
            shelf.keep(at(1), key(&format!("/projects?n={n}")), page(100_000));
            assert!(shelf.find(at(1), &key("/projects?n=0")).is_some(), "{n}");
            assert!(size(&shelf) <= 2 * HALF);
        }
        assert!(shelf.find(at(1), &key("/projects?n=1")).is_none());
        shelf.keep(at(1), key("/large"), page(LARGEST));
        assert!(shelf.find(at(1), &key("/large")).is_none());
    }

    #[test]
    fn a_page_of_another_standing_is_neither_given_nor_kept() {
        let shelf = Shelf::default();
        shelf.keep(at(2), key("/"), page(1));
        assert!(shelf.find(at(1), &key("/")).is_none() && shelf.find(at(3), &key("/")).is_none());
        shelf.keep(at(1), key("/late"), page(1));
        assert!(shelf.find(at(2), &key("/")).is_some() && shelf.find(at(2), &key("/late")).is_none());
        shelf.keep(at(3), key("/new"), page(1));
        assert!(shelf.find(at(3), &key("/")).is_none() && shelf.find(at(3), &key("/new")).is_some());
    }
}
