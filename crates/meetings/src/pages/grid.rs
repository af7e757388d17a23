//! A day of the working schedule as halls by time: which cell of a table holds what, and over how many rows.

use kernel::{Day, HallId, Instant};

use crate::agenda::{Agenda, Hall, Session, Span};

/// Rows are at most so many minutes high.
const STEP: i64 = 30;
/// The hours that are always shown.
const FIRST_HOUR: i64 = 8;
const LAST_HOUR: i64 = 18;

/// A day as a table.
pub(super) struct Grid<'a> {
    /// Halls in their order; without one, what has a time and no hall.
    pub columns: Vec<Option<&'a Hall>>,
    pub rows: Vec<Line<'a>>,
}

pub(super) struct Line<'a> {
    pub at: Instant,
    /// One for each column.
    pub cells: Vec<Cell<'a>>,
}

pub(super) enum Cell<'a> {
    Empty,
    /// Sessions that begin here, with all that overlap them in the same hall; they take so many rows.
    Taken {
        rows: usize,
        sessions: Vec<(&'a Session, Span)>,
    },
    /// Belongs to the cell above.
    Covered,
}

impl<'a> Grid<'a> {
    pub fn of(agenda: &'a Agenda, day: Day) -> Grid<'a> {
        let on: Vec<(&Session, Span)> = agenda.on(day).collect();
        let halls = agenda.halls.iter().map(Some);
        let has_homeless = on.iter().any(|(it, _)| agenda.hall(it.hall_id).is_none());
        let columns: Vec<Option<&Hall>> = halls.chain(has_homeless.then_some(None)).collect();
        let times = times(day, &on);
        let mut rows: Vec<Line<'a>> = times.iter().map(|at| Line { at: *at, cells: Vec::new() }).collect();
        for column in &columns {
            let hall: Option<HallId> = column.map(|hall| hall.id);
            let here: Vec<_> =
                on.iter().copied().filter(|(it, _)| agenda.hall(it.hall_id).map(|hall| hall.id) == hall).collect();
            fill(&mut rows, &times, groups(here));
        }
        Grid { columns, rows }
    }
}

/// Where rows begin: every half hour, and wherever something begins or ends.
fn times(day: Day, on: &[(&Session, Span)]) -> Vec<Instant> {
    let hour = |hour| Instant::beijing(day, hour, 0, 0);
    let first = on.iter().map(|(_, span)| span.0).min().map_or(hour(FIRST_HOUR), |at| at.min(hour(FIRST_HOUR)));
    let last =
        on.iter().map(|(_, span)| span.1).max().map_or(hour(LAST_HOUR), |at| at.max(hour(LAST_HOUR))).min(day.ends());
    let midnight = day.begins();
    let steps = (0..48).map(|n| midnight.plus_seconds(n * STEP * 60));
    let edges = on.iter().flat_map(|(_, span)| [span.0, span.1]);
    let mut all: Vec<Instant> = steps.chain(edges).filter(|at| (first..last).contains(at)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Sessions of one hall, those that overlap together.
fn groups(mut here: Vec<(&Session, Span)>) -> Vec<(Span, Vec<(&Session, Span)>)> {
    here.sort_by_key(|(it, span)| (span.0, span.1, it.id));
    let mut found: Vec<(Span, Vec<(&Session, Span)>)> = Vec::new();
    for it in here {
        match found.last_mut() {
            Some((span, group)) if it.1.0 < span.1 => {
                span.1 = span.1.max(it.1.1);
                group.push(it);
            }
            Some(_) | None => found.push((it.1, vec![it])),
        }
    }
    found
}

/// Adds one column.
fn fill<'a>(rows: &mut [Line<'a>], times: &[Instant], groups: Vec<(Span, Vec<(&'a Session, Span)>)>) {
    let mut groups = groups.into_iter().peekable();
    let mut covered = 0;
    for (line, at) in rows.iter_mut().zip(times) {
        if covered > 0 {
            covered -= 1;
            line.cells.push(Cell::Covered);
        } else if let Some((span, sessions)) = groups.next_if(|(span, _)| span.0 <= *at) {
            let rows = times.iter().filter(|it| (span.0..span.1).contains(it)).count().max(1);
            covered = rows - 1;
            line.cells.push(Cell::Taken { rows, sessions });
        } else {
            line.cells.push(Cell::Empty);
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{MeetingId, MeetingSessionId};

    use super::*;
    use crate::agenda::Words;
    use crate::clock::{at, clock};
    use crate::kinds::SessionKind;

    fn session(hall: Option<HallId>, from: Instant, until: Instant) -> Session {
        Session {
            id: MeetingSessionId::at(from),
            kind: SessionKind::Talks,
            hall_id: hall,
            starts_at: Some(from),
            ends_at: Some(until),
            title: Words::default(),
            about: Words::default(),
            sign_ups: None,
            chairs: Vec::new(),
            guests: Vec::new(),
            talks: Vec::new(),
            sequence: 0,
            changed_at: None,
        }
    }

    /// One letter a cell: `.` empty, `|` covered, a digit for how many sessions begin there.
    fn drawn(agenda: &Agenda, day: Day) -> Vec<String> {
        let letter = |cell: &Cell<'_>| match cell {
            Cell::Empty => ".".to_owned(),
            Cell::Covered => "|".to_owned(),
            Cell::Taken { rows, sessions } => format!("{}x{rows}", sessions.len()),
        };
        let line =
            |it: &Line<'_>| format!("{} {}", clock(it.at), it.cells.iter().map(letter).collect::<Vec<_>>().join(" "));
        Grid::of(agenda, day).rows.iter().map(line).collect()
    }

    #[test]
    fn every_session_has_its_cell_and_those_that_overlap_share_one() {
        let day: Day = "2023-04-01".parse().unwrap();
        let time = |text: &str| at("", day, text).unwrap();
        let hall = Hall { id: HallId::at(time("01:00")), name: Words::default(), capacity: None };
        let sessions = vec![
            session(Some(hall.id), time("09:00"), time("10:10")),
            session(Some(hall.id), time("10:00"), time("11:00")),
            session(Some(hall.id), time("11:00"), time("11:30")),
            session(None, time("16:30"), time("18:30")),
        ];
        let agenda = Agenda {
            meeting_id: MeetingId::nil(),
            title: Words::default(),
            place: Words::default(),
            about: Words::default(),
            first_on: day,
            last_on: day,
            halls: vec![hall],
            cancelled: Vec::new(),
            sessions,
        };
        let rows = drawn(&agenda, day);
        assert_eq!(rows.first().map(String::as_str), Some("08:00 . ."));
        assert_eq!(rows[2..8], ["09:00 2x5 .", "09:30 | .", "10:00 | .", "10:10 | .", "10:30 | .", "11:00 1x1 ."]);
        assert_eq!(rows[rows.len() - 4..], ["16:30 . 1x4", "17:00 . |", "17:30 . |", "18:00 . |"]);
    }
}
