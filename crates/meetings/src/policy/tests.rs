use kernel::{Hat, Instant, MeetingId, OrganisationId, PersonId, Role, Word};

use super::*;

fn meeting(state: State) -> Meeting {
    let now = Instant::from_millis(0);
    Meeting {
        id: MeetingId::nil(),
        title_zh: String::new(),
        title_en: String::new(),
        place_zh: String::new(),
        place_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        first_on: now.day(),
        last_on: now.day(),
        change_minutes: 10,
        published_id: None,
        state,
        state_since: now,
        revision: 1,
        created_by: PersonId::nil(),
        created_at: now,
    }
}

/// One line for each state: what is permitted; `hidden` where there is no meeting for the actor.
fn rights(who: Option<&Actor>) -> String {
    let mut out = String::new();
    for state in State::ALL {
        let mut words: Vec<&str> = Vec::new();
        if let Some(who) = who {
            let steps = Step::ALL.iter().filter(|step| permit(who, **step, meeting(*state)).is_ok());
            words.extend(steps.map(|step| step.word()));
            if edit_permit(who, meeting(*state)).is_ok() {
                words.push("(change)");
            }
        }
        let sees = permit_view(who, meeting(*state)).is_ok();
        assert!(sees || words.is_empty(), "whoever may act must see");
        let said = match (sees, words.is_empty()) {
            (false, _) => "hidden".into(),
            (true, true) => "reads".into(),
            (true, false) => words.join(", "),
        };
        out.push_str(&format!("    {:<10} {said}\n", state.word()));
    }
    out
}

#[test]
fn rights_on_meetings() {
    let hat = |role| Some(Hat { role, organisation_id: OrganisationId::nil() });
    let mut cast: Vec<(String, Option<Actor>)> = Role::ALL
        .iter()
        .map(|role| (role.word().to_owned(), Some(Actor::person(PersonId::nil(), "x", hat(*role)))))
        .collect();
    cast.push(("without a role".into(), Some(Actor::person(PersonId::nil(), "x", None))));
    cast.push(("the platform".into(), Some(Actor::system())));
    cast.push(("a stranger".into(), None));
    let matrix: String = cast.iter().map(|(name, who)| format!("{name}\n{}", rights(who.as_ref()))).collect();
    insta::assert_snapshot!(matrix);
}
