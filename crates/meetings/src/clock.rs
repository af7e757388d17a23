//! Times of day in Beijing, as people type and read them.

use kernel::{Breach, Day, Instant, Text, say};

/// Said of what is no time of day.
pub const NO_TIME: Text = say("请填写时间，如 09:30", "Enter a time such as 09:30");

/// The instant at which `day` reaches a time such as `09:30`; 24:00 is the end of the day.
pub fn at(field: &str, day: Day, typed: &str) -> Result<Instant, Breach> {
    let no = || Breach::field(field, NO_TIME);
    let (hour, minute) = typed.trim().split_once([':', '：']).ok_or_else(no)?;
    let number = |text: &str| -> Result<i64, Breach> {
        let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| is_number).ok_or_else(no)
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let is_time = (0..24).contains(&hour) && (0..60).contains(&minute) || (hour, minute) == (24, 0);
    if is_time { Ok(Instant::beijing(day, hour, minute, 0)) } else { Err(no()) }
}

/// `09:30`.
pub fn clock(at: Instant) -> String {
    at.beijing_minute().rsplit(' ').next().unwrap_or_default().to_owned()
}

/// `09:30–10:15`; an end on a later day is written with its day.
pub fn span((from, until): (Instant, Instant)) -> String {
    let last = until.plus_seconds(-1).day();
    let end = if last == from.day() { end_clock(until, last) } else { until.beijing_minute() };
    format!("{}–{end}", clock(from))
}

/// The end of a day is 24:00 of that day and not 00:00 of the next.
fn end_clock(until: Instant, day: Day) -> String {
    if until == day.ends() { "24:00".to_owned() } else { clock(until) }
}

/// With the offset of Beijing, as RFC 3339: `2023-04-01T09:00:00+08:00`.
pub fn rfc3339(at: Instant) -> String {
    format!("{}:00+08:00", at.beijing_minute().replace(' ', "T"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written_in_beijing() {
        let day: Day = "2023-04-01".parse().unwrap();
        let nine = at("starts", day, "9:30").unwrap();
        assert_eq!((clock(nine), rfc3339(nine)), ("09:30".into(), "2023-04-01T09:30:00+08:00".into()));
        assert_eq!(span((nine, at("ends", day, "24:00").unwrap())), "09:30–24:00");
        assert_eq!(span((nine, day.plus_days(1).begins().plus_seconds(3600))), "09:30–2023-04-02 01:00");
        for typed in ["", "9", "25:00", "09:60", "24:01", "-1:00", "9:+5", "９:30", "009:30"] {
            assert!(at("starts", day, typed).is_err(), "{typed}");
        }
    }
}
