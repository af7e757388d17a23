//! What waits: places that were offered, for those who may take them, and for the office registrations to approve.

use db::{DbError, Tx};
use kernel::{Actor, Instant, MeetingId, RegistrationId, Todo, Value, Waiting, say};
use kernel::{Text, ToValue};

use crate::{paths, policy};

/// A place offered to the person in `$1`.
const OWN: &str = "registration r WHERE r.person_id = $1 AND r.state = 'offered'";
/// A place offered to somebody of the delegation of the organisation in `$1` who has no account to take it with.
const OF_DELEGATION: &str =
    "registration r WHERE r.organisation_id = $1 AND r.person_id IS NULL AND r.state = 'offered'";
const TO_APPROVE: &str = "registration r WHERE r.state = 'submitted'";

const TAKE: Text = say("确认参会名额", "Take a place that was offered");
const APPROVE: Text = say("审核会议报名", "Approve a registration for a meeting");

/// The parts of the actor's list: from where, for whom, and what is to be done.
fn parts(actor: &Actor) -> Vec<(&'static str, Vec<Value>, Text)> {
    if actor.is_system || actor.hat.is_none() {
        return Vec::new();
    }
    let mut all = vec![(OWN, vec![actor.person_id.to_value()], TAKE)];
    all.extend(policy::heads(actor).map(|house| (OF_DELEGATION, vec![house.to_value()], TAKE)));
    if actor.is_office() {
        all.push((TO_APPROVE, Vec::new(), APPROVE));
    }
    all
}

/// The actor's list.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    type Line = (RegistrationId, MeetingId, String, Instant, Option<Instant>);
    let mut all = Vec::new();
    for (from, values, what) in parts(actor) {
        let most = Todo::MOST;
        let sql = format!(
            "SELECT r.id, r.meeting_id, r.name_zh, r.state_since, r.offer_ends_at FROM {from} ORDER BY r.state_since, r.id LIMIT {most}"
        );
        let lines: Vec<Line> = tx.query(&sql, &values)?;
        all.extend(lines.into_iter().map(|(id, _, name, since, until)| Todo {
            what: what.into(),
            subject: name,
            href: paths::registration(id),
            since,
            due: until.map(Instant::day),
        }));
    }
    Ok(all)
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    parts(actor).into_iter().map(|(from, values, _)| Waiting::of(from, &values)).collect()
}
