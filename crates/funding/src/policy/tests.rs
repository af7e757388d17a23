//! Rights as text: a change of rights is a difference that anybody can read.

use kernel::{Day, Hat, Instant, Mode, Money, OrganisationId, PersonId, ProjectType, Role, Word};

use super::*;
use crate::state::{Kind, State, steps_from};

const PI: u32 = 1;
const MEMBER: u32 = 2;
const HERE: u32 = 100;
const ELSEWHERE: u32 = 900;

fn id<T: std::str::FromStr>(n: u32) -> T {
    match format!("00000000-0000-7000-8000-{n:012}").parse() {
        Ok(id) => id,
        Err(_) => panic!("an id"),
    }
}

fn team() -> Team {
    Team::of([id(PI), id(MEMBER)])
}

fn day() -> Day {
    Day::new(2024, 9, 1).expect("a day")
}

fn project() -> Project {
    let now = Instant::from_millis(0);
    Project {
        id: id(1),
        number: "P".into(),
        agreement_id: None,
        item_id: None,
        round_id: None,
        ruleset_id: id(2),
        mode: Mode::Rolling,
        project_type: ProjectType::Curriculum,
        title: "课程".into(),
        enterprise_id: id(HERE),
        enterprise_name: "企业".into(),
        university_id: id(HERE),
        university_name: "高校".into(),
        province: "32".into(),
        pi_id: Some(id(PI)),
        pi_name: "林梅".into(),
        year: 2024,
        established_on: day(),
        starts_on: day(),
        closes_on: day(),
        agreed_closes_on: day(),
        postponements: 0,
        cash: Money::ZERO,
        goods: Money::ZERO,
        late_since: None,
        imported_from: None,
        state: projects::state::State::Running,
        state_since: now,
        revision: 0,
        created_at: now,
    }
}

fn instalment(state: State) -> Instalment {
    let now = Instant::from_millis(0);
    Instalment {
        id: id(3),
        project_id: id(1),
        enterprise_id: id(HERE),
        university_id: id(HERE),
        kind: Kind::Cash,
        amount: Money::from_yuan(1),
        due_on: day(),
        note: String::new(),
        paid_on: None,
        paid_note: String::new(),
        received_on: None,
        received_note: String::new(),
        is_stamped: false,
        late_at: Some(now),
        credit_event_id: None,
        state,
        state_since: now,
        revision: 0,
        sort: 1,
        created_at: now,
    }
}

/// Everybody worth a line: each role at the parties and elsewhere, the principal investigator, the platform, and the
/// project's own people under a hat that acts.
fn cast() -> Vec<(String, Viewer)> {
    let viewer = |person: u32, hat: Option<(Role, u32)>, province: Option<&str>| {
        let hat = hat.map(|(role, at)| Hat { role, organisation_id: id::<OrganisationId>(at) });
        Viewer { actor: Actor::person(id::<PersonId>(person), "某人", hat), province: province.map(str::to_owned) }
    };
    let mut all = vec![
        ("principal investigator".to_owned(), viewer(PI, Some((Role::Teacher, HERE)), None)),
        ("principal investigator without a role".to_owned(), viewer(PI, None, None)),
        ("somebody without a role".to_owned(), viewer(7, None, None)),
        ("the platform".to_owned(), Viewer { actor: Actor::system(), province: None }),
    ];
    for role in [Role::UniversityAdministrator, Role::UniversityFinance, Role::EnterpriseContact] {
        all.push((format!("principal investigator as {role} here"), viewer(PI, Some((role, HERE)), None)));
        all.push((format!("member as {role} here"), viewer(MEMBER, Some((role, HERE)), None)));
    }
    for role in Role::ALL {
        let province = |code: &'static str| (*role == Role::Province).then_some(code);
        all.push((format!("{role} here"), viewer(7, Some((*role, HERE)), province("32"))));
        all.push((format!("{role} elsewhere"), viewer(7, Some((*role, ELSEWHERE)), province("11"))));
    }
    all
}

/// What somebody may do in a state: steps of the table, and the confirmation of lateness that is none.
fn allowed(viewer: &Viewer, state: State) -> Vec<&'static str> {
    let instalment = instalment(state);
    let mut acts: Vec<&str> = steps_from(state)
        .filter(|step| may(&viewer.actor, Act::Step(*step), &instalment, &team()))
        .map(Word::word)
        .collect();
    if may(&viewer.actor, Act::ConfirmLate, &instalment, &team())
        && crate::actions::open_to_confirmation(&instalment).is_ok()
    {
        acts.push("confirm_late");
    }
    acts
}

#[test]
fn rights_by_role_state_and_step() {
    let mut out = String::new();
    for (name, viewer) in cast() {
        out.push_str(&format!(
            "{name}: {}\n",
            if may_view(&viewer, &project()) { "sees it" } else { "does not see it" }
        ));
        for state in State::ALL {
            let acts = allowed(&viewer, *state);
            if !acts.is_empty() {
                out.push_str(&format!("    {state}: {}\n", acts.join(", ")));
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn whoever_may_not_see_the_project_does_not_learn_of_the_instalment() {
    for (name, viewer) in cast() {
        for act in [Act::Step(Step::Pay), Act::Step(Step::Receive), Act::Step(Step::Dispute), Act::ConfirmLate] {
            let answer = permit(&viewer, act, &project(), instalment(State::Paid), &team());
            let (may, sees) =
                (may(&viewer.actor, act, &instalment(State::Paid), &team()), may_view(&viewer, &project()));
            let fits = match answer {
                Ok(_) => may,
                Err(Refusal::Forbidden { .. }) => !may && sees,
                Err(Refusal::NotFound) => !may && !sees,
                Err(_) => false,
            };
            assert!(fits, "{name} {act:?}");
        }
    }
}
