use kernel::{BoothRequestId, Hat, Instant, MeetingId, PersonId, Word};

use super::*;

fn request(of: OrganisationId, state: State) -> BoothRequest {
    let now = Instant::from_millis(0);
    BoothRequest {
        id: BoothRequestId::at(now),
        meeting_id: MeetingId::nil(),
        organisation_id: of,
        organisation_zh: String::new(),
        organisation_en: String::new(),
        kind: BoothKind::University,
        title_zh: String::new(),
        title_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        goods: String::new(),
        watts: 0,
        contact_name: String::new(),
        contact_phone: String::new(),
        booth_id: None,
        held_until: None,
        reason: String::new(),
        state,
        state_since: now,
        revision: 1,
        created_by: PersonId::nil(),
        created_at: now,
    }
}

/// One line for each state: what is permitted; `hidden` where there is no request for the actor.
fn rights(who: &Actor, own: OrganisationId) -> String {
    let line = |state: &State| {
        let of = || request(own, *state);
        let steps = Step::ALL.iter().filter(|step| permit(who, **step, of()).is_ok()).map(|step| step.word());
        let mut words: Vec<&str> = steps.collect();
        if permit_edit(who, of()).is_ok() {
            words.push("(change)");
        }
        let sees = permit_view(who, of()).is_ok();
        assert!(sees || words.is_empty() || who.is_system, "whoever may act must see");
        let said = if sees || who.is_system { words.join(" ") } else { "hidden".into() };
        format!("  {}: {said}\n", state.word())
    };
    State::ALL.iter().map(line).collect()
}

#[test]
fn rights_over_requests_for_booths() {
    let now = Instant::from_millis(0);
    let (own, other) = (OrganisationId::at(now), OrganisationId::at(now));
    let mut out = String::new();
    for role in Role::ALL {
        for (where_, organisation_id) in [("of the exhibitor", own), ("elsewhere", other)] {
            let actor = Actor::person(PersonId::at(now), "某人", Some(Hat { role: *role, organisation_id }));
            let kinds =
                permit_ask(&actor).map(|(_, kinds)| kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" "));
            out.push_str(&format!("{} {where_}, asks for: {}\n", role.word(), kinds.unwrap_or_else(|_| "-".into())));
            out.push_str(&rights(&actor, own));
        }
    }
    out.push_str("the platform\n");
    out.push_str(&rights(&Actor::system(), own));
    insta::assert_snapshot!(out);
}
