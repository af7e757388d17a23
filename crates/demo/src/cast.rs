//! The cast as it stands in a demo.

use db::Tx;
use kernel::{Actor, Hat, Refusal};

/// Somebody of the cast in the first of their roles, by the name before the @: `lin.mei`.
pub fn actor(tx: &mut Tx<'_>, name: &str) -> Result<Actor, Refusal> {
    let person = directory::find_person_by_email(tx, &format!("{name}@demo.xieyu"))?.ok_or(Refusal::NotFound)?;
    let held = directory::memberships_of(tx, person.id)?.into_iter().next().ok_or(Refusal::NotFound)?;
    let hat = Hat { role: held.role, organisation_id: held.organisation_id };
    Ok(Actor::person(person.id, &person.name, Some(hat)))
}
