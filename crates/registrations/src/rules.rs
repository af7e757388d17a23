//! Pure checks of registrations.

use kernel::{Breach, Instant, Text, say};

use crate::record::Places;

const SHUT: Text = say("报名尚未开始，将于 {when} 开放（北京时间）", "Registration is not open yet; it opens {when} (Beijing time)");
const OVER: Text = say("报名已于 {when} 截止（北京时间）", "Registration ended {when} (Beijing time)");
const LATE: Text = say("该名额已于 {when} 到期（北京时间）", "This offer ended {when} (Beijing time)");

/// Refuses a registration before the opening and from the deadline on. Rule M-01.
pub fn is_open(now: Instant, opens_at: Instant, closes_at: Instant) -> Result<(), Breach> {
    if now < opens_at {
        return Err(Breach::of("M-01", "", SHUT.with(&[("when", &opens_at.beijing_minute())])));
    }
    if now < closes_at { Ok(()) } else { Err(Breach::of("M-01", "", OVER.with(&[("when", &closes_at.beijing_minute())]))) }
}

/// Whether somebody new gets a place at once: there is one left, and nobody has waited for it longer. Rule M-01.
pub fn has_room(places: &Places, waiting: u64) -> bool {
    waiting == 0 && places.places.is_none_or(|most| places.taken < most)
}

/// Refuses an offer from the waiting list that is taken too late. Rule M-01.
pub fn offer_stands(now: Instant, ends_at: Option<Instant>) -> Result<(), Breach> {
    match ends_at {
        Some(ends_at) if now >= ends_at => {
            Err(Breach::of("M-01", "", LATE.with(&[("when", &ends_at.beijing_minute())])))
        }
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::MeetingRole;
    use kernel::{MeetingId, RowId};

    fn places(most: Option<i64>, taken: i64) -> Places {
        let (id, meeting_id) = (RowId::nil(), MeetingId::nil());
        Places { id, meeting_id, role: MeetingRole::Delegate, places: most, needs_approval: false, taken }
    }

    #[test]
    fn m_01_registration_is_open_from_the_opening_to_the_instant_before_the_deadline() {
        let at = Instant::from_millis;
        assert!(is_open(at(9), at(10), at(20)).is_err());
        assert_eq!(is_open(at(10), at(10), at(20)), Ok(()));
        assert_eq!(is_open(at(19), at(10), at(20)), Ok(()));
        let refused = is_open(at(20), at(10), at(20)).expect_err("too late");
        assert_eq!(refused.rule, "M-01");
    }

    #[test]
    fn m_01_a_place_is_given_while_there_is_one_and_nobody_waits() {
        assert!(has_room(&places(Some(2), 1), 0));
        assert!(!has_room(&places(Some(2), 2), 0));
        assert!(!has_room(&places(Some(2), 1), 1), "whoever waits comes first");
        assert!(has_room(&places(None, 10_000), 0));
        assert!(!has_room(&places(Some(0), 0), 0));
    }

    #[test]
    fn m_01_an_offer_stands_until_its_end() {
        let at = Instant::from_millis;
        assert_eq!(offer_stands(at(9), Some(at(10))), Ok(()));
        assert!(offer_stands(at(10), Some(at(10))).is_err());
        assert_eq!(offer_stands(at(10), None), Ok(()));
    }
}
