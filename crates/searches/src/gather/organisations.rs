//! Enterprises, universities and authorities: names and codes of verified ones are public; what an enterprise declared is
//! read inside.

use db::{DbError, Tx};
use directory::{OrganisationKind, OrganisationState};
use kernel::{Instant, OrganisationId, Value};
use search::{Entry, Facts, Kind, Standing, Texts};

use super::{Group, both, two_digits};

const SQL: &str = "SELECT organisation.id, organisation.kind, organisation.name, organisation.name_en, organisation.code, \
     organisation.province, organisation.state, organisation.state_since, organisation.created_at, enterprise_profile.about, \
     enterprise_profile.contact_name, enterprise_profile.contact_email FROM organisation \
     LEFT JOIN enterprise_profile ON enterprise_profile.id = organisation.id WHERE ";

pub(super) fn read(tx: &mut Tx<'_>, rest: &str, values: &[Value]) -> Result<Vec<Entry>, DbError> {
    let mut all = Vec::new();
    tx.each(&format!("{SQL}{rest}"), values, |row| {
        let (id, kind): (OrganisationId, OrganisationKind) = (row.next()?, row.next()?);
        let (name, name_en): (String, String) = (row.next()?, row.next()?);
        let (code, province): (Option<String>, String) = (row.next()?, row.next()?);
        let (state, state_since, created_at): (OrganisationState, Instant, Instant) =
            (row.next()?, row.next()?, row.next()?);
        let profile: [Option<String>; 3] = [row.next()?, row.next()?, row.next()?];
        let [about, contact, email] = profile.map(Option::unwrap_or_default);
        let names = both(&name, &name_en);
        // Standing in two fields, an organisation goes before the projects and items that name it.
        let (mut enterprise, mut university, body) = (String::new(), String::new(), names.clone());
        let (mut enterprise_id, mut university_id) = (None, None);
        match kind {
            OrganisationKind::Enterprise => (enterprise, enterprise_id) = (names, Some(id.0)),
            OrganisationKind::University => (university, university_id) = (names, Some(id.0)),
            OrganisationKind::Province
            | OrganisationKind::Ministry
            | OrganisationKind::ExpertGroup
            | OrganisationKind::Operator => {}
        }
        let shown =
            Texts { title: name, enterprise, university, body, codes: code.into_iter().collect(), ..Texts::default() };
        let declared = Texts { person: contact, body: about, codes: vec![email], ..Texts::default() };
        let is_public = state.shown_to_public().is_some();
        let inner = if is_public {
            declared
        } else {
            let codes = shown.codes.iter().cloned().chain(declared.codes).collect();
            let body = format!("{}\n{}", shown.body, declared.body);
            Texts { person: declared.person, body, codes, ..shown.clone() }
        };
        let own = Group::Organisation.of(id.0);
        all.push(Entry {
            kind: Kind::Organisation,
            id: id.0,
            open: is_public.then_some(shown),
            inner,
            audience: std::iter::once(own).chain(Group::OrganisationProvince.province(&province)).collect(),
            facts: Facts {
                year: 0,
                project_type: None,
                province: two_digits(&province),
                standing: Some(standing(state)),
                mode: None,
                enterprise: enterprise_id,
                university: university_id,
            },
            since: appeared(state, state_since, created_at).millis(),
        });
        Ok(())
    })?;
    Ok(all)
}

/// To the public an organisation appears when it is verified, to its own people when it is registered.
pub(crate) fn appeared(state: OrganisationState, state_since: Instant, created_at: Instant) -> Instant {
    if state == OrganisationState::Verified { state_since } else { created_at }
}

const fn standing(state: OrganisationState) -> Standing {
    match state {
        OrganisationState::Registered => Standing::Registered,
        OrganisationState::Returned => Standing::Returned,
        OrganisationState::Verified => Standing::Verified,
        OrganisationState::Refused => Standing::Refused,
        OrganisationState::Suspended => Standing::Suspended,
        OrganisationState::Imported => Standing::Imported,
    }
}
