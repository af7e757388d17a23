//! Rules about booths: pure, each with its number.

use kernel::{Breach, Instant, Text, say};

use crate::record::Booth;

const REASON: Text = say(
    "此类展位共 {booths} 个，申请 {requests} 份：须写明入选或不入选的理由",
    "There are {booths} booth(s) of this kind for {requests} request(s): say why this one is selected or not",
);

/// Rule M-02. Where more is asked for than there is, every decision carries its reason; otherwise a reason is welcome but not needed.
///
/// # Errors
/// A breach at `reason` with both figures.
pub fn selection_has_reasons(booths: usize, requests: usize, reason: &str) -> Result<(), Breach> {
    if requests <= booths || !reason.trim().is_empty() {
        return Ok(());
    }
    Err(Breach::of("M-02", "reason", REASON.with(&[("booths", &booths), ("requests", &requests)])))
}

const EARLY: Text = say("展位申请于 {at}（北京时间）开始", "Booths can be asked for from {at} (Beijing time)");
const LATE: Text = say("展位申请已于 {at}（北京时间）截止", "Booths could be asked for until {at} (Beijing time)");

/// Booths are asked for within the organiser's time.
pub fn is_in_time(now: Instant, opens: Instant, closes: Instant) -> Result<(), Breach> {
    if now < opens {
        Err(Breach::field("", EARLY.with(&[("at", &opens.beijing_minute())])))
    } else if now >= closes {
        Err(Breach::field("", LATE.with(&[("at", &closes.beijing_minute())])))
    } else {
        Ok(())
    }
}

const OUTSIDE: Text = say(
    "展位 {number} 超出平面图（{width} × {depth} 分米）",
    "Booth {number} does not lie on the floor ({width} × {depth} decimetres)",
);
const OVER: Text = say("展位 {number} 与展位 {other} 重叠", "Booth {number} lies over booth {other}");

/// A booth lies on the floor and over no other.
pub fn lies_free(booth: &Booth, others: &[Booth], (width, depth): (i64, i64)) -> Result<(), Breach> {
    let inside = booth.x >= 0 && booth.y >= 0 && booth.x + booth.width <= width && booth.y + booth.depth <= depth;
    if !inside {
        let parts: [(&str, &dyn std::fmt::Display); 3] =
            [("number", &booth.number), ("width", &width), ("depth", &depth)];
        return Err(Breach::field("x", OUTSIDE.with(&parts)));
    }
    let over = |other: &&Booth| {
        other.id != booth.id
            && booth.x < other.x + other.width
            && other.x < booth.x + booth.width
            && booth.y < other.y + other.depth
            && other.y < booth.y + booth.depth
    };
    match others.iter().find(over) {
        None => Ok(()),
        Some(other) => Err(Breach::field("x", OVER.with(&[("number", &booth.number), ("other", &other.number)]))),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{BoothId, MeetingId, Money};

    use super::*;
    use crate::kinds::BoothKind;

    #[test]
    fn m_02_more_requests_than_booths_need_a_reason_and_as_many_do_not() {
        assert_eq!(selection_has_reasons(2, 2, ""), Ok(()));
        let breach = selection_has_reasons(2, 3, " ").unwrap_err();
        assert_eq!((breach.rule, breach.field.as_str()), ("M-02", "reason"));
        assert!(breach.said.en.contains("2 booth(s)") && breach.said.en.contains("3 request(s)"));
        assert_eq!(selection_has_reasons(2, 3, "与本届主题相符"), Ok(()));
    }

    #[test]
    fn booths_are_asked_for_from_the_first_instant_to_the_last() {
        let at = Instant::from_millis;
        assert!(is_in_time(at(9), at(10), at(20)).is_err());
        assert!(is_in_time(at(10), at(10), at(20)).is_ok());
        assert!(is_in_time(at(19), at(10), at(20)).is_ok());
        assert!(is_in_time(at(20), at(10), at(20)).is_err());
    }

    fn booth(n: i64, x: i64, y: i64) -> Booth {
        let now = Instant::from_millis(n);
        Booth {
            id: BoothId::at(now),
            meeting_id: MeetingId::nil(),
            number: format!("A{n}"),
            kind: BoothKind::University,
            x,
            y,
            width: 30,
            depth: 20,
            price: Money::default(),
            revision: 1,
            created_at: now,
        }
    }

    #[test]
    fn booths_may_touch_and_not_overlap() {
        let others = [booth(1, 0, 0)];
        assert!(lies_free(&booth(2, 30, 0), &others, (100, 100)).is_ok());
        assert!(lies_free(&booth(2, 0, 20), &others, (100, 100)).is_ok());
        assert!(lies_free(&booth(2, 29, 19), &others, (100, 100)).is_err());
        assert!(lies_free(&others[0], &others, (100, 100)).is_ok(), "a booth is not in its own way");
        assert!(lies_free(&booth(2, 71, 0), &others, (100, 100)).is_err());
        assert!(lies_free(&booth(2, 70, 80), &others, (100, 100)).is_ok());
    }
}
