//! What the index is told: for each kind the things and who may read which of their texts, read from the slices' tables.
//!
//! Who may read what is said by the slices' policies; here each thing only names its groups, and `policy.rs` says to which
//! groups a reader belongs. A test holds that the two agree with every `may_view`.

mod items;
mod listed_ends;
mod organisations;
mod people;
mod projects;
mod results;

pub(crate) use organisations::appeared;

use std::collections::{BTreeSet, HashMap};

use db::{DbError, Tx};
use kernel::{RowId, ToValue, Value};
use search::{Audience, Entry, Kind};
use uuid::Uuid;

/// Things read at once.
const PAGE: usize = 2_000;

/// Who may read the inner texts of a thing. Groups of different kinds never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    ProjectUniversity,
    ProjectEnterprise,
    ProjectProvince,
    ProjectLeader,
    ItemEnterprise,
    ItemExpert,
    /// Not a right: finds the items of a guideline again when some are gone.
    ItemGuideline,
    Organisation,
    OrganisationProvince,
    PeopleOf,
    ResultUniversity,
    ResultEnterprise,
    ResultProvince,
    ResultLeader,
}

impl Group {
    pub(crate) fn of(self, id: Uuid) -> Audience {
        Audience { group: self as u8, id: id.as_u128() }
    }
    /// A province, by its two digits; none for a department or a thing without one.
    pub(crate) fn province(self, code: &str) -> Option<Audience> {
        let code: u128 = code.parse().ok().filter(|code| *code > 0)?;
        Some(Audience { group: self as u8, id: code })
    }
}

type Read = fn(&mut Tx<'_>, &str, &[Value]) -> Result<Vec<Entry>, DbError>;

/// Where things of a kind are read: a kind may have several places.
pub(crate) struct Source {
    pub kind: Kind,
    read: Read,
    /// The column by which they are told apart; no two places of a kind share an identifier.
    id: &'static str,
    table: &'static str,
}

pub(crate) const SOURCES: [Source; 6] = [
    Source { kind: Kind::Project, read: projects::read, id: "project.id", table: "project" },
    Source { kind: Kind::Item, read: items::read, id: "item.id", table: "item" },
    Source { kind: Kind::Organisation, read: organisations::read, id: "organisation.id", table: "organisation" },
    Source { kind: Kind::Person, read: people::read, id: "membership.id", table: "membership" },
    Source { kind: Kind::Result, read: results::read, id: "closing.id", table: "closing" },
    Source { kind: Kind::Result, read: listed_ends::read, id: "project.id", table: "listed_project" },
];

impl Source {
    /// About how many things there are.
    pub(crate) fn amount(&self, tx: &mut Tx<'_>) -> Result<u64, DbError> {
        tx.one::<(u64,)>(&format!("SELECT COUNT(*) FROM {}", self.table), &[]).map(|(n,)| n)
    }

    /// The things behind `after` in the order of their ids, and after which to go on; none at the end.
    pub(crate) fn page(&self, tx: &mut Tx<'_>, after: Uuid) -> Result<(Vec<Entry>, Option<Uuid>), DbError> {
        let id = self.id;
        let rest = format!("{id} > $1 ORDER BY {id} LIMIT {PAGE}");
        let found = (self.read)(tx, &rest, &[RowId(after).to_value()])?;
        let next = (found.len() == PAGE).then(|| found.last().map(|entry| entry.id)).flatten();
        Ok((found, next))
    }
}

/// These things, as far as they may be found at all.
pub(crate) fn these(tx: &mut Tx<'_>, kind: Kind, ids: &[Uuid]) -> Result<Vec<Entry>, DbError> {
    let mut all = Vec::new();
    for some in ids.chunks(500) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let values: Vec<Value> = some.iter().map(|id| RowId(*id).to_value()).collect();
        for source in SOURCES.iter().filter(|source| source.kind == kind) {
            all.extend((source.read)(tx, &format!("{} IN ({})", source.id, places.join(", ")), &values)?);
        }
    }
    Ok(all)
}

/// `$1, $2, …` and the values for ids of things just read; one that nothing has when there are none.
pub(crate) fn among(ids: impl Iterator<Item = Uuid>) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = ids.map(|id| RowId(id).to_value()).collect();
    if values.is_empty() {
        values.push(RowId::nil().to_value());
    }
    let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    (places.join(", "), values)
}

pub(crate) fn two_digits(code: &str) -> u8 {
    code.parse().unwrap_or(0)
}

/// A name in both languages, as one text.
pub(crate) fn both(zh: &str, en: &str) -> String {
    if en.is_empty() { zh.to_owned() } else { format!("{zh} {en}") }
}

/// Adds the English names of enterprise and university to what everybody reads of each thing. Rows keep the names as they were in
/// Chinese; the English ones are those the organisations have now.
pub(crate) fn name_in_english(tx: &mut Tx<'_>, things: &mut [Entry]) -> Result<(), DbError> {
    let parties =
        |entry: &Entry| [entry.facts.enterprise, entry.facts.university].into_iter().flatten().collect::<Vec<_>>();
    let distinct: BTreeSet<Uuid> = things.iter().flat_map(parties).collect();
    let (places, ids) = among(distinct.into_iter());
    let sql = format!("SELECT id, name_en FROM organisation WHERE name_en <> '' AND id IN ({places})");
    let names: HashMap<Uuid, String> =
        tx.query::<(RowId, String)>(&sql, &ids)?.into_iter().map(|(id, name)| (id.0, name)).collect();
    for Entry { open, facts, .. } in things {
        let Some(texts) = open else { continue };
        for (text, party) in [(&mut texts.enterprise, facts.enterprise), (&mut texts.university, facts.university)] {
            if let Some(name) = party.and_then(|id| names.get(&id)) {
                *text = both(text, name);
            }
        }
    }
    Ok(())
}
