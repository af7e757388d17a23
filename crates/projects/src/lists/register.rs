//! One page of the register.

use db::{DbError, Tx, params};
use kernel::{Mode, OrganisationId, ProjectId, ProjectType, ToValue, Value, Word};

use super::filter::{After, Filter, Where};
use super::titled;
use crate::rules::public;
use crate::{Project, PublicProject, figures};

/// Up to so many fitting rows are gathered by their facets; a year with more is walked in its order.
const FEW: i64 = 3_000;

/// One page of projects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub rows: Vec<Project>,
    pub next: Option<After>,
    /// How many there are in all, where the amounts per facet tell it.
    pub amount: Option<i64>,
    /// A search by title stopped after its share of work: there may be more behind `next`.
    pub paused: bool,
}

/// A page of the register for programs.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = RegisterPage)]
pub struct Page {
    pub projects: Vec<PublicProject>,
    /// Hand it in as `after` for the next page.
    pub next: Option<String>,
    /// How many there are in all, where it is known.
    pub amount: Option<i64>,
}

impl From<&Found> for Page {
    fn from(found: &Found) -> Page {
        Page {
            projects: found.rows.iter().map(public).collect(),
            next: found.next.map(|a| a.to_string()),
            amount: found.amount,
        }
    }
}

/// Finds one page of projects.
pub fn register(tx: &mut Tx<'_>, filter: &Filter) -> Result<Found, DbError> {
    if [&filter.enterprises, &filter.universities].into_iter().flatten().any(Vec::is_empty) {
        return Ok(Found { amount: Some(0), ..Found::default() });
    }
    if let Some(number) = &filter.number {
        let rows: Vec<Project> =
            crate::store::find_by_number(tx, number)?.into_iter().filter(|p| filter.fits(p)).collect();
        return Ok(Found { amount: Some(rows.len() as i64), rows, ..Found::default() });
    }
    if !filter.title.trim().is_empty() {
        let found = titled::search(tx, filter)?;
        return Ok(Found { rows: found.rows, next: found.next, amount: None, paused: found.paused });
    }
    let (ids, amount) = if filter.enterprises.is_some() || filter.universities.is_some() || filter.pi.is_some() {
        (by_party(tx, filter)?, None)
    } else if filter.asks_facets() {
        by_facet(tx, filter)?
    } else {
        (newest(tx, filter)?, Some(figures::figures(tx)?.projects))
    };
    fetch(tx, filter, ids, amount)
}

fn fetch(tx: &mut Tx<'_>, filter: &Filter, mut ids: Vec<ProjectId>, amount: Option<i64>) -> Result<Found, DbError> {
    let more = ids.len() > filter.page();
    ids.truncate(filter.page());
    // An empty page costs the same statements as a full one.
    let ids = if ids.is_empty() { vec![ProjectId::nil()] } else { ids };
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let values: Vec<Value> = ids.iter().map(ToValue::to_value).collect();
    let rows: Vec<Project> =
        db::list(tx, &format!("WHERE id IN ({}) ORDER BY year DESC, id DESC", places.join(", ")), &values)?;
    let next = rows.last().filter(|_| more).map(|p| After { year: p.year, id: p.id });
    Ok(Found { rows, next, amount, paused: false })
}

fn newest(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<ProjectId>, DbError> {
    let after = filter.after.unwrap_or(START);
    let sql = format!(
        "SELECT id FROM project WHERE (year, id) < ($1, $2) ORDER BY year DESC, id DESC LIMIT {}",
        filter.page() + 1
    );
    ids(tx, &sql, params![after.year, after.id])
}

/// Before every project.
const START: After = After { year: 10_000, id: ProjectId::nil() };

fn by_party(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<ProjectId>, DbError> {
    let mut rest = Where::default();
    if let Some(pi) = filter.pi {
        rest.and("pi_id = ?", &[pi.to_value()]);
    }
    for (column, among) in [("enterprise_id", &filter.enterprises), ("university_id", &filter.universities)] {
        match among.as_deref() {
            None => {}
            Some([one]) => rest.and(&format!("{column} = ?"), &[one.to_value()]),
            Some(several) => {
                let values: Vec<Value> = several.iter().map(ToValue::to_value).collect();
                rest.and(&format!("{column} IN ({})", vec!["?"; several.len()].join(", ")), &values);
            }
        }
    }
    if let Some(year) = filter.year {
        rest.and("year = ?", &[year.to_value()]);
    }
    digits(filter, &mut rest);
    if let Some(after) = filter.after {
        rest.and("(year, id) < (?, ?)", &[after.year.to_value(), after.id.to_value()]);
    }
    let most = filter.page() + 1;
    // One enterprise or university is read in the order of its index. Several, or a leader's few, are gathered first: the
    // planner of a server would rather walk all projects in their order and hope.
    let several = |among: &Option<Vec<OrganisationId>>| among.as_ref().is_some_and(|ids| ids.len() > 1);
    let sql = if filter.pi.is_some() || several(&filter.enterprises) || several(&filter.universities) {
        format!(
            "WITH hit AS MATERIALIZED (SELECT year, id FROM project {}) SELECT id FROM hit ORDER BY year DESC, id DESC LIMIT {most}",
            rest.text()
        )
    } else {
        format!("SELECT id FROM project {} ORDER BY year DESC, id DESC LIMIT {most}", rest.text())
    };
    ids(tx, &sql, &rest.values)
}

/// Conditions on the digits of the facet, which every index holds: they are answered without looking a row up.
fn digits(filter: &Filter, rest: &mut Where) {
    let place = |at: Option<usize>| at.map_or(0, |at| at as i64 + 1);
    if let Some(kind) = filter.kind {
        rest.and("(facet / 1000) % 10 = ?", &[place(ProjectType::ALL.iter().position(|k| *k == kind)).to_value()]);
    }
    if let Some(code) = &filter.province {
        rest.and("(facet / 10) % 100 = ?", &[code.parse::<i64>().unwrap_or(-1).to_value()]);
    }
    if let Some(mode) = filter.mode {
        rest.and("(facet / 10000) % 10 = ?", &[place(Mode::ALL.iter().position(|m| *m == mode)).to_value()]);
    }
    if !filter.states.is_empty() {
        let all = crate::state::State::ALL;
        let values: Vec<Value> =
            filter.states.iter().map(|state| place(all.iter().position(|s| s == state)).to_value()).collect();
        rest.and(&format!("facet % 10 IN ({})", vec!["?"; values.len()].join(", ")), &values);
    }
}

/// Conditions on the columns of `project_facet`.
fn facets(filter: &Filter) -> Where {
    let mut rest = Where::default();
    rest.and("f.amount > 0", &[]);
    if let Some(year) = filter.year {
        rest.and("f.year = ?", &[year.to_value()]);
    }
    if let Some(kind) = filter.kind {
        rest.and("f.project_type = ?", &[kind.to_value()]);
    }
    if let Some(code) = &filter.province {
        rest.and("f.province = ?", &[code.to_value()]);
    }
    if let Some(mode) = filter.mode {
        rest.and("f.mode = ?", &[mode.to_value()]);
    }
    if !filter.states.is_empty() {
        let values: Vec<Value> = filter.states.iter().map(ToValue::to_value).collect();
        rest.and(&format!("f.state IN ({})", vec!["?"; values.len()].join(", ")), &values);
    }
    rest
}

fn by_facet(tx: &mut Tx<'_>, filter: &Filter) -> Result<(Vec<ProjectId>, Option<i64>), DbError> {
    let fitting = facets(filter);
    let sql = format!(
        "SELECT f.year, CAST(SUM(f.amount) AS BIGINT) FROM project_facet f {} GROUP BY f.year ORDER BY f.year DESC",
        fitting.text()
    );
    let years: Vec<(i64, i64)> = tx.query(&sql, &fitting.values)?;
    let amount = years.iter().map(|(_, n)| n).sum();
    let from = filter.after.map_or(START.year, |a| a.year);
    let ahead: Vec<(i64, i64)> = years.into_iter().filter(|(year, _)| *year <= from).collect();
    let (mut found, wanted, mut at) = (Vec::new(), filter.page() + 1, 0);
    while found.len() < wanted && at < ahead.len() {
        let (last, few) = together(&ahead, at);
        let missing = wanted - found.len();
        let more = if few {
            gathered(tx, filter, ahead[last].0, ahead[at].0, missing)?
        } else {
            walked(tx, filter, ahead[at].0, missing)?
        };
        found.extend(more);
        at = last + 1;
    }
    Ok((found, Some(amount)))
}

/// From `at` on: the last year that is read in the same statement, and whether they hold few rows.
fn together(years: &[(i64, i64)], at: usize) -> (usize, bool) {
    let mut sum = years[at].1;
    if sum > FEW {
        return (at, false);
    }
    let mut last = at;
    while last + 1 < years.len() && sum + years[last + 1].1 <= FEW {
        last += 1;
        sum += years[last].1;
    }
    (last, true)
}

/// The rows of all fitting facets of these years, which are few, then put in order.
fn gathered(tx: &mut Tx<'_>, filter: &Filter, first: i64, last: i64, most: usize) -> Result<Vec<ProjectId>, DbError> {
    let mut rest = facets(filter);
    rest.and("f.year BETWEEN ? AND ?", &[first.to_value(), last.to_value()]);
    rest.and("p.facet = f.facet", &[]);
    if let Some(after) = filter.after {
        rest.and("(f.year < ? OR p.id < ?)", &[after.year.to_value(), after.id.to_value()]);
    }
    // The facets come first: CROSS JOIN keeps the embedded engine from turning the order round.
    let sql = format!(
        "WITH hit AS MATERIALIZED (SELECT f.year AS year, p.id AS id FROM project_facet f CROSS JOIN project p {}) \
         SELECT id FROM hit ORDER BY year DESC, id DESC LIMIT {most}",
        rest.text()
    );
    ids(tx, &sql, &rest.values)
}

/// A dense year in its order, read in shares that grow fourfold and are picked over here: a planner that may choose would
/// rather take the whole year and sort it. The index holds the facet, so no row is looked up.
fn walked(tx: &mut Tx<'_>, filter: &Filter, year: i64, most: usize) -> Result<Vec<ProjectId>, DbError> {
    let (mut found, mut share) = (Vec::new(), 1_000_usize);
    let mut below = filter.after.filter(|a| a.year == year).map(|a| a.id);
    loop {
        let mut rest = Where::default();
        rest.and("year = ?", &[year.to_value()]);
        if let Some(id) = below {
            rest.and("id < ?", &[id.to_value()]);
        }
        let sql = format!("SELECT id, facet FROM project {} ORDER BY id DESC LIMIT {share}", rest.text());
        let rows: Vec<(ProjectId, i64)> = tx.query(&sql, &rest.values)?;
        found.extend(rows.iter().filter(|(_, facet)| filter.fits_facet(*facet)).map(|(id, _)| *id));
        if found.len() >= most || rows.len() < share {
            found.truncate(most);
            return Ok(found);
        }
        below = rows.last().map(|(id, _)| *id);
        share *= 4;
    }
}

fn ids(tx: &mut Tx<'_>, sql: &str, values: &[Value]) -> Result<Vec<ProjectId>, DbError> {
    Ok(tx.query::<(ProjectId,)>(sql, values)?.into_iter().map(|(id,)| id).collect())
}
