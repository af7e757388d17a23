//! Lists of imports, and what was found in one, page by page.

use db::{DbError, Tx};
use kernel::{Actor, ImportId, ToValue};

use crate::record::{Import, ImportFault, ImportParty};
use crate::{policy, store};

/// Rows of one page.
pub const PAGE: usize = 50;

/// Some rows, and where the next page begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T, C> {
    pub rows: Vec<T>,
    pub next: Option<C>,
}

impl<T, C> Page<T, C> {
    fn cut(mut rows: Vec<T>, place: impl Fn(&T) -> C) -> Page<T, C> {
        let next = if rows.len() > PAGE { rows.get(PAGE - 1).map(&place) } else { None };
        rows.truncate(PAGE);
        Page { rows, next }
    }
}

/// The lists somebody works with, the latest first.
pub fn imports(tx: &mut Tx<'_>, actor: &Actor, after: Option<ImportId>) -> Result<Page<Import, ImportId>, DbError> {
    let (scope, mut values) = policy::scope(actor, 1);
    let seek = match after {
        Some(after) => {
            values.push(after.to_value());
            format!("AND import.id < ${}", values.len())
        }
        None => String::new(),
    };
    let rows = db::list(tx, &format!("WHERE {scope} {seek} ORDER BY import.id DESC LIMIT {}", PAGE + 1), &values)?;
    Ok(Page::cut(rows, |import: &Import| import.id))
}

/// Faults and notes of a list, faults first.
pub fn faults(tx: &mut Tx<'_>, id: ImportId, after: Option<i64>) -> Result<Page<ImportFault, i64>, DbError> {
    Ok(Page::cut(store::faults(tx, id, after.unwrap_or(-1), PAGE + 1)?, |fault| fault.sort))
}

/// Names that nobody knew, those of most rows first.
pub fn names(tx: &mut Tx<'_>, id: ImportId, after: Option<i64>) -> Result<Page<ImportParty, i64>, DbError> {
    Ok(Page::cut(store::parties(tx, id, after.unwrap_or(-1), PAGE + 1)?, |party| party.sort))
}

/// Faults read with one statement.
const TOGETHER: usize = 2_000;

/// Hands out every fault and note that was kept of a list, faults first; answers how many there are.
pub(crate) fn each_fault(tx: &mut Tx<'_>, id: ImportId, mut visit: impl FnMut(&ImportFault)) -> Result<u64, DbError> {
    let (mut after, mut count) = (-1, 0);
    loop {
        let some = store::faults(tx, id, after, TOGETHER)?;
        some.iter().for_each(&mut visit);
        count += some.len() as u64;
        match some.last() {
            Some(last) if some.len() == TOGETHER => after = last.sort,
            Some(_) | None => return Ok(count),
        }
    }
}

/// Every name of a list that nobody knew.
pub(crate) fn all_names(tx: &mut Tx<'_>, id: ImportId) -> Result<Vec<ImportParty>, DbError> {
    store::parties(tx, id, -1, usize::MAX >> 1)
}
