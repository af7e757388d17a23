//! Names of organisations as lists write them: when two of them mean the same, and which come close.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{Actor, Instant, OrganisationId, PersonId, Refusal, RowId};

use crate::kinds::OrganisationKind;

db::record! {
    /// Another name of an organisation, said by a person and remembered.
    pub struct OrganisationAlias in "organisation_alias" {
        pub id: RowId,
        pub organisation_id: OrganisationId,
        pub kind: OrganisationKind,
        /// As it was written.
        pub name: String,
        /// See [`key`].
        pub name_key: String,
        pub said_by: PersonId,
        pub said_at: Instant,
    }
}

/// What is left of a name when width, case, blanks, brackets and other signs are taken away and traditional characters made
/// simplified ones: two names with the same key are the same name.
pub fn key(name: &str) -> String {
    let plain = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    };
    let signs = name.chars().map(plain).filter(|c| c.is_alphanumeric());
    signs.map(hanzi::simplified).flat_map(char::to_lowercase).collect()
}

/// Forms of a company, the longest first.
const FORMS: [&str; 8] =
    ["股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "股份公司", "集团公司", "总公司", "公司"];

/// The key without the legal form, and with schools of any rank alike: a company that became one limited by shares, or a
/// school that became a university, keeps it. Names that share it need a person to say whether they mean the same.
pub fn loose_key(kind: OrganisationKind, name: &str) -> String {
    let key = key(name);
    match kind {
        OrganisationKind::Enterprise => {
            let form = FORMS.iter().find_map(|form| key.strip_suffix(form));
            form.filter(|rest| !rest.is_empty()).unwrap_or(&key).to_owned()
        }
        OrganisationKind::University => {
            let rank = ["职业技术大学", "职业技术学院", "职业大学", "职业学院", "大学", "学院"];
            let stem = rank.iter().find_map(|rank| key.strip_suffix(rank));
            stem.filter(|rest| !rest.is_empty()).unwrap_or(&key).to_owned()
        }
        OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => key,
    }
}

/// How a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// By its name or code.
    Exact(OrganisationId),
    /// By a name a person has said before.
    Alias(OrganisationId),
}

impl Found {
    pub const fn id(self) -> OrganisationId {
        match self {
            Found::Exact(id) | Found::Alias(id) => id,
        }
    }
}

/// An organisation that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub id: OrganisationId,
    pub name: String,
    /// How close it comes, in thousandths.
    pub score: u32,
}

/// All organisations of one kind by their names, for matching a whole list.
pub struct Names {
    kind: OrganisationKind,
    organisations: Vec<(OrganisationId, String)>,
    by_id: HashMap<OrganisationId, usize>,
    by_key: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, usize>,
    by_alias: HashMap<String, OrganisationId>,
    by_loose: HashMap<String, Vec<usize>>,
    /// Which names hold a pair of neighbouring characters, and how many pairs each name has.
    pairs: HashMap<(char, char), Vec<u32>>,
    lengths: Vec<u32>,
}

impl Names {
    /// Reads every organisation of a kind that is verified or came from a list: two statements. What somebody merely
    /// registered is left out, so that nobody can draw the projects of others to a name they typed.
    pub fn read(tx: &mut Tx<'_>, kind: OrganisationKind) -> Result<Names, DbError> {
        let rows: Vec<(OrganisationId, String, String, Option<String>)> = tx.query(
            "SELECT id, name, name_en, code FROM organisation WHERE kind = $1 AND state IN ('verified', 'suspended', 'imported') ORDER BY id",
            params![kind],
        )?;
        let aliases: Vec<(String, OrganisationId)> =
            tx.query("SELECT name_key, organisation_id FROM organisation_alias WHERE kind = $1", params![kind])?;
        Ok(Names::new(kind, rows, aliases))
    }

    fn new(
        kind: OrganisationKind,
        rows: Vec<(OrganisationId, String, String, Option<String>)>,
        aliases: Vec<(String, OrganisationId)>,
    ) -> Names {
        let mut names = Names {
            kind,
            organisations: Vec::with_capacity(rows.len()),
            by_id: HashMap::new(),
            by_key: HashMap::new(),
            by_code: HashMap::new(),
            by_alias: aliases.into_iter().map(|(written, id)| (key(&written), id)).collect(),
            by_loose: HashMap::new(),
            pairs: HashMap::new(),
            lengths: Vec::with_capacity(rows.len()),
        };
        for (id, name, name_en, code) in rows {
            names.add(id, name, &name_en, code);
        }
        names
    }

    fn add(&mut self, id: OrganisationId, name: String, name_en: &str, code: Option<String>) {
        let at = self.organisations.len();
        self.by_id.insert(id, at);
        self.by_key.entry(key(&name)).or_default().push(at);
        if !name_en.is_empty() {
            self.by_key.entry(key(name_en)).or_default().push(at);
        }
        self.by_code.extend(code.map(|code| (code, at)));
        let loose = loose_key(self.kind, &name);
        let pairs = pairs_of(&loose);
        self.by_loose.entry(loose).or_default().push(at);
        self.lengths.push(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
        for pair in pairs {
            self.pairs.entry(pair).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        self.organisations.push((id, name));
    }

    /// The organisation a name or code means beyond doubt. A name that two organisations share means neither.
    pub fn find(&self, written: &str) -> Option<Found> {
        let key = key(written);
        if let Some([at]) = self.by_key.get(&key).map(Vec::as_slice) {
            return Some(Found::Exact(self.organisations[*at].0));
        }
        if let Some(id) = self.by_alias.get(&key) {
            return Some(Found::Alias(*id));
        }
        self.by_code.get(&key.to_uppercase()).map(|at| Found::Exact(self.organisations[*at].0))
    }

    /// The name an organisation bears in the register.
    pub fn name(&self, id: OrganisationId) -> Option<&str> {
        self.by_id.get(&id).map(|at| self.organisations[*at].1.as_str())
    }

    /// Organisations a name may mean, the closest first. Those that differ in their legal form or rank alone come before
    /// all others; after them counts what share of the pairs of neighbouring characters both names hold without those.
    pub fn suggest(&self, written: &str, most: usize) -> Vec<Suggestion> {
        let written_key = key(written);
        let mut scores: HashMap<usize, u32> = HashMap::new();
        let loose = loose_key(self.kind, written);
        let pairs = pairs_of(&loose);
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for pair in &pairs {
            for at in self.pairs.get(pair).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        for (at, both) in shared {
            let all = pairs.len() as u32 + self.lengths[at as usize];
            scores.insert(at as usize, 2_000 * both / all.max(1) * 9 / 10);
        }
        for at in self.by_loose.get(&loose).into_iter().flatten() {
            scores.insert(*at, 950);
        }
        for at in self.by_key.get(&written_key).into_iter().flatten() {
            scores.insert(*at, 990);
        }
        let mut ranked: Vec<(usize, u32)> = scores.into_iter().filter(|(_, score)| *score >= CLOSE).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(self.organisations[a.0].1.cmp(&self.organisations[b.0].1)));
        ranked.truncate(most);
        let suggestion = |(at, score): (usize, u32)| {
            let (id, name) = self.organisations[at].clone();
            Suggestion { id, name, score }
        };
        ranked.into_iter().map(suggestion).collect()
    }
}

/// Less in common than this is no suggestion.
const CLOSE: u32 = 350;
/// From here on a suggestion is so close that a person should look before another organisation is made.
pub const VERY_CLOSE: u32 = 650;

fn pairs_of(key: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = key.chars().zip(key.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Remembers that a person said what a written name means. Said again, the later word counts.
pub fn remember_alias(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: OrganisationKind,
    written: &str,
    meant: OrganisationId,
) -> Result<(), Refusal> {
    let now = tx.now();
    let alias = OrganisationAlias {
        id: RowId::at(now),
        organisation_id: meant,
        kind,
        name: written.to_owned(),
        name_key: key(written),
        said_by: actor.person_id,
        said_at: now,
    };
    tx.execute("DELETE FROM organisation_alias WHERE kind = $1 AND name_key = $2", params![kind, alias.name_key])?;
    db::insert(tx, &alias)?;
    let detail = serde_json::json!({ "name": written });
    journal::record(tx, journal::Act::new(actor, "organisation", meant.0, "add_alias").detail(detail));
    Ok(())
}

/// The other names of an organisation, the oldest first.
pub fn aliases_of(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Vec<OrganisationAlias>, DbError> {
    db::list(tx, "WHERE organisation_id = $1 ORDER BY said_at, id LIMIT 200", params![id])
}

#[cfg(test)]
mod tests {
    use super::*;

    const E: OrganisationKind = OrganisationKind::Enterprise;
    const U: OrganisationKind = OrganisationKind::University;

    fn names(kind: OrganisationKind, all: &[(&str, Option<&str>)]) -> (Names, Vec<OrganisationId>) {
        let at = |n: usize| OrganisationId::at(Instant::from_millis(n as i64));
        let ids: Vec<OrganisationId> = (0..all.len()).map(at).collect();
        let rows =
            all.iter().zip(&ids).map(|((name, code), id)| (*id, (*name).into(), "".into(), code.map(Into::into)));
        (Names::new(kind, rows.collect(), vec![(key("老名字有限公司"), ids[0])]), ids)
    }

    #[test]
    fn width_brackets_and_blanks_make_no_other_name() {
        let all = [
            "示例（北京）科技有限公司",
            "示例(北京)科技有限公司",
            " 示例北京科技 有限公司",
            "示例〔北京〕科技有限公司",
        ];
        for name in all {
            assert_eq!(key(name), "示例北京科技有限公司");
        }
        assert_eq!(key("ＡＢＣ科技"), key("abc科技"));
    }

    #[test]
    fn the_legal_form_and_the_rank_of_a_school_are_taken_away_loosely() {
        for name in [
            "示例科技有限公司",
            "示例科技股份有限公司",
            "示例科技股份公司",
            "示例科技有限责任公司",
            "示例科技集团有限公司",
        ] {
            assert_eq!(loose_key(E, name), "示例科技", "{name}");
        }
        assert_eq!(loose_key(U, "示例工学院"), loose_key(U, "示例工大学"));
        assert_eq!(loose_key(U, "大学"), "大学");
        assert_eq!(loose_key(E, "公司"), "公司");
    }

    #[test]
    fn a_name_is_found_exactly_by_alias_or_by_code() {
        let (names, ids) = names(E, &[("示例科技有限公司", Some("91330100799655058B")), ("另一企业有限公司", None)]);
        assert_eq!(names.find("示例科技有限公司 "), Some(Found::Exact(ids[0])));
        assert_eq!(names.find("老名字（有限公司）"), Some(Found::Alias(ids[0])));
        assert_eq!(names.find("91330100799655058b"), Some(Found::Exact(ids[0])));
        assert_eq!(names.find("示例科技股份有限公司"), None);
        assert_eq!(names.find(""), None);
    }

    #[test]
    fn a_name_that_two_bear_is_left_to_a_person() {
        let (names, ids) = names(E, &[("示例科技有限公司", None), ("示例（科技）有限公司", None)]);
        assert_eq!(names.find("示例科技有限公司"), None);
        let suggested: Vec<OrganisationId> = names.suggest("示例科技有限公司", 5).into_iter().map(|s| s.id).collect();
        assert_eq!((suggested.len(), suggested.contains(&ids[0]), suggested.contains(&ids[1])), (2, true, true));
    }

    #[test]
    fn suggestions_come_closest_first() {
        let (names, ids) =
            names(E, &[("示例科技有限公司", None), ("示例智能科技有限公司", None), ("完全不同的企业集团", None)]);
        let suggested = names.suggest("示例科技股份有限公司", 5);
        assert_eq!(suggested.iter().map(|s| s.id).collect::<Vec<_>>(), [ids[0], ids[1]]);
        assert_eq!(suggested[0].score, 950);
        assert_eq!(names.suggest("毫无关系", 5), []);
    }
}
