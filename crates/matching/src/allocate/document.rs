//! The reader of documents (JSON).

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;

use super::instance::{Choice, Instance, NONE, Node, UNRANKED};
use crate::Fault;
use crate::lines::{is_of_kind, line_of};

const MOST: u32 = 100_000_000;
/// Levels of groups and offers at most.
const DEEPEST: u32 = 16;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'t> {
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(borrow)]
    applicants: Vec<Applicant<'t>>,
    #[serde(borrow, default)]
    groups: Vec<Group<'t>>,
    #[serde(borrow)]
    offers: Vec<Group<'t>>,
    #[serde(borrow, default)]
    locks: Vec<(Text<'t>, Text<'t>)>,
    #[serde(borrow, default)]
    declined: Vec<(Text<'t>, Text<'t>)>,
}

/// A text that is borrowed unless it holds escapes.
#[derive(Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Applicant<'t> {
    #[serde(borrow)]
    id: Text<'t>,
    #[serde(borrow)]
    choices: Vec<Text<'t>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group<'t> {
    #[serde(borrow)]
    id: Text<'t>,
    places: i64,
    #[serde(borrow, default)]
    within: Option<Text<'t>>,
    #[serde(borrow, default)]
    ranking: Option<Vec<Tier<'t>>>,
    #[serde(borrow, default)]
    scores: Option<HashMap<Text<'t>, f64>>,
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Text<'_> {}

impl std::hash::Hash for Text<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tier<'t> {
    One(#[serde(borrow)] Text<'t>),
    Tied(#[serde(borrow)] Vec<Text<'t>>),
}

impl Tier<'_> {
    fn names(&self) -> &[Text<'_>] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Tied(tied) => tied,
        }
    }
}

/// Where whoever ranks has each applicant; nothing where all are equal.
type Tiers = Option<HashMap<u32, u32>>;

/// Reads a document.
///
/// # Errors
/// The first fault, with its line.
pub fn read_document(name: &str, text: &str) -> Result<Instance, Fault> {
    let document: Document<'_> = serde_json::from_str(text).map_err(|error| Fault::of_json(&error))?;
    is_of_kind(text, document.kind.as_deref(), "allocate")?;
    let within = |list: &'static str| {
        move |(place, reason): (usize, String)| Fault { line: line_of(text, list, Some(place as u32)), reason }
    };
    let mut reading = Reading::default();
    reading.instance.name = document.name.clone().unwrap_or_else(|| name.to_owned());
    each(&document.applicants, |entry| reading.applicant(&entry.id.0)).map_err(within("applicants"))?;
    each(&document.groups, |entry| reading.node(entry, false)).map_err(within("groups"))?;
    each(&document.offers, |entry| reading.node(entry, true)).map_err(within("offers"))?;
    let mut declined = Vec::new();
    each(&document.declined, |(applicant, offer)| {
        declined.push((reading.find_applicant(&applicant.0)?, reading.find_offer(&offer.0)?));
        Ok(())
    })
    .map_err(within("declined"))?;
    declined.sort_unstable();
    reading.instance.start = vec![0];
    let mut number = 0;
    each(&document.applicants, |entry| {
        number += 1;
        reading.choices(number - 1, entry, &declined)
    })
    .map_err(within("applicants"))?;
    reading.instance.locked = vec![NONE; reading.instance.applicants.len()];
    each(&document.locks, |(applicant, offer)| reading.lock(&applicant.0, &offer.0)).map_err(within("locks"))?;
    Ok(reading.instance)
}

fn each<'l, T>(list: &'l [T], mut read: impl FnMut(&'l T) -> Result<(), String>) -> Result<(), (usize, String)> {
    list.iter().enumerate().try_for_each(|(place, entry)| read(entry).map_err(|reason| (place, reason)))
}

#[derive(Default)]
struct Reading<'d> {
    instance: Instance,
    applicants: HashMap<&'d str, u32>,
    nodes: HashMap<&'d str, u32>,
    /// Of every node that belongs to nothing.
    tiers: Vec<Tiers>,
    root: Vec<u32>,
    level: Vec<u32>,
    /// The last applicant who chose each node, from 1.
    chosen_by: Vec<usize>,
}

impl<'d> Reading<'d> {
    fn applicant(&mut self, id: &'d str) -> Result<(), String> {
        let number = self.instance.applicants.len() as u32;
        if self.applicants.insert(id, number).is_some() {
            return Err(format!("applicant {id} is named twice"));
        }
        self.instance.applicants.push(id.to_owned());
        Ok(())
    }

    fn find_applicant(&self, id: &str) -> Result<u32, String> {
        let known = self.applicants.len();
        self.applicants.get(id).copied().ok_or_else(|| format!("applicant {id} is unknown; there are {known}"))
    }

    fn find_offer(&self, id: &str) -> Result<u32, String> {
        let found = self.nodes.get(id).copied().filter(|&node| self.instance.is_offer[node as usize]);
        found.ok_or_else(|| format!("offer {id} is unknown"))
    }

    fn node(&mut self, entry: &'d Group<'d>, is_offer: bool) -> Result<(), String> {
        let (id, number) = (&*entry.id.0, self.instance.nodes.len() as u32);
        if self.nodes.insert(id, number).is_some() {
            return Err(format!("{id} is named twice"));
        }
        let places = u32::try_from(entry.places).ok().filter(|&places| places <= MOST);
        let places = places.ok_or_else(|| format!("{id} has {} places; 0 to {MOST} are possible", entry.places))?;
        let within = match &entry.within {
            None => NONE,
            Some(above) => match self.nodes.get(&*above.0) {
                Some(&above) if above != number && !self.instance.is_offer[above as usize] => above,
                _ => return Err(format!("{id} is within {}, which is no group named before", above.0)),
            },
        };
        let ranked = entry.ranking.is_some() || entry.scores.is_some();
        if within != NONE && ranked {
            return Err(format!(
                "{id} ranks applicants, but belongs to {}: the outermost ranks",
                self.instance.nodes[within as usize].id
            ));
        }
        if entry.ranking.is_some() && entry.scores.is_some() {
            return Err(format!("{id} has a ranking and scores; one of them"));
        }
        let level = if within == NONE { 1 } else { self.level[within as usize] + 1 };
        if level > DEEPEST {
            return Err(format!("{id} is within more than {} groups", DEEPEST - 1));
        }
        let tiers = self.tiers_of(entry)?;
        self.tiers.push(tiers);
        self.level.push(level);
        self.chosen_by.push(0);
        self.root.push(if within == NONE { number } else { self.root[within as usize] });
        self.instance.nodes.push(Node { id: id.to_owned(), places, within });
        self.instance.is_offer.push(is_offer);
        Ok(())
    }

    fn tiers_of(&self, entry: &'d Group<'d>) -> Result<Tiers, String> {
        let mut tiers = HashMap::new();
        let mut rank = |id: &str, tier: u32| match tiers.insert(self.find_applicant(id)?, tier) {
            None => Ok(()),
            Some(_) => Err(format!("{} ranks {id} twice", entry.id.0)),
        };
        if let Some(ranking) = &entry.ranking {
            for (tier, names) in (0..).zip(ranking) {
                names.names().iter().try_for_each(|name| rank(&name.0, tier))?;
            }
            return Ok(Some(tiers));
        }
        let Some(scores) = &entry.scores else { return Ok(None) };
        let mut order: Vec<(f64, &str)> = scores.iter().map(|(name, &score)| (score, &*name.0)).collect();
        if let Some((score, name)) = order.iter().find(|(score, _)| !score.is_finite()) {
            return Err(format!("the score of {name} is {score}"));
        }
        order.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        let (mut tier, mut last) = (0, None);
        for (score, name) in order {
            tier += u32::from(last.is_some_and(|last| last != score));
            last = Some(score);
            rank(name, tier)?;
        }
        Ok(Some(tiers))
    }

    fn choices(&mut self, number: u32, entry: &'d Applicant<'d>, declined: &[(u32, u32)]) -> Result<(), String> {
        for choice in &entry.choices {
            let offer = self.find_offer(&choice.0)?;
            let chosen_by = &mut self.chosen_by[offer as usize];
            if std::mem::replace(chosen_by, number as usize + 1) == number as usize + 1 {
                return Err(format!("{} is chosen twice by {}", choice.0, entry.id.0));
            }
            let tiers = &self.tiers[self.root[offer as usize] as usize];
            let tier = tiers.as_ref().map_or(0, |tiers| tiers.get(&number).copied().unwrap_or(UNRANKED));
            if declined.binary_search(&(number, offer)).is_err() {
                self.instance.choices.push(Choice { offer, tier });
            }
        }
        self.instance.start.push(self.instance.choices.len() as u32);
        Ok(())
    }

    fn lock(&mut self, applicant: &str, offer: &str) -> Result<(), String> {
        let (number, node) = (self.find_applicant(applicant)? as usize, self.find_offer(offer)?);
        let choice = self.instance.list(number).find(|&choice| self.instance.choices[choice].offer == node);
        let choice =
            choice.ok_or_else(|| format!("{applicant} is locked to {offer}, which is not among the choices"))?;
        if self.instance.locked[number] != NONE {
            return Err(format!("{applicant} is locked twice"));
        }
        self.instance.locked[number] = choice as u32;
        Ok(())
    }
}
