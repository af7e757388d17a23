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
        let owner_of = |document: &str| self.owners.get(document).map(String::as_str);
        let documents_of = |person: &str| self.documents.get(person).map_or(&[][..], Vec::as_slice);
        let found = cosine::owners(&self.index, query, most, owner_of, documents_of, space);
        let near = found.into_iter().map(|(score, person, document)| {
            let reasons =
                self.index.slot(document).map(|slot| reasons::phrases(&self.index, query, slot, Score::Cosine));
            Near {
                person: person.to_owned(),
                score,
                document: document.to_owned(),
                reasons: reasons.unwrap_or_default(),
            }
        });
        near.collect()
    }
}
