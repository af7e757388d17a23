//! A choice in an address, such as a filter of a list.

use kernel::{Breach, Text, say};

/// What is said of a choice that is none.
pub const UNREADABLE: Text = say("该条件无法识别，请重新选择。", "This choice is not known; please choose again.");

/// The choice typed for `field`: nothing when it is empty, and nothing with a fault when it cannot be read.
pub fn choice<T>(faults: &mut Vec<Breach>, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let value = parse(typed);
    if value.is_none() {
        faults.push(Breach::field(field, UNREADABLE));
    }
    value
}
