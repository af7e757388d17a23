//! Times in Beijing, as people type and read them.

use kernel::{Breach, Day, Instant, Text, say};

const NO_TIME: Text = say("请填写时间，如 09:30", "Enter a time such as 09:30");

/// The instant at which `day` reaches a time such as `09:30`.
pub(crate) fn at(field: &str, day: Day, typed: &str) -> Result<Instant, Breach> {
    let no = || Breach::field(field, NO_TIME);
    let (hour, minute) = typed.trim().split_once([':', '：']).ok_or_else(no)?;
    let number = |text: &str, below: i64| -> Result<i64, Breach> {
        let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|n| is_number && (0..below).contains(n)).ok_or_else(no)
    };
    Ok(Instant::beijing(day, number(hour, 24)?, number(minute, 60)?, 0))
}

/// `09:30`.
pub(crate) fn clock(at: Instant) -> String {
    at.beijing_minute().rsplit(' ').next().unwrap_or_default().to_owned()
}

/// `09:30–09:50`.
pub(crate) fn span((from, until): (Instant, Instant)) -> String {
    format!("{}–{}", clock(from), clock(until))
}

/// `04-02 09:30–09:50`: within one meeting the year says nothing.
pub(crate) fn day_span(it: (Instant, Instant)) -> String {
    format!("{} {}", it.0.day().to_string().get(5..).unwrap_or_default(), span(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written_in_beijing() {
        let day: Day = "2023-04-01".parse().unwrap();
        let nine = at("begins", day, "9:30").unwrap();
        assert_eq!(day_span((nine, nine.plus_seconds(1_200))), "04-01 09:30–09:50");
        for typed in ["", "9", "24:00", "09:60", "-1:00"] {
            assert!(at("begins", day, typed).is_err(), "{typed}");
        }
    }
}
