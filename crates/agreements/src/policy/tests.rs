//! Rights as text: a change of rights is a difference that anybody can read.

use kernel::{Instant, Mode, Money, OrganisationId, PersonId, Word};

use super::*;
use crate::state::steps_from;

fn id<T: std::str::FromStr>(n: u32) -> T {
    match format!("00000000-0000-7000-8000-{n:012}").parse() {
        Ok(id) => id,
        Err(_) => panic!("an id"),
    }
}

const PI: u32 = 1;
const MEMBER: u32 = 2;
const OURS: u32 = 100;
const THEIRS: u32 = 900;

pub(super) fn agreement(mode: Mode, state: State) -> Agreement {
    let now = Instant::from_millis(0);
    Agreement {
        id: id(1),
        application_id: id(2),
        item_id: id(3),
        enterprise_id: id(OURS),
        university_id: id(OURS),
        round_id: id(4),
        pi_id: id(PI),
        mode,
        title: "课程".into(),
        starts_on: None,
        closes_on: None,
        cash: Money::ZERO,
        goods: Money::ZERO,
        document_cash: None,
        document_goods: None,
        clause_payment: false,
        clause_results: false,
        clause_copyright: false,
        clause_duties: false,
        ip_terms: String::new(),
        duties: String::new(),
        university_confirmed_at: None,
        enterprise_confirmed_at: None,
        agreed_at: None,
        list_id: None,
        version: 0,
        version_hash: String::new(),
        state,
        state_since: now,
        revision: 1,
        created_at: now,
    }
}

fn team() -> Team {
    Team::of([id(PI), id(MEMBER)])
}

/// Everybody worth a line: each role at a party of the agreement and elsewhere, the principal investigator, the platform,
/// and the project's own people under a hat that decides.
fn cast() -> Vec<(String, Actor)> {
    let hat = |role, at: u32| Some(Hat { role, organisation_id: id::<OrganisationId>(at) });
    let actor = |person: u32, hat| Actor::person(id::<PersonId>(person), "某人", hat);
    let mut all = vec![
        ("principal investigator".to_owned(), actor(PI, hat(Role::Teacher, OURS))),
        ("principal investigator without a role".to_owned(), actor(PI, None)),
        ("somebody without a role".to_owned(), actor(7, None)),
        ("the platform".to_owned(), Actor::system()),
    ];
    for role in [Role::UniversityAdministrator, Role::EnterpriseContact] {
        all.push((format!("principal investigator as {role} here"), actor(PI, hat(role, OURS))));
        all.push((format!("member as {role} here"), actor(MEMBER, hat(role, OURS))));
    }
    for role in Role::ALL {
        all.push((format!("{role} here"), actor(7, hat(*role, OURS))));
        all.push((format!("{role} elsewhere"), actor(7, hat(*role, THEIRS))));
    }
    all
}

fn matrix(mode: Mode) -> String {
    let mut out = String::new();
    for (name, actor) in cast() {
        let seen = may_view(&actor, &agreement(mode, State::Draft));
        out.push_str(&format!("{name}: {}\n", if seen { "sees it" } else { "does not see it" }));
        for state in State::ALL {
            let agreement = agreement(mode, *state);
            let steps: Vec<&str> = steps_from(*state, mode)
                .filter(|step| may(&actor, *step, &agreement, &team()))
                .map(Word::word)
                .collect();
            if !steps.is_empty() {
                out.push_str(&format!("    {state}: {}\n", steps.join(", ")));
            }
        }
    }
    out
}

#[test]
fn rights_in_legacy_mode() {
    insta::assert_snapshot!(matrix(Mode::Legacy));
}

#[test]
fn rights_in_2024_mode() {
    insta::assert_snapshot!(matrix(Mode::Rolling));
}

#[test]
fn whoever_may_take_a_step_sees_the_agreement() {
    for (name, actor) in cast() {
        for mode in Mode::ALL {
            let agreement = agreement(*mode, State::Draft);
            for step in Step::ALL {
                assert!(!may(&actor, *step, &agreement, &team()) || may_view(&actor, &agreement), "{name} {step}");
            }
        }
    }
}

#[test]
fn whoever_may_not_see_it_does_not_learn_that_it_exists() {
    let stranger = Actor::person(id(7), "某人", None);
    assert!(matches!(
        permit(&stranger, Step::Submit, agreement(Mode::Rolling, State::Draft), &team()),
        Err(Refusal::NotFound)
    ));
    let office = Actor::person(id(7), "某人", Some(Hat { role: Role::ProgrammeOffice, organisation_id: id(THEIRS) }));
    assert!(matches!(
        permit(&office, Step::Submit, agreement(Mode::Rolling, State::Draft), &team()),
        Err(Refusal::Forbidden { .. })
    ));
}

#[test]
fn only_a_draft_is_edited_and_only_by_its_principal_investigator() {
    let pi = Actor::person(id(PI), "林梅", None);
    for state in State::ALL {
        assert_eq!(edit_permit(&pi, agreement(Mode::Rolling, *state)).is_ok(), *state == State::Draft, "{state}");
    }
}
