//! What was done together before speaks for doing it again: the same enterprise or person, and what others were on who were on the
//! same things.
//!
//! How near two things are, is the cosine of who was on them (Sarwar, Karypis, Konstan, Riedl, "Item-based collaborative filtering
//! recommendation algorithms", WWW 2001), shrunk where few were (Bell, Koren, ICDM 2007): one who was on both says little.
//! Everything kept is whole numbers: the order in which it came changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::reasons::Of;
use crate::Fault;

/// The most that one co-operation counts.
pub const MOST_COUNTS: u32 = 1_000;
/// So many count half.
const HALF: f64 = 2.0;
/// What being with an enterprise counts of being on the thing itself, where only others were.
const GROUP: f64 = 0.5;
/// Of those who were on a thing, and of what one of them was on, so many are looked at, the first by name.
const MOST_OTHERS: usize = 1_000;

/// Who was on what, with whom.
#[derive(Clone, Debug, Default)]
pub struct History {
    things: Ties,
    groups: Ties,
    /// Whose a thing was, where that was said.
    group_of: HashMap<String, BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default)]
struct Ties {
    of: HashMap<String, BTreeMap<String, u32>>,
    on: HashMap<String, BTreeSet<String>>,
}

/// What somebody's past says of candidates.
#[derive(Clone, Debug, Default)]
pub(super) struct Past<'h> {
    things: Seen<'h>,
    groups: Seen<'h>,
}

#[derive(Clone, Debug, Default)]
struct Seen<'h> {
    own: Option<&'h BTreeMap<String, u32>>,
    /// Things others were on, with the own thing that leads there.
    near: HashMap<&'h str, (f64, &'h str)>,
}

impl History {
    /// Notes that somebody was on something, and whose it was: how much that counts, from 1 to [`MOST_COUNTS`], such as 1 for an
    /// application, 2 for a place, 4 for a success. What was noted of both before is replaced.
    ///
    /// # Errors
    /// Counts out of their range.
    pub fn put(&mut self, who: &str, thing: &str, group: Option<&str>, counts: u32) -> Result<(), Fault> {
        if !(1..=MOST_COUNTS).contains(&counts) {
            return Err(Fault::of_the_whole(format!("{thing} counts {counts} for {who}; give 1 to {MOST_COUNTS}")));
        }
        self.remove(who, thing);
        self.things.add(who, thing, counts);
        if let Some(group) = group {
            self.groups.add(who, group, counts);
            self.group_of.entry(who.to_owned()).or_default().insert(thing.to_owned(), group.to_owned());
        }
        Ok(())
    }

    /// Takes back what was noted of both; whether anything was.
    pub fn remove(&mut self, who: &str, thing: &str) -> bool {
        let Some(counts) = self.things.of.get(who).and_then(|own| own.get(thing)).copied() else { return false };
        self.things.take(who, thing, counts);
        if let Some(own) = self.group_of.get_mut(who) {
            if let Some(group) = own.remove(thing) {
                self.groups.take(who, &group, counts);
            }
            if own.is_empty() {
                self.group_of.remove(who);
            }
        }
        true
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.things.of.is_empty()
    }

    pub(super) fn of(&self, who: Option<&str>) -> Past<'_> {
        who.map_or_else(Past::default, |who| Past { things: self.things.seen(who), groups: self.groups.seen(who) })
    }
}

impl Ties {
    fn add(&mut self, who: &str, thing: &str, counts: u32) {
        let held = self.of.entry(who.to_owned()).or_default().entry(thing.to_owned()).or_insert(0);
        *held = held.saturating_add(counts);
        self.on.entry(thing.to_owned()).or_default().insert(who.to_owned());
    }

    fn take(&mut self, who: &str, thing: &str, counts: u32) {
        let Some(own) = self.of.get_mut(who) else { return };
        let Some(held) = own.get_mut(thing) else { return };
        *held = held.saturating_sub(counts);
        if *held > 0 {
            return;
        }
        own.remove(thing);
        if own.is_empty() {
            self.of.remove(who);
        }
        if let Some(on) = self.on.get_mut(thing) {
            on.remove(who);
            if on.is_empty() {
                self.on.remove(thing);
            }
        }
    }

    fn seen(&self, who: &str) -> Seen<'_> {
        let Some(own) = self.of.get(who) else { return Seen::default() };
        let mut near: HashMap<&str, (f64, &str)> = HashMap::new();
        for thing in own.keys() {
            let mut together: BTreeMap<&str, u32> = BTreeMap::new();
            let all = self.on.get(thing);
            let others = all.into_iter().flatten().filter(|other| *other != who).take(MOST_OTHERS);
            for other in others.filter_map(|other| self.of.get(other)) {
                for theirs in other.keys().filter(|theirs| !own.contains_key(*theirs)).take(MOST_OTHERS) {
                    *together.entry(theirs).or_insert(0) += 1;
                }
            }
            let here = all.map_or(0, BTreeSet::len).saturating_sub(1) as f64;
            for (theirs, count) in together {
                let there = self.on.get(theirs).map_or(0, BTreeSet::len) as f64;
                let count = f64::from(count);
                let nearness = count / (here * there).sqrt() * (count / (count + HALF));
                let entry = near.entry(theirs).or_insert((0.0, thing));
                if nearness > entry.0 {
                    *entry = (nearness, thing);
                }
            }
        }
        Seen { own: Some(own), near }
    }
}

impl<'h> Seen<'h> {
    fn own(&self, thing: &str) -> Option<(f64, &'h str)> {
        let (name, &counts) = self.own?.get_key_value(thing)?;
        Some((f64::from(counts) / (f64::from(counts) + HALF), name))
    }
}

impl<'h> Past<'h> {
    pub(super) fn is_empty(&self) -> bool {
        self.things.own.is_none()
    }

    /// What speaks most for a thing of a group, from 0 to 1, with why.
    pub(super) fn of(&self, thing: &str, group: Option<&str>) -> Option<(f64, Of, &'h str)> {
        let before = |found: Option<(f64, &'h str)>| found.map(|(value, name)| (value, Of::Before, name));
        let others = |found: Option<&(f64, &'h str)>, counts: f64| {
            found.map(|(value, name)| (value * counts, Of::Others, *name))
        };
        let ways = [
            before(self.things.own(thing)),
            before(group.and_then(|group| self.groups.own(group))),
            others(self.things.near.get(thing), 1.0),
            others(group.and_then(|group| self.groups.near.get(group)), GROUP),
        ];
        // Of equal ones the first.
        ways.into_iter().flatten().reduce(|most, way| if way.0 > most.0 { way } else { most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(history: &History, who: &str, thing: &str, group: Option<&str>) -> Option<(Of, String)> {
        history.of(Some(who)).of(thing, group).map(|(_, of, name)| (of, name.to_owned()))
    }

    #[test]
    fn the_same_enterprise_counts_more_than_what_others_did() {
        let mut history = History::default();
        for (who, thing, group) in [("anna", "a1", "A"), ("bert", "a1", "A"), ("bert", "b1", "B"), ("carl", "c1", "C")]
        {
            history.put(who, thing, Some(group), 2).expect("counts");
        }
        assert_eq!(told(&history, "anna", "a2", Some("A")), Some((Of::Before, "A".into())));
        assert_eq!(told(&history, "anna", "b1", Some("B")), Some((Of::Others, "a1".into())));
        assert_eq!(told(&history, "anna", "b2", Some("B")), Some((Of::Others, "A".into())));
        assert_eq!(told(&history, "anna", "c1", Some("C")), None);
        assert_eq!(told(&history, "nobody", "a1", Some("A")), None);
        let value = |thing, group| history.of(Some("anna")).of(thing, group).map_or(0.0, |(value, ..)| value);
        assert!(value("a2", Some("A")) > value("b1", None) && value("b1", None) > value("b2", Some("B")));
    }

    #[test]
    fn one_who_was_on_both_says_less_than_many() {
        let mut history = History::default();
        history.put("anna", "a", None, 1).expect("counts");
        history.put("one", "a", None, 1).expect("counts");
        history.put("one", "b", None, 1).expect("counts");
        let few = history.of(Some("anna")).of("b", None).map_or(0.0, |(value, ..)| value);
        for who in ["two", "three", "four"] {
            history.put(who, "a", None, 1).expect("counts");
            history.put(who, "b", None, 1).expect("counts");
        }
        let many = history.of(Some("anna")).of("b", None).map_or(0.0, |(value, ..)| value);
        assert!(many > few && few > 0.0, "{few} {many}");
    }

    #[test]
    fn what_is_taken_back_is_gone() {
        let mut history = History::default();
        history.put("anna", "a1", Some("A"), 1).expect("counts");
        history.put("anna", "a1", Some("B"), 3).expect("counts");
        assert_eq!(told(&history, "anna", "x", Some("A")), None);
        assert_eq!(told(&history, "anna", "x", Some("B")), Some((Of::Before, "B".into())));
        assert!(history.remove("anna", "a1") && !history.remove("anna", "a1"));
        assert!(history.is_empty() && history.groups.of.is_empty() && history.groups.on.is_empty());
        assert!(history.put("anna", "a1", None, 0).is_err());
    }
}
