//! Organisations by a part of their name, for the filters.

use db::{DbError, Tx, params};
use directory::OrganisationKind;
use kernel::OrganisationId;

/// More than these cannot be followed at once: the reader is asked for more of the name.
pub(crate) const MOST: usize = 20;

/// Organisations the public sees whose name holds the typed text; one more than [`MOST`] when there are too many.
pub fn organisations_named(
    tx: &mut Tx<'_>,
    kind: OrganisationKind,
    typed: &str,
) -> Result<Vec<(OrganisationId, String)>, DbError> {
    let plain: String = typed.trim().to_lowercase().chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    let sql = "SELECT id, name FROM organisation WHERE kind = $1 AND state IN ('verified', 'suspended', 'imported') \
               AND (LOWER(name) LIKE $2 OR LOWER(name_en) LIKE $2) ORDER BY name LIMIT $3";
    tx.query(sql, params![kind, format!("%{plain}%"), MOST + 1])
}
