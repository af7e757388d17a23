//! What waits: booths that are held, for their exhibitors, and for the office requests to decide.

use db::{DbError, Tx};
use kernel::{Actor, BoothRequestId, Instant, MeetingId, Text, ToValue, Todo, Value, Waiting, say};

use crate::{paths, policy};

/// A booth held for the organisation in `$1`.
const HELD: &str = "booth_request r WHERE r.organisation_id = $1 AND r.state = 'held'";
const TO_DECIDE: &str = "booth_request r WHERE r.state = 'requested'";

const CONFIRM: Text = say("确认预留的展位", "Confirm the booth that is held");
const DECIDE: Text = say("安排展位申请", "Decide on a request for a booth");

/// The part of the actor's list: from where, for whom, and what is to be done.
fn part(actor: &Actor) -> Option<(&'static str, Vec<Value>, Text)> {
    if actor.is_system {
        None
    } else if policy::organises(actor) {
        Some((TO_DECIDE, Vec::new(), DECIDE))
    } else {
        let (house, _) = policy::permit_ask(actor).ok()?;
        Some((HELD, vec![house.to_value()], CONFIRM))
    }
}

/// The actor's list.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let Some((from, values, what)) = part(actor) else { return Ok(Vec::new()) };
    let most = Todo::MOST;
    let sql = format!(
        "SELECT r.id, r.meeting_id, r.title_zh, r.state_since, r.held_until FROM {from} ORDER BY r.state_since, r.id LIMIT {most}"
    );
    let lines: Vec<(BoothRequestId, MeetingId, String, Instant, Option<Instant>)> = tx.query(&sql, &values)?;
    let todo = |(id, meeting, subject, since, until): (BoothRequestId, MeetingId, String, Instant, Option<Instant>)| {
        Todo { what: what.into(), subject, href: paths::request(meeting, id), since, due: until.map(Instant::day) }
    };
    Ok(lines.into_iter().map(todo).collect())
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    part(actor).map(|(from, values, _)| Waiting::of(from, &values)).into_iter().collect()
}
