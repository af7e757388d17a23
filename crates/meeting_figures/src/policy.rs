//! Who reads the figures: written once for page, file and API.

use kernel::{Actor, Instant, Role};
use meetings::Meeting;
use meetings::state::State;

/// Everybody once a public meeting is over; before that, and of one that is not public, whoever looks after the programme.
pub fn sees(actor: Option<&Actor>, meeting: &Meeting, now: Instant) -> bool {
    let is_over = meeting.state == State::Public && now >= meeting.last_on.ends();
    let looks_after = |actor: &Actor| actor.is_office() || actor.wears(Role::Ministry);
    is_over || actor.is_some_and(looks_after)
}
