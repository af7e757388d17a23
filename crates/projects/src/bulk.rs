//! Many projects at once: demo data and lists of earlier years. What is kept while writing is worked out afterwards.

use std::collections::BTreeMap;

use db::{DbError, Tx, params};
use kernel::{Instant, PersonId, ProjectId, ToValue, Value};

use crate::{Project, ProjectMember, filing, titles};

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
    tx.execute("DELETE FROM project_facet", &[])?;
    tx.execute(
        "INSERT INTO project_facet (facet, year, mode, project_type, province, state, amount) \
         SELECT facet, year, mode, project_type, province, state, COUNT(*) FROM project GROUP BY facet, year, mode, project_type, province, state",
        &[],
    )?;
    if with_titles { rebuild_titles(tx) } else { Ok(()) }
}

/// Pieces are written in their order, which is the order of the index. A project is a number in memory while its pieces are
/// gathered: four bytes a piece, so that a million projects take about 150 MB.
fn rebuild_titles(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute("DELETE FROM title_gram", &[])?;
    tx.execute("DELETE FROM title_gram_total", &[])?;
    let mut all: Vec<(i64, ProjectId)> = Vec::new();
    let mut holders: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    tx.each("SELECT id, year, title FROM project ORDER BY year, id", &[], |row| {
        let (id, year, title): (ProjectId, i64, String) = (row.next()?, row.next()?, row.next()?);
        for gram in titles::grams(&title) {
            holders.entry(gram).or_default().push(all.len() as u32);
        }
        all.push((year, id));
        Ok(())
    })?;
    let mut pieces = holders.iter().flat_map(|(gram, some)| some.iter().map(move |at| (gram, *at as usize))).peekable();
    while pieces.peek().is_some() {
        let values: Vec<Value> = pieces
            .by_ref()
            .take(TOGETHER)
            .flat_map(|(gram, at)| [gram.to_value(), all[at].0.to_value(), all[at].1.to_value()])
            .collect();
        let rows: Vec<String> =
            (0..values.len() / 3).map(|n| format!("(${}, ${}, ${})", n * 3 + 1, n * 3 + 2, n * 3 + 3)).collect();
        tx.execute(&format!("INSERT INTO title_gram (gram, year, id) VALUES {}", rows.join(", ")), &values)?;
    }
    tx.execute("INSERT INTO title_gram_total (gram, amount) SELECT gram, COUNT(*) FROM title_gram GROUP BY gram", &[])
        .map(drop)
}
