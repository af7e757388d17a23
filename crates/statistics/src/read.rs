//! Reading what is counted from the tables of the slices.

use db::{DbError, Row, Tx, params};
use funding::rules::settled_by_termination;
use kernel::{Day, Instant, OrganisationId, ProjectId, RowId, ToValue, Value, Word};
use projects::State;

use crate::facts::{Fact, Read};
use crate::rules::{self, Arrivals, Outcome};

/// Projects read with one statement.
pub(crate) const AT_ONCE: usize = 20_000;
/// Ids in one statement.
const NAMED_AT_ONCE: usize = 500;

/// A published closing says the day of the end, and a list of earlier years where it named one; whatever else ended keeps its state for good, so that its last change is the
/// day. What became of the application counts from the day the project is established.
const COLUMNS: &str = "SELECT p.id, p.enterprise_id, p.university_id, p.cash, p.goods, p.established_on, p.project_type, p.province, \
     p.state, p.state_since, c.published_at, l.closed_on, a.passed_at, a.state_since FROM project p \
     LEFT JOIN listed_project l ON l.id = p.id AND l.closed_on IS NOT NULL \
     LEFT JOIN closing c ON c.project_id = p.id AND c.published_at IS NOT NULL \
     LEFT JOIN agreement g ON g.id = p.agreement_id LEFT JOIN application a ON a.id = g.application_id";

/// Projects after `after` in the order of their ids, at most [`AT_ONCE`].
pub(crate) fn page(tx: &mut Tx<'_>, after: ProjectId) -> Result<Vec<Read>, DbError> {
    let sql = format!("{COLUMNS} WHERE p.id > $1 ORDER BY p.id LIMIT {AT_ONCE}");
    let mut read = rows(tx, &sql, params![after])?;
    let last = read.last().map_or(after, |last| last.fact.id);
    arrivals(tx, &mut read, "WHERE project_id > $1 AND project_id <= $2", params![after, last])?;
    Ok(read)
}

/// These projects, where they are there.
pub(crate) fn these(tx: &mut Tx<'_>, ids: &[ProjectId]) -> Result<Vec<Read>, DbError> {
    let mut all = Vec::with_capacity(ids.len());
    for some in ids.chunks(NAMED_AT_ONCE) {
        let (places, values) = places(some);
        let mut read = rows(tx, &format!("{COLUMNS} WHERE p.id IN ({places}) ORDER BY p.id"), &values)?;
        arrivals(tx, &mut read, &format!("WHERE project_id IN ({places})"), &values)?;
        all.append(&mut read);
    }
    Ok(all)
}

/// The projects that these rows of a table belong to.
pub(crate) fn projects_of(tx: &mut Tx<'_>, table: &'static str, ids: &[RowId]) -> Result<Vec<ProjectId>, DbError> {
    let mut all = Vec::new();
    for some in ids.chunks(NAMED_AT_ONCE) {
        let (places, values) = places(some);
        let found: Vec<(ProjectId,)> =
            tx.query(&format!("SELECT project_id FROM {table} WHERE id IN ({places})"), &values)?;
        all.extend(found.into_iter().map(|(id,)| id));
    }
    Ok(all)
}

fn places<T: ToValue>(ids: &[T]) -> (String, Vec<Value>) {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    (places.join(", "), ids.iter().map(ToValue::to_value).collect())
}

fn rows(tx: &mut Tx<'_>, sql: &str, values: &[Value]) -> Result<Vec<Read>, DbError> {
    let mut all = Vec::new();
    tx.each(sql, values, |row| {
        all.push(one(row)?);
        Ok(())
    })?;
    Ok(all)
}

fn one(row: &mut Row) -> Result<Read, DbError> {
    let id = row.next()?;
    let (enterprise, university): (OrganisationId, OrganisationId) = (row.next()?, row.next()?);
    let (cash, goods, established, kind) = (row.next()?, row.next()?, row.next()?, row.next()?);
    let province: String = row.next()?;
    let (state, since): (State, Instant) = (row.next()?, row.next()?);
    let (published, listed): (Option<Instant>, Option<Day>) = (row.next()?, row.next()?);
    let ended = published.map(Instant::day).or(listed).unwrap_or_else(|| since.day());
    let (passed, decided): (Option<Instant>, Option<Instant>) = (row.next()?, row.next()?);
    let outcome = rules::outcome(state);
    let fact = Fact {
        id,
        cash,
        goods,
        enterprise: 0,
        university: 0,
        established,
        ended: (outcome != Outcome::Open).then_some(ended),
        arrivals: Arrivals::default(),
        days_to_decide: passed.zip(decided).map(|(passed, decided)| rules::days_to_decide(passed, decided)),
        kind,
        province: province.parse().unwrap_or(0),
        outcome,
    };
    Ok(Read { fact, enterprise, university })
}

/// Adds when the support of these projects, which are in the order of their ids, came.
fn arrivals(tx: &mut Tx<'_>, read: &mut [Read], which: &str, values: &[Value]) -> Result<(), DbError> {
    let sql = format!("SELECT project_id, due_on, received_on, state FROM instalment {which}");
    tx.each(&sql, values, |row| {
        let (project, due_on): (ProjectId, Day) = (row.next()?, row.next()?);
        let (received_on, state): (Option<Day>, String) = (row.next()?, row.next()?);
        let received_on = received_on.filter(|_| state == funding::state::State::Received.word());
        if let Ok(at) = read.binary_search_by_key(&project, |read| read.fact.id) {
            let fact = &read[at].fact;
            let terminated_on = fact.ended.filter(|_| fact.outcome == Outcome::Terminated);
            if received_on.is_none() && terminated_on.is_some_and(|day| settled_by_termination(day, due_on)) {
                return Ok(());
            }
            read[at].fact.arrivals = read[at].fact.arrivals.and_instalment(due_on, received_on);
        }
        Ok(())
    })
}

/// The industry sections of all enterprises, or of these.
pub(crate) fn industries(
    tx: &mut Tx<'_>,
    which: Option<&[OrganisationId]>,
) -> Result<Vec<(OrganisationId, String)>, DbError> {
    let Some(ids) = which else { return tx.query("SELECT id, industry FROM enterprise_profile", &[]) };
    let mut all = Vec::new();
    for some in ids.chunks(NAMED_AT_ONCE) {
        let (places, values) = places(some);
        all.append(
            &mut tx.query(&format!("SELECT id, industry FROM enterprise_profile WHERE id IN ({places})"), &values)?,
        );
    }
    Ok(all)
}

pub(crate) fn amount(tx: &mut Tx<'_>) -> Result<u64, DbError> {
    Ok(projects::figures(tx)?.projects.unsigned_abs())
}
