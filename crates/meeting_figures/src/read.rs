//! Counting: a number of statements that does not depend on the size of the meeting.

use db::{DbError, Tx, params};
use kernel::{MeetingId, Money};

use crate::figures::{Came, Figures, Negotiated, OfProvince, OfRole};

/// States of a registration in which somebody has or had a place.
const HAS_PLACE: &str = "state IN ('confirmed', 'checked_in', 'attended', 'no_show')";

/// Counts what a meeting brought.
pub fn read(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Figures, DbError> {
    let (roles, people) = people(tx, meeting)?;
    let (provinces, universities, enterprises) = organisations(tx, meeting)?;
    let viewers = audience::counts::of_meeting(tx, meeting)?;
    let count = |tx: &mut Tx<'_>, sql: &str| tx.one::<(i64,)>(sql, params![meeting]).map(|(n,)| n);
    Ok(Figures {
        meeting_id: meeting,
        people,
        universities,
        enterprises,
        roles,
        provinces,
        sessions: count(
            tx,
            "SELECT COUNT(*) FROM meeting_session WHERE meeting_id = $1 AND starts_at IS NOT NULL AND kind NOT IN ('blocker', 'break')",
        )?,
        talks: count(
            tx,
            "SELECT COUNT(*) FROM talk JOIN meeting_session ON meeting_session.id = talk.session_id \
             WHERE talk.meeting_id = $1 AND meeting_session.starts_at IS NOT NULL",
        )?,
        booths: count(tx, "SELECT COUNT(*) FROM booth WHERE meeting_id = $1")?,
        exhibitors: count(
            tx,
            "SELECT COUNT(*) FROM booth_request WHERE meeting_id = $1 AND state IN ('confirmed', 'set_up', 'closed')",
        )?,
        negotiated: negotiated(tx, meeting)?,
        views: viewers.as_ref().map(|it| it.unique),
        viewers,
    })
}

fn people(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<(Vec<OfRole>, Came), DbError> {
    let sql = format!(
        "SELECT role, COUNT(*), COUNT(checked_in_at) FROM registration WHERE meeting_id = $1 AND {HAS_PLACE} \
         GROUP BY role ORDER BY role"
    );
    let rows: Vec<(String, i64, i64)> = tx.query(&sql, params![meeting])?;
    let mut all = Came::default();
    let roles = rows.into_iter().map(|(role, registered, present)| {
        all.registered += registered;
        all.present += present;
        OfRole { role, people: Came { registered, present } }
    });
    let roles = roles.collect();
    Ok((roles, all))
}

/// By province, and all universities and all enterprises. An organisation is present when somebody of it is.
fn organisations(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<(Vec<OfProvince>, Came, Came), DbError> {
    let sql = format!(
        "SELECT organisation.province, organisation.kind, COUNT(*), \
         SUM(CASE WHEN came.present > 0 THEN 1 ELSE 0 END) FROM organisation \
         JOIN (SELECT organisation_id, COUNT(checked_in_at) AS present FROM registration \
         WHERE meeting_id = $1 AND {HAS_PLACE} AND organisation_id IS NOT NULL GROUP BY organisation_id) AS came \
         ON came.organisation_id = organisation.id \
         WHERE organisation.kind IN ('university', 'enterprise') \
         GROUP BY organisation.province, organisation.kind ORDER BY organisation.province, organisation.kind"
    );
    let rows: Vec<(String, String, i64, i64)> = tx.query(&sql, params![meeting])?;
    let (mut provinces, mut universities, mut enterprises): (Vec<OfProvince>, _, _) =
        (Vec::new(), Came::default(), Came::default());
    for (province, kind, registered, present) in rows {
        if provinces.last().is_none_or(|last| last.province != province) {
            let (universities, enterprises) = (Came::default(), Came::default());
            provinces.push(OfProvince { province, universities, enterprises });
        }
        let Some(here) = provinces.last_mut() else { continue };
        let (part, all) = if kind == "university" {
            (&mut here.universities, &mut universities)
        } else {
            (&mut here.enterprises, &mut enterprises)
        };
        *part = Came { registered, present };
        all.registered += registered;
        all.present += present;
    }
    Ok((provinces, universities, enterprises))
}

fn negotiated(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Negotiated, DbError> {
    let (requests, accepted): (i64, i64) = tx.one(
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 'accepted' THEN 1 ELSE 0 END), 0) FROM match_request WHERE meeting_id = $1",
        params![meeting],
    )?;
    let (placed, held, no_show, intentions): (i64, i64, i64, i64) = tx.one(
        "SELECT COALESCE(SUM(CASE WHEN state IN ('placed', 'held', 'no_show') THEN 1 ELSE 0 END), 0), \
         COALESCE(SUM(CASE WHEN state = 'held' THEN 1 ELSE 0 END), 0), \
         COALESCE(SUM(CASE WHEN state = 'no_show' THEN 1 ELSE 0 END), 0), \
         COALESCE(SUM(CASE WHEN state = 'held' AND intent = $2 THEN 1 ELSE 0 END), 0) FROM appointment WHERE meeting_id = $1",
        params![meeting, true],
    )?;
    let amounts: Vec<(Option<Money>,)> = tx.query(
        "SELECT amount FROM appointment WHERE meeting_id = $1 AND state = 'held' AND intent = $2",
        params![meeting, true],
    )?;
    let (applications, handed_in): (i64, i64) = tx.one(
        "SELECT COUNT(*), COUNT(application.submitted_at) FROM appointment \
         JOIN application ON application.id = appointment.application_id WHERE appointment.meeting_id = $1",
        params![meeting],
    )?;
    Ok(Negotiated {
        requests,
        accepted,
        placed,
        held,
        no_show,
        intentions,
        amount: amounts.into_iter().filter_map(|(amount,)| amount).sum(),
        applications,
        handed_in,
    })
}
