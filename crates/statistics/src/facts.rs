//! What is counted of each project, packed into memory: some seventy bytes each, so that one pass over a million of them
//! takes a few milliseconds and no figure has to be kept beside the projects.

use std::collections::HashMap;

use journal::Place;
use kernel::{Day, Money, OrganisationId, ProjectId, ProjectType};

use crate::count::Side;
use crate::rules::{Arrivals, Outcome};

/// An established project. Only what everybody may read is in it, or becomes readable in sums when the project has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub id: ProjectId,
    /// Promised, as agreed and changed since.
    pub cash: Money,
    pub goods: Money,
    pub enterprise: u32,
    pub university: u32,
    pub established: Day,
    pub ended: Option<Day>,
    /// Counted once the project has ended.
    pub arrivals: Arrivals,
    pub days_to_decide: Option<u16>,
    pub kind: ProjectType,
    pub province: u8,
    pub outcome: Outcome,
}

impl Fact {
    /// How it had ended at the end of a day.
    pub fn outcome_at(&self, day: Day) -> Outcome {
        if self.ended.is_some_and(|ended| ended <= day) { self.outcome } else { Outcome::Open }
    }
}

/// A project as it was read, with its parties still by their ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    /// The places of its parties are not known yet.
    pub fact: Fact,
    pub enterprise: OrganisationId,
    pub university: OrganisationId,
}

/// Organisations by a small number.
#[derive(Debug, Default)]
pub(crate) struct Parties {
    ids: Vec<OrganisationId>,
    places: HashMap<OrganisationId, u32>,
}

impl Parties {
    pub fn id(&self, place: u32) -> OrganisationId {
        self.ids[place as usize]
    }
    pub fn place(&self, id: OrganisationId) -> Option<u32> {
        self.places.get(&id).copied()
    }
    pub fn len(&self) -> usize {
        self.ids.len()
    }
    fn place_of(&mut self, id: OrganisationId) -> u32 {
        *self.places.entry(id).or_insert_with(|| {
            self.ids.push(id);
            (self.ids.len() - 1) as u32
        })
    }
}

/// All projects, in the order of their ids.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub position: Place,
    pub all: Vec<Fact>,
    pub enterprises: Parties,
    pub universities: Parties,
    /// Whose each project is, once more by themselves: one organisation's are found in four megabytes instead of seventy.
    of_enterprise: Vec<u32>,
    of_university: Vec<u32>,
    /// Sections of GB/T 4754 by the enterprise's place; a blank where none is known.
    industries: Vec<u8>,
}

/// Where no industry is known.
pub(crate) const NO_INDUSTRY: u8 = b' ';

impl Facts {
    /// Without a project yet, as far as this place of the journal.
    pub fn at(position: Place) -> Facts {
        Facts { position, ..Facts::default() }
    }

    /// Takes in projects as they are now: new ones and changed ones.
    pub fn put(&mut self, read: &[Read]) {
        let known = self.all.len();
        for one in read {
            let fact = Fact {
                enterprise: self.enterprises.place_of(one.enterprise),
                university: self.universities.place_of(one.university),
                ..one.fact
            };
            match self.all[..known].binary_search_by_key(&fact.id, |known| known.id) {
                Ok(at) => {
                    self.all[at] = fact;
                    (self.of_enterprise[at], self.of_university[at]) = (fact.enterprise, fact.university);
                }
                Err(_) => {
                    self.all.push(fact);
                    self.of_enterprise.push(fact.enterprise);
                    self.of_university.push(fact.university);
                }
            }
        }
        self.industries.resize(self.enterprises.len(), NO_INDUSTRY);
        let is_sorted = self.all[known.saturating_sub(1)..].is_sorted_by(|a, b| a.id < b.id);
        if !is_sorted {
            self.all.sort_by_key(|fact| fact.id);
            self.all.dedup_by_key(|fact| fact.id);
            self.of_enterprise = self.all.iter().map(|fact| fact.enterprise).collect();
            self.of_university = self.all.iter().map(|fact| fact.university).collect();
        }
    }

    /// The projects of one organisation.
    pub fn of(&self, side: Side, id: OrganisationId) -> impl Iterator<Item = &Fact> {
        let (place, column) = match side {
            Side::Enterprise => (self.enterprises.place(id), &self.of_enterprise),
            Side::University => (self.universities.place(id), &self.of_university),
        };
        // Nobody has the place that stands for an unknown organisation.
        let place = place.unwrap_or(u32::MAX);
        column.iter().zip(&self.all).filter(move |(known, _)| **known == place).map(|(_, fact)| fact)
    }

    pub fn put_industry(&mut self, enterprise: OrganisationId, section: &str) {
        if let Some(place) = self.enterprises.place(enterprise) {
            let section = section.bytes().next().filter(u8::is_ascii_uppercase);
            self.industries[place as usize] = section.unwrap_or(NO_INDUSTRY);
        }
    }

    pub fn industry(&self, enterprise: u32) -> u8 {
        self.industries[enterprise as usize]
    }
}
