//! The matrix of rights, as a text that a non-programmer can review.

use std::fmt::Write as _;

use kernel::{ApplicationId, Hat, Instant, ItemId, Mode, OrganisationId, ProjectType, RoundId};

use super::*;

fn organisation(n: i64) -> OrganisationId {
    OrganisationId::at(Instant::from_millis(n * 1_000))
}

fn application(state: State, pi: PersonId, university: OrganisationId, enterprise: OrganisationId) -> Application {
    let now = Instant::from_millis(0);
    Application {
        id: ApplicationId::nil(),
        item_id: ItemId::nil(),
        enterprise_id: enterprise,
        university_id: university,
        round_id: RoundId::nil(),
        mode: Mode::Rolling,
        project_type: ProjectType::Curriculum,
        pi_id: pi,
        pi_name: "林梅".into(),
        school: String::new(),
        title: String::new(),
        summary: String::new(),
        plan: String::new(),
        expected_results: String::new(),
        starts_on: None,
        ends_on: None,
        document_pi_name: String::new(),
        is_signed: true,
        state,
        state_since: now,
        revision: 1,
        created_at: now,
        saved_at: now,
        submitted_at: (state != State::Draft).then_some(now),
        counted_year: None,
        passed_at: None,
        saved_from: String::new(),
    }
}

/// Everybody who could want something: the author, and each role at this house and at another.
fn cast(university: OrganisationId, enterprise: OrganisationId) -> (PersonId, Vec<(String, Actor)>) {
    let pi = PersonId::at(Instant::from_millis(1));
    let hat = |role, organisation_id| Some(Hat { role, organisation_id });
    let mut all = vec![("author".to_owned(), Actor::person(pi, "林梅", hat(Role::Teacher, university)))];
    all.push((
        "author as administrator".to_owned(),
        Actor::person(pi, "林梅", hat(Role::UniversityAdministrator, university)),
    ));
    let other = organisation(99);
    for role in <Role as Word>::ALL.iter().copied() {
        let house = match role {
            Role::Teacher | Role::Student | Role::UniversityAdministrator | Role::UniversityFinance => university,
            Role::EnterpriseContact | Role::EnterpriseReviewer => enterprise,
            Role::Expert | Role::ProgrammeOffice | Role::Province | Role::Ministry | Role::Operator => organisation(50),
        };
        let person = PersonId::at(Instant::from_millis(2));
        all.push((role.word().to_owned(), Actor::person(person, "某人", hat(role, house))));
        if house != organisation(50) {
            all.push((format!("{} elsewhere", role.word()), Actor::person(person, "某人", hat(role, other))));
        }
    }
    (pi, all)
}

#[test]
fn who_may_do_what_in_every_state() {
    let (university, enterprise) = (organisation(1), organisation(2));
    let (pi, cast) = cast(university, enterprise);
    let mut matrix = String::new();
    for (name, actor) in &cast {
        writeln!(matrix, "{name}").unwrap();
        for state in <State as Word>::ALL.iter().copied() {
            let a = application(state, pi, university, enterprise);
            let steps: Vec<_> = <Step as Word>::ALL
                .iter()
                .filter(|step| may(actor, **step, &a) && state.after(**step).is_ok())
                .map(|s| s.word())
                .collect();
            let mut rights = vec![if may_view(actor, &a) { "sees" } else { "-" }];
            rights.extend(may_edit(actor, &a).then_some("edits"));
            rights.extend((may_view(actor, &a) && may_evaluate(actor, &a)).then_some("scores"));
            rights.extend(steps);
            if rights != ["-"] {
                writeln!(matrix, "    {}: {}", state.word(), rights.join(" ")).unwrap();
            }
        }
    }
    insta::assert_snapshot!(matrix);
}

#[test]
fn whoever_may_not_see_it_does_not_learn_that_it_exists() {
    let (university, enterprise) = (organisation(1), organisation(2));
    let (pi, cast) = cast(university, enterprise);
    for (name, actor) in &cast {
        for state in <State as Word>::ALL.iter().copied() {
            for step in <Step as Word>::ALL.iter().copied() {
                let a = application(state, pi, university, enterprise);
                let sees = may_view(actor, &a);
                match permit(actor, step, a) {
                    Ok(_) => assert!(sees, "{name}"),
                    Err(Refusal::NotFound) => assert!(!sees, "{name}"),
                    Err(Refusal::Forbidden { .. } | Refusal::NotOpen { .. }) => assert!(sees, "{name}"),
                    Err(other) => panic!("{name}: {other}"),
                }
            }
        }
    }
}

#[test]
fn a_12_the_sql_of_the_scope_is_made_from_the_rule() {
    insta::assert_snapshot!(seen_by_enterprise());
}
