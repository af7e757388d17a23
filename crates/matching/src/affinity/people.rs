//! Persons by what they wrote, taught and did.

use std::collections::HashMap;

use super::index::{Field, Index, Query};
use super::score::{Score, Space};
use super::{cosine, reasons};
use crate::Fault;

/// Persons and their documents.
#[derive(Clone, Debug)]
pub struct People {
    index: Index,
    /// Documents of a person.
    documents: HashMap<String, Vec<String>>,
    /// The person of a document.
    owners: HashMap<String, String>,
}

/// A person found.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Who.
    pub person: String,
    /// The sum of likenesses, each further document half of the one before; 0 to 2.
    pub score: f64,
    /// The document that is nearest.
    pub document: String,
    /// Phrases of the query in it, with what each gives to its likeness, and so to the score.
    pub reasons: Vec<(String, f64)>,
}

impl People {
    /// Nobody yet.
    ///
    /// # Errors
    /// None in practice; the field it makes is right.
    pub fn new() -> Result<Self, Fault> {
        Ok(Self {
            index: Index::new(vec![Field::new("text", 1.0)])?,
            documents: HashMap::new(),
            owners: HashMap::new(),
        })
    }

    /// Puts a document of a person; one of the same name is replaced, whoever's it was.
    ///
    /// # Errors
    /// A text that is too long; a document of the same name then stays as it was.
    pub fn put(&mut self, person: &str, document: &str, text: &str) -> Result<(), Fault> {
        self.index.put(document, &[text])?;
        self.disown(document);
        self.documents.entry(person.to_owned()).or_default().push(document.to_owned());
        self.owners.insert(document.to_owned(), person.to_owned());
        Ok(())
    }

    /// Takes a document out; whether it was there.
    pub fn remove(&mut self, document: &str) -> bool {
        self.disown(document);
        self.index.remove(document)
    }

    fn disown(&mut self, document: &str) {
        let Some(person) = self.owners.remove(document) else { return };
        if let Some(held) = self.documents.get_mut(&person) {
            held.retain(|other| other != document);
            if held.is_empty() {
                self.documents.remove(&person);
            }
        }
    }

    /// Takes a person out with all documents; whether there were any.
    pub fn remove_person(&mut self, person: &str) -> bool {
        let held = self.documents.get(person).cloned().unwrap_or_default();
        held.iter().for_each(|document| {
            self.remove(document);
        });
        !held.is_empty()
    }

    /// Persons with a document.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The persons nearest to a text, best first; equal ones by name. Who is looked at, the 1,000 nearest documents decide, or four times
    /// as many as persons are asked for: somebody with many documents behind them all may be missed.
    pub fn top(&self, query: &Query, most: usize, space: &mut Space) -> Vec<Near> {
        let found = self.near(query, most, space);
        let scored = found.iter().map(|(owner, (score, _))| (*score, *owner));
        let found = super::best(scored, most).into_iter().map(|(score, person)| (score, person, found[person].1));
        let near = found.map(|(score, person, document)| {
            let reasons = self.phrases(query, document);
            Near { person: person.to_owned(), score, document: document.to_owned(), reasons }
        });
        near.collect()
    }

    /// Persons near to a text with their scores and nearest documents, so many documents looked at as `most` persons ask for.
    pub(super) fn near(&self, query: &Query, most: usize, space: &mut Space) -> HashMap<&str, (f64, &str)> {
        let owner_of = |document: &str| self.owners.get(document).map(String::as_str);
        let closely = cosine::CLOSELY.max(most.saturating_mul(4));
        cosine::owners(&self.index, query, closely, owner_of, |person| self.documents_of(person), space)
    }

    /// What of a query stands in a document, with what it gives.
    pub(super) fn phrases(&self, query: &Query, document: &str) -> Vec<(String, f64)> {
        let slot = self.index.slot(document);
        slot.map(|slot| reasons::phrases(&self.index, query, slot, Score::Cosine)).unwrap_or_default()
    }

    pub(super) fn documents_of(&self, person: &str) -> &[String] {
        self.documents.get(person).map_or(&[][..], Vec::as_slice)
    }

    pub(super) fn persons(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    /// The name of a person as it is held here.
    pub(super) fn named(&self, person: &str) -> Option<&str> {
        self.documents.get_key_value(person).map(|(name, _)| name.as_str())
    }
}
