//! The contact corrects a registration before it is verified.

use db::Tx;
use journal::Act;
use kernel::{Actor, OrganisationId, Refusal};

use super::register_enterprise::{EnterpriseForm, code_taken};
use crate::policy::{self, Edit};
use crate::record::{EnterpriseProfile, Organisation};
use crate::store;

/// Writes what the contact corrected; `revision` is that of the page it was typed on.
pub fn edit_enterprise(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    revision: i64,
    form: &EnterpriseForm,
) -> Result<Organisation, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    let mut organisation = policy::permit_edit(&eyes, Edit::Profile, organisation)?.into_organisation();
    form.check(tx.now().day())?;
    if store::organisation_by_code(tx, form.code.as_str())?.is_some_and(|other| other.id != id) {
        return Err(code_taken().into());
    }
    let before = store::enterprise_profile(tx, id)?;
    organisation.revision = revision;
    organisation.name = form.name.clone();
    organisation.name_en = form.name_en.clone();
    organisation.code = Some(form.code.as_str().to_owned());
    organisation.province = form.province();
    db::save(tx, &organisation)?;
    db::save(tx, &kept_waiver(form.profile(id), &before))?;
    let detail =
        serde_json::json!({ "name": organisation.name, "code": organisation.code, "profile": form.profile(id) });
    journal::record(tx, Act::new(actor, "organisation", id.0, "edit").detail(detail));
    store::organisation(tx, id)
}

/// A waiver covers the capital it was given for; another amount needs another one. Rule E-03.
fn kept_waiver(new: EnterpriseProfile, before: &EnterpriseProfile) -> EnterpriseProfile {
    if new.paid_in_capital < before.paid_in_capital {
        return new;
    }
    EnterpriseProfile {
        capital_waiver_reason: before.capital_waiver_reason.clone(),
        capital_waived_at: before.capital_waived_at,
        ..new
    }
}
