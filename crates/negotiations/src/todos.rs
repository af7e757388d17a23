//! What waits for somebody who takes part: requests to answer, and outcomes to confirm.

use db::{DbError, Tx};
use kernel::{Actor, Instant, MeetingId, ToValue, Todo, Value, Waiting, say};

use crate::paths;

/// Requests of others to the person in `$1`, who joined for the organisation in `$2`.
const ASKED: &str = "match_request r JOIN negotiator me ON me.id = r.to_id JOIN negotiator other ON other.id = r.from_id \
                     WHERE me.person_id = $1 AND me.organisation_id = $2 AND me.left_at IS NULL AND r.state = 'sent'";

/// What the other one of the two wrote down.
const NOTED: &str = "appointment r JOIN negotiator me ON me.id = r.first_id OR me.id = r.second_id \
                     JOIN negotiation_table t ON t.id = r.table_id WHERE me.person_id = $1 AND me.organisation_id = $2 \
                     AND r.state = 'held' AND r.said_by IS NOT NULL AND r.said_by <> $1 AND r.confirmed_by IS NULL";

fn values(actor: &Actor) -> Option<[Value; 2]> {
    let hat = actor.hat?;
    crate::kinds::Side::of(hat.role)?;
    Some([actor.person_id.to_value(), hat.organisation_id.to_value()])
}

/// The actor's list.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let Some(values) = values(actor) else { return Ok(Vec::new()) };
    let most = Todo::MOST;
    let sql = format!(
        "SELECT r.meeting_id, other.name, other.organisation, r.state_since, r.expires_at FROM {ASKED} ORDER BY r.expires_at, r.id LIMIT {most}"
    );
    let asked: Vec<(MeetingId, String, String, Instant, Instant)> = tx.query(&sql, &values)?;
    let sql =
        format!("SELECT r.meeting_id, t.number, r.state_since FROM {NOTED} ORDER BY r.state_since, r.id LIMIT {most}");
    let noted: Vec<(MeetingId, i64, Instant)> = tx.query(&sql, &values)?;
    let to_answer = asked.into_iter().map(|(meeting, name, house, since, due)| Todo {
        what: say("答复洽谈请求", "Answer a request to meet").into(),
        subject: format!("{name}（{house}）"),
        href: paths::mine(meeting),
        since,
        due: Some(due.day()),
    });
    let to_confirm = noted.into_iter().map(|(meeting, table, since)| Todo {
        what: say("确认洽谈结果（{n} 号桌）", "Confirm what came of an appointment (table {n})").with(&[("n", &table)]),
        subject: String::new(),
        href: paths::table(meeting, table),
        since,
        due: None,
    });
    Ok(to_answer.chain(to_confirm).take(most).collect())
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    let of = |values: [Value; 2]| [Waiting::of(ASKED, &values), Waiting::of(NOTED, &values)];
    values(actor).map(of).into_iter().flatten().collect()
}
