//! Rows of negotiations.

use db::{DbError, Tx, params};
use kernel::{
    AppointmentId, MatchRequestId, MeetingId, NegotiatorId, PersonId, Refusal, RowId, SlotId, TableId, TimetableId,
};
use meetings::{Agenda, Meeting};

use crate::record::{
    Appointment, Group, Hold, MatchRequest, Negotiation, NegotiationLetter, Negotiator, NegotiatorTime, Slot, Table,
    Ticket, Timetable, Zone, ordered,
};
use crate::state::appointment;

pub fn setup(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Option<Negotiation>, DbError> {
    db::find_where(tx, "WHERE meeting_id = $1", params![meeting])
}

pub fn zones(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Zone>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY sort, id", params![meeting])
}

pub fn tables(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Table>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY number", params![meeting])
}

pub fn table_called(tx: &mut Tx<'_>, meeting: MeetingId, number: i64) -> Result<Table, Refusal> {
    let found: Option<Table> = db::find_where(tx, "WHERE meeting_id = $1 AND number = $2", params![meeting, number])?;
    found.ok_or(Refusal::NotFound)
}

pub fn slots(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Slot>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY starts_at", params![meeting])
}

pub fn groups(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Group>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY id", params![meeting])
}

/// Everybody who ever joined, by id.
pub fn negotiators(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Negotiator>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY id", params![meeting])
}

pub fn negotiator_of(tx: &mut Tx<'_>, meeting: MeetingId, person: PersonId) -> Result<Option<Negotiator>, DbError> {
    db::find_where(tx, "WHERE meeting_id = $1 AND person_id = $2", params![meeting, person])
}

/// A negotiator of this meeting.
pub fn negotiator(tx: &mut Tx<'_>, meeting: MeetingId, id: NegotiatorId) -> Result<Negotiator, Refusal> {
    let found: Option<Negotiator> = db::find_where(tx, "WHERE id = $1 AND meeting_id = $2", params![id, meeting])?;
    found.ok_or(Refusal::NotFound)
}

pub fn times(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<NegotiatorTime>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY negotiator_id, starts_at, id", params![meeting])
}

pub fn times_of(tx: &mut Tx<'_>, id: NegotiatorId) -> Result<Vec<NegotiatorTime>, DbError> {
    db::list(tx, "WHERE negotiator_id = $1 ORDER BY starts_at, id", params![id])
}

/// The agenda that counts: the release the public reads, or the working schedule while there is none.
pub fn agenda(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<Option<Agenda>, Refusal> {
    use meetings::state::State;
    Ok(Some(match (meeting.state, meeting.published_id) {
        (State::Public, Some(release)) => {
            meetings::store::released(&meetings::store::release(tx, meeting.id, release)?)?
        }
        (State::Public, None) | (State::Preparing, _) => meetings::store::working(tx, meeting)?,
    }))
}

/// Accepted requests, by id.
pub fn accepted(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<MatchRequest>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 AND state = 'accepted' ORDER BY id", params![meeting])
}

/// A request of this meeting.
pub fn request(tx: &mut Tx<'_>, meeting: MeetingId, id: MatchRequestId) -> Result<MatchRequest, Refusal> {
    let found: Option<MatchRequest> = db::find_where(tx, "WHERE id = $1 AND meeting_id = $2", params![id, meeting])?;
    found.ok_or(Refusal::NotFound)
}

/// The request of a pair.
pub fn request_of_pair(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    one: NegotiatorId,
    other: NegotiatorId,
) -> Result<Option<MatchRequest>, DbError> {
    let (first, second) = ordered(one, other);
    let rest = "WHERE meeting_id = $1 AND first_id = $2 AND second_id = $3";
    db::find_where(tx, rest, params![meeting, first, second])
}

/// Requests somebody made or got, the latest first.
pub fn requests_of(tx: &mut Tx<'_>, id: NegotiatorId) -> Result<Vec<MatchRequest>, DbError> {
    db::list(tx, "WHERE from_id = $1 OR to_id = $1 ORDER BY id DESC LIMIT 500", params![id])
}

/// Every appointment that was not cancelled, by slot and table.
pub fn standing(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Appointment>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 AND state <> 'cancelled' ORDER BY slot_id, table_id, id", params![meeting])
}

/// An appointment of this meeting.
pub fn appointment(tx: &mut Tx<'_>, meeting: MeetingId, id: AppointmentId) -> Result<Appointment, Refusal> {
    let found: Option<Appointment> = db::find_where(tx, "WHERE id = $1 AND meeting_id = $2", params![id, meeting])?;
    found.ok_or(Refusal::NotFound)
}

pub fn appointments_of(tx: &mut Tx<'_>, id: NegotiatorId) -> Result<Vec<Appointment>, DbError> {
    let rest = "WHERE (first_id = $1 OR second_id = $1) AND state <> 'cancelled' ORDER BY slot_id, id";
    db::list(tx, rest, params![id])
}

pub fn appointments_at(tx: &mut Tx<'_>, table: TableId) -> Result<Vec<Appointment>, DbError> {
    db::list(tx, "WHERE table_id = $1 AND state <> 'cancelled' ORDER BY slot_id, id", params![table])
}

/// The appointment of a pair that still takes a place.
pub fn standing_of_pair(
    tx: &mut Tx<'_>,
    first: NegotiatorId,
    second: NegotiatorId,
) -> Result<Option<Appointment>, DbError> {
    let rest = "WHERE first_id = $1 AND second_id = $2 AND state IN ('offered', 'placed', 'held')";
    db::find_where(tx, rest, params![first, second])
}

/// Takes the place of an appointment for both people and the table. What is taken already comes back: a person, or the table.
pub(crate) fn take(tx: &mut Tx<'_>, it: &Appointment) -> Result<Option<RowId>, DbError> {
    let now = tx.now();
    for holder in [RowId(it.first_id.0), RowId(it.second_id.0), RowId(it.table_id.0)] {
        let sql = "INSERT INTO appointment_hold (id, slot_id, holder_id, appointment_id) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (slot_id, holder_id) DO NOTHING";
        if tx.execute(sql, params![RowId::at(now), it.slot_id, holder, it.id])? == 0 {
            return Ok(Some(holder));
        }
    }
    Ok(None)
}

/// Takes many places at once: all of them must be free.
pub(crate) fn take_all(tx: &mut Tx<'_>, all: &[Appointment]) -> Result<(), Refusal> {
    let now = tx.now();
    let of = |it: &Appointment| {
        let (slot_id, appointment_id) = (it.slot_id, it.id);
        [RowId(it.first_id.0), RowId(it.second_id.0), RowId(it.table_id.0)].map(|holder_id| Hold {
            id: RowId::at(now),
            slot_id,
            holder_id,
            appointment_id,
        })
    };
    let holds: Vec<Hold> = all.iter().flat_map(of).collect();
    db::bulk_insert(tx, &holds).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })
}

/// Gives the place of an appointment back.
pub(crate) fn give_back(tx: &mut Tx<'_>, id: AppointmentId) -> Result<(), DbError> {
    tx.execute("DELETE FROM appointment_hold WHERE appointment_id = $1", params![id]).map(drop)
}

/// Who and what is taken when, in this meeting.
pub fn holds(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Hold>, DbError> {
    let rest = "JOIN negotiation_slot ON negotiation_slot.id = appointment_hold.slot_id WHERE negotiation_slot.meeting_id = $1";
    db::list(tx, rest, params![meeting])
}

/// Moves an appointment if nobody changed it since; its place must be given back before and taken after.
pub(crate) fn move_to(tx: &mut Tx<'_>, it: &Appointment, slot: SlotId, table: TableId) -> Result<bool, DbError> {
    let sql = "UPDATE appointment SET slot_id = $1, table_id = $2, revision = revision + 1 \
               WHERE id = $3 AND revision = $4 AND state = $5";
    Ok(tx.execute(sql, params![slot, table, it.id, it.revision, appointment::State::Placed])? == 1)
}

/// Counts a change of the timetable in effect. Call it before the rows of appointments are written: whoever changes them takes this row
/// first, so that a computation that is adopted and a move never wait for each other.
pub(crate) fn touch_board(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<(), DbError> {
    let sql = "UPDATE negotiation SET board_revision = board_revision + 1 WHERE meeting_id = $1";
    tx.execute(sql, params![meeting]).map(drop)
}

/// A version of this meeting.
pub fn timetable(tx: &mut Tx<'_>, meeting: MeetingId, id: TimetableId) -> Result<Timetable, Refusal> {
    let found: Option<Timetable> = db::find_where(tx, "WHERE id = $1 AND meeting_id = $2", params![id, meeting])?;
    found.ok_or(Refusal::NotFound)
}

/// Versions, the latest first.
pub fn timetables(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Timetable>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY ordinal DESC LIMIT 100", params![meeting])
}

pub fn last_release(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Option<Timetable>, DbError> {
    let rest = "WHERE meeting_id = $1 AND state = 'released' ORDER BY ordinal DESC LIMIT 1";
    db::find_where(tx, rest, params![meeting])
}

pub(crate) fn next_ordinal(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<i64, DbError> {
    let sql = "SELECT COALESCE(MAX(ordinal), 0) + 1 FROM timetable WHERE meeting_id = $1";
    Ok(tx.one::<(i64,)>(sql, params![meeting])?.0)
}

pub fn letters(tx: &mut Tx<'_>, timetable: TimetableId) -> Result<Vec<NegotiationLetter>, DbError> {
    db::list(tx, "WHERE timetable_id = $1 ORDER BY id", params![timetable])
}

/// The version each negotiator was told of last, or told nothing of on purpose.
pub(crate) fn told_last(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<(NegotiatorId, TimetableId)>, DbError> {
    let sql = "SELECT negotiation_letter.negotiator_id, negotiation_letter.timetable_id FROM negotiation_letter \
               JOIN timetable ON timetable.id = negotiation_letter.timetable_id WHERE negotiation_letter.meeting_id = $1 \
               AND (negotiation_letter.sent_at IS NOT NULL OR negotiation_letter.dropped_at IS NOT NULL) \
               ORDER BY timetable.ordinal";
    tx.query(sql, params![meeting])
}

const WAITS: &str = "sent_at IS NULL AND dropped_at IS NULL AND superseded_at IS NULL";

/// A later version brings other letters: those that still wait are no longer needed.
pub(crate) fn supersede_letters(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<u64, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE negotiation_letter SET superseded_at = $1 WHERE meeting_id = $2 AND {WAITS}");
    tx.execute(&sql, params![now, meeting])
}

/// Marks a letter as sent; `false` when it does not wait any more.
pub(crate) fn mark_sent(tx: &mut Tx<'_>, letter: RowId) -> Result<bool, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE negotiation_letter SET sent_at = $1 WHERE id = $2 AND {WAITS}");
    Ok(tx.execute(&sql, params![now, letter])? == 1)
}

/// Marks every letter of a version that waits as dropped, and tells how many.
pub(crate) fn mark_dropped(tx: &mut Tx<'_>, timetable: TimetableId) -> Result<u64, DbError> {
    let now = tx.now();
    let sql = format!("UPDATE negotiation_letter SET dropped_at = $1 WHERE timetable_id = $2 AND {WAITS}");
    tx.execute(&sql, params![now, timetable])
}

/// Tickets of a table that wait or are called, by number.
pub fn queue(tx: &mut Tx<'_>, table: TableId) -> Result<Vec<Ticket>, DbError> {
    db::list(tx, "WHERE table_id = $1 AND state IN ('waiting', 'called') ORDER BY number", params![table])
}

/// The same of all tables.
pub fn queues(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Ticket>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 AND state IN ('waiting', 'called') ORDER BY table_id, number", params![meeting])
}
