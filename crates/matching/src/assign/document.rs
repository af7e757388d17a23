//! The reader of documents (JSON): everything an instance can say.

use serde::Deserialize;

use super::build::{At, Numbers, Pairs, bounds};
use super::instance::{Expert, Instance, Item, NONE};
use super::table::{MOST_ITEMS, PLACES};
use crate::Fault;
use crate::lines::{is_of_kind, line_of};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    name: Option<String>,
    items: Vec<ItemEntry>,
    experts: Vec<ExpertEntry>,
    affinities: Vec<(String, String, f64)>,
    #[serde(default)]
    conflicts: Vec<(String, String)>,
    #[serde(default)]
    apart: Vec<(String, String)>,
    #[serde(default)]
    locks: Vec<(String, String)>,
    #[serde(default)]
    one_per_organisation: bool,
    #[serde(default)]
    no_two_cycles: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemEntry {
    id: String,
    #[serde(default)]
    places: Option<i64>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    minima: std::collections::BTreeMap<String, i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpertEntry {
    id: String,
    #[serde(default)]
    least: Option<i64>,
    #[serde(default)]
    most: Option<i64>,
    #[serde(default)]
    organisation: Option<String>,
    #[serde(default)]
    classes: Vec<String>,
}

/// Reads a document.
///
/// # Errors
/// The first fault, with its line.
pub fn read_document(name: &str, text: &str) -> Result<Instance, Fault> {
    let document: Document = serde_json::from_str(text).map_err(|error| Fault::of_json(&error))?;
    is_of_kind(text, document.kind.as_deref(), "assign")?;
    let within =
        |list: &'static str| move |at: At| Fault { line: line_of(text, list, Some(at.place)), reason: at.reason };
    let mut names = Names::default();
    let mut instance = Instance {
        name: document.name.clone().unwrap_or_else(|| name.to_owned()),
        one_per_organisation: document.one_per_organisation,
        no_two_cycles: document.no_two_cycles,
        ..Instance::default()
    };
    instance.experts = each(&document.experts, |entry| names.expert(entry)).map_err(within("experts"))?;
    instance.items = each(&document.items, |entry| names.item(entry)).map_err(within("items"))?;
    instance.classes = names.classes.names();
    let mut pairs = Pairs::default();
    let mut place = 0;
    each(&document.affinities, |(item, expert, affinity)| {
        let pair = names.pair(item, expert)?;
        place += 1;
        pairs.add(pair.0, pair.1, *affinity, place - 1)
    })
    .map_err(within("affinities"))?;
    let mut banned =
        each(&document.conflicts, |(item, expert)| names.pair(item, expert)).map_err(within("conflicts"))?;
    for (number, item) in instance.items.iter().enumerate() {
        banned.extend(item.authors.iter().map(|&author| (number as u32, author)));
    }
    pairs.settle(&mut instance, &banned).map_err(within("affinities"))?;
    instance.apart = each(&document.apart, |(one, other)| names.two(one, other)).map_err(within("apart"))?;
    instance.apart.sort_unstable();
    instance.apart.dedup();
    let mut locked = each(&document.locks, |(item, expert)| {
        let pair = names.pair(item, expert)?;
        let known = instance.pair(pair.0 as usize, pair.1);
        known.map(|pair| pair as u32).ok_or_else(|| format!("{item}, {expert} is locked, but no pair that may be"))
    })
    .map_err(within("locks"))?;
    locked.sort_unstable();
    if let Some(twice) = locked.windows(2).find(|two| two[0] == two[1]) {
        return Err(Fault { line: line_of(text, "locks", None), reason: format!("pair {} is locked twice", twice[0]) });
    }
    instance.locked = locked;
    bounds(&instance).map_err(Fault::of_the_whole)?;
    one_class_each(&instance).map_err(within("items"))?;
    Ok(instance)
}

fn each<'l, T, U>(list: &'l [T], mut read: impl FnMut(&'l T) -> Result<U, String>) -> Result<Vec<U>, At> {
    let read = list.iter().zip(0..).map(|(entry, place)| read(entry).map_err(|reason| At { place, reason }));
    read.collect()
}

#[derive(Default)]
struct Names<'d> {
    items: Numbers<'d>,
    experts: Numbers<'d>,
    organisations: Numbers<'d>,
    classes: Numbers<'d>,
}

impl<'d> Names<'d> {
    fn expert(&mut self, entry: &'d ExpertEntry) -> Result<Expert, String> {
        self.experts.add(&entry.id).map_err(|reason| format!("expert {reason}"))?;
        let load = |load: Option<i64>, otherwise: u32| match load {
            None => Ok(otherwise),
            Some(load) => u32::try_from(load).map_err(|_| format!("the load of expert {} is {load}", entry.id)),
        };
        let mut classes: Vec<u32> = entry.classes.iter().map(|class| self.classes.number(class)).collect();
        classes.sort_unstable();
        Ok(Expert {
            id: entry.id.clone(),
            least: load(entry.least, 0)?,
            most: load(entry.most, MOST_ITEMS)?,
            organisation: entry.organisation.as_deref().map_or(NONE, |name| self.organisations.number(name)),
            classes,
        })
    }

    fn item(&mut self, entry: &'d ItemEntry) -> Result<Item, String> {
        self.items.add(&entry.id).map_err(|reason| format!("item {reason}"))?;
        let count = |count: i64| u32::try_from(count).map_err(|_| format!("item {} asks for {count}", entry.id));
        let minima = entry
            .minima
            .iter()
            .filter(|&(_, &least)| least != 0)
            .map(|(class, &least)| Ok((self.classes.find(class, "class")?, count(least)?)));
        let authors = entry.authors.iter().map(|author| self.experts.find(author, "expert"));
        Ok(Item {
            id: entry.id.clone(),
            places: entry.places.map_or(Ok(PLACES), count)?,
            authors: authors.collect::<Result<_, _>>()?,
            minima: minima.collect::<Result<_, String>>()?,
        })
    }

    fn pair(&self, item: &str, expert: &str) -> Result<(u32, u32), String> {
        Ok((self.items.find(item, "item")?, self.experts.find(expert, "expert")?))
    }

    fn two(&self, one: &str, other: &str) -> Result<(u32, u32), String> {
        let (one, other) = (self.experts.find(one, "expert")?, self.experts.find(other, "expert")?);
        if one == other {
            Err("an expert cannot be kept apart from themself".to_owned())
        } else {
            Ok((one.min(other), one.max(other)))
        }
    }
}

/// Minima of one item stay a flow as long as nobody counts for two of them.
fn one_class_each(instance: &Instance) -> Result<(), At> {
    for (number, item) in instance.items.iter().enumerate().filter(|(_, item)| item.minima.len() > 1) {
        for pair in instance.pairs(number) {
            let expert = &instance.experts[instance.expert[pair] as usize];
            if item.minima.iter().filter(|(class, _)| expert.classes.contains(class)).count() > 1 {
                let reason = format!("expert {} counts for two minima of item {}", expert.id, item.id);
                return Err(At { place: number as u32, reason });
            }
        }
    }
    Ok(())
}
