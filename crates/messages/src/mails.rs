//! The templates of this slice: reminders of deadlines.

use kernel::{Text, say};
use mail::{Template, Topic};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&ONE, &SEVERAL];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Reminder, subject, body)
}

/// One deadline.
pub(crate) const ONE: Template = template(
    "reminder.one",
    say("{day} 截止：{what}", "Due {day}: {what}"),
    say(
        "“{subject}”：{what}，截止 {day} 24:00（北京时间），还有 {days} 天。",
        "“{subject}”: {what}, until the end of {day}, Beijing time; {days} day(s) left.",
    ),
);

/// Several deadlines of one person on one day.
pub(crate) const SEVERAL: Template = template(
    "reminder.several",
    say("{n} 项事项即将到期", "{n} deadlines are near"),
    say(
        "以下事项即将到期（北京时间当日 24:00 截止）：\n\n{lines}",
        "These are due soon, by the end of the day in Beijing:\n\n{lines}",
    ),
);
