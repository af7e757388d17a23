//! A whole list of organisations, and importing it.

use std::collections::HashMap;

use db::{Db, Tx};
use directory::{ListedOrganisation, Organisation, OrganisationKind, UniversityProfile, names};
use kernel::{Actor, OrganisationId, Refusal, Text, say};
use sha2::{Digest, Sha256};
use sheets::Source;

use super::fields::OrganisationField as F;
use super::row::read;
use crate::overview::{Counts, Overview};
use crate::progress::{Progress, Stage};
use crate::reading::{HowToRead, List};

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    New,
    Unchanged,
    Changes(OrganisationId),
    Faulty,
}

/// A list of organisations looked through.
pub struct Analysis {
    pub overview: Overview,
    rows: Vec<(u32, ListedOrganisation)>,
    fates: Vec<Fate>,
}

/// Looks a list through. Nothing is written.
pub fn analyse(
    db: &Db,
    source: impl Source + 'static,
    how: &HowToRead,
    progress: &Progress,
) -> Result<Analysis, Refusal> {
    let mut list = List::<F>::open(source, how)?;
    let (rows, count) = list.all(progress, |line, findings| Some((line.number, read(line, findings)?)))?;
    let fates = vec![Fate::New; rows.len()];
    let mut found = Analysis { overview: Overview::of(&mut list, count), rows, fates };
    found.doubled();
    progress.begin(Stage::Comparing, found.rows.len() as u64);
    let known = db.read_now(Known::read)?;
    for at in 0..found.rows.len() {
        if found.fates[at] == Fate::New {
            found.fates[at] = found.fate(at, &known);
        }
    }
    let of = |fate: fn(&Fate) -> bool| found.fates.iter().filter(|f| fate(f)).count() as u64;
    found.overview.counts = Counts {
        rows: count,
        new: of(|fate| *fate == Fate::New),
        unchanged: of(|fate| *fate == Fate::Unchanged),
        changed: of(|fate| matches!(fate, Fate::Changes(_))),
        ..Counts::default()
    };
    found.overview.findings.sort();
    Ok(found)
}

/// Every organisation of the register, by code and by name.
struct Known {
    by_code: HashMap<String, usize>,
    by_name: HashMap<(OrganisationKind, String), Vec<usize>>,
    all: Vec<(Organisation, Option<UniversityProfile>)>,
}

impl Known {
    fn read(tx: &mut Tx<'_>) -> Result<Known, Refusal> {
        let organisations: Vec<Organisation> =
            db::list(tx, "WHERE kind IN ('university', 'enterprise') AND state <> 'refused' ORDER BY id", &[])?;
        let profiles: Vec<UniversityProfile> = db::list(tx, "ORDER BY id", &[])?;
        let mut profiles: HashMap<OrganisationId, UniversityProfile> =
            profiles.into_iter().map(|p| (p.id, p)).collect();
        let mut known = Known { by_code: HashMap::new(), by_name: HashMap::new(), all: Vec::new() };
        for organisation in organisations {
            let at = known.all.len();
            known.by_code.extend(organisation.code.clone().map(|code| (code, at)));
            known.by_name.entry((organisation.kind, names::key(&organisation.name))).or_default().push(at);
            let profile = profiles.remove(&organisation.id);
            known.all.push((organisation, profile));
        }
        Ok(known)
    }

    /// By its code; by its name where nobody bears the code.
    fn find(&self, listed: &ListedOrganisation) -> Option<&(Organisation, Option<UniversityProfile>)> {
        let by_code = listed.code.as_ref().and_then(|code| self.by_code.get(code)).copied();
        let by_name = || match self.by_name.get(&(listed.kind, names::key(&listed.name))).map(Vec::as_slice) {
            Some([at]) => Some(*at),
            Some(_) | None => None,
        };
        by_code.or_else(by_name).map(|at| &self.all[at])
    }
}

impl Analysis {
    fn add(&mut self, at: usize, field: F, rule: &str, text: Text, parts: &[(&str, &dyn std::fmt::Display)]) {
        let (row, listed) = &self.rows[at];
        let value = if field == F::Code { listed.code.clone().unwrap_or_default() } else { listed.name.clone() };
        self.overview.fault((*row, field), value, rule, text.with(parts), false);
    }

    /// A code or a name that stands in two rows.
    fn doubled(&mut self) {
        let mut first: HashMap<String, u32> = HashMap::new();
        for at in 0..self.rows.len() {
            let (line, listed) = &self.rows[at];
            let (line, kind) = (*line, listed.kind);
            let name = format!("{kind}{}", names::key(&listed.name));
            for (field, key) in [(F::Code, listed.code.clone()), (F::Name, Some(name))] {
                match key.as_ref().and_then(|key| first.get(key)).copied() {
                    Some(other) => {
                        self.add(at, field, "", DOUBLED, &[("line", &other)]);
                        self.fates[at] = Fate::Faulty;
                    }
                    None => drop(key.map(|key| first.insert(key, line))),
                }
            }
        }
    }

    fn fate(&mut self, at: usize, known: &Known) -> Fate {
        let listed = &self.rows[at].1;
        let Some((organisation, profile)) = known.find(listed) else { return Fate::New };
        if organisation.kind != listed.kind {
            self.add(at, F::Code, "", OTHER_KIND, &[("name", &organisation.name)]);
            return Fate::Faulty;
        }
        if let (Some(here), Some(there)) = (&organisation.code, &listed.code)
            && here != there
        {
            self.add(at, F::Code, "", OTHER_CODE, &[("code", here)]);
            return Fate::Faulty;
        }
        if is_same(listed, organisation, profile.as_ref()) {
            return Fate::Unchanged;
        }
        let id = organisation.id;
        if listed.name != organisation.name {
            let (row, said) = (self.rows[at].0, RENAMED.with(&[("old", &organisation.name), ("new", &listed.name)]));
            let value = listed.name.clone();
            self.overview.fault((row, F::Name), value, "", said, true);
        }
        Fate::Changes(id)
    }

    /// Says whether two looks at a list would do the same.
    pub fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        for (row, fate) in self.rows.iter().zip(&self.fates) {
            hasher.update(format!("{row:?}{fate:?}\n").as_bytes());
        }
        hex::encode(hasher.finalize())
    }
}

/// What a list does not say changes nothing.
fn is_same(listed: &ListedOrganisation, here: &Organisation, profile: Option<&UniversityProfile>) -> bool {
    let said = |said: &str, known: &str| said.is_empty() || said == known;
    let is_settled = here.kind != OrganisationKind::University || here.state != directory::OrganisationState::Imported;
    let profile_fits = match (here.kind, profile) {
        (OrganisationKind::University, Some(p)) => {
            said(&listed.authority, &p.authority)
                && said(&listed.level, &p.level)
                && said(&listed.place, &p.place)
                && said(&listed.remark, &p.remark)
        }
        (OrganisationKind::University, None) => false,
        (
            OrganisationKind::Enterprise
            | OrganisationKind::Province
            | OrganisationKind::Ministry
            | OrganisationKind::ExpertGroup
            | OrganisationKind::Operator,
            _,
        ) => true,
    };
    let code_fits = listed.code.is_none() || listed.code == here.code;
    listed.name == here.name && code_fits && said(&listed.province, &here.province) && profile_fits && is_settled
}

const DOUBLED: Text = say("名单中重复，第 {line} 行已有", "It stands in row {line} already");
const RENAMED: Text = say("已有单位“{old}”将更名为“{new}”", "“{old}” of the register would be renamed “{new}”");
const OTHER_KIND: Text =
    say("该代码或名称属于另一类单位“{name}”", "The code or name belongs to “{name}”, which is of another kind");
const OTHER_CODE: Text = say(
    "平台上同名单位的代码为 {code}，与名单不同",
    "The organisation of this name bears the code {code} in the register",
);

/// Imports the list in one transaction, or nothing at all.
pub fn write(tx: &mut Tx<'_>, actor: &Actor, analysis: &Analysis, progress: &Progress) -> Result<Counts, Refusal> {
    progress.begin(Stage::Writing, analysis.rows.len() as u64);
    for ((_, listed), fate) in analysis.rows.iter().zip(&analysis.fates) {
        match fate {
            Fate::New => drop(directory::take_listed(tx, actor, None, listed)?),
            Fate::Changes(id) => drop(directory::take_listed(tx, actor, Some(*id), listed)?),
            Fate::Unchanged | Fate::Faulty => {}
        }
        progress.add(1);
    }
    Ok(analysis.overview.counts)
}
