use kernel::{Hat, Instant, MatchRequestId, MeetingId, NegotiatorId, OrganisationId, PersonId, Role, RowId};

use super::*;

fn now() -> Instant {
    Instant::from_millis(0)
}

fn setup(state: negotiation::State) -> Negotiation {
    Negotiation {
        id: RowId::nil(),
        meeting_id: MeetingId::nil(),
        is_any_to_any: false,
        wish_hours: 72,
        least: 0,
        most: 8,
        state,
        state_since: now(),
        board_revision: 0,
        running_id: None,
        revision: 1,
        created_at: now(),
    }
}

fn meeting(state: meetings::state::State) -> Meeting {
    Meeting {
        id: MeetingId::nil(),
        title_zh: String::new(),
        title_en: String::new(),
        place_zh: String::new(),
        place_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        first_on: now().day(),
        last_on: now().day(),
        change_minutes: 10,
        published_id: None,
        state,
        state_since: now(),
        revision: 1,
        created_by: PersonId::nil(),
        created_at: now(),
    }
}

pub(crate) fn negotiator(id: NegotiatorId) -> Negotiator {
    Negotiator {
        id,
        meeting_id: MeetingId::nil(),
        person_id: PersonId::nil(),
        organisation_id: OrganisationId::nil(),
        side: Side::University,
        name: String::new(),
        name_en: String::new(),
        organisation: String::new(),
        organisation_en: String::new(),
        province: String::new(),
        least: None,
        most: None,
        offers: String::new(),
        seeks: String::new(),
        left_at: None,
        revision: 1,
        created_at: now(),
    }
}

#[test]
fn rights_over_negotiations() {
    let hat = |role| Some(Hat { role, organisation_id: OrganisationId::nil() });
    let mut out = String::new();
    for role in Role::ALL {
        let actor = Actor::person(PersonId::nil(), "x", hat(*role));
        out.push_str(&format!("{}\n", role.word()));
        for state in meetings::state::State::ALL {
            let meeting = meeting(*state);
            let office = match permit_office(&actor, &meeting) {
                Ok(()) => "sets up",
                Err(Refusal::NotFound) => "finds nothing",
                Err(_) => "may not set up",
            };
            let joins = negotiation::State::ALL.iter().filter(|it| permit_join(&actor, &meeting, &setup(**it)).is_ok());
            let joins: Vec<&str> = joins.map(|it| it.word()).collect();
            out.push_str(&format!("    {:<10} {office}; joins: {}\n", state.word(), joins.join(", ")));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn rights_on_requests() {
    let ids = [1, 2, 3].map(|n| NegotiatorId::at(Instant::from_millis(n)));
    let mut out = String::new();
    for (name, me) in [("who asked", ids[0]), ("who was asked", ids[1]), ("somebody else", ids[2])] {
        out.push_str(&format!("{name}\n"));
        for state in request::State::ALL {
            let request = MatchRequest {
                id: MatchRequestId::nil(),
                meeting_id: MeetingId::nil(),
                from_id: ids[0],
                to_id: ids[1],
                first_id: ids[0],
                second_id: ids[1],
                rank: Rank::Want,
                answer: None,
                item_id: None,
                note: String::new(),
                reply: String::new(),
                expires_at: now(),
                state: *state,
                state_since: now(),
                revision: 1,
                created_at: now(),
            };
            let me = negotiator(me);
            let may: Vec<&str> = request::Step::ALL
                .iter()
                .filter(|step| permit_request(&me, **step, request.clone()).is_ok())
                .map(|step| step.word())
                .collect();
            out.push_str(&format!("    {:<10} {}\n", state.word(), may.join(", ")));
        }
    }
    insta::assert_snapshot!(out);
}
