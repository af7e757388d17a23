//! A whole list: its rows, doubled numbers, what the register holds already, and what importing it would do.

use std::collections::HashMap;

use db::{Db, Tx};
use directory::OrganisationKind;
use directory::names::Names;
use kernel::{Day, OrganisationId, Refusal, RoundId, Said, Text, say};
use sha2::{Digest, Sha256};
use sheets::Source;

use super::compare::{Addition, Compared, Held, compare, held};
use super::fields::ProjectField as F;
use super::row::{ProjectRow, Reading, read};
use super::settings::ProjectSettings;
use crate::overview::{Counts, Overview};
use crate::parties::{Choices, Meaning, Written, resolve};
use crate::progress::{Progress, Stage};
use crate::reading::{HowToRead, List};

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    /// The register says the same.
    Unchanged,
    /// The list adds what the register lacks: what is in the table of fillings at this place.
    Fills(u32),
    /// Something is wrong; findings say what.
    Faulty,
}

/// A list looked through from the first row to the last.
pub struct Analysis {
    pub overview: Overview,
    pub(crate) settings: ProjectSettings,
    pub(super) rows: Vec<ProjectRow>,
    pub(super) fates: Vec<Fate>,
    pub(super) additions: Vec<Addition>,
    today: Day,
    pub(crate) enterprises: Written,
    pub(crate) universities: Written,
    pub(super) rounds: Written,
    pub(crate) enterprise_meanings: Vec<Meaning>,
    pub(crate) university_meanings: Vec<Meaning>,
    pub(super) round_ids: HashMap<u32, RoundId>,
}

/// What the register must be asked before rows can be judged.
struct Register {
    enterprises: Names,
    universities: Names,
    rounds: HashMap<String, RoundId>,
}

/// Looks a list through. Nothing is written.
pub fn analyse(
    db: &Db,
    source: impl Source + 'static,
    how: &HowToRead,
    settings: &ProjectSettings,
    choices: &Choices,
    progress: &Progress,
) -> Result<Analysis, Refusal> {
    let (register, today, rolling_from) = db.read_now(|tx| {
        let today = tx.now().day();
        let rolling_from = rulesets::applicable_on(tx, kernel::Mode::Rolling, today)?.1.rolling_from;
        Ok::<_, Refusal>((Register::read(tx)?, today, rolling_from))
    })?;
    let mut list = List::<F>::open(source, how)?;
    let mut found = read_all(&mut list, settings, today, rolling_from, progress)?;
    found.fates = vec![Fate::New; found.rows.len()];
    found.enterprise_meanings = resolve(
        OrganisationKind::Enterprise,
        &found.enterprises,
        &register.enterprises,
        choices,
        settings.create_unknown,
    );
    found.university_meanings = resolve(
        OrganisationKind::University,
        &found.universities,
        &register.universities,
        choices,
        settings.create_unknown,
    );
    found.match_rounds(&register.rounds);
    found.compare(db, progress)?;
    found.note_additions();
    found.count();
    found.overview.findings.sort();
    Ok(found)
}

impl Register {
    fn read(tx: &mut Tx<'_>) -> Result<Register, Refusal> {
        let rounds = guidelines::rounds(tx)?;
        Ok(Register {
            enterprises: Names::read(tx, OrganisationKind::Enterprise)?,
            universities: Names::read(tx, OrganisationKind::University)?,
            rounds: rounds.into_iter().map(|round| (directory::names::key(&round.name), round.id)).collect(),
        })
    }
}

fn read_all(
    list: &mut List<F>,
    settings: &ProjectSettings,
    today: Day,
    rolling_from: Day,
    progress: &Progress,
) -> Result<Analysis, Refusal> {
    let (mut enterprises, mut universities, mut rounds) = (Written::default(), Written::default(), Written::default());
    let mut with = Reading {
        settings,
        today,
        rolling_from,
        enterprises: &mut enterprises,
        universities: &mut universities,
        rounds: &mut rounds,
        numbers: HashMap::new(),
    };
    let (rows, count) = list.all(progress, |line, findings| read(line, &mut with, findings))?;
    Ok(Analysis {
        overview: Overview::of(list, count),
        settings: settings.clone(),
        rows,
        fates: Vec::new(),
        additions: Vec::new(),
        today,
        enterprises,
        universities,
        rounds,
        enterprise_meanings: Vec::new(),
        university_meanings: Vec::new(),
        round_ids: HashMap::new(),
    })
}

/// Numbers asked for with one statement.
const AT_ONCE: usize = 1_000;

impl Analysis {
    pub(super) fn add(&mut self, at: usize, field: F, rule: &str, said: impl Into<Said>, is_note: bool) {
        let row = &self.rows[at];
        let value = match field {
            F::Number => row.number.to_string(),
            F::Enterprise => self.enterprises.names[row.enterprise as usize].name.clone(),
            F::University => self.universities.names[row.university as usize].name.clone(),
            F::Title => row.title.to_string(),
            F::Pi => row.pi.to_string(),
            F::Round => self.rounds.names[row.round as usize].name.clone(),
            F::Type => kernel::Word::word(row.kind).to_owned(),
            F::Province | F::EstablishedOn | F::ClosesOn | F::Cash | F::Goods | F::Conclusion => String::new(),
        };
        self.overview.fault((row.line, field), value, rule, said, is_note);
    }

    /// A round is tied to the project when there is one of that name; otherwise it is only kept in the journal.
    fn match_rounds(&mut self, known: &HashMap<String, RoundId>) {
        for (at, name) in self.rounds.names.iter().enumerate() {
            if let Some(id) = known.get(&directory::names::key(&name.name)).filter(|_| !name.name.is_empty()) {
                self.round_ids.insert(u32::try_from(at).unwrap_or(u32::MAX), *id);
            }
        }
    }

    /// Asks the register for every number of the list.
    fn compare(&mut self, db: &Db, progress: &Progress) -> Result<(), Refusal> {
        progress.begin(Stage::Comparing, self.rows.len() as u64);
        for from in (0..self.rows.len()).step_by(AT_ONCE) {
            if progress.is_stopped() {
                break;
            }
            let to = (from + AT_ONCE).min(self.rows.len());
            let numbers: Vec<String> = self.rows[from..to].iter().map(|row| row.number.to_string()).collect();
            let known = db.read_now(move |tx| held(tx, &numbers))?;
            for at in from..to {
                if self.fates[at] == Fate::New {
                    self.fates[at] = self.fate(at, known.get(&*self.rows[at].number));
                }
            }
            progress.set(to as u64);
        }
        Ok(())
    }

    fn fate(&mut self, at: usize, held: Option<&Held>) -> Fate {
        let row = &self.rows[at];
        let Some(held) = held else {
            if row.number.starts_with("XY") {
                self.add(at, F::Number, "P-05", OWN_NUMBER, false);
                return Fate::Faulty;
            }
            return Fate::New;
        };
        let compared = compare(row, held, self.parties_differ(row, held), self.today);
        match compared {
            Compared::Differs(differing) => {
                let words = |lang| differing.iter().map(|d| d.said(lang)).collect::<Vec<_>>().join("、");
                let said = Said {
                    zh: DIFFERS.zh.replace("{fields}", &words(kernel::Lang::Zh)),
                    en: DIFFERS.en.replace("{fields}", &words(kernel::Lang::En)),
                };
                self.add(at, F::Number, "P-05", said, false);
                Fate::Faulty
            }
            Compared::ClosedHere => {
                self.add(at, F::Conclusion, "Z-05", CLOSED_HERE, false);
                Fate::Faulty
            }
            Compared::Ended => {
                let text = kernel::Word::text(held.state);
                let said = Said { zh: ENDED.zh.replace("{state}", text.zh), en: ENDED.en.replace("{state}", text.en) };
                self.add(at, F::Conclusion, "", said, false);
                Fate::Faulty
            }
            Compared::Same { finer } => {
                self.note_finer(at, held, finer);
                Fate::Unchanged
            }
            Compared::Adds { addition, finer } => {
                self.note_finer(at, held, finer);
                self.additions.push(*addition);
                Fate::Fills(u32::try_from(self.additions.len() - 1).unwrap_or(u32::MAX))
            }
        }
    }

    /// The filing keeps the day of establishment as it was filed, also where a list names it more exactly.
    fn note_finer(&mut self, at: usize, held: &Held, finer: bool) {
        if finer {
            let said = FILED_DAY.with(&[("day", &held.established_as.shown(held.established_on))]);
            self.add(at, F::EstablishedOn, "P-04", said, true);
        }
    }

    fn parties_differ(&self, row: &ProjectRow, held: &Held) -> Vec<F> {
        let id = |meaning: &Meaning| match meaning {
            Meaning::Known(found) => Some(found.id()),
            Meaning::Chosen(id) => Some(*id),
            Meaning::Created | Meaning::Open(_) => None,
        };
        // A name that is still open is asked about by itself.
        let other = |meaning: &Meaning, held: OrganisationId| id(meaning).is_some_and(|id| id != held);
        let mut fields = Vec::new();
        if other(&self.enterprise_meanings[row.enterprise as usize], held.enterprise) {
            fields.push(F::Enterprise);
        }
        if other(&self.university_meanings[row.university as usize], held.university) {
            fields.push(F::University);
        }
        fields
    }

    /// Says what the list adds to projects that are known, once for each set of fields.
    fn note_additions(&mut self) {
        let mut sets: Vec<(Vec<F>, u64, u32)> = Vec::new();
        for (row, fate) in self.rows.iter().zip(&self.fates) {
            let Fate::Fills(at) = fate else { continue };
            let fields = self.additions[*at as usize].fields();
            match sets.iter_mut().find(|(known, _, _)| *known == fields) {
                Some((_, count, _)) => *count += 1,
                None => sets.push((fields, 1, row.line)),
            }
        }
        for (fields, count, line) in sets {
            let words = |lang| fields.iter().map(|f| kernel::Word::text(*f).get(lang)).collect::<Vec<_>>().join("、");
            let said = ADDS.with(&[("n", &count), ("line", &line)]);
            let said = Said {
                zh: said.zh.replace("{fields}", &words(kernel::Lang::Zh)),
                en: said.en.replace("{fields}", &words(kernel::Lang::En)),
            };
            self.overview.findings.whole(kernel::Breach::field("number", said), true);
        }
    }

    fn count(&mut self) {
        let of = |fate: fn(&Fate) -> bool| self.fates.iter().filter(|f| fate(f)).count() as u64;
        let meanings = || self.enterprise_meanings.iter().chain(&self.university_meanings);
        let meant = |what: fn(&Meaning) -> bool| meanings().filter(|meaning| what(meaning)).count() as u64;
        self.overview.counts = Counts {
            rows: self.overview.counts.rows,
            new: of(|fate| *fate == Fate::New),
            unchanged: of(|fate| *fate == Fate::Unchanged),
            changed: of(|fate| matches!(fate, Fate::Fills(_))),
            created: meant(|meaning| *meaning == Meaning::Created),
            remembered: meant(|meaning| matches!(meaning, Meaning::Chosen(_))),
            open: meant(|meaning| matches!(meaning, Meaning::Open(_))),
            letters: 0,
        };
    }

    /// Says whether two looks at a list would do the same: what a person saw is what is written.
    pub fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        for (row, fate) in self.rows.iter().zip(&self.fates) {
            hasher.update(format!("{row:?}{fate:?}\n").as_bytes());
        }
        hasher.update(format!("{:?}", self.additions).as_bytes());
        hasher.update(format!("{:?}{:?}", self.enterprise_meanings, self.university_meanings).as_bytes());
        hasher.update(format!("{:?}", self.settings).as_bytes());
        hex::encode(hasher.finalize())
    }
}

const OWN_NUMBER: Text = say(
    "本平台的编号由立项时签发，平台上没有这个编号",
    "Numbers of this form are given by this platform on establishment; it gave no such number",
);
const DIFFERS: Text = say(
    "平台上已有该编号的项目，但以下内容不同：{fields}。请核对名单或登记信息",
    "The register holds a project with this number, but these differ: {fields}. Check the list or the register",
);
const ADDS: Text = say(
    "{n} 个已有项目将按名单补充：{fields}（首个在第 {line} 行）",
    "{n} known projects are completed from the list: {fields} (the first in row {line})",
);
const FILED_DAY: Text = say(
    "立项时间已按备案记录为 {day}，备案不可更改，名单中更准确的日期不写入",
    "The filing gives the establishment as {day} and cannot be changed; the more exact day of the list is not written",
);
const CLOSED_HERE: Text = say(
    "该项目在本平台实施，结题须在平台内由企业验收，不能由名单导入",
    "This project runs on the platform: its enterprise accepts the closing here, a list cannot",
);
const ENDED: Text = say(
    "该项目在平台上已是“{state}”，与名单的结论不同",
    "The register holds this project as “{state}”, which is not what the list says",
);
