//! Items or persons, put together from the tables.

use std::collections::{HashMap, HashSet};

use matching::Fault;
use matching::affinity::codes::Tree;
use matching::affinity::learn::Shown;
use matching::affinity::{
    Asks, Document, Field, History, Item, Person, Persons, Ranker, Reader, Space, Suggestion, fuse,
};

use super::dense::Directions;
use super::table::{Row, Table, weight};

pub enum Finder {
    Items(Box<Ranker>),
    Persons(Box<Persons>),
}

impl Finder {
    /// Persons where documents have owners, items otherwise.
    pub fn of(documents: &Table, queries: &Table, directions: &Directions) -> Result<Self, Fault> {
        let reader = reader(documents, queries)?;
        if documents.rows.iter().any(|row| row.owner.is_some()) {
            return Ok(Self::Persons(Box::new(persons(documents, reader, directions)?)));
        }
        let fields = documents.fields.iter().map(|name| Field::new(name, weight(name))).collect();
        let mut ranker = Ranker::new(fields, fuse::COLD, Tree::default(), reader)?;
        for row in &documents.rows {
            let item = Item {
                id: row.id.clone(),
                parts: row.texts.clone(),
                codes: row.codes.clone(),
                enterprise: row.enterprise.clone(),
                small: row.small,
                known: row.known,
                direction: directions.document(&row.id).cloned(),
            };
            ranker.put(&item).map_err(|fault| on(row, fault))?;
        }
        Ok(Self::Items(Box::new(ranker)))
    }

    pub fn history(&mut self) -> &mut History {
        match self {
            Self::Items(ranker) => ranker.history(),
            Self::Persons(persons) => persons.history(),
        }
    }

    pub fn weigh(&mut self, weights: fuse::Weights) -> Result<(), Fault> {
        match self {
            Self::Items(ranker) => ranker.weigh(weights),
            Self::Persons(persons) => persons.weigh(weights),
        }
    }

    pub fn shown(&self, asks: &Asks<'_>, graded: &[(&str, u8)], space: &mut Space) -> Result<Shown, Fault> {
        match self {
            Self::Items(ranker) => ranker.shown(asks, graded, space),
            Self::Persons(persons) => persons.shown(asks, graded, space),
        }
    }

    /// Suggestions, of persons with the document that is nearest in words.
    pub fn top(
        &self,
        asks: &Asks<'_>,
        most: usize,
        space: &mut Space,
    ) -> Result<Vec<(Suggestion, Option<String>)>, Fault> {
        match self {
            Self::Items(ranker) => Ok(ranker.top(asks, most, space)?.into_iter().map(|it| (it, None)).collect()),
            Self::Persons(persons) => persons.top(asks, most, space),
        }
    }
}

fn on(row: &Row, fault: Fault) -> Fault {
    Fault::on_line(row.line, fault.reason)
}

/// Learned where a code is missing and there are two or more to be read.
fn reader(documents: &Table, queries: &Table) -> Result<Option<Reader>, Fault> {
    let texts: Vec<String> = documents.rows.iter().map(Row::text).collect();
    let rows = documents.rows.iter().zip(&texts);
    let labelled: Vec<(&str, &str)> =
        rows.flat_map(|(row, text)| row.codes.iter().map(|code| (text.as_str(), code.as_str()))).collect();
    let codes: HashSet<&str> = labelled.iter().map(|(_, code)| *code).collect();
    let missing = documents.rows.iter().chain(&queries.rows).any(|row| row.codes.is_empty());
    if codes.len() > 1 && missing { Reader::learn(&labelled).map(Some) } else { Ok(None) }
}

fn persons(documents: &Table, reader: Option<Reader>, directions: &Directions) -> Result<Persons, Fault> {
    let mut persons = Persons::new(fuse::COLD, Tree::default(), reader)?;
    let mut described: HashMap<&str, Person> = HashMap::new();
    for row in &documents.rows {
        let id = row.owner.as_deref().unwrap_or_default();
        let document = Document {
            id: row.id.clone(),
            person: id.to_owned(),
            text: row.text(),
            codes: row.codes.clone(),
            direction: directions.document(&row.id).cloned(),
        };
        persons.put(&document).map_err(|fault| on(row, fault))?;
        let person = described.entry(id).or_default();
        if row.enterprise.is_some() {
            if person.organisation.is_some() && person.organisation != row.enterprise {
                return Err(Fault::on_line(row.line, format!("{id} has another enterprise than before")));
            }
            person.organisation.clone_from(&row.enterprise);
        }
        person.small |= row.small;
        person.known = person.known.max(row.known);
        if row.known < 0.0 {
            person.known = row.known;
        }
        persons.describe(id, person).map_err(|fault| on(row, fault))?;
    }
    Ok(persons)
}
