//! A line of somebody's to-do list.

use crate::{Day, Instant, Said, Value};

crate::words! {
    /// How a to-do stands to its due day.
    pub enum Urgency {
        Calm = "calm" ("正常", "On time"),
        Soon = "soon" ("即将到期", "Due soon"),
        Late = "late" ("已逾期", "Overdue"),
    }
}

/// What waits for a person: what, since when, due when, and where to do it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Todo {
    /// What has to be done: "Review the application".
    pub what: Said,
    /// The thing it concerns, by its title.
    pub subject: String,
    /// Address of the page where it is done.
    pub href: String,
    pub since: Instant,
    /// Last day on which it is still on time.
    pub due: Option<Day>,
}

impl Todo {
    /// Lines of one slice at most: nobody works through a longer list.
    pub const MOST: usize = 200;

    /// How this stands on `today`: soon means within three days.
    pub fn urgency(&self, today: Day) -> Urgency {
        match self.due {
            Some(due) if due < today => Urgency::Late,
            Some(due) if due <= today.plus_days(3) => Urgency::Soon,
            Some(_) | None => Urgency::Calm,
        }
    }
}

/// What waits for somebody as a query with one row for each line of the list, so that the lines can be counted without being
/// read. Its places begin at `$1`; it stops at [`Todo::MOST`] by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub rows: String,
    pub values: Vec<Value>,
}

impl Waiting {
    /// `SELECT 1 FROM {from}`, as long as the list goes.
    pub fn of(from: &str, values: &[Value]) -> Waiting {
        Waiting { rows: format!("SELECT 1 AS line FROM {from} LIMIT {}", Todo::MOST), values: values.to_vec() }
    }
}
