//! Rows of establishment lists.

use std::collections::HashMap;
use std::sync::Arc;

use agreements::{EstablishmentList, ForList};
use db::{DbError, Tx, params};
use kernel::{Instant, ListId, PersonId, Refusal, RoundId, RulesetId};
use rulesets::Terms;

/// The list with this id.
pub fn get_list(tx: &mut Tx<'_>, id: ListId) -> Result<EstablishmentList, Refusal> {
    db::get(tx, id)
}

/// All lists, the newest first.
pub fn lists(tx: &mut Tx<'_>) -> Result<Vec<EstablishmentList>, DbError> {
    db::list(tx, "ORDER BY id DESC LIMIT 200", &[])
}

pub(crate) fn find(tx: &mut Tx<'_>, round: RoundId, ordinal: i64) -> Result<Option<EstablishmentList>, DbError> {
    db::find_where(tx, "WHERE round_id = $1 AND ordinal = $2", params![round, ordinal])
}

/// Marks the list as published; only the first one to do so does.
pub(crate) fn publish(tx: &mut Tx<'_>, id: ListId, document_number: &str, at: Instant) -> Result<(), Refusal> {
    let sql =
        "UPDATE establishment_list SET published_at = $1, document_number = $2 WHERE id = $3 AND published_at IS NULL";
    if tx.execute(sql, params![at, document_number, id])? == 0 { Err(Refusal::Overtaken) } else { Ok(()) }
}

/// Notes that the list was made anew; refused once it is published.
pub(crate) fn remake(tx: &mut Tx<'_>, id: ListId, at: Instant) -> Result<(), Refusal> {
    let sql = "UPDATE establishment_list SET made_at = $1 WHERE id = $2 AND published_at IS NULL";
    if tx.execute(sql, params![at, id])? == 0 { Err(Refusal::Overtaken) } else { Ok(()) }
}

/// The figures of every rule set that occurs among `rows`.
pub(crate) fn terms(tx: &mut Tx<'_>, rows: &[ForList]) -> Result<HashMap<RulesetId, Arc<Terms>>, Refusal> {
    let mut all = HashMap::new();
    for row in rows {
        if let std::collections::hash_map::Entry::Vacant(free) = all.entry(row.ruleset_id) {
            free.insert(rulesets::terms(tx, row.ruleset_id)?);
        }
    }
    Ok(all)
}

/// The people of the Department of Higher Education.
pub(crate) fn ministry_people(tx: &mut Tx<'_>) -> Result<Vec<PersonId>, DbError> {
    let sql = "SELECT membership.person_id FROM membership JOIN organisation ON organisation.id = membership.organisation_id \
               WHERE organisation.kind = 'ministry' AND membership.role = 'ministry' AND membership.state = 'active' ORDER BY membership.id";
    Ok(tx.query::<(PersonId,)>(sql, &[])?.into_iter().map(|(id,)| id).collect())
}
