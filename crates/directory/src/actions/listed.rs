//! Organisations as a list of their authority names them: the ministry's list of universities, lists of enterprises.

use db::Tx;
use journal::Act;
use kernel::{Actor, OrganisationId, Refusal, Word};
use serde_json::json;

use crate::kinds::OrganisationKind;
use crate::record::{Organisation, UniversityProfile};
use crate::state::{OrganisationState, OrganisationStep};
use crate::{names, policy, store};

/// A line of such a list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ListedOrganisation {
    pub kind: OrganisationKind,
    pub name: String,
    pub code: Option<String>,
    /// Two digits.
    pub province: String,
    pub authority: String,
    pub level: String,
    pub place: String,
    pub remark: String,
}

/// Takes a line over: a new organisation, or what changed about a known one. A university on the ministry's list counts as
/// verified by it; an enterprise still has to register. A former name stays known as an alias.
pub fn take_listed(
    tx: &mut Tx<'_>,
    actor: &Actor,
    known: Option<OrganisationId>,
    listed: &ListedOrganisation,
) -> Result<Organisation, Refusal> {
    if !(actor.is_system || policy::may_add(actor)) {
        return Err(Refusal::forbidden(policy::OFFICE));
    }
    match known {
        None => add(tx, actor, listed),
        Some(id) => change(tx, actor, id, listed),
    }
}

fn add(tx: &mut Tx<'_>, actor: &Actor, listed: &ListedOrganisation) -> Result<Organisation, Refusal> {
    let now = tx.now();
    let state = match listed.kind {
        OrganisationKind::Enterprise => OrganisationState::Imported,
        OrganisationKind::University
        | OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => OrganisationState::Verified,
    };
    let organisation = Organisation {
        id: OrganisationId::at(now),
        kind: listed.kind,
        name: listed.name.clone(),
        name_en: String::new(),
        code: listed.code.clone(),
        province: listed.province.clone(),
        state,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &organisation)
        .map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    if listed.kind == OrganisationKind::University {
        db::insert(tx, &profile(organisation.id, listed, None))?;
    }
    let act = Act::new(actor, "organisation", organisation.id.0, "import").born(state);
    journal::record(tx, act.detail(json!({ "listed": listed })));
    Ok(organisation)
}

fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    listed: &ListedOrganisation,
) -> Result<Organisation, Refusal> {
    let before = store::organisation(tx, id)?;
    let mut after = before.clone();
    after.name.clone_from(&listed.name);
    after.code = listed.code.clone().or(before.code.clone());
    if !listed.province.is_empty() {
        after.province.clone_from(&listed.province);
    }
    if names::key(&before.name) != names::key(&after.name) {
        names::remember_alias(tx, actor, before.kind, &before.name, id)?;
    }
    db::save(tx, &after)?;
    if before.kind == OrganisationKind::University {
        let old: Option<UniversityProfile> = db::find(tx, id)?;
        match &old {
            Some(_) => db::save(tx, &profile(id, listed, old.as_ref()))?,
            None => db::insert(tx, &profile(id, listed, None))?,
        }
    }
    let detail = json!({ "name_before": before.name, "code_before": before.code, "listed": listed });
    journal::record(tx, Act::new(actor, "organisation", id.0, "update_from_list").detail(detail));
    if before.kind == OrganisationKind::University && before.state == OrganisationState::Imported {
        let step = OrganisationStep::Verify;
        let to = before.state.after(step)?;
        journal::advance(tx, Act::new(actor, "organisation", id.0, step.word()).moved(before.state, to))?;
    }
    store::organisation(tx, id)
}

/// What a list says goes before what was known; what it does not say stays.
fn profile(id: OrganisationId, listed: &ListedOrganisation, old: Option<&UniversityProfile>) -> UniversityProfile {
    let of = |said: &str, known: fn(&UniversityProfile) -> &String| match old {
        Some(old) if said.is_empty() => known(old).clone(),
        Some(_) | None => said.to_owned(),
    };
    UniversityProfile {
        id,
        authority: of(&listed.authority, |p| &p.authority),
        level: of(&listed.level, |p| &p.level),
        place: of(&listed.place, |p| &p.place),
        remark: of(&listed.remark, |p| &p.remark),
        project_department: old.map(|p| p.project_department.clone()).unwrap_or_default(),
        per_person_and_round: old.and_then(|p| p.per_person_and_round),
        memberships_per_round: old.and_then(|p| p.memberships_per_round),
        per_enterprise_and_round: old.and_then(|p| p.per_enterprise_and_round),
        per_enterprise_and_type: old.and_then(|p| p.per_enterprise_and_type),
    }
}
