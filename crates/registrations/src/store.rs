//! Rows of registrations: own rows only.

use db::{DbError, Tx, params};
use kernel::{MeetingId, PersonId};

use crate::record::{Opening, Places, Registration};
use crate::state::State;
use kernel::Word;

/// Everybody who comes to a meeting, or came, by name.
pub fn confirmed(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Registration>, DbError> {
    let words: Vec<String> =
        State::ALL.iter().filter(|it| it.is_confirmed()).map(|it| format!("'{}'", it.word())).collect();
    let rest = format!("WHERE meeting_id = $1 AND state IN ({}) ORDER BY name_zh, id", words.join(", "));
    db::list(tx, &rest, params![meeting])
}

/// The registration of a person for a meeting that is not over, or else the last one that is.
pub fn of_person(tx: &mut Tx<'_>, meeting: MeetingId, person: PersonId) -> Result<Option<Registration>, DbError> {
    let all: Vec<Registration> =
        db::list(tx, "WHERE meeting_id = $1 AND person_id = $2 ORDER BY id", params![meeting, person])?;
    let live = all.iter().find(|it| !it.state.is_over()).cloned();
    Ok(live.or_else(|| all.into_iter().next_back()))
}

/// When a meeting takes registrations, if the office opened any.
pub fn opening(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Option<Opening>, DbError> {
    db::find_where(tx, "WHERE meeting_id = $1", params![meeting])
}

/// The places of a meeting, role by role.
pub fn places(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Places>, DbError> {
    let mut all: Vec<Places> = db::list(tx, "WHERE meeting_id = $1", params![meeting])?;
    all.sort_by_key(|it| it.role);
    Ok(all)
}
