//! Appointments as a person's calendar shows them.

use db::{DbError, Tx, params};
use kernel::{AppointmentId, Instant, Lang, MeetingId, PersonId};

use crate::paths;

/// One appointment of a person, from a timetable that is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engaged {
    pub id: AppointmentId,
    pub meeting_id: MeetingId,
    pub span: (Instant, Instant),
    /// Number of the table.
    pub table: i64,
    /// Zone of the table and place of the meeting, in Chinese and English.
    pub place: [String; 2],
    /// With whom, and of which organisation, in Chinese and English.
    pub with: [String; 2],
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
        let zone: [String; 2] = [row.next()?, row.next()?];
        let place: [String; 2] = [row.next()?, row.next()?];
        let (name, house): ([String; 2], [String; 2]) = ([row.next()?, row.next()?], [row.next()?, row.next()?]);
        all.push(Engaged {
            id,
            meeting_id,
            span: (from, until),
            table,
            place: [format!("{}，{}", zone[0], place[0]), format!("{}, {}", or(&zone, 1), or(&place, 1))],
            with: [format!("{}（{}）", name[0], house[0]), format!("{} ({})", or(&name, 1), or(&house, 1))],
            revision: row.next()?,
            changed_at: row.next()?,
        });
        Ok(())
    })?;
    Ok(all)
}

/// The text in one language, or in the other where it is missing.
fn or(both: &[String; 2], wanted: usize) -> &str {
    if both[wanted].is_empty() { &both[1 - wanted] } else { &both[wanted] }
}

impl Engaged {
    pub fn place(&self, lang: Lang) -> &str {
        &self.place[usize::from(lang == Lang::En)]
    }
    pub fn with(&self, lang: Lang) -> &str {
        &self.with[usize::from(lang == Lang::En)]
    }
    /// Where one writes down what came of it.
    pub fn href(&self) -> String {
        paths::table(self.meeting_id, self.table)
    }
}
