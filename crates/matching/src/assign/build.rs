//! Puts an instance together from what a reader finds, and refuses what contradicts itself.

use std::collections::HashMap;

use super::instance::{Expert, Instance, Item, LARGEST, NONE, UNIT};

/// The most pairs of an instance.
const MOST_PAIRS: usize = 200_000_000;
/// The most places of an item and the largest load.
pub(super) const MOST: u32 = 1_000_000;

/// Names that become numbers in the order they are first heard.
#[derive(Default)]
pub(super) struct Numbers<'t> {
    of: HashMap<&'t str, u32>,
}

impl<'t> Numbers<'t> {
    /// Of names that are each heard once.
    pub fn of(names: impl Iterator<Item = &'t str>) -> Self {
        Self { of: names.zip(0..).collect() }
    }

    /// The number of a name, if it has one.
    pub fn known(&self, name: &str) -> Option<u32> {
        self.of.get(name).copied()
    }

    pub fn number(&mut self, name: &'t str) -> u32 {
        let next = self.of.len() as u32;
        *self.of.entry(name).or_insert(next)
    }

    pub fn add(&mut self, name: &'t str) -> Result<u32, String> {
        let next = self.of.len() as u32;
        match self.of.insert(name, next) {
            None => Ok(next),
            Some(_) => Err(format!("{name} is named twice")),
        }
    }

    pub fn find(&self, name: &str, kind: &str) -> Result<u32, String> {
        let known = self.of.len();
        self.of.get(name).copied().ok_or_else(|| format!("{kind} {name} is unknown; there are {known}"))
    }

    pub fn names(&self) -> Vec<String> {
        let mut names = vec![String::new(); self.of.len()];
        self.of.iter().for_each(|(name, &number)| names[number as usize] = (*name).to_owned());
        names
    }
}

/// An item with places, judged by everybody who fits.
pub(super) fn item(id: &str, places: u32) -> Item {
    Item { id: id.to_owned(), places, authors: Vec::new(), minima: Vec::new() }
}

/// An expert of no organisation and no class.
pub(super) fn expert(id: &str, least: u32, most: u32) -> Expert {
    Expert { id: id.to_owned(), least, most, organisation: NONE, classes: Vec::new() }
}

/// Pairs as they are read.
#[derive(Default)]
pub(super) struct Pairs {
    item: Vec<u32>,
    expert: Vec<u32>,
    affinity: Vec<i32>,
    place: Vec<u32>,
}

/// A fault at a place: the line of a table, or the position in a list.
pub(super) struct At {
    pub place: u32,
    pub reason: String,
}

impl Pairs {
    pub fn add(&mut self, item: u32, expert: u32, affinity: f64, place: u32) -> Result<(), String> {
        if !affinity.is_finite() {
            return Err(format!("an affinity is a number; {affinity} is none"));
        }
        if !(0.0..=LARGEST).contains(&affinity) {
            return Err(format!("an affinity lies between 0 and {LARGEST}; {affinity} does not"));
        }
        if self.item.len() == MOST_PAIRS {
            return Err(format!("an instance holds at most {MOST_PAIRS} pairs"));
        }
        self.item.push(item);
        self.expert.push(expert);
        self.affinity.push((affinity * f64::from(UNIT)).round() as i32);
        self.place.push(place);
        Ok(())
    }

    /// Into the instance, item by item; `banned` pairs are left out.
    pub fn settle(self, instance: &mut Instance, banned: &[(u32, u32)]) -> Result<(), At> {
        let items = instance.items.len();
        let mut start = vec![0_u32; items + 1];
        self.item.iter().for_each(|&item| start[item as usize + 1] += 1);
        for item in 0..items {
            start[item + 1] += start[item];
        }
        let mut next = start.clone();
        let mut order = vec![0_u32; self.item.len()];
        for (read, &item) in self.item.iter().enumerate() {
            let slot = &mut next[item as usize];
            order[*slot as usize] = read as u32;
            *slot += 1;
        }
        let mut banned = banned.to_vec();
        banned.sort_unstable();
        instance.start = vec![0];
        instance.expert.reserve(order.len());
        instance.affinity.reserve(order.len());
        for item in 0..items {
            let of_item = &mut order[start[item] as usize..start[item + 1] as usize];
            of_item.sort_by_key(|&read| self.expert[read as usize]);
            if let Some(twice) =
                of_item.windows(2).find(|two| self.expert[two[0] as usize] == self.expert[two[1] as usize])
            {
                let expert = &instance.experts[self.expert[twice[1] as usize] as usize].id;
                let first = self.place[twice[0] as usize];
                let reason = format!("the pair {}, {expert} is given twice, first at {first}", instance.items[item].id);
                return Err(At { place: self.place[twice[1] as usize], reason });
            }
            for &read in of_item.iter() {
                let expert = self.expert[read as usize];
                if banned.is_empty() || banned.binary_search(&(item as u32, expert)).is_err() {
                    instance.expert.push(expert);
                    instance.affinity.push(self.affinity[read as usize]);
                }
            }
            instance.start.push(instance.expert.len() as u32);
        }
        Ok(())
    }
}

/// What makes loads and places impossible on the face of them.
pub(super) fn bounds(instance: &Instance) -> Result<(), String> {
    for item in &instance.items {
        if item.places > MOST {
            return Err(format!("item {} asks for {} places; {MOST} is the most", item.id, item.places));
        }
        let least: u64 = item.minima.iter().map(|&(_, least)| u64::from(least)).sum();
        if least > u64::from(item.places) {
            return Err(format!(
                "the minima of item {} are {least} together, its places only {}",
                item.id, item.places
            ));
        }
    }
    for expert in &instance.experts {
        if expert.most > MOST {
            return Err(format!("expert {} may take {} items; {MOST} is the most", expert.id, expert.most));
        }
        if expert.least > expert.most {
            let Expert { id, least, most, .. } = expert;
            return Err(format!("expert {id} takes at least {least} items and at most {most}"));
        }
    }
    Ok(())
}
