//! An assignment that changes pair by pair: loads, sums, who is on what.

use super::instance::{Instance, NONE};

/// Chosen pairs with all that swaps ask about.
pub(super) struct State<'i> {
    pub instance: &'i Instance,
    pub item_of: Vec<u32>,
    pub chosen: Vec<bool>,
    pub locked: Vec<bool>,
    /// Chosen pairs of each expert.
    pub held: Vec<Vec<u32>>,
    /// Sum of affinities of each item.
    pub sum: Vec<i64>,
    /// Items each expert is an author of.
    authored: Vec<Vec<u32>>,
}

impl<'i> State<'i> {
    pub fn new(instance: &'i Instance, chosen: &[u32]) -> Self {
        let mut locked = vec![false; instance.expert.len()];
        instance.locked.iter().for_each(|&pair| locked[pair as usize] = true);
        let mut authored = vec![Vec::new(); instance.experts.len()];
        for (number, item) in (0..).zip(&instance.items) {
            item.authors.iter().for_each(|&author| authored[author as usize].push(number));
        }
        let mut state = Self {
            instance,
            item_of: instance.item_of_pairs(),
            chosen: vec![false; instance.expert.len()],
            locked,
            held: vec![Vec::new(); instance.experts.len()],
            sum: vec![0; instance.items.len()],
            authored,
        };
        chosen.iter().for_each(|&pair| state.take(pair));
        state
    }

    pub fn expert(&self, pair: u32) -> u32 {
        self.instance.expert[pair as usize]
    }

    pub fn item(&self, pair: u32) -> usize {
        self.item_of[pair as usize] as usize
    }

    pub fn gain(&self, pair: u32) -> i64 {
        i64::from(self.instance.affinity[pair as usize])
    }

    pub fn take(&mut self, pair: u32) {
        self.chosen[pair as usize] = true;
        let (item, expert) = (self.item(pair), self.expert(pair));
        self.held[expert as usize].push(pair);
        self.sum[item] += self.gain(pair);
    }

    pub fn leave(&mut self, pair: u32) {
        self.chosen[pair as usize] = false;
        let (item, expert) = (self.item(pair), self.expert(pair));
        let held = &mut self.held[expert as usize];
        held.retain(|&other| other != pair);
        self.sum[item] -= self.gain(pair);
    }

    pub fn has_room(&self, expert: u32) -> bool {
        self.held[expert as usize].len() < self.instance.experts[expert as usize].most as usize
    }

    pub fn can_spare(&self, expert: u32) -> bool {
        self.held[expert as usize].len() > self.instance.experts[expert as usize].least as usize
    }

    pub fn of_item(&self, item: usize) -> impl Iterator<Item = u32> + '_ {
        self.instance.pairs(item).filter(|&pair| self.chosen[pair]).map(|pair| pair as u32)
    }

    /// Whether on its item `pair` may stand in for `gone`: the class stays, nobody clashes, no two judge each other.
    pub fn may_stand_in(&self, pair: u32, gone: u32) -> bool {
        let item = self.item(pair);
        if self.instance.items[item].minima.is_empty() {
            return !self.breaks(pair, gone);
        }
        let class = |pair: u32| self.instance.class_for(item, self.expert(pair));
        let kept = class(gone).is_none_or(|lost| class(pair) == Some(lost));
        kept && !self.breaks(pair, gone)
    }

    /// Whether a pair clashes with those chosen, `gone` not counted.
    pub fn breaks(&self, pair: u32, gone: u32) -> bool {
        self.clashes_with(pair, gone).is_some()
    }

    /// A chosen pair that cannot be together with this one.
    pub fn clashes_with(&self, pair: u32, gone: u32) -> Option<u32> {
        let (item, expert) = (self.item(pair), self.expert(pair));
        let instance = self.instance;
        let organised = instance.one_per_organisation && instance.experts[expert as usize].organisation != NONE;
        if organised || !instance.apart.is_empty() {
            let on_item = self.of_item(item).filter(|&other| other != gone && other != pair);
            let clash = on_item.into_iter().find(|&other| instance.clash(expert, self.expert(other)));
            if clash.is_some() {
                return clash;
            }
        }
        if !instance.no_two_cycles {
            return None;
        }
        let authors = &instance.items[item].authors;
        let own = &self.authored[expert as usize];
        let back =
            own.iter().flat_map(|&own| authors.iter().filter_map(move |&author| instance.pair(own as usize, author)));
        back.map(|pair| pair as u32).find(|&back| back != gone && self.chosen[back as usize])
    }

    pub fn pairs(&self) -> Vec<u32> {
        (0..self.chosen.len()).filter(|&pair| self.chosen[pair]).map(|pair| pair as u32).collect()
    }
}
