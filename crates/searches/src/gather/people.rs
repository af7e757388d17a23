//! People in their roles, for those who administer the organisation: one thing for each role somebody holds, asks for or is
//! invited to. Of somebody merely invited only what the inviter typed may be found.

use db::{DbError, Tx};
use directory::{MembershipState, OrganisationKind};
use kernel::{Instant, MembershipId, OrganisationId, Role, Value, Word};
use search::{Entry, Facts, Kind, Standing, Texts};

use super::{Group, two_digits};

const SQL: &str = "SELECT membership.id, membership.role, membership.school, membership.state, membership.created_at, \
     person.name, person.name_en, person.email, organisation.id, organisation.kind, organisation.province FROM membership \
     JOIN person ON person.id = membership.person_id JOIN organisation ON organisation.id = membership.organisation_id \
     WHERE membership.state IN ('requested', 'invited', 'active') AND ";

pub(super) fn read(tx: &mut Tx<'_>, rest: &str, values: &[Value]) -> Result<Vec<Entry>, DbError> {
    let mut all = Vec::new();
    tx.each(&format!("{SQL}{rest}"), values, |row| {
        let (id, role): (MembershipId, Role) = (row.next()?, row.next()?);
        let (school, state, since): (String, MembershipState, Instant) = (row.next()?, row.next()?, row.next()?);
        let (name, name_en, email): (String, String, String) = (row.next()?, row.next()?, row.next()?);
        let (at, kind, province): (OrganisationId, OrganisationKind, String) = (row.next()?, row.next()?, row.next()?);
        let is_invited = state == MembershipState::Invited;
        let (title, person) = if is_invited { (String::new(), String::new()) } else { (name, name_en) };
        let body = format!("{} {} {school}", role.text().zh, role.text().en);
        let of = |wanted: OrganisationKind| (kind == wanted).then_some(at.0);
        all.push(Entry {
            kind: Kind::Person,
            id: id.0,
            open: None,
            inner: Texts { title, person, body, codes: vec![email], ..Texts::default() },
            audience: vec![Group::PeopleOf.of(at.0)],
            facts: Facts {
                province: two_digits(&province),
                standing: Some(if state == MembershipState::Active { Standing::Active } else { Standing::Asked }),
                enterprise: of(OrganisationKind::Enterprise),
                university: of(OrganisationKind::University),
                ..Facts::default()
            },
            since: since.millis(),
        });
        Ok(())
    })?;
    Ok(all)
}
