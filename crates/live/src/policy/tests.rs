use kernel::{ChannelId, Hat, Instant, MeetingId, OrganisationId, PersonId, Role, Word};

use super::*;
use crate::kinds::Tongue;

fn channel(audience: Audience) -> Channel {
    let now = Instant::from_millis(0);
    Channel {
        id: ChannelId::at(now),
        meeting_id: MeetingId::nil(),
        code: "main".into(),
        name_zh: String::new(),
        name_en: String::new(),
        hall_id: None,
        language: Tongue::Floor,
        audience,
        slate_at: None,
        sort: 0,
        revision: 1,
        created_by: PersonId::nil(),
        created_at: now,
    }
}

/// What somebody may: produce, and watch which channels.
fn rights(actor: Option<&Actor>) -> String {
    let mut words: Vec<&str> = Vec::new();
    if actor.is_some_and(produces) {
        words.push("produce");
    }
    words.extend(Audience::ALL.iter().filter(|it| watches(actor, &channel(**it))).map(|it| it.word()));
    words.join(" ")
}

#[test]
fn rights_over_channels() {
    let own = OrganisationId::at(Instant::from_millis(0));
    let mut out = format!("a stranger: {}\n", rights(None));
    for role in Role::ALL {
        let hat = Some(Hat { role: *role, organisation_id: own });
        let actor = Actor::person(PersonId::at(Instant::from_millis(0)), "某人", hat);
        out.push_str(&format!("{}: {}\n", role.word(), rights(Some(&actor))));
    }
    insta::assert_snapshot!(out);
}
