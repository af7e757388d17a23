//! When somebody can negotiate: talks and chairs, absences, favourites and what is fixed, in one place. It knows neither database
//! nor web, and is asked by the engine's instance, by whoever books, moves or refills, and by the pages that say why not.

use kernel::{Instant, Said, say};
use meetings::{Engagement, Words};

/// From one instant to another.
pub type Span = (Instant, Instant);

/// Slots as bits, the first slot in the lowest.
pub type Mask = u128;

/// Why somebody cannot negotiate in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Busy {
    /// Needed on the agenda; the way between hall and table is part of it.
    Agenda(Words),
    /// Not at the meeting.
    Absent(String),
}

impl Busy {
    pub fn said(&self) -> Said {
        match self {
            Busy::Agenda(title) => {
                let said = title.said();
                Said {
                    zh: say("在“{title}”中有任务", "").with(&[("title", &said.zh)]).zh,
                    en: say("", "needed in “{title}”").with(&[("title", &said.en)]).en,
                }
            }
            Busy::Absent(note) if note.is_empty() => say("不在场", "not there").into(),
            Busy::Absent(note) => say("不在场（{note}）", "not there ({note})").with(&[("note", note)]),
        }
    }
}

/// What is known of somebody's time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// Talks and chairs.
    pub engagements: Vec<(Span, Words)>,
    pub absences: Vec<(Span, String)>,
    pub favourites: Vec<Span>,
}

impl Time {
    /// Takes talks and chairs of an agenda; those without a time are in nobody's way.
    pub fn engage<'a>(&mut self, all: impl Iterator<Item = Engagement<'a>>) {
        self.engagements.extend(all.filter_map(|it| Some((it.span?, it.session.title.clone()))));
    }
}

/// Somebody's slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// For each slot, why they cannot.
    pub busy: Vec<Option<Busy>>,
    /// They can.
    pub free: Mask,
    /// They can, and would rather not.
    pub favourite: Mask,
}

/// Puts a person's time over the slots. `change_seconds` is what they need between a hall and a table.
pub fn over(slots: &[Span], time: &Time, change_seconds: i64) -> Availability {
    let mut found = Availability::default();
    for (at, slot) in slots.iter().enumerate() {
        let busy = busy_in(*slot, time, change_seconds);
        if busy.is_none() {
            found.free |= 1 << at;
            if time.favourites.iter().any(|span| overlaps(*slot, *span)) {
                found.favourite |= 1 << at;
            }
        }
        found.busy.push(busy);
    }
    found
}

/// Why somebody cannot negotiate in a time.
pub fn busy_in(slot: Span, time: &Time, change_seconds: i64) -> Option<Busy> {
    let with_way = |(from, until): Span| (from.plus_seconds(-change_seconds), until.plus_seconds(change_seconds));
    let needed = time.engagements.iter().find(|(span, _)| overlaps(slot, with_way(*span)));
    let away = time.absences.iter().find(|(span, _)| overlaps(slot, *span));
    match (needed, away) {
        (Some((_, title)), _) => Some(Busy::Agenda(title.clone())),
        (None, Some((_, note))) => Some(Busy::Absent(note.clone())),
        (None, None) => None,
    }
}

/// Whether two times have an instant in common; where one ends the other may begin.
pub fn overlaps(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}

impl Availability {
    pub fn is_free(&self, slot: usize) -> bool {
        slot < 128 && self.free >> slot & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Instant {
        Instant::from_millis(minute * 60_000)
    }
    fn slots() -> Vec<Span> {
        (0..6).map(|n| (at(n * 25), at(n * 25 + 20))).collect()
    }

    #[test]
    fn a_talk_takes_its_time_and_the_way_to_and_from_it() {
        let time = Time { engagements: vec![((at(50), at(70)), Words::of("报告", "Talk"))], ..Time::default() };
        assert_eq!(over(&slots(), &time, 300).free, 0b111011);
        let found = over(&slots(), &time, 360);
        assert_eq!(found.free, 0b110001, "six minutes do not fit into the gap of five");
        assert_eq!(found.busy[1], Some(Busy::Agenda(Words::of("报告", "Talk"))));
        assert_eq!(found.busy[2].as_ref().map(|it| it.said().en), Some("needed in “Talk”".into()));
    }

    #[test]
    fn absences_close_slots_and_favourites_do_not() {
        let time = Time {
            absences: vec![((at(0), at(21)), "航班".into())],
            favourites: vec![(at(0), at(50))],
            ..Time::default()
        };
        let found = over(&slots(), &time, 0);
        assert_eq!((found.free, found.favourite), (0b111110, 0b000010));
        assert_eq!(found.busy[0].as_ref().map(|it| it.said().zh), Some("不在场（航班）".into()));
    }

    #[test]
    fn what_ends_as_the_other_begins_does_not_overlap() {
        assert!(!overlaps((at(0), at(10)), (at(10), at(20))));
        assert!(overlaps((at(0), at(11)), (at(10), at(20))));
    }
}
