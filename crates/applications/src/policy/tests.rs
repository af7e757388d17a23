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
        asks_name_check: false,
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

const PI: i64 = 1;
const MEMBER: i64 = 3;
/// Somebody with an application of their own to the same item.
const RIVAL: i64 = 4;

fn person(n: i64) -> PersonId {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

/// What the database says of an application of [`PI`] with [`MEMBER`], to an item to which [`RIVAL`] applied as well.
fn ties(actor: &Actor) -> Ties {
    let team = Team::of([person(PI), person(MEMBER)]);
    Ties { applied: team.has(actor) || actor.is(person(RIVAL)), team }
}

/// Everybody who could want something: the author, each role at this house and at another, and those whose own matter
/// it is.
fn cast(university: OrganisationId, enterprise: OrganisationId) -> (PersonId, Vec<(String, Actor)>) {
    let pi = person(PI);
    let hat = |role, organisation_id| Some(Hat { role, organisation_id });
    let mut all = vec![("author".to_owned(), Actor::person(pi, "林梅", hat(Role::Teacher, university)))];
    for (who, id) in [("author", PI), ("member", MEMBER), ("rival", RIVAL)] {
        for (role, house) in [
            (Role::UniversityAdministrator, university),
            (Role::EnterpriseContact, enterprise),
            (Role::EnterpriseReviewer, enterprise),
        ] {
            all.push((format!("{who} as {}", role.word()), Actor::person(person(id), "某人", hat(role, house))));
        }
    }
    let other = organisation(99);
    for role in <Role as Word>::ALL.iter().copied() {
        let house = match role {
            Role::Teacher | Role::Student | Role::UniversityAdministrator | Role::UniversityFinance => university,
            Role::EnterpriseContact | Role::EnterpriseReviewer => enterprise,
            Role::Expert | Role::ProgrammeOffice | Role::Province | Role::Ministry | Role::Operator => organisation(50),
        };
        let person = person(2);
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
                .filter(|step| may(actor, **step, &a, &ties(actor)) && state.after(**step).is_ok())
                .map(|s| s.word())
                .collect();
            let mut rights = vec![if may_view(actor, &a) { "sees" } else { "-" }];
            rights.extend(may_edit(actor, &a).then_some("edits"));
            rights.extend((may_view(actor, &a) && may_evaluate(actor, &a, &ties(actor))).then_some("scores"));
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
                match permit(actor, step, a, &ties(actor)) {
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
fn whoever_is_kept_out_by_their_own_application_reads_why_and_who_else_can() {
    let (university, enterprise) = (organisation(1), organisation(2));
    let as_administrator = Hat { role: Role::UniversityAdministrator, organisation_id: university };
    let as_contact = Hat { role: Role::EnterpriseContact, organisation_id: enterprise };
    let said = |id, hat, step| {
        let actor = Actor::person(person(id), "某人", Some(hat));
        let state = if hat == as_contact { State::EnterpriseReview } else { State::UniversityReview };
        let a = application(state, person(PI), university, enterprise);
        who_may(&actor, step, &a, &ties(&actor))
    };
    let own = |step| somebody_else(who(step));
    assert_eq!(said(PI, as_administrator, Step::UniversityPass), own(Step::UniversityPass));
    assert_eq!(said(MEMBER, as_administrator, Step::UniversityReturn), own(Step::UniversityReturn));
    assert_eq!(said(RIVAL, as_contact, Step::EnterpriseSelect), own(Step::EnterpriseSelect));
    assert_eq!(said(2, as_contact, Step::UniversityPass), Said::from(who(Step::UniversityPass)));
}

#[test]
fn nobody_ranks_the_applications_to_an_item_they_applied_to() {
    let enterprise = organisation(2);
    let contact =
        Actor::person(person(RIVAL), "某人", Some(Hat { role: Role::EnterpriseContact, organisation_id: enterprise }));
    assert!(may_decide(&contact, enterprise, false));
    assert!(!may_decide(&contact, enterprise, true));
    assert!(matches!(sees_judgement(&contact, enterprise, true), Err(Refusal::Forbidden { .. })));
    let stranger = Actor::person(person(RIVAL), "某人", None);
    assert!(matches!(sees_judgement(&stranger, enterprise, true), Err(Refusal::NotFound)));
}

#[test]
fn a_12_the_sql_of_the_scope_is_made_from_the_rule() {
    insta::assert_snapshot!(seen_by_enterprise());
}
