use kernel::{Hat, Instant, NewsId, OrganisationId, PersonId, Role, Word};

use super::*;
use crate::kinds::{NewsKind, Standing};

fn news(state: State) -> News {
    let now = Instant::from_millis(0);
    News {
        id: NewsId::at(now),
        kind: NewsKind::News,
        meeting_id: None,
        title_zh: String::new(),
        body_zh: String::new(),
        standing_zh: Standing::Missing,
        title_en: String::new(),
        body_en: String::new(),
        standing_en: Standing::Missing,
        source: String::new(),
        published_at: None,
        state,
        state_since: now,
        revision: 1,
        created_by: PersonId::nil(),
        created_at: now,
    }
}

/// One line for each state: what is permitted; `hidden` where there is nothing for the reader.
fn rights(who: Option<&Actor>) -> String {
    let line = |state: &State| {
        let mut words: Vec<&str> = Vec::new();
        if let Some(who) = who {
            words.extend(
                Step::ALL.iter().filter(|step| permit(who, **step, news(*state)).is_ok()).map(|step| step.word()),
            );
            if permit_edit(who, news(*state)).is_ok() {
                words.push("(change)");
            }
        }
        let sees = permit_view(who, news(*state)).is_ok();
        assert!(sees || words.is_empty(), "whoever may act must see");
        format!("  {}: {}\n", state.word(), if sees { words.join(" ") } else { "hidden".into() })
    };
    State::ALL.iter().map(line).collect()
}

#[test]
fn rights_over_news() {
    let now = Instant::from_millis(0);
    let mut out = format!("nobody\n{}", rights(None));
    for role in Role::ALL {
        let hat = Hat { role: *role, organisation_id: OrganisationId::at(now) };
        let actor = Actor::person(PersonId::at(now), "某人", Some(hat));
        out.push_str(&format!("{}\n{}", role.word(), rights(Some(&actor))));
    }
    insta::assert_snapshot!(out);
}
