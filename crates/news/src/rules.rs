//! What stands in the way of publishing, and what a changed text counts as: pure.

use kernel::{Breach, Lang, Text, say};

use crate::kinds::Standing;
use crate::record::News;

const NOTHING: Text = say("请先审定至少一种语言的文本", "Approve the text in one language at least");

/// What is published has been approved in one language at least; the other follows when it is ready.
pub fn may_be_published(news: &News) -> Result<(), Breach> {
    if news.told(Lang::Zh).is_some() { Ok(()) } else { Err(Breach::field("", NOTHING)) }
}

const INCOMPLETE: Text = say("标题和正文都填写后才能审定", "A text is approved with title and body");

/// A text is approved as a whole.
pub fn may_be_approved(title: &str, body: &str) -> Result<(), Breach> {
    if title.is_empty() || body.is_empty() { Err(Breach::field("", INCOMPLETE)) } else { Ok(()) }
}

/// Where a text stands after it was saved: nothing is missing, what was changed is a draft again, what was approved and stayed is approved.
pub fn standing_after(before: Standing, was: (&str, &str), is: (&str, &str)) -> Standing {
    match is {
        ("", "") => Standing::Missing,
        _ if is == was && before != Standing::Missing => before,
        _ => Standing::Draft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_text_has_to_be_approved_again() {
        use Standing::{Approved, Draft, Missing};
        assert_eq!(standing_after(Missing, ("", ""), ("", "")), Missing);
        assert_eq!(standing_after(Missing, ("", ""), ("题", "")), Draft);
        assert_eq!(standing_after(Approved, ("题", "文"), ("题", "文")), Approved);
        assert_eq!(standing_after(Approved, ("题", "文"), ("题", "改")), Draft);
        assert_eq!(standing_after(Approved, ("题", "文"), ("", "")), Missing);
    }

    #[test]
    fn half_a_text_is_not_approved() {
        assert!(may_be_approved("题", "文").is_ok());
        assert!(may_be_approved("题", "").is_err() && may_be_approved("", "文").is_err());
    }
}
