//! The letter about something new in a saved search.

use db::{DbError, Tx};
use kernel::say;
use mail::{Template, Topic, plain};

use crate::record::SavedSearch;
use crate::rows::Row;

/// Hits named in a letter; the rest is a number.
pub(crate) const NAMED: usize = 10;

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&NEW];

const NEW: Template = Template::new(
    "saved_search.new",
    Topic::SavedSearch,
    say("“{name}”有 {n} 条新结果", "{n} new in “{name}”"),
    say(
        "您保存的搜索“{name}”有新结果：\n\n{lines}{rest}\n不想再收到此类邮件，请在“保存的搜索”中更改。",
        "New in the search “{name}” you saved:\n\n{lines}{rest}\nTo get no more of these letters, change it under “Saved searches”.",
    ),
);

/// Tells the owner. `total` counts everything new, `rows` are the newest of it.
pub(crate) fn something_new(tx: &mut Tx<'_>, saved: &SavedSearch, total: u64, rows: &[Row]) -> Result<(), DbError> {
    let lines: String = rows.iter().map(line).collect();
    let more = total.saturating_sub(rows.len() as u64);
    let rest = if more > 0 {
        say("\n另有 {n} 条，请打开页面查看。\n", "\nand {n} more on the page.\n").with(&[("n", &more)])
    } else {
        plain("")
    };
    let parts = [("name", plain(&saved.name)), ("n", plain(total)), ("lines", plain(lines)), ("rest", rest)];
    let link = format!("{}?{}", crate::paths::SEARCH, saved.query);
    directory::tell(tx, &[saved.person_id], &NEW, &parts, &link)
}

fn line(row: &Row) -> String {
    let facts: Vec<&str> = row.facts.iter().take(3).map(|fact| fact.text.as_str()).collect();
    format!("- {}（{}）\n", row.title.text, facts.join(" · "))
}
