//! What the policy must know about who looks.

use db::{DbError, Tx, params};
use kernel::{Actor, OrganisationId, Role};

use crate::policy::Eyes;

/// One statement for a provincial actor and for the programme office, none for everybody else.
pub fn eyes(tx: &mut Tx<'_>, actor: Option<&Actor>) -> Result<Eyes, DbError> {
    let province = match actor.filter(|actor| actor.wears(Role::Province)).and_then(Actor::organisation_id) {
        Some(id) => {
            tx.first::<(String,)>("SELECT province FROM organisation WHERE id = $1", params![id])?.map(|(p,)| p)
        }
        None => None,
    };
    let houses = match actor.filter(|actor| actor.is_office()) {
        Some(actor) => houses_of(tx, actor)?,
        None => Vec::new(),
    };
    Ok(Eyes { actor: actor.cloned(), province: province.filter(|p| !p.is_empty()), houses })
}

/// Where the person holds a role besides the programme office.
fn houses_of(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<OrganisationId>, DbError> {
    let sql = "SELECT DISTINCT organisation_id FROM membership WHERE person_id = $1 AND state = 'active' AND role <> 'programme_office'";
    Ok(tx.query::<(OrganisationId,)>(sql, params![actor.person_id])?.into_iter().map(|(id,)| id).collect())
}
