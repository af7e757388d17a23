//! One thing that waits for somebody.

use kernel::{Day, Instant, Lang, Said, Text, say};
use maud::{Markup, html};

use crate::alert::{Tone, badge};
use crate::reading::{day, when};

const SINCE: Text = say("到达", "since");
const DUE: Text = say("截止", "due");
const LATE: Text = say("已超期", "Overdue");

/// What waits: the act asked for, the thing it is about, since when and until when.
pub struct TodoRow {
    pub href: String,
    /// "审核申报书"
    pub what: Said,
    /// The title of the project, item, enterprise…
    pub about: String,
    pub since: Instant,
    /// The last day on which it is in time.
    pub due: Option<Day>,
    pub is_late: bool,
}

pub fn todo_row(lang: Lang, row: &TodoRow) -> Markup {
    html! {
        li.todo-row.late[row.is_late] {
            a href=(row.href) { span.todo-what { (row.what.get(lang)) } " " span.todo-about { (row.about) } }
            p {
                (SINCE.get(lang)) " " (when(lang, row.since))
                @if let Some(due) = row.due { " · " (DUE.get(lang)) " " (day(lang, due)) }
                @if row.is_late { " " (badge(lang, LATE, Tone::Bad)) }
            }
        }
    }
}

/// Rows of one list; `empty` is shown when nothing waits.
pub fn todo_list(lang: Lang, rows: &[TodoRow], empty: impl Into<Said>) -> Markup {
    let empty = empty.into();
    html! {
        @if rows.is_empty() { p.empty { (empty.get(lang)) } }
        @else { ul.todo-list { @for row in rows { (todo_row(lang, row)) } } }
    }
}
