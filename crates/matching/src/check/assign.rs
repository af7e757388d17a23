//! The judge of assignments.

use std::collections::HashMap;

use crate::Fault;
use crate::assign::{Instance, NONE, Plan, UNIT};

/// How far a written decimal may lie from the exact sum.
const CLOSE: f64 = 1e-6;

/// Everything a plan breaks, in words; nothing when it holds. What the plan says about places and loads of all items and
/// experts (its `settings`) is set before.
///
/// # Errors
/// A text that is no plan.
pub fn check(instance: &Instance, plan: &str) -> Result<Vec<String>, Fault> {
    let plan: Plan = super::read_plan(plan)?;
    let mut instance = instance.clone();
    let settings = plan.settings.unwrap_or_default();
    instance.set_all(settings.per_item, settings.min_load, settings.max_load);
    let mut judge = Judge::new(&instance);
    judge.read(&plan);
    judge.items(&plan);
    judge.experts();
    judge.two_cycles();
    judge.figures(&plan);
    Ok(judge.broken)
}

struct Judge<'i> {
    instance: &'i Instance,
    items: HashMap<&'i str, usize>,
    experts: HashMap<&'i str, usize>,
    on_item: Vec<Vec<usize>>,
    sum: Vec<i64>,
    load: Vec<u32>,
    broken: Vec<String>,
}

impl<'i> Judge<'i> {
    fn new(instance: &'i Instance) -> Self {
        Self {
            instance,
            items: instance.items.iter().map(|item| item.id.as_str()).zip(0..).collect(),
            experts: instance.experts.iter().map(|expert| expert.id.as_str()).zip(0..).collect(),
            on_item: vec![Vec::new(); instance.items.len()],
            sum: vec![0; instance.items.len()],
            load: vec![0; instance.experts.len()],
            broken: Vec::new(),
        }
    }

    fn breaks(&mut self, what: String) {
        self.broken.push(what);
    }

    fn read(&mut self, plan: &Plan) {
        if plan.kind != "assign" {
            self.breaks(format!("the plan is of kind {}", plan.kind));
        }
        for placed in &plan.placed {
            let (Some(&item), Some(&expert)) =
                (self.items.get(placed.item.as_str()), self.experts.get(placed.expert.as_str()))
            else {
                self.breaks(format!("{}, {}: one of them is unknown", placed.item, placed.expert));
                continue;
            };
            let range = self.instance.start[item] as usize..self.instance.start[item + 1] as usize;
            let Some(pair) = range.clone().find(|&pair| self.instance.expert[pair] as usize == expert) else {
                self.breaks(format!("{}, {}: this pair may not be", placed.item, placed.expert));
                continue;
            };
            if self.on_item[item].contains(&expert) {
                self.breaks(format!("{}, {}: placed twice", placed.item, placed.expert));
            }
            let affinity = self.instance.affinity[pair];
            if (f64::from(affinity) / f64::from(UNIT) - placed.affinity).abs() > CLOSE {
                self.breaks(format!("{}, {}: the affinity is not {}", placed.item, placed.expert, placed.affinity));
            }
            self.on_item[item].push(expert);
            self.sum[item] += i64::from(affinity);
            self.load[expert] += 1;
        }
    }

    fn items(&mut self, plan: &Plan) {
        let instance = self.instance;
        let mut empty = vec![0_u32; instance.items.len()];
        for unplaced in &plan.unplaced {
            match self.items.get(unplaced.item.as_str()) {
                Some(&item) => empty[item] += unplaced.places,
                None => self.breaks(format!("{} is unknown", unplaced.item)),
            }
        }
        for (number, item) in instance.items.iter().enumerate() {
            let taken = self.on_item[number].len() as u32;
            if taken + empty[number] != item.places {
                let empty = empty[number];
                self.breaks(format!("{}: {taken} places taken and {empty} empty of {}", item.id, item.places));
            }
            for &(class, least) in &item.minima {
                let of = |&&expert: &&usize| instance.experts[expert].classes.contains(&class);
                let found = self.on_item[number].iter().filter(of).count() as u32;
                if found + empty[number] < least {
                    let class = &instance.classes[class as usize];
                    self.breaks(format!("{}: {found} of {class}, {least} at least", item.id));
                }
            }
            let on = self.on_item[number].clone();
            for (at, &one) in on.iter().enumerate() {
                for &other in &on[at + 1..] {
                    self.two(number, one, other);
                }
            }
        }
        for &pair in &instance.locked {
            let item = (0..instance.items.len()).find(|&item| pair < instance.start[item + 1]).unwrap_or(0);
            let expert = instance.expert[pair as usize] as usize;
            if !self.on_item[item].contains(&expert) {
                self.breaks(format!("{}, {}: locked and moved", instance.items[item].id, instance.experts[expert].id));
            }
        }
    }

    fn two(&mut self, item: usize, one: usize, other: usize) {
        let instance = self.instance;
        let organisation = instance.experts[one].organisation;
        let ids =
            || format!("{}: {}, {}", instance.items[item].id, instance.experts[one].id, instance.experts[other].id);
        if instance.one_per_organisation && organisation != NONE && organisation == instance.experts[other].organisation
        {
            self.breaks(format!("{} are of one organisation", ids()));
        }
        let two = (one.min(other) as u32, one.max(other) as u32);
        if instance.apart.contains(&two) {
            self.breaks(format!("{} are to be kept apart", ids()));
        }
    }

    fn experts(&mut self) {
        for (expert, &load) in self.instance.experts.iter().zip(&self.load) {
            if load < expert.least || load > expert.most {
                let bounds = format!("{} to {}", expert.least, expert.most);
                self.broken.push(format!("expert {} has {load} items, not {bounds}", expert.id));
            }
        }
    }

    fn two_cycles(&mut self) {
        if !self.instance.no_two_cycles {
            return;
        }
        let mut judges: Vec<(u32, u32)> = Vec::new();
        for (item, on) in self.instance.items.iter().zip(&self.on_item) {
            judges
                .extend(on.iter().flat_map(|&expert| item.authors.iter().map(move |&author| (expert as u32, author))));
        }
        judges.sort_unstable();
        for &(one, other) in judges.iter().filter(|(one, other)| one < other) {
            if judges.binary_search(&(other, one)).is_ok() {
                let (one, other) = (&self.instance.experts[one as usize].id, &self.instance.experts[other as usize].id);
                self.broken.push(format!("{one} and {other} judge each other"));
            }
        }
    }

    fn figures(&mut self, plan: &Plan) {
        let told = |amount: i64| amount as f64 / f64::from(UNIT);
        let total = told(self.sum.iter().sum());
        let asked = self.instance.items.iter().zip(&self.sum).filter(|(item, _)| item.places > 0);
        let worst = told(asked.map(|(_, &sum)| sum).min().unwrap_or(0));
        let empty = plan.unplaced.iter().map(|unplaced| u64::from(unplaced.places)).sum::<u64>();
        let objective = &plan.objective;
        let same = |one: f64, other: f64| (one - other).abs() <= CLOSE * (1.0 + other.abs());
        if !same(objective.total, total) {
            self.breaks(format!("the total is {total}, not {}", objective.total));
        }
        if !same(objective.worst, worst) {
            self.breaks(format!("the worst-served item has {worst}, not {}", objective.worst));
        }
        if objective.empty != empty {
            self.breaks(format!("{empty} places are empty, not {}", objective.empty));
        }
        let as_full = empty == plan.bound.empty;
        if as_full && total > plan.bound.total + CLOSE * (1.0 + total) {
            self.breaks(format!("the total {total} exceeds its bound {}", plan.bound.total));
        }
        if plan.bound.worst.is_some_and(|bound| as_full && worst > bound + CLOSE) {
            self.breaks(format!("the worst-served item has {worst}, above the bound"));
        }
    }
}
