//! A university sets its own limits. Rule A-08.

use db::Tx;
use journal::Act;
use kernel::{Actor, OrganisationId, Refusal};

use super::all_of;
use crate::policy::{self, Edit};
use crate::store;
use crate::university_limits::only_tightens;

/// The limits as typed, in the order of `university_limits::FIELDS`; empty leaves the programme's.
pub type LimitsForm = [Option<u32>; 4];

/// Sets the limits of a university; they may only be tighter than the programme's.
pub fn set_limits(tx: &mut Tx<'_>, actor: &Actor, id: OrganisationId, form: &LimitsForm) -> Result<(), Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    policy::permit_edit(&eyes, Edit::Limits, organisation)?;
    let terms = store::terms_today(tx)?;
    all_of(only_tightens(form, &terms))?;
    let mut profile = store::university_profile(tx, id)?;
    let [person, memberships, enterprise, enterprise_and_type] = form.map(|limit| limit.map(i64::from));
    profile.per_person_and_round = person;
    profile.memberships_per_round = memberships;
    profile.per_enterprise_and_round = enterprise;
    profile.per_enterprise_and_type = enterprise_and_type;
    db::save(tx, &profile)?;
    journal::record(
        tx,
        Act::new(actor, "organisation", id.0, "set_limits").detail(serde_json::json!({ "limits": form })),
    );
    Ok(())
}
