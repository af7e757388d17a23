//! iCalendar (RFC 5545) as people's calendars subscribe to it.
//!
//! Left out on purpose: reading calendars, recurrence, invitations with answers.

mod lines;

use kernel::{Day, Instant};

use lines::{Lines, escaped};

/// A calendar to subscribe to.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub name: String,
    pub entries: Vec<Entry>,
}

/// Something on a day or at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same for ever, whatever else changes: programs know the entry again by it.
    pub uid: String,
    /// Grows with every change.
    pub sequence: i64,
    pub changed_at: Instant,
    pub when: When,
    pub summary: String,
    pub description: String,
    /// Where it is done.
    pub url: String,
    pub location: String,
    /// Reminds so many days before; 0 for never.
    pub remind_days: u32,
    /// It will not take place: programs that hold the entry strike it out.
    pub cancelled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The whole day, which takes nobody's time: a deadline.
    Day(Day),
    /// From one instant to another, in the time of Beijing.
    Span(Instant, Instant),
}

/// The name of the platform in identifiers of entries, from its address.
pub fn host(base_url: &str) -> &str {
    base_url.split("://").last().unwrap_or("xieyu").split(['/', ':']).next().unwrap_or("xieyu")
}

/// Programs ask again after so long.
const REFRESH: &str = "PT1H";
const ZONE: &str = "Asia/Shanghai";

impl Calendar {
    /// The calendar as text. The same entries give the same text: nothing comes from the clock.
    pub fn text(&self) -> String {
        let mut lines = Lines::default();
        lines.put("BEGIN", "VCALENDAR");
        lines.put("VERSION", "2.0");
        lines.put("PRODID", "-//Xieyu//Xieyu//ZH");
        lines.put("CALSCALE", "GREGORIAN");
        lines.put("METHOD", "PUBLISH");
        lines.put("X-WR-CALNAME", &escaped(&self.name));
        lines.put("X-WR-TIMEZONE", ZONE);
        lines.put("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        lines.put("X-PUBLISHED-TTL", REFRESH);
        zone(&mut lines);
        self.entries.iter().for_each(|entry| entry.write(&mut lines));
        lines.put("END", "VCALENDAR");
        lines.text()
    }
}

/// China has had one zone without summer time since 1992; nothing here is older.
fn zone(lines: &mut Lines) {
    lines.put("BEGIN", "VTIMEZONE");
    lines.put("TZID", ZONE);
    lines.put("BEGIN", "STANDARD");
    lines.put("DTSTART", "19920101T000000");
    lines.put("TZOFFSETFROM", "+0800");
    lines.put("TZOFFSETTO", "+0800");
    lines.put("TZNAME", "CST");
    lines.put("END", "STANDARD");
    lines.put("END", "VTIMEZONE");
}

impl Entry {
    fn write(&self, lines: &mut Lines) {
        lines.put("BEGIN", "VEVENT");
        lines.put("UID", &escaped(&self.uid));
        lines.put("SEQUENCE", &self.sequence.clamp(0, i64::from(i32::MAX)).to_string());
        lines.put("DTSTAMP", &utc(self.changed_at));
        lines.put("LAST-MODIFIED", &utc(self.changed_at));
        match self.when {
            When::Day(day) => {
                lines.put("DTSTART;VALUE=DATE", &date(day));
                lines.put("DTEND;VALUE=DATE", &date(day.plus_days(1)));
                lines.put("TRANSP", "TRANSPARENT");
            }
            When::Span(from, to) => {
                lines.put(&format!("DTSTART;TZID={ZONE}"), &beijing(from));
                lines.put(&format!("DTEND;TZID={ZONE}"), &beijing(to));
            }
        }
        if self.cancelled {
            lines.put("STATUS", "CANCELLED");
        }
        lines.put("SUMMARY", &escaped(&self.summary));
        for (name, text) in [("DESCRIPTION", &self.description), ("LOCATION", &self.location)] {
            if !text.is_empty() {
                lines.put(name, &escaped(text));
            }
        }
        if !self.url.is_empty() {
            lines.put("URL", &self.url.replace(['\r', '\n'], ""));
        }
        if self.remind_days > 0 {
            lines.put("BEGIN", "VALARM");
            lines.put("ACTION", "DISPLAY");
            lines.put("DESCRIPTION", &escaped(&self.summary));
            lines.put("TRIGGER", &format!("-P{}D", self.remind_days));
            lines.put("END", "VALARM");
        }
        lines.put("END", "VEVENT");
    }
}

fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// `20241001T020300Z`; below a second nothing is said.
fn utc(at: Instant) -> String {
    let text = at.to_string();
    let digits: String =
        text.split('.').next().unwrap_or(&text).chars().filter(|c| !matches!(c, '-' | ':' | 'Z')).collect();
    format!("{digits}Z")
}

/// `20241001T100300` on the clocks of Beijing.
fn beijing(at: Instant) -> String {
    utc(at.plus_seconds(8 * 3600)).trim_end_matches('Z').to_owned()
}

#[cfg(test)]
mod tests;
