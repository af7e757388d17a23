//! Times that are refused, whoever asks.

use kernel::{Breach, Day, Instant, Text, say};

/// Days a meeting may last.
const DAYS_MOST: i32 = 14;

const OUTSIDE: Text = say(
    "时间须在会议日期内：{first} 至 {last}（北京时间）",
    "It has to lie within the days of the meeting, {first} to {last} (Beijing time)",
);
const BACKWARDS: Text = say("结束时间须晚于开始时间", "The end has to come after the beginning");
const DAYS: Text = say(
    "结束日期不能早于开始日期，会期最多 {most} 天",
    "The last day must not come before the first; {most} days at most",
);

/// Refuses a time that does not lie within the days of the meeting.
pub fn is_within_days(field: &str, at: Instant, first: Day, last: Day) -> Result<(), Breach> {
    if (first.begins()..=last.ends()).contains(&at) {
        return Ok(());
    }
    Err(Breach::field(field, OUTSIDE.with(&[("first", &first), ("last", &last)])))
}

/// Refuses an end that does not come after the beginning.
pub fn lasts(field: &str, from: Instant, until: Instant) -> Result<(), Breach> {
    if from < until { Ok(()) } else { Err(Breach::field(field, BACKWARDS)) }
}

/// Refuses a meeting that ends before it begins, or lasts longer than any does.
pub fn days_are_in_order(first: Day, last: Day) -> Result<(), Breach> {
    if (0..DAYS_MOST).contains(&last.days_since(first)) {
        Ok(())
    } else {
        Err(Breach::field("last_on", DAYS.with(&[("most", &DAYS_MOST)])))
    }
}
