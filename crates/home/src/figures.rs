//! The programme's key figures. Projects and money are counters kept with each establishment, so that the home page costs
//! the same at a thousand and at a million projects.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use directory::{OrganisationKind, OrganisationState};
use kernel::{Instant, Money};

/// What the home page shows first.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Figures {
    /// Projects ever established.
    pub projects: i64,
    /// Promised cash of all of them, in fen.
    pub cash: Money,
    /// Promised value of goods of all of them, in fen.
    pub goods: Money,
    pub enterprises: i64,
    pub universities: i64,
    /// Guideline items one can apply to now.
    pub open_items: i64,
    pub as_of: Instant,
}

/// Reads the figures: three statements.
pub(crate) fn read(tx: &mut Tx<'_>) -> Result<Figures, DbError> {
    let counters: Vec<(String, i64)> = tx.query("SELECT name, amount FROM programme_figure", &[])?;
    let counters: HashMap<String, i64> = counters.into_iter().collect();
    let of = |name: &str| counters.get(name).copied().unwrap_or(0);
    let kinds: Vec<(String, i64)> = tx.query(
        "SELECT kind, COUNT(*) FROM organisation WHERE state = $1 GROUP BY kind",
        params![OrganisationState::Verified],
    )?;
    let verified =
        |kind: OrganisationKind| kinds.iter().find(|(k, _)| k == kernel::Word::word(kind)).map_or(0, |(_, n)| *n);
    let (open_items,): (i64,) = tx.one("SELECT COUNT(*) FROM item WHERE is_open = 1", &[])?;
    Ok(Figures {
        projects: of("projects"),
        cash: Money::from_fen(of("cash")),
        goods: Money::from_fen(of("goods")),
        enterprises: verified(OrganisationKind::Enterprise),
        universities: verified(OrganisationKind::University),
        open_items,
        as_of: tx.now(),
    })
}
