//! A row beside what the register holds under its number: the same, more, or something else. Nothing is decided for the house:
//! what the register lacks is added, what contradicts it is a fault that names both.
//!
//! | Field | The register lacks it | It says something else |
//! |---|---|---|
//! | enterprise, university, type, title, principal investigator | cannot be | fault |
//! | day of establishment | cannot be: it is filed (P-04) | fault; a list that is less or more exact says the same |
//! | cash, value of goods | added | fault |
//! | day it was to be closed | added to an open project | fault |
//! | conclusion | closes an open project | fault |
//! | day of closing | added, also where it was known less exactly | fault |

use std::collections::HashMap;

use db::{DbError, Tx};
use kernel::{Day, Lang, Money, OrganisationId, ProjectId, ProjectType, Value, Word};
use projects::state::{State, Step};
use projects::{Filling, HowExact, ListedProject};

use super::fields::ProjectField as F;
use super::row::ProjectRow;
use crate::names::folded;

/// A project as the register holds it.
pub(super) struct Held {
    id: ProjectId,
    kind: ProjectType,
    title: String,
    pub(super) enterprise: OrganisationId,
    pub(super) university: OrganisationId,
    pi: String,
    pub(super) state: State,
    /// It came from a list and has no agreement: a later list may complete it.
    is_listed: bool,
    pub(super) established_on: Day,
    closes_on: Day,
    agreed_closes_on: Day,
    cash: Money,
    goods: Money,
    revision: i64,
    pub(super) established_as: HowExact,
    told: Option<ListedProject>,
}

pub(super) fn held(tx: &mut Tx<'_>, numbers: &[String]) -> Result<HashMap<String, Held>, DbError> {
    let places: Vec<String> = (1..=numbers.len()).map(|n| format!("${n}")).collect();
    let values: Vec<Value> = numbers.iter().map(|number| Value::Text(number.clone())).collect();
    let sql = format!(
        "SELECT p.number, p.id, p.project_type, p.title, p.enterprise_id, p.university_id, p.pi_name, p.state, p.agreement_id, \
         p.established_on, p.closes_on, p.agreed_closes_on, p.cash, p.goods, p.revision, \
         l.established_as, l.closes_as, l.closed_by, l.conclusion, l.closed_on, l.closed_as \
         FROM project p LEFT JOIN listed_project l ON l.id = p.id WHERE p.number IN ({})",
        places.join(", ")
    );
    let mut all = HashMap::new();
    tx.each(&sql, &values, |row| {
        let number: String = row.next()?;
        let id: ProjectId = row.next()?;
        let mut held = Held {
            id,
            kind: row.next()?,
            title: row.next()?,
            enterprise: row.next()?,
            university: row.next()?,
            pi: row.next()?,
            state: row.next()?,
            is_listed: row.next::<Option<kernel::AgreementId>>()?.is_none(),
            established_on: row.next()?,
            closes_on: row.next()?,
            agreed_closes_on: row.next()?,
            cash: row.next()?,
            goods: row.next()?,
            revision: row.next()?,
            established_as: HowExact::Day,
            told: None,
        };
        let (established_as, closes_as): (Option<HowExact>, Option<HowExact>) = (row.next()?, row.next()?);
        let (closed_by, conclusion): (_, Option<String>) = (row.next()?, row.next()?);
        let (closed_on, closed_as): (_, Option<HowExact>) = (row.next()?, row.next()?);
        if let (Some(established_as), Some(closes_as), Some(closed_as)) = (established_as, closes_as, closed_as) {
            held.established_as = established_as;
            let conclusion = conclusion.unwrap_or_default();
            held.told =
                Some(ListedProject { id, established_as, closes_as, closed_by, conclusion, closed_on, closed_as });
        }
        held.is_listed = held.is_listed && held.told.is_some();
        all.insert(number, held);
        Ok(())
    })?;
    Ok(all)
}

/// A field in which the list contradicts the register.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Differing {
    field: F,
    /// What the register and the list say; empty where the list shows it beside the fault already.
    both: Option<(String, String)>,
}

impl Differing {
    pub(super) fn said(&self, lang: Lang) -> String {
        let field = self.field.text().get(lang);
        match (&self.both, lang) {
            (None, _) => field.to_owned(),
            (Some((here, there)), Lang::Zh) => format!("{field}（登记为“{here}”，名单为“{there}”）"),
            (Some((here, there)), Lang::En) => format!("{field} (register: “{here}”, list: “{there}”)"),
        }
    }
}

/// What a list adds to a project.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Addition {
    pub(super) filling: Filling,
    pub(super) from: State,
    /// The step that its closing, or its new day, takes.
    pub(super) step: Option<Step>,
    fields: Vec<F>,
}

impl Addition {
    pub(super) fn fields(&self) -> Vec<F> {
        self.fields.clone()
    }
    /// Whether the list tells how the project ended.
    pub(super) fn closes(&self) -> bool {
        self.fields.contains(&F::Conclusion)
    }
}

/// What a row is beside the register. `finer`: it names the day of establishment more exactly than the filing does.
pub(super) enum Compared {
    Same {
        finer: bool,
    },
    Adds {
        addition: Box<Addition>,
        finer: bool,
    },
    Differs(Vec<Differing>),
    /// The project runs here, where its enterprise accepts its closing.
    ClosedHere,
    /// It ended otherwise than the list says.
    Ended,
}

const fn is_open(state: State) -> bool {
    match state {
        State::Established | State::Running | State::Overdue | State::Closing => true,
        State::ClosedPassed | State::ClosedFailed | State::Certified | State::Terminated => false,
    }
}

/// Compares a row with what is held; `parties` are the fields of organisations that are known to differ.
pub(super) fn compare(row: &ProjectRow, held: &Held, parties: Vec<F>, today: Day) -> Compared {
    let mut with = With { row, held, differing: Vec::new(), fields: Vec::new() };
    with.differing.extend(parties.into_iter().map(|field| Differing { field, both: None }));
    with.texts();
    let cash = with.money(F::Cash, held.cash, row.cash);
    let goods = with.money(F::Goods, held.goods, row.goods);
    let told = held.told.clone().unwrap_or_else(|| unlisted(held.id));
    let closes_on = with.planned(&told);
    let closed_on = with.closed(&told);
    if !with.differing.is_empty() {
        return Compared::Differs(with.differing);
    }
    let closes = match (row.passed, held.state) {
        (None, _) | (Some(true), State::ClosedPassed | State::Certified) | (Some(false), State::ClosedFailed) => None,
        (Some(passed), State::Established | State::Running | State::Overdue) if held.is_listed => Some(passed),
        (Some(_), State::Established | State::Running | State::Overdue | State::Closing) => {
            return Compared::ClosedHere;
        }
        (Some(_), State::ClosedPassed | State::ClosedFailed | State::Certified | State::Terminated) => {
            return Compared::Ended;
        }
    };
    let finer = row.established_as < held.established_as && row.established_on != held.established_on;
    if closes.is_some() {
        with.fields.push(F::Conclusion);
    }
    if with.fields.is_empty() {
        return Compared::Same { finer };
    }
    let mut told = told;
    if let Some((_, how)) = closes_on {
        told.closes_as = how;
    }
    if let Some((day, how)) = closed_on {
        (told.closed_on, told.closed_as) = (Some(day), how);
    }
    if closes.is_some() {
        told.conclusion = row.conclusion.to_string();
    }
    let step = match closes {
        Some(true) => Some(Step::RecordPassed),
        Some(false) => Some(Step::RecordFailed),
        None if held.state == State::Overdue && closes_on.is_some_and(|(day, _)| day >= today) => Some(Step::Postpone),
        None => None,
    };
    let filling =
        Filling { id: held.id, revision: held.revision, cash, goods, closes_on: closes_on.map(|(day, _)| day), told };
    Compared::Adds { addition: Box::new(Addition { filling, from: held.state, step, fields: with.fields }), finer }
}

/// What is told of a project that no list told of.
fn unlisted(id: ProjectId) -> ListedProject {
    let assumed = HowExact::Assumed;
    ListedProject {
        id,
        established_as: HowExact::Day,
        closes_as: assumed,
        closed_by: None,
        conclusion: String::new(),
        closed_on: None,
        closed_as: assumed,
    }
}

struct With<'a> {
    row: &'a ProjectRow,
    held: &'a Held,
    differing: Vec<Differing>,
    /// What is added.
    fields: Vec<F>,
}

impl With<'_> {
    fn differs(&mut self, field: F, here: impl ToString, there: impl ToString) {
        self.differing.push(Differing { field, both: Some((here.to_string(), there.to_string())) });
    }

    fn texts(&mut self) {
        let (row, held) = (self.row, self.held);
        if held.kind != row.kind {
            self.differs(F::Type, held.kind, row.kind);
        }
        if folded(&held.title) != folded(&row.title) {
            self.differs(F::Title, &held.title, &row.title);
        }
        if folded(&held.pi) != folded(&row.pi) {
            self.differs(F::Pi, &held.pi, &row.pi);
        }
        // What was said of a whole list counts for the year alone.
        let known = if held.established_as == HowExact::Assumed { HowExact::Year } else { held.established_as };
        if !known.agree(held.established_on, row.established_as, row.established_on) {
            let there = row.established_as.shown(row.established_on);
            self.differs(F::EstablishedOn, held.established_as.shown(held.established_on), there);
        }
    }

    /// An amount of nothing says nothing.
    fn money(&mut self, field: F, here: Money, there: Money) -> Option<Money> {
        if there == Money::ZERO || here == there {
            return None;
        }
        if here == Money::ZERO && self.held.is_listed {
            self.fields.push(field);
            return Some(there);
        }
        self.differs(field, here, there);
        None
    }

    /// The day on which it is to be closed: for projects that are open, by rows that do not tell how they ended.
    fn planned(&mut self, told: &ListedProject) -> Option<(Day, HowExact)> {
        let (row, held) = (self.row, self.held);
        let (day, how) = row.closes_on?;
        if row.passed.is_some() || !is_open(held.state) {
            return None;
        }
        let known = if held.is_listed { told.closes_as } else { HowExact::Day };
        if day == held.closes_on || day == held.agreed_closes_on {
            return None;
        }
        if !known.agree(held.closes_on, how, day) {
            self.differs(F::ClosesOn, known.shown(held.closes_on), how.shown(day));
            return None;
        }
        if how >= known {
            return None;
        }
        self.fields.push(F::ClosesOn);
        Some((day, how))
    }

    /// The day on which it was closed: by rows that tell how it ended, or that name a day which was not merely planned.
    fn closed(&mut self, told: &ListedProject) -> Option<(Day, HowExact)> {
        let (row, held) = (self.row, self.held);
        let (day, how) = match row.passed {
            Some(_) => row.closed_on()?,
            None if is_open(held.state) || row.is_planned => return None,
            None => row.closes_on?,
        };
        if !held.is_listed {
            return None; // the platform itself knows when it was closed here
        }
        match told.closed_on {
            Some(known) if !told.closed_as.agree(known, how, day) => {
                self.differs(F::ClosesOn, told.closed_as.shown(known), how.shown(day));
                None
            }
            Some(_) if how >= told.closed_as => None,
            Some(_) | None => {
                self.fields.push(F::ClosesOn);
                Some((day, how))
            }
        }
    }
}
