//! Rows whose title holds words: the rarest piece leads, everything else is compared.

use db::{DbError, Tx};
use kernel::ToValue;

use super::filter::{After, Filter, Where};
use crate::{Project, titles};

/// Titles compared for one page at most. When they are used up the list says so and goes on from there.
const COMPARED: usize = 1_000;

/// What a search by title found, and where to go on.
pub(super) struct Titled {
    pub rows: Vec<Project>,
    pub next: Option<After>,
    /// The page is short because the search paused, not because there is no more.
    pub paused: bool,
}

pub(super) fn search(tx: &mut Tx<'_>, filter: &Filter) -> Result<Titled, DbError> {
    let nothing = Titled { rows: Vec::new(), next: None, paused: false };
    let Some((gram, total)) = titles::rarest(tx, &filter.title)? else { return Ok(nothing) };
    if total == 0 {
        return Ok(nothing);
    }
    let mut rest = Where::default();
    rest.and("title_gram.gram = ?", &[gram.to_value()]);
    if let Some(year) = filter.year {
        rest.and("title_gram.year = ?", &[year.to_value()]);
    }
    if let Some(after) = filter.after {
        rest.and("(title_gram.year, title_gram.id) < (?, ?)", &[after.year.to_value(), after.id.to_value()]);
    }
    // The pieces are taken before anything is joined: the embedded engine would turn the order round, and a server that knows
    // a piece to be common would rather read the whole register.
    let columns: Vec<String> = <Project as db::Record>::COLUMNS.iter().map(|c| format!("project.{c}")).collect();
    let sql = format!(
        "WITH hit AS MATERIALIZED (SELECT year, id FROM title_gram {} ORDER BY year DESC, id DESC LIMIT {COMPARED}) \
         SELECT {} FROM hit CROSS JOIN project WHERE project.id = hit.id ORDER BY hit.year DESC, hit.id DESC",
        rest.text(),
        columns.join(", ")
    );
    let candidates: Vec<Project> = tx.query(&sql, &rest.values)?;
    Ok(pick(filter, candidates))
}

fn pick(filter: &Filter, candidates: Vec<Project>) -> Titled {
    let page = filter.page();
    let (compared, last) = (candidates.len(), candidates.last().map(|p| After { year: p.year, id: p.id }));
    let mut rows: Vec<Project> = candidates
        .into_iter()
        .filter(|p| filter.fits(p) && titles::holds(&p.title, &filter.title))
        .take(page + 1)
        .collect();
    if rows.len() > page {
        rows.truncate(page);
        let next = rows.last().map(|p| After { year: p.year, id: p.id });
        return Titled { rows, next, paused: false };
    }
    let paused = compared == COMPARED;
    Titled { rows, next: last.filter(|_| paused), paused }
}
