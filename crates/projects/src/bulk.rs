//! Many projects at once: demo data and lists of earlier years. What is kept while writing is worked out afterwards, or in
//! one go for all of them.

use std::collections::BTreeMap;

use db::{DbError, Tx, params};
use kernel::{Instant, Mode, Money, PersonId, ProjectId, ProjectType, Refusal, Value};

use crate::state::{State, Step};
use crate::{Project, ProjectMember, figures, filing, titles};

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

fn rebuild_titles(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute("DELETE FROM title_gram", &[])?;
    tx.execute("DELETE FROM title_gram_total", &[])?;
    let mut pieces = Pieces::default();
    tx.each("SELECT id, year, title FROM project", &[], |row| {
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

/// Pieces of titles and where they occur. Each piece is kept once in memory.
#[derive(Default)]
struct Pieces {
    known: BTreeMap<String, u32>,
    all: Vec<(u32, i64, ProjectId)>,
}

/// Rows of pieces written with one statement.
const PIECES_AT_ONCE: usize = 300;

impl Pieces {
    fn add(&mut self, id: ProjectId, year: i64, title: &str) {
        for gram in titles::grams(title) {
            let next = self.known.len() as u32;
            self.all.push((*self.known.entry(gram).or_insert(next), year, id));
        }
    }

    /// Pieces are written in their order, which is the order of the index.
    fn write(mut self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        let mut ranks = vec![0u32; self.known.len()];
        let order: Vec<&str> = self.known.keys().map(String::as_str).collect();
        for (rank, at) in self.known.values().enumerate() {
            ranks[*at as usize] = rank as u32;
        }
        for entry in &mut self.all {
            entry.0 = ranks[entry.0 as usize];
        }
        self.all.sort_unstable();
        for chunk in self.all.chunks(PIECES_AT_ONCE) {
            let rows: Vec<String> =
                (0..chunk.len()).map(|n| format!("(${}, ${}, ${})", n * 3 + 1, n * 3 + 2, n * 3 + 3)).collect();
            let values: Vec<Value> =
                chunk.iter().flat_map(|(at, year, id)| params![order[*at as usize], year, id].to_vec()).collect();
            tx.execute(&format!("INSERT INTO title_gram (gram, year, id) VALUES {}", rows.join(", ")), &values)?;
        }
        let totals: Vec<(&str, i64)> =
            self.all.chunk_by(|a, b| a.0 == b.0).map(|some| (order[some[0].0 as usize], some.len() as i64)).collect();
        for chunk in totals.chunks(PIECES_AT_ONCE) {
            let rows: Vec<String> = (0..chunk.len()).map(|n| format!("(${}, ${})", n * 2 + 1, n * 2 + 2)).collect();
            let values: Vec<Value> = chunk.iter().flat_map(|(gram, amount)| params![gram, amount].to_vec()).collect();
            let sql = format!(
                "INSERT INTO title_gram_total (gram, amount) VALUES {} \
                 ON CONFLICT (gram) DO UPDATE SET amount = title_gram_total.amount + excluded.amount",
                rows.join(", ")
            );
            tx.execute(&sql, &values)?;
        }
        Ok(())
    }
}
