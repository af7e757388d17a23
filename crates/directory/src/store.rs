//! Rows of the directory, read and written. Everything with a condition of a race stands here.

mod email_changes;
mod expertise;
mod eyes;
mod feeds;
mod former_addresses;
mod leaving;
mod links;
mod memberships;
mod organisations;
mod people;
mod sessions;
mod terms;
mod uploads;

pub(crate) use email_changes::*;
pub use expertise::*;
pub use eyes::eyes;
pub use feeds::feed_owner;
pub(crate) use feeds::{delete_feed, feed_of};
pub use former_addresses::*;
pub(crate) use leaving::*;
pub(crate) use links::*;
pub use memberships::*;
pub use organisations::*;
pub use people::*;
pub(crate) use sessions::*;
pub(crate) use terms::terms_today;
pub use uploads::*;

use kernel::{ToValue, Value};

/// `$1, $2, …` for a list of ids, with its values.
pub(crate) fn places<T: ToValue>(ids: &[T], first: usize) -> (String, Vec<Value>) {
    let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", first + n)).collect();
    (places.join(", "), ids.iter().map(ToValue::to_value).collect())
}

/// Ids asked for with one statement at most: well below what either engine takes.
pub(crate) const AT_ONCE: usize = 5_000;
