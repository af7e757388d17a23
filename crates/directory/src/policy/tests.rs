use std::fmt::Write;

use kernel::{Hat, Instant, MembershipId, PersonId, Word};
use uuid::Uuid;

use super::*;
use crate::record::Membership;
use crate::state::{MembershipState, MembershipStep};

fn id(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}
fn someone(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn organisation(kind: OrganisationKind, state: State) -> Organisation {
    Organisation {
        id: id(1),
        kind,
        name: "甲".into(),
        name_en: String::new(),
        code: None,
        province: "32".into(),
        state,
        state_since: Instant::from_millis(0),
        revision: 1,
        created_at: Instant::from_millis(0),
    }
}

fn eyes(role: Role, organisation_id: OrganisationId, province: Option<&str>) -> Eyes {
    let actor = Actor::person(someone(7), "乙", Some(Hat { role, organisation_id }));
    Eyes { actor: Some(actor), province: province.map(str::to_owned), houses: Vec::new() }
}

/// Everybody who may look: each role at the organisation itself where it exists there, and each elsewhere.
fn everybody(kind: OrganisationKind) -> Vec<(String, Eyes)> {
    let mut all = vec![("public".to_owned(), Eyes::default())];
    for role in Role::ALL {
        if kind.roles().contains(role) {
            all.push((format!("{role} here"), eyes(*role, id(1), None)));
        }
        match role {
            Role::Province => {
                all.push(("province, same".into(), eyes(*role, id(2), Some("32"))));
                all.push(("province, other".into(), eyes(*role, id(2), Some("11"))));
            }
            other => all.push((format!("{other} elsewhere"), eyes(*other, id(2), None))),
        }
    }
    let of_this_house = Eyes { houses: vec![id(1)], ..eyes(Role::ProgrammeOffice, id(2), None) };
    all.push(("programme_office, of this house under another hat".into(), of_this_house));
    all
}

#[test]
fn rights_on_an_enterprise_by_role_state_and_step() {
    let mut out = String::new();
    for (name, eyes) in everybody(OrganisationKind::Enterprise) {
        for state in State::ALL {
            let organisation = organisation(OrganisationKind::Enterprise, *state);
            let sees = match (may_view_inside(&eyes, &organisation), may_view(&eyes, &organisation)) {
                (true, _) => "sees all",
                (false, true) => "sees the public part",
                (false, false) => "sees nothing",
            };
            let open: Vec<&str> = crate::state::organisation::steps_from(*state)
                .filter(|step| permit(&eyes, *step, organisation.clone()).is_ok())
                .map(Word::word)
                .collect();
            let edits: Vec<String> = [Edit::Profile, Edit::Standing, Edit::People]
                .into_iter()
                .filter(|edit| permit_edit(&eyes, *edit, organisation.clone()).is_ok())
                .map(|edit| format!("{edit:?}").to_lowercase())
                .collect();
            writeln!(out, "{name} | {state} | {sees} | {} | {}", open.join(", "), edits.join(", "))
                .expect("a string takes all");
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn rights_on_a_membership_by_person_state_and_step() {
    let people = [
        ("the person", Actor::person(someone(9), "丙", None)),
        (
            "the person as university administrator",
            Actor::person(someone(9), "丙", Some(Hat { role: Role::UniversityAdministrator, organisation_id: id(1) })),
        ),
        (
            "university administrator here",
            Actor::person(someone(7), "乙", Some(Hat { role: Role::UniversityAdministrator, organisation_id: id(1) })),
        ),
        (
            "university administrator elsewhere",
            Actor::person(someone(7), "乙", Some(Hat { role: Role::UniversityAdministrator, organisation_id: id(2) })),
        ),
        ("teacher here", Actor::person(someone(7), "乙", Some(Hat { role: Role::Teacher, organisation_id: id(1) }))),
        (
            "programme office",
            Actor::person(someone(7), "乙", Some(Hat { role: Role::ProgrammeOffice, organisation_id: id(3) })),
        ),
        ("operator", Actor::person(someone(7), "乙", Some(Hat { role: Role::Operator, organisation_id: id(4) }))),
    ];
    let mut out = String::new();
    for (name, actor) in people {
        for state in MembershipState::ALL {
            let membership = Membership {
                id: MembershipId(Uuid::from_u128(5)),
                person_id: someone(9),
                organisation_id: id(1),
                role: Role::Teacher,
                school: String::new(),
                state: *state,
                state_since: Instant::from_millis(0),
                created_at: Instant::from_millis(0),
            };
            let open: Vec<&str> = crate::state::membership::steps_from(*state)
                .filter(|step: &MembershipStep| permit_membership(&actor, *step, membership.clone()).is_ok())
                .map(Word::word)
                .collect();
            writeln!(out, "{name} | {state} | {}", open.join(", ")).expect("a string takes all");
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn whoever_may_not_see_an_organisation_does_not_learn_that_it_exists() {
    let registered = organisation(OrganisationKind::Enterprise, State::Registered);
    let stranger = eyes(Role::EnterpriseContact, id(2), None);
    assert!(matches!(permit(&stranger, Step::Verify, registered), Err(Refusal::NotFound)));
    let verified = organisation(OrganisationKind::Enterprise, State::Verified);
    assert!(matches!(permit(&stranger, Step::Suspend, verified), Err(Refusal::Forbidden { .. })));
}

#[test]
fn a_verified_registration_is_no_longer_edited() {
    let contact = eyes(Role::EnterpriseContact, id(1), None);
    let verified = organisation(OrganisationKind::Enterprise, State::Verified);
    assert!(matches!(permit_edit(&contact, Edit::Profile, verified), Err(Refusal::NotOpen { .. })));
}
