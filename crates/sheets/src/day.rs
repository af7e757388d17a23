//! Days as lists write them.

use kernel::Day;

use crate::plain;

/// What a list says about when something happened: a day, a month or a year. The rest is its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    Year,
    Month,
    Day,
}

/// Reads `2021-07-15`, `2021/7/15`, `2021.7.15`, `2021年7月15日`, `20210715`, the same without the day (`2021年7月`, `2021-07`,
/// `202107`) or with the year alone (`2021`, `2021年`), with or without a time of day behind. `None` for everything else.
pub fn parse(text: &str) -> Option<(Day, Precision)> {
    let text = plain(text);
    let date = match text.split_once([' ', 'T']) {
        Some((date, time)) if is_time(time) => date,
        Some(_) => &text.replace(' ', ""),
        None => &text,
    };
    let date = date.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = date.split(['-', '/', '.', '年', '月', '—', '–', '、']).collect();
    let parts: Vec<&str> = parts.strip_suffix(&[""]).unwrap_or(&parts).to_vec();
    let digits = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(|part| digits(part)) {
        return None;
    }
    match parts.as_slice() {
        [year] if year.len() == 4 => known(year, "1", "1", Precision::Year),
        [packed] if packed.len() == 6 => known(&packed[..4], &packed[4..], "1", Precision::Month),
        [packed] if packed.len() == 8 => known(&packed[..4], &packed[4..6], &packed[6..], Precision::Day),
        [year, month] if year.len() == 4 => known(year, month, "1", Precision::Month),
        [year, month, day] if year.len() == 4 => known(year, month, day, Precision::Day),
        _ => None,
    }
}

fn known(year: &str, month: &str, day: &str, precision: Precision) -> Option<(Day, Precision)> {
    let day = Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (1900..=2200).contains(&day.year()).then_some((day, precision))
}

fn is_time(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|b| b.is_ascii_digit() || b":.Z+".contains(&b))
}

/// The day and second of a spreadsheet's serial number. Serials count from the last day of 1899 and know a 29 February 1900
/// that never was; files from old Macintosh programs count from 1904.
pub fn of_serial(serial: f64, from_1904: bool) -> Option<(Day, u32)> {
    if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let whole = serial.floor();
    let mut seconds = ((serial - whole) * 86_400.0).round() as u32;
    let mut days = whole as i32;
    if seconds == 86_400 {
        (seconds, days) = (0, days + 1);
    }
    let base = if from_1904 {
        Day::new(1904, 1, 1)?
    } else if days >= 60 {
        Day::new(1899, 12, 30)?
    } else {
        Day::new(1899, 12, 31)?
    };
    Some((base.plus_days(days), seconds))
}

/// The serial number of a day, for writing.
pub fn to_serial(day: Day) -> i32 {
    Day::new(1899, 12, 30).map_or(0, |base| day.days_since(base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form_of_a_day_is_read() {
        let day = |y, m, d| Day::new(y, m, d).unwrap();
        for text in [
            "2021-07-15",
            "2021/7/15",
            "2021.7.15",
            "2021年7月15日",
            "20210715",
            "２０２１年７月１５日",
            "2021 年 7 月 15 日",
            "2021-07-15 00:00:00",
            "2021-07-15T08:30:00Z",
            "2021年07月15号",
        ] {
            assert_eq!(parse(text), Some((day(2021, 7, 15), Precision::Day)), "{text}");
        }
        for text in ["2021年7月", "2021-07", "2021/7", "2021.07", "202107"] {
            assert_eq!(parse(text), Some((day(2021, 7, 1), Precision::Month)), "{text}");
        }
        for text in ["2021", "2021年"] {
            assert_eq!(parse(text), Some((day(2021, 1, 1), Precision::Year)), "{text}");
        }
        for text in
            ["", "7/15", "15.7.2021", "2021-13-01", "2021-02-30", "21-7-15", "today", "0021-01-01", "2021年第一批"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn serials_are_days_in_both_calendars() {
        assert_eq!(of_serial(44392.0, false), Some((Day::new(2021, 7, 15).unwrap(), 0)));
        assert_eq!(of_serial(42930.0, true), Some((Day::new(2021, 7, 15).unwrap(), 0)));
        assert_eq!(of_serial(44392.5, false), Some((Day::new(2021, 7, 15).unwrap(), 43_200)));
        assert_eq!(of_serial(1.0, false), Some((Day::new(1900, 1, 1).unwrap(), 0)));
        assert_eq!(to_serial(Day::new(2021, 7, 15).unwrap()), 44392);
        assert_eq!(of_serial(f64::NAN, false), None);
        assert_eq!(of_serial(-1.0, false), None);
    }
}
