//! What the policy must know about who looks.

use db::{DbError, Tx, params};
use kernel::{Actor, Role};

use crate::policy::Eyes;

/// One statement for a provincial actor, none for everybody else.
pub fn eyes(tx: &mut Tx<'_>, actor: Option<&Actor>) -> Result<Eyes, DbError> {
    let province = match actor.filter(|actor| actor.wears(Role::Province)).and_then(Actor::organisation_id) {
        Some(id) => {
            tx.first::<(String,)>("SELECT province FROM organisation WHERE id = $1", params![id])?.map(|(p,)| p)
        }
        None => None,
    };
    Ok(Eyes { actor: actor.cloned(), province: province.filter(|p| !p.is_empty()) })
}
