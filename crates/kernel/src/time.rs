//! Instants (milliseconds since 1970, UTC) and days (calendar days in Beijing). The programme counts in Beijing time,
//! UTC+8 all year, so the offset is fixed here and no time-zone table is needed.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use crate::value::{FromValue, ToValue, Value, ValueError};

const BEIJING: i64 = 8 * 3600 * 1000;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(i64);

impl Instant {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The instant at which `day` has reached `hour:minute:second` in Beijing.
    pub fn beijing(day: Day, hour: i64, minute: i64, second: i64) -> Self {
        let days = i64::from(day.since_epoch());
        Self(days * 86_400_000 + (hour * 3600 + minute * 60 + second) * 1000 - BEIJING)
    }
    /// The calendar day in Beijing.
    pub fn day(self) -> Day {
        Day::from_epoch(self.0.saturating_add(BEIJING).div_euclid(86_400_000))
    }
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(86_400_000)))
    }
    /// Whole seconds from `earlier` to this instant, negative when it lies before.
    pub const fn seconds_since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0) / 1000
    }

    /// `2024-06-24 00:00` in Beijing.
    pub fn beijing_minute(self) -> String {
        let rest = self.0.saturating_add(BEIJING).rem_euclid(86_400_000) / 60_000;
        format!("{} {:02}:{:02}", self.day(), rest / 60, rest % 60)
    }
}

/// RFC 3339 in UTC with milliseconds.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_millisecond(self.0) {
            Ok(stamp) => write!(f, "{stamp:.3}"),
            Err(_) => write!(f, "{}ms", self.0),
        }
    }
}
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
impl FromStr for Instant {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Timestamp>().map(|t| Self(t.as_millisecond()))
    }
}
impl ToValue for Instant {
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
}
impl FromValue for Instant {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        value.into_int().map(Self)
    }
}
impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Instant {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A calendar day in Beijing, between the years 1 and 9999. Stored and written as `2024-06-24`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// `None` when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        Date::new(year, month, day).ok().map(Self)
    }
    pub fn year(self) -> i16 {
        self.0.year()
    }
    pub fn month(self) -> i8 {
        self.0.month()
    }
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// Days since 1970-01-01.
    pub fn since_epoch(self) -> i32 {
        self.0.since(EPOCH).map(|span| span.get_days()).unwrap_or(0)
    }
    fn from_epoch(days: i64) -> Self {
        Self(EPOCH.saturating_add(Span::new().days(days.clamp(-719_000, 2_900_000))))
    }

    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(Span::new().days(days.clamp(-4_000_000, 4_000_000))))
    }
    /// The same day of the month `months` later; the last day of that month where it is shorter.
    pub fn plus_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(Span::new().months(months.clamp(-100_000, 100_000))))
    }
    pub fn plus_years(self, years: i16) -> Self {
        self.plus_months(i32::from(years) * 12)
    }
    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.since_epoch() - earlier.since_epoch()
    }
    /// Monday to Friday; public holidays are not known here.
    pub fn is_workday(self) -> bool {
        !matches!(self.0.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
    }
    /// `days` working days later.
    pub fn plus_workdays(self, days: u32) -> Self {
        let mut day = self;
        let mut left = days.min(10_000);
        while left > 0 {
            day = day.plus_days(1);
            if day.is_workday() {
                left -= 1;
            }
        }
        day
    }
    /// 00:00 in Beijing.
    pub fn begins(self) -> Instant {
        Instant::beijing(self, 0, 0, 0)
    }
    /// The first instant after this day in Beijing; "by the end of the day" is `< ends()`.
    pub fn ends(self) -> Instant {
        self.plus_days(1).begins()
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
/// A text that is no day of the form `2024-06-24`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day of the form 2024-06-24")]
pub struct NoDay(pub String);

impl FromStr for Day {
    type Err = NoDay;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || NoDay(text.to_owned());
        let mut parts = text.trim().splitn(3, '-');
        let mut next = |len: usize| {
            let part = parts.next()?;
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok()).flatten()
        };
        let (year, month, day) = (next(4).ok_or_else(no)?, next(2).ok_or_else(no)?, next(2).ok_or_else(no)?);
        Day::new(year, month as i8, day as i8).ok_or_else(no)
    }
}
impl ToValue for Day {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}
impl FromValue for Day {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        let text = value.into_text()?;
        text.parse().map_err(|_| ValueError { expected: "a day", found: text })
    }
}
impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Tells the time: the system's, one that a test sets, or the system's moved by a fixed span.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Set(Arc<AtomicI64>),
    /// The system's clock plus so many milliseconds: a demo that plays on another day goes on ticking.
    Moved(i64),
}

impl Clock {
    pub fn set_to(instant: Instant) -> Self {
        Clock::Set(Arc::new(AtomicI64::new(instant.millis())))
    }
    pub fn now(&self) -> Instant {
        match self {
            Clock::System => Instant(Timestamp::now().as_millisecond()),
            Clock::Set(millis) => Instant(millis.load(Ordering::SeqCst)),
            Clock::Moved(span) => Instant(Timestamp::now().as_millisecond() + span),
        }
    }
    /// The system's clock as it would be if `day` were today.
    pub fn on(day: Day) -> Self {
        let today = Clock::System.now().day();
        Clock::Moved((day.begins().0) - today.begins().0)
    }
    /// Moves a set clock; the system's clock cannot be moved and stays as it is.
    pub fn move_to(&self, instant: Instant) {
        if let Clock::Set(millis) = self {
            millis.store(instant.millis(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_day_begins_and_ends_in_beijing() {
        assert_eq!(day("2024-06-24").begins().to_string(), "2024-06-23T16:00:00.000Z");
        assert_eq!(day("2024-06-24").begins().day(), day("2024-06-24"));
        assert_eq!(Instant::from_millis(day("2024-06-24").begins().millis() - 1).day(), day("2024-06-23"));
        assert_eq!(Instant::beijing(day("2021-06-30"), 23, 59, 0).beijing_minute(), "2021-06-30 23:59");
    }

    #[test]
    fn a_span_beyond_all_measure_ends_at_the_last_instant_there_is() {
        let now = day("2024-06-24").begins();
        assert_eq!(now.plus_days(i64::MAX), Instant::from_millis(i64::MAX));
        assert!(now.plus_seconds(i64::MIN) < Instant::from_millis(0));
        assert_eq!(now.plus_days(i64::MAX).day(), Day::from_epoch(2_900_000));
    }

    #[test]
    fn months_keep_within_the_month() {
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2024-02-29").plus_years(1), day("2025-02-28"));
    }

    #[test]
    fn working_days_skip_the_weekend() {
        assert_eq!(day("2024-06-21").plus_workdays(1), day("2024-06-24"));
        assert_eq!(day("2024-06-24").plus_workdays(10), day("2024-07-08"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2024-02-30", "24-02-01", "2024-2-1", "", "2024-02-01x", "+024-02-01", "0000-01-01"] {
            assert!(text.parse::<Day>().is_err(), "{text:?}");
        }
    }
}
