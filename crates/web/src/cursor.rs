//! Where a page of a list begins: after the last row of the page before.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use kernel::{Breach, Text, say};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `?after=` of a list. Absent or empty is the first page; what cannot be read is refused with the field `after`, since
/// whoever follows pages would otherwise begin anew without noticing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor<T>(pub Option<T>);

const UNREADABLE: Text = say(
    "无法识别这个翻页位置，请从第一页重新开始，或使用上一页给出的位置",
    "This is no place in the list; begin with the first page, or use what the page before gave as the next",
);
/// Marks the fault among all that can be wrong with a query.
const MARK: &str = "no place in the list";

impl<T> Default for Cursor<T> {
    fn default() -> Self {
        Cursor(None)
    }
}

impl<T: FromStr> Cursor<T> {
    /// For doors that read their query by hand.
    pub fn read(typed: &str) -> Result<Cursor<T>, Breach> {
        match typed.trim() {
            "" => Ok(Cursor(None)),
            place => place.parse().map(|place| Cursor(Some(place))).map_err(|_| unreadable()),
        }
    }
}

pub(crate) fn unreadable() -> Breach {
    Breach::field("after", UNREADABLE)
}

/// Whether a query was refused because of its cursor.
pub(crate) fn is_meant_by(error: &str) -> bool {
    error.contains(MARK)
}

impl<'de, T: FromStr> Deserialize<'de> for Cursor<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = Cow::<'de, str>::deserialize(deserializer)?;
        Cursor::read(&typed).map_err(|_| D::Error::custom(MARK))
    }
}

/// Empty for the first page.
impl<T: Display> Serialize for Cursor<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.as_ref().map(T::to_string).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Default, Deserialize, Serialize)]
    #[serde(default)]
    struct Asked {
        q: String,
        after: Cursor<u32>,
    }

    #[test]
    fn a_place_is_read_and_written_and_what_is_none_is_refused() {
        for (query, after) in
            [("q=x", None), ("q=x&after=", None), ("q=x&after=7", Some(7)), ("q=x&after=+7+", Some(7))]
        {
            let asked: Asked = serde_urlencoded::from_str(query).expect("readable");
            assert_eq!(asked, Asked { q: "x".into(), after: Cursor(after) });
        }
        let error = serde_urlencoded::from_str::<Asked>("after=seven").expect_err("refused").to_string();
        assert!(is_meant_by(&error), "{error}");
        let next = Asked { q: "x".into(), after: Cursor(Some(8)) };
        assert_eq!(serde_urlencoded::to_string(next).expect("a query"), "q=x&after=8");
    }
}
