//! Times in Beijing, as people type and read them.

use kernel::{Breach, Day, Instant};
use meetings::clock::NO_TIME;
pub(crate) use meetings::clock::clock;

/// The instant at which `day` reaches a time such as `09:30`. A slot begins before the day ends: 24:00 is none.
pub(crate) fn at(field: &str, day: Day, typed: &str) -> Result<Instant, Breach> {
    let at = meetings::clock::at(field, day, typed)?;
    if at < day.ends() { Ok(at) } else { Err(Breach::field(field, NO_TIME)) }
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
