//! Lists of meetings.

use db::{DbError, Tx, params};
use kernel::{Actor, MeetingId, ToValue};

use crate::policy;
use crate::record::Meeting;
use crate::state::State;

/// Rows of one page.
pub const PAGE: usize = 50;

/// The latest meetings the reader may see, to choose one from; 50 at most.
pub fn latest(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Meeting>, DbError> {
    meetings(tx, Some(actor), None).map(|(rows, _)| rows)
}

/// Meetings the reader may see, the latest first, and where the next page begins.
pub fn meetings(
    tx: &mut Tx<'_>,
    actor: Option<&Actor>,
    after: Option<MeetingId>,
) -> Result<(Vec<Meeting>, Option<MeetingId>), DbError> {
    let mut values = params![PAGE + 1].to_vec();
    let mut conditions: Vec<String> = Vec::new();
    if !actor.is_some_and(policy::may) {
        values.push(State::Public.to_value());
        conditions.push(format!("state = ${}", values.len()));
    }
    if let Some(after) = after {
        values.push(after.to_value());
        conditions.push(format!("(first_on, id) < (SELECT first_on, id FROM meeting WHERE id = ${})", values.len()));
    }
    let condition = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    let mut rows: Vec<Meeting> =
        db::list(tx, &format!("{condition} ORDER BY first_on DESC, id DESC LIMIT $1"), &values)?;
    let next = (rows.len() > PAGE).then(|| rows.truncate(PAGE)).and_then(|()| rows.last().map(|row| row.id));
    Ok((rows, next))
}
