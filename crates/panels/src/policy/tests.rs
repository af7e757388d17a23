use kernel::{Hat, Instant, OrganisationId, PersonId, PlanId, Role};

use super::*;
use crate::state::{Kind, State};

fn plan(state: State) -> AssignmentPlan {
    let now = Instant::from_millis(0);
    AssignmentPlan {
        id: PlanId::nil(),
        kind: Kind::Guideline,
        per_item: 3,
        most: 6,
        seed: 1,
        is_fair: false,
        subjects: "[]".into(),
        subject_count: 0,
        pairs: "[]".into(),
        pair_count: 0,
        barred: "[]".into(),
        instance: "{}".into(),
        instance_sha256: String::new(),
        result: "{}".into(),
        made_by: PersonId::nil(),
        made_by_name: String::new(),
        state,
        state_since: now,
        revision: 1,
        created_at: now,
    }
}

/// One line for each state: what is permitted; `hidden` where there is no plan for the actor.
fn rights(who: &Actor) -> String {
    let mut out = format!("    {:<10} {}\n", "list", if permit_prepare(who).is_ok() { "prepare" } else { "forbidden" });
    for state in State::ALL {
        let mut words: Vec<&str> =
            Step::ALL.iter().filter(|step| permit(who, **step, plan(*state)).is_ok()).map(|step| step.word()).collect();
        if edit_permit(who, plan(*state)).is_ok() {
            words.push("(change)");
        }
        let sees = permit_view(who, plan(*state)).is_ok();
        assert!(sees || words.is_empty(), "whoever may act must see");
        let said = if sees { words.join(", ") } else { "hidden".into() };
        out.push_str(&format!("    {:<10} {said}\n", state.word()));
    }
    out
}

#[test]
fn rights_on_assignment_plans() {
    let hat = |role| Some(Hat { role, organisation_id: OrganisationId::nil() });
    let mut cast: Vec<(String, Actor)> = Role::ALL
        .iter()
        .map(|role| (role.word().to_owned(), Actor::person(PersonId::nil(), "x", hat(*role))))
        .collect();
    cast.push(("without a role".into(), Actor::person(PersonId::nil(), "x", None)));
    cast.push(("the platform".into(), Actor::system()));
    let matrix: String = cast.iter().map(|(name, who)| format!("{name}\n{}", rights(who))).collect();
    insta::assert_snapshot!(matrix);
}
