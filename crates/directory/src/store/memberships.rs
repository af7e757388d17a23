//! Who is what, and where.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{MembershipId, OrganisationId, PersonId, Role};

use crate::record::{Membership, Person};

/// People who hold this role at this organisation now, by the time they got it.
pub fn people_with(tx: &mut Tx<'_>, organisation: OrganisationId, role: Role) -> Result<Vec<PersonId>, DbError> {
    let sql =
        "SELECT person_id FROM membership WHERE organisation_id = $1 AND role = $2 AND state = 'active' ORDER BY id";
    Ok(tx.query::<(PersonId,)>(sql, params![organisation, role])?.into_iter().map(|(id,)| id).collect())
}

/// Everybody in the programme office.
pub fn office_people(tx: &mut Tx<'_>) -> Result<Vec<PersonId>, DbError> {
    let sql = "SELECT m.person_id FROM organisation o JOIN membership m ON m.organisation_id = o.id \
               WHERE o.kind = 'expert_group' AND m.role = 'programme_office' AND m.state = 'active' ORDER BY m.id";
    Ok(tx.query::<(PersonId,)>(sql, &[])?.into_iter().map(|(id,)| id).collect())
}

/// The active membership of a person in a role at an organisation.
pub fn membership_of(
    tx: &mut Tx<'_>,
    person: PersonId,
    organisation: OrganisationId,
    role: Role,
) -> Result<Option<Membership>, DbError> {
    let rest = "WHERE person_id = $1 AND organisation_id = $2 AND role = $3 AND state = 'active'";
    db::find_where(tx, rest, params![person, organisation, role])
}

/// The memberships a person may act with now, oldest first.
pub fn active_memberships_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Membership>, DbError> {
    db::list(tx, "WHERE person_id = $1 AND state = 'active' ORDER BY id", params![person])
}

/// The memberships of a person that are not over, with the name of the organisation.
pub(crate) fn open_memberships_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Placed>, DbError> {
    placed(tx, "m.person_id = $1 AND m.state IN ('requested', 'invited', 'active')", person)
}

/// The active ones, for the hats in the header.
pub(crate) fn hats_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Placed>, DbError> {
    placed(tx, "m.person_id = $1 AND m.state = 'active'", person)
}

/// A membership with the names of its organisation.
pub(crate) struct Placed {
    pub membership: Membership,
    pub name: String,
    pub name_en: String,
}

impl FromRow for Placed {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(Placed { membership: Membership::from_row(row)?, name: row.next()?, name_en: row.next()? })
    }
}

fn placed(tx: &mut Tx<'_>, condition: &str, person: PersonId) -> Result<Vec<Placed>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS}, o.name, o.name_en FROM membership m JOIN organisation o ON o.id = m.organisation_id \
         WHERE {condition} ORDER BY m.id LIMIT 200"
    );
    tx.query(&sql, params![person])
}

const COLUMNS: &str = "m.id, m.person_id, m.organisation_id, m.role, m.school, m.state, m.state_since, m.created_at";

/// A membership with its person.
pub(crate) struct Held {
    pub membership: Membership,
    pub name: String,
    pub email: String,
    /// What a teacher says beside the proof; compared with it by whoever approves. Rule A-05.
    pub certificate_number: String,
    pub title: String,
}

impl FromRow for Held {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(Held {
            membership: Membership::from_row(row)?,
            name: row.next()?,
            email: row.next()?,
            certificate_number: row.next()?,
            title: row.next()?,
        })
    }
}

/// The people of an organisation whose membership is not over, by id; so many after `after`.
pub(crate) fn held_at(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    role: Option<Role>,
    after: MembershipId,
    most: usize,
) -> Result<Vec<Held>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS}, p.name, p.email, p.certificate_number, p.title FROM membership m JOIN person p ON p.id = m.person_id \
         WHERE m.organisation_id = $1 AND m.state IN ('requested', 'invited', 'active') AND m.id > $2 \
         AND ($3 = '' OR m.role = $3) ORDER BY m.id LIMIT $4"
    );
    tx.query(&sql, params![organisation, after, role.map_or("", kernel::Word::word), most])
}

/// How many people hold this role at this organisation now.
pub(crate) fn count_active(tx: &mut Tx<'_>, organisation: OrganisationId, role: Role) -> Result<u64, DbError> {
    let sql = "SELECT COUNT(*) FROM membership WHERE organisation_id = $1 AND role = $2 AND state = 'active'";
    tx.one::<(u64,)>(sql, params![organisation, role]).map(|(n,)| n)
}

/// A membership of this person in this role that is not over, whatever its state.
pub(crate) fn open_membership(
    tx: &mut Tx<'_>,
    person: PersonId,
    organisation: OrganisationId,
    role: Role,
) -> Result<Option<Membership>, DbError> {
    let rest =
        "WHERE person_id = $1 AND organisation_id = $2 AND role = $3 AND state IN ('requested', 'invited', 'active')";
    db::find_where(tx, rest, params![person, organisation, role])
}

/// People with an active role whose address ends in `ending`, with their membership: the cast of the demo.
pub(crate) fn cast(tx: &mut Tx<'_>, ending: &str) -> Result<Vec<(Person, Placed)>, DbError> {
    let people: Vec<Person> =
        db::list(tx, "WHERE email LIKE $1 AND closed_at IS NULL ORDER BY id LIMIT 60", params![format!("%{ending}")])?;
    let ids: Vec<PersonId> = people.iter().map(|p| p.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = super::places(&ids, 1);
    let sql = format!(
        "SELECT {COLUMNS}, o.name, o.name_en FROM membership m JOIN organisation o ON o.id = m.organisation_id \
         WHERE m.person_id IN ({places}) AND m.state = 'active' ORDER BY m.id"
    );
    let placed: Vec<Placed> = tx.query(&sql, &values)?;
    let of = |placed: Placed| {
        let person = people.iter().find(|p| p.id == placed.membership.person_id)?.clone();
        Some((person, placed))
    };
    Ok(placed.into_iter().filter_map(of).collect())
}
