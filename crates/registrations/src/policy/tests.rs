use kernel::{Hat, Instant, MeetingId, OrganisationId, PersonId, RegistrationId, Word};

use super::*;
use crate::actions::RegistrationDraft;
use crate::kinds::MeetingRole;
use crate::state::State;

fn registration(state: State, person: PersonId, house: OrganisationId) -> Registration {
    let now = Instant::from_millis(0);
    let draft = RegistrationDraft::blank(MeetingRole::Delegate);
    Registration {
        id: RegistrationId::nil(),
        meeting_id: MeetingId::nil(),
        role: draft.role,
        person_id: Some(person),
        organisation_id: Some(house),
        name_zh: String::new(),
        name_en: String::new(),
        title_zh: String::new(),
        title_en: String::new(),
        organisation_zh: String::new(),
        organisation_en: String::new(),
        phone: String::new(),
        phone_end: String::new(),
        email: String::new(),
        pass: draft.pass,
        days: "[]".into(),
        sessions: "[]".into(),
        hotel_nights: 0,
        arrives_on: None,
        leaves_on: None,
        invoice_title: String::new(),
        tax_number: String::new(),
        exhibition: String::new(),
        offers: String::new(),
        seeks: String::new(),
        subjects: String::new(),
        partners: String::new(),
        publishes_contact: false,
        badge_version: 1,
        waiting_since: None,
        offer_ends_at: None,
        checked_in_at: None,
        reason: String::new(),
        state,
        state_since: now,
        revision: 1,
        created_by: person,
        created_at: now,
    }
}

/// One line for each state: what is permitted; `hidden` where there is no registration for the actor.
fn rights(who: &Actor, person: PersonId, house: OrganisationId) -> String {
    let mut out = String::new();
    for state in State::ALL {
        let one = || registration(*state, person, house);
        let steps = Step::ALL.iter().filter(|step| permit(who, **step, one()).is_ok());
        let words: Vec<&str> = steps.map(|step| step.word()).collect();
        let sees = permit_view(who, one()).is_ok();
        let said = match (sees || who.is_system, words.is_empty()) {
            (false, true) => "hidden".into(),
            (false, false) => panic!("whoever may act must see"),
            (true, true) => "reads".into(),
            (true, false) => words.join(", "),
        };
        out.push_str(&format!("    {:<10} {said}\n", state.word()));
    }
    out
}

#[test]
fn rights_on_registrations() {
    let now = Instant::from_millis(1_700_000_000_000);
    let (own, other) = (PersonId::at(now), PersonId::at(now));
    let (house, elsewhere) = (OrganisationId::at(now), OrganisationId::at(now));
    let hat = |role, organisation_id| Some(Hat { role, organisation_id });
    let mut cast: Vec<(String, Actor)> = vec![
        ("the person".into(), Actor::person(own, "x", None)),
        ("somebody else without a role".into(), Actor::person(other, "x", None)),
        ("the platform".into(), Actor::system()),
    ];
    for role in Role::ALL {
        cast.push((format!("{} of the same organisation", role.word()), Actor::person(other, "x", hat(*role, house))));
        cast.push((format!("{} of another", role.word()), Actor::person(other, "x", hat(*role, elsewhere))));
    }
    let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
    for (name, who) in &cast {
        let said = rights(who, own, house);
        match blocks.iter_mut().find(|(known, _)| *known == said) {
            Some((_, names)) => names.push(name.clone()),
            None => blocks.push((said, vec![name.clone()])),
        }
    }
    let matrix: String = blocks.iter().map(|(said, names)| format!("{}\n{said}", names.join("\n"))).collect();
    insta::assert_snapshot!(matrix);
}

#[test]
fn the_door_is_for_the_office_and_the_staff_of_the_meeting() {
    let office = Actor::person(
        PersonId::nil(),
        "x",
        Some(Hat { role: Role::ProgrammeOffice, organisation_id: OrganisationId::nil() }),
    );
    let somebody = Actor::person(PersonId::nil(), "x", None);
    assert!(works_at_door(&office, false) && works_at_door(&somebody, true));
    assert!(!works_at_door(&somebody, false) && !works_at_door(&Actor::system(), true));
}
