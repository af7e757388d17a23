//! Organisations that only a list of earlier years names.

use db::Tx;
use journal::Act;
use kernel::{Actor, OrganisationId, Refusal};

use crate::kinds::OrganisationKind;
use crate::record::{Organisation, UniversityProfile};
use crate::state::OrganisationState;

/// Adds an organisation by its name alone, as imported and not verified. That somebody asked for it, the calling action has
/// checked.
pub fn add_imported(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: OrganisationKind,
    name: &str,
    province: &str,
) -> Result<Organisation, Refusal> {
    let now = tx.now();
    let organisation = Organisation {
        id: OrganisationId::at(now),
        kind,
        name: name.to_owned(),
        name_en: String::new(),
        code: None,
        province: province.to_owned(),
        state: OrganisationState::Imported,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &organisation)?;
    if kind == OrganisationKind::University {
        db::insert(tx, &bare(organisation.id))?;
    }
    let act = Act::new(actor, "organisation", organisation.id.0, "import").born(OrganisationState::Imported);
    journal::record(tx, act.detail(serde_json::json!({ "name": name })));
    Ok(organisation)
}

/// A university of which nothing but the name is known.
fn bare(id: OrganisationId) -> UniversityProfile {
    UniversityProfile {
        id,
        authority: String::new(),
        level: String::new(),
        place: String::new(),
        remark: String::new(),
        project_department: String::new(),
        per_person_and_round: None,
        memberships_per_round: None,
        per_enterprise_and_round: None,
        per_enterprise_and_type: None,
    }
}
