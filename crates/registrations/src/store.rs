//! Rows of registrations.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, Instant, MeetingId, OrganisationId, PersonId, Refusal, RegistrationId, ToValue, Value, Word};

use crate::kinds::{MeetingRole, ScanKind};
use crate::record::{Opening, Places, Registration, Scan};
use crate::state::{State, Step};
use crate::verdict::Listed;

/// The subject of journal entries.
pub(crate) const REGISTRATION: &str = "registration";

/// `'confirmed', 'checked_in'`: for conditions.
pub(crate) fn in_words(is_in: impl Fn(State) -> bool) -> String {
    let words = State::ALL.iter().filter(|it| is_in(**it)).map(|it| format!("'{}'", it.word()));
    words.collect::<Vec<_>>().join(", ")
}

/// Everybody who comes to a meeting, or came, by name.
pub fn confirmed(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Registration>, DbError> {
    let rest = format!(
        "WHERE meeting_id = $1 AND state IN ({}) ORDER BY name_zh, name_en, id",
        in_words(State::is_confirmed)
    );
    db::list(tx, &rest, params![meeting])
}

/// The registration of a person for a meeting that is not over, or else the last one that is.
pub fn of_person(tx: &mut Tx<'_>, meeting: MeetingId, person: PersonId) -> Result<Option<Registration>, DbError> {
    let all: Vec<Registration> =
        db::list(tx, "WHERE meeting_id = $1 AND person_id = $2 ORDER BY id", params![meeting, person])?;
    let live = all.iter().find(|it| !it.state.is_over()).cloned();
    Ok(live.or_else(|| all.into_iter().next_back()))
}

/// Whether somebody comes to a meeting as staff.
pub(crate) fn is_staff(tx: &mut Tx<'_>, meeting: MeetingId, person: PersonId) -> Result<bool, DbError> {
    let known = of_person(tx, meeting, person)?;
    Ok(known.is_some_and(|it| it.role == MeetingRole::Staff && it.is_confirmed()))
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

/// The places of one role, which every opened meeting has.
pub(crate) fn places_of(tx: &mut Tx<'_>, meeting: MeetingId, role: MeetingRole) -> Result<Places, Refusal> {
    let found = db::find_where(tx, "WHERE meeting_id = $1 AND role = $2", params![meeting, role])?;
    found.ok_or(Refusal::NotFound)
}

/// Makes everybody else who takes or frees a place of this role wait until this transaction ends: otherwise somebody could
/// be put on the waiting list while another frees a place and sees nobody waiting.
pub(crate) fn hold(tx: &mut Tx<'_>, meeting: MeetingId, role: MeetingRole) -> Result<(), DbError> {
    let sql = "UPDATE registration_places SET taken = taken WHERE meeting_id = $1 AND role = $2";
    tx.execute(sql, params![meeting, role]).map(drop)
}

/// Takes a place for somebody new, if there is one and nobody waits for it. Rule M-01 in the condition.
pub(crate) fn take_place(tx: &mut Tx<'_>, meeting: MeetingId, role: MeetingRole) -> Result<bool, DbError> {
    let sql = "UPDATE registration_places SET taken = taken + 1 WHERE meeting_id = $1 AND role = $2 \
               AND (places IS NULL OR taken < places) AND NOT EXISTS (SELECT 1 FROM registration \
               WHERE registration.meeting_id = $1 AND registration.role = $2 AND registration.state = 'waitlist')";
    Ok(tx.execute(sql, params![meeting, role])? == 1)
}

/// Takes a place for the first who waits.
pub(crate) fn take_place_in_turn(tx: &mut Tx<'_>, meeting: MeetingId, role: MeetingRole) -> Result<bool, DbError> {
    let sql = "UPDATE registration_places SET taken = taken + 1 WHERE meeting_id = $1 AND role = $2 \
               AND (places IS NULL OR taken < places)";
    Ok(tx.execute(sql, params![meeting, role])? == 1)
}

pub(crate) fn free_place(tx: &mut Tx<'_>, meeting: MeetingId, role: MeetingRole) -> Result<(), DbError> {
    let sql = "UPDATE registration_places SET taken = taken - 1 WHERE meeting_id = $1 AND role = $2 AND taken > 0";
    tx.execute(sql, params![meeting, role]).map(drop)
}

/// Who waits longest.
pub(crate) fn first_waiting(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    role: MeetingRole,
) -> Result<Option<Registration>, DbError> {
    let rest = "WHERE meeting_id = $1 AND role = $2 AND state = 'waitlist' ORDER BY waiting_since, id LIMIT 1";
    db::find_where(tx, rest, params![meeting, role])
}

/// How many wait, role by role.
pub fn waiting(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<HashMap<MeetingRole, u64>, DbError> {
    let sql = "SELECT role, COUNT(*) FROM registration WHERE meeting_id = $1 AND state = 'waitlist' GROUP BY role";
    let rows: Vec<(MeetingRole, i64)> = tx.query(sql, params![meeting])?;
    Ok(rows.into_iter().map(|(role, n)| (role, n.unsigned_abs())).collect())
}

/// The place of somebody in the waiting list, from 1; nothing for who does not wait.
pub fn place_in_line(tx: &mut Tx<'_>, it: &Registration) -> Result<Option<i64>, DbError> {
    let (Some(since), State::Waitlist) = (it.waiting_since, it.state) else { return Ok(None) };
    let sql = "SELECT COUNT(*) FROM registration WHERE meeting_id = $1 AND role = $2 AND state = 'waitlist' \
               AND (waiting_since < $3 OR (waiting_since = $3 AND id < $4))";
    let (before,): (i64,) = tx.one(sql, params![it.meeting_id, it.role, since, it.id])?;
    Ok(Some(before + 1))
}

/// Moves a registration and tells the journal.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    it: Registration,
    step: Step,
    reason: &str,
) -> Result<Registration, Refusal> {
    let after = it.state.after(step)?;
    let act = Act::new(actor, REGISTRATION, it.id.0, step.word()).moved(it.state, after).because(reason);
    journal::advance(tx, act)?;
    Ok(Registration { state: after, state_since: tx.now(), ..it })
}

pub(crate) fn note_waiting(tx: &mut Tx<'_>, id: RegistrationId, since: Instant) -> Result<(), DbError> {
    tx.execute("UPDATE registration SET waiting_since = $1 WHERE id = $2", params![since, id]).map(drop)
}

pub(crate) fn note_offer(tx: &mut Tx<'_>, id: RegistrationId, ends_at: Instant) -> Result<(), DbError> {
    tx.execute("UPDATE registration SET offer_ends_at = $1 WHERE id = $2", params![ends_at, id]).map(drop)
}

pub(crate) fn note_reason(tx: &mut Tx<'_>, id: RegistrationId, reason: &str) -> Result<(), DbError> {
    tx.execute("UPDATE registration SET reason = $1 WHERE id = $2", params![reason, id]).map(drop)
}

/// The earliest scan counts, in whatever order they come.
pub(crate) fn note_check_in(tx: &mut Tx<'_>, id: RegistrationId, at: Instant) -> Result<(), DbError> {
    let sql = "UPDATE registration SET checked_in_at = $1 WHERE id = $2 AND (checked_in_at IS NULL OR checked_in_at > $1)";
    tx.execute(sql, params![at, id]).map(drop)
}

/// Voids the badges printed before; `false` when somebody else did since.
pub(crate) fn next_badge(tx: &mut Tx<'_>, it: &Registration) -> Result<bool, DbError> {
    let sql = "UPDATE registration SET badge_version = badge_version + 1 WHERE id = $1 AND badge_version = $2";
    Ok(tx.execute(sql, params![it.id, it.badge_version])? == 1)
}

/// Offers that ended, the first first.
pub(crate) fn ended_offers(tx: &mut Tx<'_>, most: usize) -> Result<Vec<Registration>, DbError> {
    let now = tx.now();
    let rest = "WHERE state = 'offered' AND offer_ends_at <= $1 ORDER BY offer_ends_at, id LIMIT $2";
    db::list(tx, rest, params![now, most])
}

/// Registrations of meetings that ended before a day and were not closed yet.
pub(crate) fn of_ended(tx: &mut Tx<'_>, before: kernel::Day, most: usize) -> Result<Vec<Registration>, DbError> {
    let rest = "JOIN meeting ON meeting.id = registration.meeting_id WHERE registration.state IN ('confirmed', 'checked_in') \
                AND meeting.last_on < $1 ORDER BY registration.id LIMIT $2";
    db::list(tx, rest, params![before, most])
}

/// What the door knows of somebody.
pub(crate) fn listed(tx: &mut Tx<'_>, meeting: MeetingId, id: RegistrationId) -> Result<Option<Listed>, DbError> {
    let sql = "SELECT state, badge_version FROM registration WHERE id = $1 AND meeting_id = $2";
    let row: Option<(State, i64)> = tx.first(sql, params![id, meeting])?;
    Ok(row.map(|(state, badge_version)| Listed { state, badge_version }))
}

/// Everybody of a meeting, whatever became of them: the list of the door.
pub(crate) fn everybody(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<Registration>, DbError> {
    db::list(tx, "WHERE meeting_id = $1 ORDER BY name_zh, name_en, id", params![meeting])
}

/// Keeps a scan; `false` when this nonce is known.
pub(crate) fn keep_scan(tx: &mut Tx<'_>, scan: &Scan) -> Result<bool, DbError> {
    let columns = <Scan as db::Record>::COLUMNS;
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "INSERT INTO scan ({}) VALUES ({}) ON CONFLICT (meeting_id, nonce) DO NOTHING",
        columns.join(", "),
        places.join(", ")
    );
    Ok(tx.execute(&sql, &db::Record::values(scan))? == 1)
}

/// The scan with this nonce.
pub(crate) fn scan_of(tx: &mut Tx<'_>, meeting: MeetingId, nonce: &str) -> Result<Option<Scan>, DbError> {
    db::find_where(tx, "WHERE meeting_id = $1 AND nonce = $2", params![meeting, nonce])
}

/// The scans of a meeting of one kind, the latest first.
pub fn scans(tx: &mut Tx<'_>, meeting: MeetingId, kind: ScanKind, most: usize) -> Result<Vec<Scan>, DbError> {
    let rest = "WHERE meeting_id = $1 AND kind = $2 ORDER BY scanned_at DESC, id DESC LIMIT $3";
    db::list(tx, rest, params![meeting, kind, most])
}

/// Whose badge was printed in its present version.
pub(crate) fn printed(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<(RegistrationId, String)>, DbError> {
    let sql = "SELECT registration_id, digest FROM scan WHERE meeting_id = $1 AND kind = 'printing' AND registration_id IS NOT NULL";
    tx.query(sql, params![meeting])
}

/// How many stand where, role by role.
pub fn counts(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<(MeetingRole, State, i64)>, DbError> {
    let sql = "SELECT role, state, COUNT(*) FROM registration WHERE meeting_id = $1 GROUP BY role, state";
    tx.query(sql, params![meeting])
}

/// The registrations of a person, the latest meeting first.
pub fn all_of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Registration>, DbError> {
    db::list(tx, "WHERE person_id = $1 ORDER BY id DESC LIMIT 100", params![person])
}

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<State>,
    pub role: Option<MeetingRole>,
    pub organisation_id: Option<OrganisationId>,
    /// Part of a name, an organisation or an address, or the last digits of a phone.
    pub text: String,
}

/// Rows of one page.
pub const PAGE: usize = 50;

/// Registrations of a meeting, the latest first, and where the next page begins.
pub fn list(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    filter: &Filter,
    after: Option<RegistrationId>,
) -> Result<(Vec<Registration>, Option<RegistrationId>), DbError> {
    let mut values: Vec<Value> = params![meeting, PAGE + 1].to_vec();
    let mut conditions = vec!["meeting_id = $1".to_owned()];
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("${}", values.len())));
    };
    if let Some(state) = filter.state {
        add("state = ?", state.to_value());
    }
    if let Some(role) = filter.role {
        add("role = ?", role.to_value());
    }
    if let Some(house) = filter.organisation_id {
        add("organisation_id = ?", house.to_value());
    }
    let text = filter.text.trim().to_lowercase();
    if !text.is_empty() {
        let like = format!("%{}%", text.replace(['%', '_', '\\'], ""));
        add(
            "(LOWER(name_zh) LIKE ? OR LOWER(name_en) LIKE ? OR LOWER(organisation_zh) LIKE ? OR LOWER(organisation_en) LIKE ? \
             OR LOWER(email) LIKE ? OR phone_end LIKE ?)",
            like.to_value(),
        );
    }
    if let Some(after) = after {
        add("id < ?", after.to_value());
    }
    let rest = format!("WHERE {} ORDER BY id DESC LIMIT $2", conditions.join(" AND "));
    let mut rows: Vec<Registration> = db::list(tx, &rest, &values)?;
    let next = (rows.len() > PAGE).then(|| rows.truncate(PAGE)).and_then(|()| rows.last().map(|row| row.id));
    Ok((rows, next))
}
