//! A whole list of people, and importing it.

use std::collections::HashMap;

use db::{Db, DbError, Tx};
use directory::names::Names;
use directory::{Enrolment, InvitationForm, OrganisationKind};
use kernel::{Actor, Breach, OrganisationId, Refusal, Role, Text, Value, Word, say};
use sha2::{Digest, Sha256};
use sheets::Source;

use super::fields::PersonField as F;
use super::row::{PeopleSettings, PersonRow, read};
use crate::names::folded;
use crate::overview::{Counts, Overview};
use crate::progress::{Progress, Stage};
use crate::reading::{HowToRead, List};

/// People of one list at most: each is written for themselves.
const MOST: u64 = 20_000;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    New(OrganisationId),
    Unchanged,
    Faulty,
}

/// A list of people looked through.
pub struct Analysis {
    pub overview: Overview,
    settings: PeopleSettings,
    rows: Vec<PersonRow>,
    fates: Vec<Fate>,
}

/// Looks a list through. Nothing is written, and nobody is written to.
pub fn analyse(
    db: &Db,
    source: impl Source + 'static,
    how: &HowToRead,
    settings: &PeopleSettings,
    progress: &Progress,
) -> Result<Analysis, Refusal> {
    let mut list = List::<F>::open(source, how)?;
    let (rows, count) = list.all(progress, |line, findings| read(line, settings, findings))?;
    if count > MOST {
        list.findings.whole(Breach::field("file", TOO_MANY.with(&[("most", &MOST)])), false);
    }
    let overview = Overview::of(&mut list, count);
    let mut found = Analysis { overview, settings: settings.clone(), fates: Vec::with_capacity(rows.len()), rows };
    progress.begin(Stage::Comparing, found.rows.len() as u64);
    let emails: Vec<String> = found.rows.iter().map(|row| row.email.clone()).collect();
    let home = settings.organisation_id;
    let known = db.read_now(move |tx| Known::read(tx, home, &emails))?;
    found.judge(&known);
    found.overview.findings.sort();
    Ok(found)
}

const TOO_MANY: Text = say("一次最多导入 {most} 人，请分成几个文件", "At most {most} people at once; split the list");

/// What the register holds about the people and organisations of a list.
struct Known {
    names: Vec<Names>,
    kinds: HashMap<OrganisationId, OrganisationKind>,
    /// Name of the account, and whether it is closed.
    accounts: HashMap<String, (String, bool)>,
    /// Roles that are held, offered or asked for.
    open: HashMap<(String, OrganisationId, String), ()>,
}

/// Addresses asked for with one statement.
const AT_ONCE: usize = 1_000;

impl Known {
    fn read(tx: &mut Tx<'_>, home: Option<OrganisationId>, emails: &[String]) -> Result<Known, Refusal> {
        let names = OrganisationKind::ALL.iter().map(|kind| Names::read(tx, *kind)).collect::<Result<_, _>>()?;
        let kinds: Vec<(OrganisationId, OrganisationKind)> = tx.query("SELECT id, kind FROM organisation", &[])?;
        let mut known =
            Known { names, kinds: kinds.into_iter().collect(), accounts: HashMap::new(), open: HashMap::new() };
        if let Some(home) = home {
            directory::organisation(tx, home)?;
        }
        for some in emails.chunks(AT_ONCE) {
            known.read_accounts(tx, some)?;
        }
        Ok(known)
    }

    fn read_accounts(&mut self, tx: &mut Tx<'_>, emails: &[String]) -> Result<(), DbError> {
        let places: Vec<String> = (1..=emails.len()).map(|n| format!("${n}")).collect();
        let values: Vec<Value> = emails.iter().map(|email| Value::Text(email.clone())).collect();
        let among = format!("person.email IN ({})", places.join(", "));
        let accounts: Vec<(String, String, Option<kernel::Instant>)> =
            tx.query(&format!("SELECT email, name, closed_at FROM person WHERE {among}"), &values)?;
        self.accounts.extend(accounts.into_iter().map(|(email, name, closed)| (email, (name, closed.is_some()))));
        let sql = format!(
            "SELECT person.email, m.organisation_id, m.role FROM membership m JOIN person ON person.id = m.person_id \
             WHERE m.state IN ('requested', 'invited', 'active') AND {among}"
        );
        let open: Vec<(String, OrganisationId, String)> = tx.query(&sql, &values)?;
        self.open.extend(open.into_iter().map(|key| (key, ())));
        Ok(())
    }

    fn find(&self, written: &str) -> Option<OrganisationId> {
        self.names.iter().find_map(|names| names.find(written)).map(directory::names::Found::id)
    }
}

impl Analysis {
    fn add(&mut self, at: usize, field: F, said: impl Into<kernel::Said>, is_note: bool) {
        let row = &self.rows[at];
        let value = match field {
            F::Name => row.name.clone(),
            F::Email => row.email.clone(),
            F::Role => row.role.text().zh.to_owned(),
            F::Organisation => row.organisation.clone(),
            F::School | F::Phone | F::Title | F::Certificate => String::new(),
        };
        self.overview.fault((row.line, field), value, "", said, is_note);
    }

    fn judge(&mut self, known: &Known) {
        let mut first: HashMap<(String, OrganisationId, Role), u32> = HashMap::new();
        let mut named: HashMap<String, (String, u32)> = HashMap::new();
        for at in 0..self.rows.len() {
            let row = &self.rows[at];
            let (name, line) = named.entry(row.email.clone()).or_insert_with(|| (row.name.clone(), row.line)).clone();
            if folded(&name) != folded(&row.name) {
                self.add(at, F::Name, TWO_NAMES.with(&[("name", &name), ("line", &line)]), true);
            }
            let fate = self.fate(at, known);
            let fate = match fate {
                Fate::New(organisation) => {
                    let row = &self.rows[at];
                    let (key, line) = ((row.email.clone(), organisation, row.role), row.line);
                    match first.get(&key).copied() {
                        Some(other) => {
                            self.add(at, F::Email, DOUBLED.with(&[("line", &other)]), false);
                            Fate::Faulty
                        }
                        None => {
                            first.insert(key, line);
                            fate
                        }
                    }
                }
                Fate::Unchanged | Fate::Faulty => fate,
            };
            self.fates.push(fate);
        }
        let of = |what: fn(&Fate) -> bool| self.fates.iter().filter(|fate| what(fate)).count() as u64;
        let new = of(|fate| matches!(fate, Fate::New(_)));
        self.overview.counts = Counts {
            rows: self.overview.counts.rows,
            new,
            unchanged: of(|fate| *fate == Fate::Unchanged),
            letters: if self.settings.sends_letters { new } else { 0 },
            ..Counts::default()
        };
    }

    fn fate(&mut self, at: usize, known: &Known) -> Fate {
        let row = &self.rows[at];
        let organisation = match (row.organisation.as_str(), self.settings.organisation_id) {
            ("", home) => home,
            (written, home) => known.find(written).filter(|found| home.is_none_or(|home| home == *found)),
        };
        let Some(organisation) = organisation else {
            let said = if self.settings.organisation_id.is_some() { NOT_HERE } else { UNKNOWN };
            self.add(at, F::Organisation, said, false);
            return Fate::Faulty;
        };
        let kind = known.kinds.get(&organisation).copied();
        if !kind.is_some_and(|kind| kind.roles().contains(&row.role)) {
            self.add(at, F::Role, NO_SUCH_ROLE, false);
            return Fate::Faulty;
        }
        match known.accounts.get(&row.email) {
            Some((_, true)) => {
                self.add(at, F::Email, CLOSED, false);
                return Fate::Faulty;
            }
            Some((name, false)) if folded(name) != folded(&row.name) => {
                let said = OTHER_NAME.with(&[("name", name)]);
                self.add(at, F::Name, said, true);
            }
            Some(_) | None => {}
        }
        let row = &self.rows[at];
        let key = (row.email.clone(), organisation, row.role.word().to_owned());
        if known.open.contains_key(&key) { Fate::Unchanged } else { Fate::New(organisation) }
    }

    /// Who would be written to, the first few: for the preview. Nobody, unless letters were asked for.
    pub fn readers(&self, most: usize) -> Vec<String> {
        let most = if self.settings.sends_letters { most } else { 0 };
        let new = self.rows.iter().zip(&self.fates).filter(|(_, fate)| matches!(fate, Fate::New(_)));
        new.take(most).map(|(row, _)| format!("{} <{}>", row.name, row.email)).collect()
    }

    /// Says whether two looks at a list would do the same.
    pub fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        for (row, fate) in self.rows.iter().zip(&self.fates) {
            hasher.update(format!("{row:?}{fate:?}\n").as_bytes());
        }
        hasher.update(format!("{:?}", self.settings).as_bytes());
        hex::encode(hasher.finalize())
    }
}

const DOUBLED: Text = say("名单中重复，第 {line} 行已有", "It stands in row {line} already");
const NOT_HERE: Text = say("只能导入本单位的人员", "Only people of your own organisation can be imported");
const UNKNOWN: Text = say(
    "平台上没有这个单位，请核对全称；新单位请先登记或导入",
    "There is no such organisation; check its full name, or register or import it first",
);
const NO_SUCH_ROLE: Text = say("该单位没有这一身份", "There is no such role at this organisation");
const TWO_NAMES: Text = say(
    "同一邮箱在第 {line} 行的姓名为“{name}”，请核对",
    "Row {line} gives the same address the name “{name}”; check which is right",
);
const CLOSED: Text = say("该账号已注销，请使用其他邮箱", "This account is closed; use another address");
const OTHER_NAME: Text = say(
    "该邮箱已有账号，姓名为“{name}”，将沿用账号中的姓名",
    "The address has an account under the name “{name}”, which stays",
);

/// Imports the list in one transaction, or nothing at all. Letters go out with it when they were asked for.
pub fn write(tx: &mut Tx<'_>, actor: &Actor, analysis: &Analysis, progress: &Progress) -> Result<Counts, Refusal> {
    progress.begin(Stage::Writing, analysis.rows.len() as u64);
    for (row, fate) in analysis.rows.iter().zip(&analysis.fates) {
        progress.add(1);
        let Fate::New(organisation) = fate else { continue };
        let enrolment = Enrolment {
            invitation: InvitationForm {
                role: row.role,
                name: row.name.clone(),
                email: row.email.clone(),
                school: row.school.clone(),
            },
            phone: row.phone.clone(),
            title: row.title.clone(),
            certificate_number: row.certificate.clone(),
            sends_letter: analysis.settings.sends_letters,
        };
        if directory::enrol(tx, actor, *organisation, &enrolment)?.is_none() {
            return Err(Refusal::Overtaken); // somebody invited this person since the list was checked
        }
    }
    Ok(analysis.overview.counts)
}
