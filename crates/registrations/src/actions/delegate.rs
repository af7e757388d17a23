//! An organisation registers the people it sends.

use db::Tx;
use kernel::{Actor, Breach, Breaches, MeetingId, OrganisationId, PersonId, Refusal, Text, say};
use serde::Deserialize;
use utoipa::ToSchema;

use super::register::{About, write};
use super::{draft::RegistrationDraft, opened};
use crate::record::Registration;
use crate::{policy, rules};

/// The people an organisation sends.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    pub people: Vec<RegistrationDraft>,
}

/// People one form holds.
pub(crate) const PEOPLE_MOST: usize = 100;
const NOBODY: Text = say("请至少填写一人", "Name at least one person");
const MANY: Text = say("一次最多登记 {most} 人", "At most {most} people at once");

/// Registers people of the actor's organisation: all of them, or none and what is wrong with each. An account is tied to a
/// registration where the address is that of one of the organisation's own people.
pub fn delegate(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    delegation: &Delegation,
) -> Result<Vec<Registration>, Refusal> {
    let house = policy::permit_delegation(actor)?;
    let (meeting, opening) = opened(tx, actor, meeting)?;
    let mut found = Breaches::new();
    found.extend(rules::is_open(tx.now(), opening.opens_at, opening.closes_at).err());
    if delegation.people.is_empty() {
        found.push(Breach::field("people.0.name_zh", NOBODY));
    }
    if delegation.people.len() > PEOPLE_MOST {
        found.push(Breach::field("", MANY.with(&[("most", &PEOPLE_MOST)])));
    }
    for (at, draft) in delegation.people.iter().enumerate() {
        found.extend(of_row(at, draft.check(&meeting, false)));
    }
    kernel::check(found.into_iter().map(Err))?;
    let mut made = Vec::with_capacity(delegation.people.len());
    for (at, draft) in delegation.people.iter().enumerate() {
        let about = About {
            person_id: account_of(tx, draft.email.trim(), house)?,
            organisation_id: Some(house),
            by_office: false,
        };
        let written = write(tx, actor, &meeting, about, draft).map_err(|refusal| match refusal {
            Refusal::Breaches(breaches) => Refusal::Breaches(of_row(at, breaches)),
            other => other,
        });
        made.push(written?);
    }
    Ok(made)
}

fn of_row(at: usize, breaches: Breaches) -> Breaches {
    let moved = breaches.into_iter().map(|it| match it.field.is_empty() {
        true => it,
        false => Breach { field: format!("people.{at}.{}", it.field), ..it },
    });
    moved.collect()
}

/// The account with this address, if it is one of the organisation's people.
fn account_of(tx: &mut Tx<'_>, email: &str, house: OrganisationId) -> Result<Option<PersonId>, Refusal> {
    if email.is_empty() {
        return Ok(None);
    }
    let Some(person) = directory::find_person_by_email(tx, email)? else { return Ok(None) };
    let own = directory::memberships_of(tx, person.id)?;
    Ok(own.iter().any(|it| it.organisation_id == house).then_some(person.id))
}
