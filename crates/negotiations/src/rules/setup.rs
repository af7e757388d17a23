//! Figures, slots and tables that cannot be meant.

use kernel::{Breach, Breaches, Day, Text, say};

use crate::availability::{Span, overlaps};

/// Slots the engine takes.
pub const SLOTS_MOST: usize = 128;
/// Tables of one meeting.
pub const TABLES_MOST: i64 = 2_000;

const HOURS: Text = say("答复时限须为 1 至 720 小时", "A request waits from 1 to 720 hours");
const MOST: Text = say("上限须为 1 至 128 次，且不小于下限", "At most: from 1 to 128, and no less than at least");
const LEAST: Text = say("下限不能为负数", "At least: no less than 0");
const MANY_SLOTS: Text =
    say("一次会议最多 {most} 个时段，现有 {n} 个", "A meeting has at most {most} slots; this makes {n}");
const OVERLAP: Text = say("时段不能重叠", "Slots must not overlap");
const MANY_TABLES: Text = say("一次会议最多 {most} 张洽谈桌", "A meeting has at most {most} tables");

/// Refuses figures that contradict each other.
pub fn figures(wish_hours: i64, least: i64, most: i64) -> Breaches {
    let mut found = Breaches::new();
    if !(1..=720).contains(&wish_hours) {
        found.push(Breach::field("wish_hours", HOURS));
    }
    if least < 0 {
        found.push(Breach::field("least", LEAST));
    }
    if !(1..=128).contains(&most) || most < least {
        found.push(Breach::field("most", MOST));
    }
    found
}

/// Refuses slots outside the days of the meeting, slots that overlap, and more of them than the engine takes.
pub fn slots_fit(new: &[Span], known: &[Span], first: Day, last: Day) -> Breaches {
    let mut found = Breaches::new();
    for (from, until) in new {
        found.extend(meetings::rules::is_within_days("begins", *from, first, last).err());
        found.extend(meetings::rules::is_within_days("minutes", *until, first, last).err());
        if !found.is_empty() {
            break;
        }
    }
    let mut all: Vec<Span> = new.iter().chain(known).copied().collect();
    all.sort_unstable();
    if all.windows(2).any(|pair| overlaps(pair[0], pair[1])) {
        found.push(Breach::field("begins", OVERLAP));
    }
    if all.len() > SLOTS_MOST {
        found.push(Breach::field("count", MANY_SLOTS.with(&[("most", &SLOTS_MOST), ("n", &all.len())])));
    }
    found
}

/// Refuses tables beyond the most.
pub fn last_tables_number(last: i64) -> Result<(), Breach> {
    if last <= TABLES_MOST { Ok(()) } else { Err(Breach::field("count", MANY_TABLES.with(&[("most", &TABLES_MOST)]))) }
}
