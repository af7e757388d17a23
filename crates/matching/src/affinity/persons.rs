//! Persons for somebody who asks, by their documents, codes, past and directions, spread over organisations, with reasons.

use std::collections::HashMap;

use super::beside::{Beside, Candidate, Ready, Told, few};
use super::codes::{Leaning, Tree};
use super::cosine::decayed;
use super::dense::Direction;
use super::fuse::Weights;
use super::history::History;
use super::index::weighed;
use super::learn::Shown;
use super::people::People;
use super::ranker::{Asks, Suggestion};
use super::reads::Reader;
use super::score::Space;
use crate::Fault;

/// A document of a person.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// Whose it is.
    pub person: String,
    /// What it says.
    pub text: String,
    /// What it comes under, where declared; [`MOST_CODES`](super::codes::MOST_CODES) at most.
    pub codes: Vec<String>,
    /// Where it lies for a model, where somebody asked one.
    pub direction: Option<Vec<f32>>,
}

/// What is known of a person beside their documents.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Where they work: suggestions are spread over these, and a past with one of them counts for all of it.
    pub organisation: Option<String>,
    /// Whether that is small.
    pub small: bool,
    /// What else speaks for them; 0 or more.
    pub known: f64,
}

#[derive(Clone, Debug)]
struct Kept {
    leaning: Leaning,
    direction: Option<Direction>,
}

/// Ranks persons: words and directions by what of theirs is near, each further document half of the one before; codes by the document
/// that is nearest; and the past.
#[derive(Clone, Debug)]
pub struct Persons {
    people: People,
    beside: Beside,
    kept: HashMap<String, Kept>,
    described: HashMap<String, Person>,
}

impl Persons {
    /// Nobody yet. A `reader` reads codes of documents where none is declared.
    ///
    /// # Errors
    /// Weights that are wrong.
    pub fn new(weights: Weights, tree: Tree, reader: Option<Reader>) -> Result<Self, Fault> {
        let (people, beside) = (People::new()?, Beside::new(weights, tree, reader)?);
        Ok(Self { people, beside, kept: HashMap::new(), described: HashMap::new() })
    }

    /// Puts a document of a person; one of the same name is replaced, whoever's it was.
    ///
    /// # Errors
    /// A text that is too long, too many codes, a direction of another length than those before. A document of the same name then
    /// stays as it was.
    pub fn put(&mut self, document: &Document) -> Result<(), Fault> {
        let codes: Vec<&str> = document.codes.iter().map(String::as_str).collect();
        few(&document.id, &codes)?;
        let direction = self.beside.direction(&document.id, document.direction.as_deref())?;
        self.people.put(&document.person, &document.id, &document.text)?;
        codes.iter().for_each(|code| self.beside.nodes.remember(code));
        let leaning = self.beside.leaning(&codes, &[&document.text]);
        self.kept.insert(document.id.clone(), Kept { leaning, direction });
        Ok(())
    }

    /// Says what is known of a person; it stays when their documents go.
    ///
    /// # Errors
    /// `known` that is no number or below 0.
    pub fn describe(&mut self, id: &str, person: &Person) -> Result<(), Fault> {
        weighed(&format!("what is known of {id}"), person.known)?;
        self.described.insert(id.to_owned(), person.clone());
        Ok(())
    }

    /// Takes a document out; whether it was there.
    pub fn remove(&mut self, document: &str) -> bool {
        self.kept.remove(document);
        self.people.remove(document)
    }

    /// Takes a person out with all documents and what was said of them; whether there were any documents.
    pub fn remove_person(&mut self, person: &str) -> bool {
        self.described.remove(person);
        for document in self.people.documents_of(person) {
            self.kept.remove(document);
        }
        self.people.remove_person(person)
    }

    /// Persons with a document.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Who was with which person before, of which organisation; kept up while people act.
    pub fn history(&mut self) -> &mut History {
        &mut self.beside.history
    }

    /// From now on scores count so much, such as was learned.
    ///
    /// # Errors
    /// A weight that is no number or below 0.
    pub fn weigh(&mut self, weights: Weights) -> Result<(), Fault> {
        self.beside.weights = weights.checked()?;
        Ok(())
    }

    /// The persons who fit best, best first, each with their document nearest in words, if any; equal scores by name.
    ///
    /// # Errors
    /// A weight that is no number or below 0, too many codes, or a direction of another length than the documents'.
    pub fn top(
        &self,
        asks: &Asks<'_>,
        most: usize,
        space: &mut Space,
    ) -> Result<Vec<(Suggestion, Option<String>)>, Fault> {
        let ready = self.beside.ready(asks)?;
        let (candidates, nearest) = self.candidates(&ready, most, &[], space);
        let told = |candidate: &Candidate<'_>| self.told(&ready, candidate, nearest.get(candidate.id).copied());
        let suggested = self.beside.suggest(&ready, &candidates, most, told).into_iter().map(|it| {
            let document = nearest.get(it.id.as_str()).map(|&document| document.to_owned());
            (it, document)
        });
        Ok(suggested.collect())
    }

    /// What the scores say of persons that somebody was shown, with how far each came. Persons who are not here are left out.
    ///
    /// # Errors
    /// As [`Self::top`].
    pub fn shown(&self, asks: &Asks<'_>, graded: &[(&str, u8)], space: &mut Space) -> Result<Shown, Fault> {
        let ready = self.beside.ready(asks)?;
        Ok(ready.shown(&self.candidates(&ready, graded.len(), graded, space).0, graded))
    }

    /// Candidates by name, with the document of each that is nearest in words.
    fn candidates<'p>(
        &'p self,
        ready: &Ready<'_>,
        most: usize,
        more: &[(&str, u8)],
        space: &mut Space,
    ) -> (Vec<Candidate<'p>>, HashMap<&'p str, &'p str>) {
        let near = self.people.near(&ready.query, most, space);
        let mut persons: Vec<&str> = if ready.looks_beyond_words() {
            self.people.persons().collect()
        } else {
            let more = more.iter().filter_map(|(id, _)| self.people.named(id));
            near.keys().copied().chain(more).collect()
        };
        persons.sort_unstable();
        persons.dedup();
        persons.retain(|person| !ready.excludes(person));
        let candidate = |&id: &&'p str| {
            let person = self.described.get(id);
            let (codes, dense) = self.by_documents(ready, id);
            let (small, known) = person.map_or((false, 0.0), |person| (person.small, person.known));
            Candidate {
                id,
                group: person.and_then(|person| person.organisation.as_deref()),
                small,
                text: near.get(id).map_or(0.0, |(score, _)| *score),
                codes,
                dense,
                known,
            }
        };
        let candidates = persons.iter().map(candidate).collect();
        (candidates, near.into_iter().map(|(person, (_, document))| (person, document)).collect())
    }

    /// How near the codes of a person's documents are, and their directions.
    fn by_documents(&self, ready: &Ready<'_>, person: &str) -> (f64, f64) {
        if ready.leaning.is_empty() && ready.direction.is_none() {
            return (0.0, f64::NAN);
        }
        let all = || self.people.documents_of(person).iter().filter_map(|document| self.kept.get(document));
        let codes = all().map(|kept| kept.leaning.nearness(&ready.leaning)).fold(0.0, f64::max);
        let Some(asked) = &ready.direction else { return (codes, f64::NAN) };
        let likenesses = all().filter_map(|kept| kept.direction.as_ref()).map(|own| own.likeness(asked).max(0.0));
        let likenesses: Vec<f64> = likenesses.collect();
        (codes, if likenesses.is_empty() { f64::NAN } else { decayed(likenesses) })
    }

    fn told(&self, ready: &Ready<'_>, candidate: &Candidate<'_>, nearest: Option<&str>) -> Told {
        let phrases = nearest.map(|document| self.people.phrases(&ready.query, document)).unwrap_or_default();
        // The document whose codes are nearest; of equal ones the first by name.
        let documents = self.people.documents_of(candidate.id).iter().filter_map(|id| Some((id, self.kept.get(id)?)));
        let nearness = |kept: &Kept| kept.leaning.nearness(&ready.leaning);
        let nearest = documents.reduce(|one, other| {
            let [mine, theirs] = [one, other].map(|(_, kept)| nearness(kept));
            if theirs > mine || theirs.total_cmp(&mine).is_eq() && other.0 < one.0 { other } else { one }
        });
        let code = nearest.and_then(|(_, kept)| ready.leaning.strongest(&kept.leaning));
        Told { phrases, code: code.and_then(|node| self.beside.nodes.name(node)).map(str::to_owned) }
    }
}
