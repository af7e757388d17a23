//! Importing a list: one transaction, or nothing at all.

use std::collections::HashMap;

use db::{Tx, params};
use directory::OrganisationKind;
use directory::names::key;
use journal::Act;
use kernel::{Actor, Day, ImportId, Instant, Mode, OrganisationId, ProjectId, Refusal, RulesetId, Word};
use projects::state::{State, Step};
use projects::{Filling, HowExact, ImportedList, ListedProject, Project};
use serde_json::json;

use super::check::{Analysis, Fate};
use super::compare::Addition;
use super::fields::ProjectField;
use super::row::ProjectRow;
use crate::overview::Counts;
use crate::parties::{Meaning, Written};
use crate::progress::{Progress, Stage};

/// Projects written, filed and told together.
const TOGETHER: usize = 2_000;

/// What the projects of a list are made with.
struct Making<'a> {
    analysis: &'a Analysis,
    import: ImportId,
    sha256: &'a str,
    now: Instant,
    enterprises: Vec<Party>,
    universities: Vec<Party>,
    /// Rule sets of legacy mode by the day they begin, and the months a project runs at most under each.
    rulesets: Vec<(Day, RulesetId, i32)>,
    /// A new id for each new row.
    ids: HashMap<usize, ProjectId>,
}

/// An organisation with what projects keep of it.
#[derive(Clone)]
struct Party {
    id: OrganisationId,
    name: String,
    province: String,
}

/// Imports the list. Its numbers, states and parties are asked for again by the statements themselves: whoever was faster
/// makes it [`Refusal::Overtaken`]. Nothing is written where nothing is new.
pub fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    analysis: &Analysis,
    import: ImportId,
    sha256: &str,
    progress: &Progress,
) -> Result<Counts, Refusal> {
    let making = Making {
        enterprises: parties(
            tx,
            actor,
            OrganisationKind::Enterprise,
            &analysis.enterprises,
            &analysis.enterprise_meanings,
        )?,
        universities: parties(
            tx,
            actor,
            OrganisationKind::University,
            &analysis.universities,
            &analysis.university_meanings,
        )?,
        rulesets: rulesets_of_legacy(tx)?,
        ids: new_ids(tx, analysis),
        analysis,
        import,
        sha256,
        now: tx.now(),
    };
    if !making.ids.is_empty() || !analysis.additions.is_empty() {
        projects::begin_imported(tx, &making.list())?;
    }
    making.insert(tx, progress)?;
    making.tell(tx)?;
    let fillings = making.fillings();
    projects::fill(tx, &fillings)?;
    let moved = making.close(tx)?;
    making.record(tx, actor, progress)?;
    making.file(tx, actor, progress)?;
    projects::count_filled(tx, &fillings)?;
    if moved {
        projects::recount(tx)?;
    }
    progress.begin(Stage::Done, 1);
    Ok(analysis.overview.counts)
}

fn new_ids(tx: &Tx<'_>, analysis: &Analysis) -> HashMap<usize, ProjectId> {
    let now = tx.now();
    let new = analysis.fates.iter().enumerate().filter(|(_, fate)| **fate == Fate::New);
    new.map(|(at, _)| (at, ProjectId::at(now))).collect()
}

/// The organisation each name means; those to be added are added, names that a person explained are remembered.
fn parties(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: OrganisationKind,
    written: &Written,
    meanings: &[Meaning],
) -> Result<Vec<Party>, Refusal> {
    let mut made: HashMap<String, Party> = HashMap::new();
    let mut all = Vec::with_capacity(meanings.len());
    for (name, meaning) in written.names.iter().zip(meanings) {
        let party = match meaning {
            Meaning::Known(found) => party(tx, found.id())?,
            Meaning::Chosen(id) => {
                directory::names::remember_alias(tx, actor, kind, &name.name, *id)?;
                party(tx, *id)?
            }
            Meaning::Created => match made.get(&key(&name.name)) {
                Some(party) => party.clone(),
                None => {
                    let new = directory::add_imported(tx, actor, kind, &name.name, &name.province)?;
                    let party = Party { id: new.id, name: new.name, province: new.province };
                    made.insert(key(&name.name), party.clone());
                    party
                }
            },
            Meaning::Open(_) => return Err(Refusal::Overtaken), // the door asks before it writes
        };
        all.push(party);
    }
    Ok(all)
}

fn party(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Party, Refusal> {
    let (name, province) = tx.one("SELECT name, province FROM organisation WHERE id = $1", params![id])?;
    Ok(Party { id, name, province })
}

fn rulesets_of_legacy(tx: &mut Tx<'_>) -> Result<Vec<(Day, RulesetId, i32)>, Refusal> {
    let sql = "SELECT valid_from, id FROM ruleset WHERE mode = $1 ORDER BY valid_from";
    let rows: Vec<(Day, RulesetId)> = tx.query(sql, params![Mode::Legacy])?;
    let mut all = Vec::with_capacity(rows.len());
    for (from, id) in rows {
        let months = rulesets::terms(tx, id)?.period_max_months;
        all.push((from, id, i32::try_from(months).unwrap_or(24)));
    }
    if all.is_empty() { rulesets::applicable_on(tx, Mode::Legacy, tx.now().day()).map(|_| all) } else { Ok(all) }
}

impl Making<'_> {
    fn new_rows(&self) -> impl Iterator<Item = (usize, &ProjectRow)> {
        self.analysis.rows.iter().enumerate().filter(|(at, _)| self.analysis.fates[*at] == Fate::New)
    }

    fn list(&self) -> ImportedList {
        let document = self.analysis.settings.document.clone();
        ImportedList { id: self.import, document, sha256: self.sha256.to_owned(), taken_at: self.now }
    }

    /// The rule set a project established on this day was made under. Before the first, the first counts.
    fn ruleset(&self, day: Day) -> (RulesetId, i32) {
        let begun = self.rulesets.iter().rev().find(|(from, _, _)| *from <= day);
        begun.or(self.rulesets.first()).map_or((RulesetId::nil(), 24), |(_, id, months)| (*id, *months))
    }

    fn project(&self, at: usize, row: &ProjectRow) -> Project {
        let (ruleset_id, months) = self.ruleset(row.established_on);
        let closes_on = row.closes_on.map_or_else(|| row.established_on.plus_months(months), |(day, _)| day);
        let (enterprise, university) =
            (&self.enterprises[row.enterprise as usize], &self.universities[row.university as usize]);
        Project {
            id: self.ids.get(&at).copied().unwrap_or_else(|| ProjectId::at(self.now)),
            number: row.number.to_string(),
            agreement_id: None,
            item_id: None,
            round_id: self.analysis.round_ids.get(&row.round).copied(),
            ruleset_id,
            mode: Mode::Legacy,
            project_type: row.kind,
            title: row.title.to_string(),
            enterprise_id: enterprise.id,
            enterprise_name: enterprise.name.clone(),
            university_id: university.id,
            university_name: university.name.clone(),
            province: university.province.clone(),
            pi_id: None,
            pi_name: row.pi.to_string(),
            year: i64::from(row.established_on.year()),
            established_on: row.established_on,
            starts_on: row.established_on,
            closes_on,
            agreed_closes_on: closes_on,
            postponements: 0,
            cash: row.cash,
            goods: row.goods,
            late_since: None,
            imported_from: Some(self.import),
            state: self.state(row, closes_on),
            state_since: self.now,
            revision: 0,
            created_at: self.now,
        }
    }

    /// What the list says of the closing, and otherwise what the days say.
    fn state(&self, row: &ProjectRow, closes_on: Day) -> State {
        match row.passed {
            Some(true) => State::ClosedPassed,
            Some(false) => State::ClosedFailed,
            None if closes_on < self.now.day() => State::Overdue,
            None => State::Running,
        }
    }

    /// Hands new projects to `work`, some thousands at a time.
    fn each_chunk(
        &self,
        progress: &Progress,
        mut work: impl FnMut(&[Project]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut chunk = Vec::with_capacity(TOGETHER);
        for (at, row) in self.new_rows() {
            chunk.push(self.project(at, row));
            if chunk.len() == TOGETHER {
                work(&chunk)?;
                progress.add(chunk.len() as u64);
                chunk.clear();
            }
        }
        if chunk.is_empty() { Ok(()) } else { work(&chunk) }
    }

    fn insert(&self, tx: &mut Tx<'_>, progress: &Progress) -> Result<(), Refusal> {
        progress.begin(Stage::Writing, self.ids.len() as u64);
        self.each_chunk(progress, |some| projects::insert_imported(tx, some))?;
        progress.begin(Stage::Indexing, self.ids.len() as u64);
        let titles = self.new_rows().filter_map(|(at, row)| {
            let year = i64::from(row.established_on.year());
            self.ids.get(&at).map(|id| (*id, year, &*row.title))
        });
        Ok(projects::index_titles(tx, titles)?)
    }

    /// What the list says of new projects beyond the register's own columns.
    fn tell(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let mut told = Vec::with_capacity(TOGETHER);
        for (at, row) in self.new_rows() {
            told.extend(self.ids.get(&at).map(|id| self.told(*id, row)));
            if told.len() == TOGETHER {
                projects::tell_listed(tx, &told)?;
                told.clear();
            }
        }
        Ok(projects::tell_listed(tx, &told)?)
    }

    fn told(&self, id: ProjectId, row: &ProjectRow) -> ListedProject {
        let closed_on = row.closed_on();
        let planned = row.closes_on.filter(|_| closed_on.is_none());
        ListedProject {
            id,
            established_as: row.established_as,
            closes_as: planned.map_or(HowExact::Assumed, |(_, how)| how),
            closed_by: row.passed.map(|_| self.import),
            conclusion: row.conclusion.to_string(),
            closed_on: closed_on.map(|(day, _)| day),
            closed_as: closed_on.map_or(HowExact::Assumed, |(_, how)| how),
        }
    }

    /// What the list adds to projects that are known; a closing is told by this list.
    fn fillings(&self) -> Vec<Filling> {
        let one = |addition: &Addition| {
            let mut filling = addition.filling.clone();
            if addition.closes() {
                filling.told.closed_by = Some(self.import);
            }
            filling
        };
        self.analysis.additions.iter().map(one).collect()
    }

    /// Moves open projects whose closing the list tells. Answers whether there were any.
    fn close(&self, tx: &mut Tx<'_>) -> Result<bool, Refusal> {
        let mut groups: Vec<(State, Step, Vec<ProjectId>)> = Vec::new();
        for addition in &self.analysis.additions {
            let (Some(step), from, id) = (addition.step, addition.from, addition.filling.id) else { continue };
            match groups.iter_mut().find(|(state, taken, _)| (*state, *taken) == (from, step)) {
                Some((_, _, ids)) => ids.push(id),
                None => groups.push((from, step, vec![id])),
            }
        }
        for (from, step, ids) in &groups {
            projects::record_closed(tx, ids, *from, *step)?;
        }
        Ok(!groups.is_empty())
    }

    /// Tells the journal of every project, one entry each.
    fn record(&self, tx: &mut Tx<'_>, actor: &Actor, progress: &Progress) -> Result<(), Refusal> {
        progress.begin(Stage::Recording, 2 * self.ids.len() as u64);
        let mut acts = Vec::with_capacity(TOGETHER);
        for (at, row) in self.analysis.rows.iter().enumerate() {
            acts.extend(self.act(actor, at, row).map(|act| (act, self.now)));
            if acts.len() == TOGETHER {
                journal::append_at(tx, acts.drain(..))?;
                progress.add(TOGETHER as u64);
            }
        }
        Ok(journal::append_at(tx, acts)?)
    }

    fn act(&self, actor: &Actor, at: usize, row: &ProjectRow) -> Option<Act> {
        let round = self.analysis.rounds.names.get(row.round as usize).map_or("", |round| round.name.as_str());
        let mut detail = json!({
            "number": &*row.number, "import": self.import, "line": row.line, "round": round, "document": self.analysis.settings.document,
        });
        let act = match self.analysis.fates[at] {
            Fate::New => {
                let id = self.ids.get(&at)?;
                Act::new(actor, "project", id.0, "import").born(self.project(at, row).state)
            }
            Fate::Fills(at) => {
                let addition = self.analysis.additions.get(at as usize)?;
                let (id, from) = (addition.filling.id.0, addition.from);
                detail["added"] = added(addition);
                match addition.step {
                    Some(step) => Act::new(actor, "project", id, step.word()).moved(from, from.after(step).ok()?),
                    None => Act::new(actor, "project", id, "fill_in"),
                }
            }
            Fate::Unchanged | Fate::Faulty => return None,
        };
        Some(act.documents([self.sha256.to_owned()]).detail(detail))
    }

    fn file(&self, tx: &mut Tx<'_>, actor: &Actor, progress: &Progress) -> Result<(), Refusal> {
        self.each_chunk(progress, |some| Ok(projects::file_imported(tx, some, actor.person_id)?))
    }
}

/// What was added to a project, by the words of the fields.
fn added(addition: &Addition) -> serde_json::Value {
    let filling = &addition.filling;
    let said = |field: &ProjectField| match field {
        ProjectField::Cash => json!(filling.cash),
        ProjectField::Goods => json!(filling.goods),
        ProjectField::ClosesOn => json!(filling.closes_on.or(filling.told.closed_on)),
        ProjectField::Conclusion => json!(filling.told.conclusion),
        _ => serde_json::Value::Null,
    };
    addition.fields().iter().map(|field| (field.word().to_owned(), said(field))).collect()
}
