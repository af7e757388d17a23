use kernel::{Actor, GuidelineId, Hat, Instant, Mode, OrganisationId, PersonId, ReviewId, RoundId, RulesetId, Word};

use super::*;
use crate::rules::Interest;

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(uuid::Uuid::from_u128(n))
}
fn person(n: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(n))
}
fn actor(n: u128, role: Role, at: u128) -> Actor {
    Actor::person(person(n), "x", Some(Hat { role, organisation_id: organisation(at) }))
}

fn guideline(state: State, mode: Mode, is_special: bool) -> Guideline {
    Guideline {
        id: GuidelineId::nil(),
        enterprise_id: organisation(1),
        round_id: RoundId::nil(),
        ruleset_id: RulesetId::nil(),
        mode,
        is_special,
        title: "t".into(),
        about: String::new(),
        directions: String::new(),
        how_to_apply: String::new(),
        contact_name: String::new(),
        contact_phone: String::new(),
        contact_email: String::new(),
        state,
        state_since: Instant::from_millis(0),
        revision: 0,
        created_by: PersonId::nil(),
        created_at: Instant::from_millis(0),
        submitted_at: None,
        published_at: None,
    }
}

fn review(expert: u128, conflict: Interest, released: bool) -> GuidelineReview {
    let now = Instant::from_millis(0);
    GuidelineReview {
        id: ReviewId::nil(),
        guideline_id: GuidelineId::nil(),
        expert_id: person(expert),
        conflict,
        conflict_text: String::new(),
        scores: "{}".into(),
        comment: String::new(),
        recommendation: None,
        revision: 0,
        assigned_by: PersonId::nil(),
        assigned_at: now,
        declared_at: None,
        decided_at: None,
        released_at: released.then_some(now),
    }
}

fn cast() -> Vec<(&'static str, Actor)> {
    vec![
        ("contact of the enterprise", actor(1, Role::EnterpriseContact, 1)),
        ("reviewer of the enterprise", actor(2, Role::EnterpriseReviewer, 1)),
        ("contact of another enterprise", actor(3, Role::EnterpriseContact, 2)),
        ("expert, not asked yet", actor(10, Role::Expert, 5)),
        ("expert without interest", actor(11, Role::Expert, 5)),
        ("expert with an interest", actor(12, Role::Expert, 5)),
        ("expert taken out", actor(13, Role::Expert, 5)),
        ("expert not assigned", actor(14, Role::Expert, 5)),
        ("expert without interest, acting as a teacher", actor(11, Role::Teacher, 6)),
        ("programme office", actor(20, Role::ProgrammeOffice, 5)),
        ("ministry", actor(21, Role::Ministry, 7)),
        ("province", actor(22, Role::Province, 8)),
        ("teacher", actor(23, Role::Teacher, 6)),
        ("student", actor(24, Role::Student, 6)),
        ("university administrator", actor(25, Role::UniversityAdministrator, 6)),
        ("university finance officer", actor(26, Role::UniversityFinance, 6)),
        ("operator", actor(27, Role::Operator, 9)),
        ("without a role", Actor::person(person(28), "x", None)),
        ("the platform", Actor::system()),
    ]
}

fn panel() -> Vec<GuidelineReview> {
    vec![
        review(10, Interest::NotAsked, false),
        review(11, Interest::None, false),
        review(12, Interest::Declared, false),
        review(13, Interest::None, true),
    ]
}

/// One line for each state: the steps permitted; `hidden` where the guideline does not exist for the actor.
fn rights(who: &Actor, mode: Mode, is_special: bool) -> String {
    let mut out = String::new();
    for state in State::ALL {
        let here = guideline(*state, mode, is_special);
        let allowed =
            Step::ALL.iter().filter(|step| permit(who, **step, here.clone(), panel()).is_ok()).map(|step| step.word());
        let mut words: Vec<&str> = allowed.collect();
        if edit_permit(who, here.clone(), &panel()).is_ok() {
            words.push("(write)");
        }
        if panel_permit(who, &here, &panel()).is_ok() {
            words.push("(experts)");
        }
        if review_permit(who, &here, &panel()).is_ok() {
            words.push("(review)");
        }
        let sees = may_view(who, &here, &panel());
        assert!(sees || words.is_empty(), "whoever may act must see");
        let said = if sees { words.join(", ") } else { "hidden".into() };
        out.push_str(&format!("    {:<13} {said}\n", state.word()));
    }
    out
}

fn matrix(mode: Mode, is_special: bool) -> String {
    cast().iter().map(|(name, who)| format!("{name}\n{}", rights(who, mode, is_special))).collect()
}

#[test]
fn rights_on_an_ordinary_guideline_of_the_2024_mode() {
    insta::assert_snapshot!(matrix(Mode::Rolling, false));
}

#[test]
fn rights_on_an_ordinary_guideline_of_legacy_mode() {
    insta::assert_snapshot!(matrix(Mode::Legacy, false));
}

#[test]
fn rights_on_a_special_programme_of_the_2024_mode() {
    insta::assert_snapshot!(matrix(Mode::Rolling, true));
}

#[test]
fn every_step_belongs_to_somebody_in_both_modes() {
    for step in Step::ALL {
        for mode in Mode::ALL {
            let here = guideline(State::Draft, *mode, true);
            assert!(cast().iter().any(|(_, who)| may(who, *step, &here, &panel())), "{step} in {mode}");
        }
    }
}
