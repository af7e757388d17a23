use guidelines::rules::Interest;
use kernel::{CaseCallId, CaseId, Hat, Instant, PersonId, ReviewId};

use super::*;

const OWN: u128 = 7;

fn person(n: u128) -> PersonId {
    PersonId(kernel_uuid(n))
}

fn kernel_uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

fn house(n: u128) -> OrganisationId {
    OrganisationId(kernel_uuid(n))
}

fn dossier(state: State, route: Route, kind: Kind) -> Dossier {
    let now = Instant::from_millis(0);
    let case = Case {
        id: CaseId::nil(),
        call_id: CaseCallId::nil(),
        kind,
        route,
        project_id: None,
        university_id: Some(house(OWN)),
        enterprise_id: Some(house(OWN + 1)),
        author_id: person(1),
        author_name: String::new(),
        title_zh: String::new(),
        title_en: String::new(),
        summary: String::new(),
        novelty: String::new(),
        influence: String::new(),
        nomination_reason: String::new(),
        decision_reason: String::new(),
        mean: 0,
        review_count: 0,
        meeting_id: None,
        submitted_at: None,
        published_at: None,
        state,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    let call = CaseCall {
        id: CaseCallId::nil(),
        year: 2024,
        series_zh: String::new(),
        series_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        takes_projects: true,
        takes_universities: true,
        takes_enterprises: true,
        accepted_by: None,
        takes_earlier: false,
        by_enterprises: true,
        quota: None,
        closes_on: now.day(),
        opened_at: None,
        published_at: None,
        state: CallState::Reviewing,
        state_since: now,
        revision: 1,
        created_by: PersonId::nil(),
        created_at: now,
    };
    let review = CaseReview {
        id: ReviewId::nil(),
        case_id: CaseId::nil(),
        expert_id: person(3),
        conflict: Interest::None,
        conflict_text: String::new(),
        scores: "{}".into(),
        mean: None,
        comment: String::new(),
        revision: 0,
        assigned_by: PersonId::nil(),
        assigned_at: now,
        declared_at: None,
        decided_at: None,
        released_at: None,
    };
    Dossier { case, call, team: Team::of([person(1), person(2)]), reviews: vec![review] }
}

fn people() -> Vec<(&'static str, Actor)> {
    let at = |n: u128, role, organisation| {
        Actor::person(person(n), "x", Some(Hat { role, organisation_id: house(organisation) }))
    };
    vec![
        ("author", at(1, Role::Teacher, OWN)),
        ("member", at(2, Role::Teacher, OWN)),
        ("other teacher", at(9, Role::Teacher, OWN)),
        ("university", at(9, Role::UniversityAdministrator, OWN)),
        ("university, member", at(2, Role::UniversityAdministrator, OWN)),
        ("other university", at(9, Role::UniversityAdministrator, 99)),
        ("enterprise", at(9, Role::EnterpriseContact, OWN + 1)),
        ("enterprise reviewer", at(9, Role::EnterpriseReviewer, OWN + 1)),
        ("expert", at(3, Role::Expert, 50)),
        ("other expert", at(4, Role::Expert, 50)),
        ("office", at(9, Role::ProgrammeOffice, 50)),
        ("office, member", at(2, Role::ProgrammeOffice, 50)),
        ("ministry", at(9, Role::Ministry, 51)),
        ("province", at(9, Role::Province, 52)),
        ("operator", at(9, Role::Operator, 53)),
        ("the platform", Actor::system()),
        ("without a role", Actor::person(person(9), "x", None)),
    ]
}

/// One line for each state: the steps that are permitted, and `(write)`, `(panel)`, `(review)`, `(reads reviews)`.
fn rights(who: &Actor, route: Route, kind: Kind) -> String {
    let mut out = String::new();
    for state in State::ALL {
        let now = || dossier(*state, route, kind);
        let mut words: Vec<&str> =
            Step::ALL.iter().filter(|step| permit(who, **step, now()).is_ok()).map(|step| step.word()).collect();
        for (said, may) in [
            ("(write)", edit_permit(who, now()).is_ok()),
            ("(panel)", panel_permit(who, &now()).is_ok()),
            ("(review)", review_permit(who, &now()).is_ok()),
            ("(reads reviews)", may_read_reviews(who, &now())),
        ] {
            if may {
                words.push(said);
            }
        }
        let sees = may_view(who, &now());
        assert!(sees || words.is_empty(), "whoever may act must see");
        out.push_str(&format!("    {:<14} {}\n", state.word(), if sees { words.join(", ") } else { "hidden".into() }));
    }
    out
}

#[test]
fn rights_on_a_project_case_by_its_university() {
    let all =
        people().into_iter().map(|(name, who)| format!("{name}\n{}", rights(&who, Route::University, Kind::Project)));
    insta::assert_snapshot!(all.collect::<String>());
}

#[test]
fn rights_on_a_project_case_by_its_enterprise() {
    let all =
        people().into_iter().map(|(name, who)| format!("{name}\n{}", rights(&who, Route::Enterprise, Kind::Project)));
    insta::assert_snapshot!(all.collect::<String>());
}

#[test]
fn rights_on_a_universitys_own_case() {
    let all = people().into_iter().map(|(name, who)| format!("{name}\n{}", rights(&who, Route::Own, Kind::University)));
    insta::assert_snapshot!(all.collect::<String>());
}

#[test]
fn a_decision_is_no_news_before_the_list_is_published() {
    let mut it = dossier(State::Selected, Route::University, Kind::Project);
    let people = people();
    let told = |it: &Dossier| {
        people.iter().filter(|(_, who)| sees_decision(who, it)).map(|(name, _)| *name).collect::<Vec<_>>()
    };
    assert_eq!(told(&it), ["office", "ministry", "the platform"]);
    assert_eq!(shown(State::Selected, false), State::ExpertReview.text());
    assert_eq!(shown(State::NotSelected, true), State::NotSelected.text());
    it.call.state = CallState::Published;
    assert_eq!(told(&it).len(), people.len());
}
