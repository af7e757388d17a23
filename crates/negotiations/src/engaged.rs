//! Appointments as a person's calendar shows them.

use db::{DbError, Tx, params};
use kernel::{AppointmentId, Instant, Lang, MeetingId, PersonId, Said};
use meetings::Words;

use crate::paths;
use crate::record::called;

/// One appointment of a person, from a timetable that is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engaged {
    pub id: AppointmentId,
    pub meeting_id: MeetingId,
    pub span: (Instant, Instant),
    /// Number of the table.
    pub table: i64,
    /// Zone of the table and place of the meeting.
    pub place: Said,
    /// With whom, and of which organisation.
    pub with: Said,
    /// Grows with every change.
    pub revision: i64,
    pub changed_at: Instant,
}

const SQL: &str = "SELECT a.id, a.meeting_id, s.starts_at, s.ends_at, t.number, z.name_zh, z.name_en, m.place_zh, m.place_en, \
     other.name, other.name_en, other.organisation, other.organisation_en, a.revision, a.state_since \
     FROM negotiator me JOIN negotiation n ON n.meeting_id = me.meeting_id \
     JOIN appointment a ON a.first_id = me.id OR a.second_id = me.id \
     JOIN negotiator other ON other.id = CASE WHEN a.first_id = me.id THEN a.second_id ELSE a.first_id END \
     JOIN negotiation_slot s ON s.id = a.slot_id JOIN negotiation_table t ON t.id = a.table_id \
     JOIN negotiation_zone z ON z.id = t.zone_id JOIN meeting m ON m.id = a.meeting_id \
     WHERE me.person_id = $1 AND me.left_at IS NULL AND n.state = 'published' AND a.state IN ('placed', 'held') \
     ORDER BY s.starts_at, a.id";

/// The appointments of a person in all meetings whose timetable is public, by time. One statement.
pub fn engagements(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Engaged>, DbError> {
    let mut all = Vec::new();
    tx.each(SQL, params![person], |row| {
        let (id, meeting_id, from, until) = (row.next()?, row.next()?, row.next()?, row.next()?);
        let table = row.next()?;
        let mut words = || Ok::<_, DbError>(Words { zh: row.next()?, en: row.next()? });
        let (zone, place, name, house) = (words()?, words()?, words()?, words()?);
        all.push(Engaged {
            id,
            meeting_id,
            span: (from, until),
            table,
            place: Said {
                zh: format!("{}，{}", zone.zh, place.zh),
                en: format!("{}, {}", zone.get(Lang::En), place.get(Lang::En)),
            },
            with: called(&name, &house),
            revision: row.next()?,
            changed_at: row.next()?,
        });
        Ok(())
    })?;
    Ok(all)
}

impl Engaged {
    /// Where one writes down what came of it.
    pub fn href(&self) -> String {
        paths::table(self.meeting_id, self.table)
    }
}
