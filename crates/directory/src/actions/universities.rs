//! The programme office adds what does not register itself: universities, provinces, the ministry.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, OrganisationId, Refusal, say, university_code};

use super::all_of;
use crate::kinds::OrganisationKind;
use crate::policy;
use crate::record::{Organisation, UniversityProfile};
use crate::rules::wrong_university_code;
use crate::state::OrganisationState;
use crate::store;

/// What the office types.
#[derive(Clone, Debug)]
pub struct AddedForm {
    pub kind: OrganisationKind,
    pub name: String,
    pub name_en: String,
    /// The ministry's 10 digits; only for a university.
    pub code: String,
    pub province: String,
    pub authority: String,
    pub level: String,
    pub place: String,
    pub project_department: String,
}

/// Adds a verified organisation.
pub fn add_organisation(tx: &mut Tx<'_>, actor: &Actor, form: &AddedForm) -> Result<Organisation, Refusal> {
    if !policy::may_add(actor) {
        return Err(Refusal::forbidden(policy::OFFICE));
    }
    let code = checked_code(tx, form)?;
    let now = tx.now();
    let organisation = Organisation {
        id: OrganisationId::at(now),
        kind: form.kind,
        name: form.name.clone(),
        name_en: form.name_en.clone(),
        code,
        province: form.province.clone(),
        state: OrganisationState::Verified,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &organisation)
        .map_err(|error| if error.is_duplicate() { known().into() } else { Refusal::from(error) })?;
    if form.kind == OrganisationKind::University {
        db::insert(tx, &profile(organisation.id, form))?;
    }
    journal::record(tx, Act::new(actor, "organisation", organisation.id.0, "add").born(OrganisationState::Verified));
    Ok(organisation)
}

fn checked_code(tx: &mut Tx<'_>, form: &AddedForm) -> Result<Option<String>, Refusal> {
    let mut breaches = Vec::new();
    if !policy::ADDED_BY_HAND.contains(&form.kind) {
        breaches
            .push(Breach::field("kind", say("此类单位不能在此添加", "An organisation of this kind is not added here")));
    }
    let code = match form.kind {
        OrganisationKind::University => read_code(form).map_err(|breach| breaches.push(breach)).ok(),
        OrganisationKind::Enterprise
        | OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => None,
    };
    if let Some(code) = &code
        && store::organisation_by_code(tx, code)?.is_some()
    {
        breaches.push(known());
    }
    all_of(breaches)?;
    Ok(code)
}

fn read_code(form: &AddedForm) -> Result<String, Breach> {
    let read = university_code::parse(&form.code)
        .and_then(|code| university_code::in_province(&code, &form.province).map(|()| code));
    read.map_err(|wrong| Breach::field("code", wrong_university_code(&wrong)))
}

fn known() -> Breach {
    Breach::field("code", say("该代码已经登记", "This code is registered already"))
}

fn profile(id: OrganisationId, form: &AddedForm) -> UniversityProfile {
    UniversityProfile {
        id,
        authority: form.authority.clone(),
        level: form.level.clone(),
        place: form.place.clone(),
        remark: String::new(),
        project_department: form.project_department.clone(),
        per_person_and_round: None,
        memberships_per_round: None,
        per_enterprise_and_round: None,
        per_enterprise_and_type: None,
    }
}
