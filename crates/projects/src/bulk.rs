//! Many projects at once: demo data and lists of earlier years. What is kept while writing is worked out afterwards, or in
//! one go for all of them.

use std::collections::BTreeMap;

use db::{DbError, Tx, params};
use kernel::{Instant, Mode, Money, PersonId, ProjectId, ProjectType, Refusal, ToValue, Value};

use crate::state::{State, Step};
use crate::{ImportedList, Project, ProjectMember, figures, filing, titles};

/// Pieces of titles written with one statement.
const TOGETHER: usize = 300;

/// Writes projects with their members and filing records, in the order given, filed at the instants they were made. Call
/// [`rebuild_register`] once after the last of them.
pub fn establish(
    tx: &mut Tx<'_>,
    projects: &[Project],
    members: &[ProjectMember],
    filed_by: PersonId,
) -> Result<(), DbError> {
    db::bulk_insert(tx, projects)?;
    db::bulk_insert(tx, members)?;
    write_filings(tx, projects, filed_by)
}

fn write_filings(tx: &mut Tx<'_>, projects: &[Project], filed_by: PersonId) -> Result<(), DbError> {
    let (mut sequence, mut prev) = filing::head(tx)?;
    let mut filings = Vec::with_capacity(projects.len());
    for project in projects {
        sequence += 1;
        let filed_at: Instant = project.created_at;
        let next = filing::next(project, sequence, &prev, filed_by, filed_at);
        prev.clone_from(&next.hash);
        filings.push(next);
    }
    db::bulk_insert(tx, &filings)
}

/// Writes down a list that projects are taken from, before the first of them.
pub fn begin_imported(tx: &mut Tx<'_>, list: &ImportedList) -> Result<(), DbError> {
    db::insert(tx, list)
}

/// Writes projects of an earlier list. A number that somebody else took meanwhile makes it [`Refusal::Overtaken`]. Call
/// [`file_imported`] for the same projects before the transaction ends.
pub fn insert_imported(tx: &mut Tx<'_>, projects: &[Project]) -> Result<(), Refusal> {
    db::bulk_insert(tx, projects).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })
}

/// Files projects of an earlier list and counts them. Call it when the journal has been told of them, so that its head row is
/// held and the chain of filings has no fork. Rules P-04, P-05.
pub fn file_imported(tx: &mut Tx<'_>, projects: &[Project], filed_by: PersonId) -> Result<(), DbError> {
    write_filings(tx, projects, filed_by)?;
    let (mut cash, mut goods) = (Money::ZERO, Money::ZERO);
    let mut facets: BTreeMap<i64, (Facet, i64)> = BTreeMap::new();
    for project in projects {
        (cash, goods) = (cash + project.cash, goods + project.goods);
        facets.entry(project.facet()).or_insert_with(|| (Facet::of(project), 0)).1 += 1;
    }
    let amount = projects.len() as i64;
    for (name, amount) in [("projects", amount), ("filings", amount), ("cash", cash.fen()), ("goods", goods.fen())] {
        figures::add(tx, name, amount)?;
    }
    facets.into_iter().try_for_each(|(id, (facet, amount))| facet.raise(tx, id, amount))
}

/// What projects are counted by.
struct Facet {
    year: i64,
    mode: Mode,
    kind: ProjectType,
    province: String,
    state: State,
}

impl Facet {
    fn of(p: &Project) -> Facet {
        Facet { year: p.year, mode: p.mode, kind: p.project_type, province: p.province.clone(), state: p.state }
    }

    fn raise(&self, tx: &mut Tx<'_>, id: i64, amount: i64) -> Result<(), DbError> {
        let sql = "INSERT INTO project_facet (facet, year, mode, project_type, province, state, amount) VALUES ($1, $2, $3, $4, $5, $6, $7) \
                   ON CONFLICT (facet) DO UPDATE SET amount = project_facet.amount + $7";
        tx.execute(sql, params![id, self.year, self.mode, self.kind, self.province, self.state, amount]).map(drop)
    }
}

/// Projects moved with one statement.
const MOVED_AT_ONCE: usize = 500;

/// Takes a step with projects of earlier lists that stand in the same state: the state column alone. The caller tells the
/// journal, and afterwards [`recount`] what moved. When one of them stands elsewhere by now, none is moved.
pub fn record_closed(tx: &mut Tx<'_>, ids: &[ProjectId], from: State, step: Step) -> Result<State, Refusal> {
    let to = from.after(step)?;
    let now = tx.now();
    for some in ids.chunks(MOVED_AT_ONCE) {
        let places: Vec<String> = (4..some.len() + 4).map(|n| format!("${n}")).collect();
        let sql = format!(
            "UPDATE project SET state = $1, state_since = $2 WHERE state = $3 AND agreement_id IS NULL AND id IN ({})",
            places.join(", ")
        );
        let mut values = params![to, now, from].to_vec();
        values.extend(some.iter().map(kernel::ToValue::to_value));
        if tx.execute(&sql, &values)? != some.len() as u64 {
            return Err(Refusal::Overtaken);
        }
    }
    Ok(to)
}

/// Works the amounts per facet out anew. Call it while the journal's head row is held.
pub fn recount(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute("DELETE FROM project_facet", &[])?;
    tx.execute(
        "INSERT INTO project_facet (facet, year, mode, project_type, province, state, amount) \
         SELECT facet, year, mode, project_type, province, state, COUNT(*) FROM project GROUP BY facet, year, mode, project_type, province, state",
        &[],
    )
    .map(drop)
}

/// Works the figures, the facets and the title index out anew from the projects. `with_titles` may be left away where no
/// search by title is wanted: it writes about eighteen rows a project.
pub fn rebuild_register(tx: &mut Tx<'_>, with_titles: bool) -> Result<(), DbError> {
    let sum = |what: &str, table: &str| format!("(SELECT CAST(COALESCE({what}, 0) AS BIGINT) FROM {table})");
    for (name, value) in [
        ("projects", sum("COUNT(*)", "project")),
        ("cash", sum("SUM(cash)", "project")),
        ("goods", sum("SUM(goods)", "project")),
        ("filings", sum("COUNT(*)", "filing")),
    ] {
        tx.execute(&format!("UPDATE programme_figure SET amount = {value} WHERE name = $1"), params![name])?;
    }
    recount(tx)?;
    if with_titles { rebuild_titles(tx) } else { Ok(()) }
}

/// Works the title index out anew from all projects.
fn rebuild_titles(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute("DELETE FROM title_gram", &[])?;
    tx.execute("DELETE FROM title_gram_total", &[])?;
    let mut pieces = Pieces::default();
    tx.each("SELECT id, year, title FROM project ORDER BY year, id", &[], |row| {
        let (id, year, title): (ProjectId, i64, String) = (row.next()?, row.next()?, row.next()?);
        pieces.add(id, year, &title);
        Ok(())
    })?;
    pieces.write(tx)
}

/// Makes the titles of many new projects findable.
pub fn index_titles<'a>(
    tx: &mut Tx<'_>,
    titles: impl IntoIterator<Item = (ProjectId, i64, &'a str)>,
) -> Result<(), DbError> {
    let mut pieces = Pieces::default();
    titles.into_iter().for_each(|(id, year, title)| pieces.add(id, year, title));
    pieces.write(tx)
}

/// Pieces of titles and the projects that hold them. A project is a number while its pieces are gathered: four bytes a piece,
/// so that a million projects take about 150 MB.
#[derive(Default)]
struct Pieces {
    all: Vec<(i64, ProjectId)>,
    holders: BTreeMap<String, Vec<u32>>,
}

impl Pieces {
    fn add(&mut self, id: ProjectId, year: i64, title: &str) {
        for gram in titles::grams(title) {
            self.holders.entry(gram).or_default().push(self.all.len() as u32);
        }
        self.all.push((year, id));
    }

    /// Pieces are written in their order, which is the order of the index.
    fn write(mut self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        for some in self.holders.values_mut() {
            some.sort_unstable_by_key(|at| self.all[*at as usize]);
        }
        let all = &self.all;
        let rows = self.holders.iter().flat_map(|(gram, some)| some.iter().map(move |at| (gram, all[*at as usize])));
        let rows = rows.map(|(gram, (year, id))| [gram.to_value(), year.to_value(), id.to_value()]);
        together(tx, "INSERT INTO title_gram (gram, year, id)", rows, "")?;
        let totals = self.holders.iter().map(|(gram, some)| [gram.to_value(), (some.len() as i64).to_value()]);
        let add = "ON CONFLICT (gram) DO UPDATE SET amount = title_gram_total.amount + excluded.amount";
        together(tx, "INSERT INTO title_gram_total (gram, amount)", totals, add)
    }
}

/// Writes rows some hundred at a time.
fn together<const N: usize>(
    tx: &mut Tx<'_>,
    head: &str,
    rows: impl Iterator<Item = [Value; N]>,
    tail: &str,
) -> Result<(), DbError> {
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let values: Vec<Value> = rows.by_ref().take(TOGETHER).flatten().collect();
        let place = |row: usize| (1..=N).map(|n| format!("${}", row * N + n)).collect::<Vec<_>>().join(", ");
        let places: Vec<String> = (0..values.len() / N).map(|row| format!("({})", place(row))).collect();
        tx.execute(&format!("{head} VALUES {} {tail}", places.join(", ")), &values)?;
    }
    Ok(())
}
