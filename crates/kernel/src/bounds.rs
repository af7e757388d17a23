//! How long a text may be: one check and one wording for every door.

use crate::refusal::Breach;
use crate::text::{Text, say};

/// Said of a text with the character NUL.
pub const NO_NUL: Text = say("含有不能使用的字符", "It contains a character that cannot be used");
const TOO_LONG: Text = say("最多 {most} 字，现有 {count} 字", "At most {most} characters, there are {count}");

/// Refuses a text of more than `most` characters, and one with the character NUL, which nobody types and one of the
/// databases cannot hold.
pub fn within(field: impl Into<String>, text: &str, most: usize) -> Result<(), Breach> {
    if text.contains('\0') {
        return Err(Breach::field(field, NO_NUL));
    }
    // Bytes are never fewer than characters, so most texts are not counted.
    if text.len() <= most {
        return Ok(());
    }
    let count = text.chars().count();
    if count <= most { Ok(()) } else { Err(Breach::field(field, TOO_LONG.with(&[("most", &most), ("count", &count)]))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(within("title", "光电课程", 4), Ok(()));
        let refused = within("title", "光电课程改", 4).expect_err("one too many");
        assert_eq!((refused.field.as_str(), refused.said.en.as_str()), ("title", "At most 4 characters, there are 5"));
    }

    #[test]
    fn a_text_with_nul_is_refused_whatever_its_length() {
        assert_eq!(within("title", "a\0", 4), Err(Breach::field("title", NO_NUL)));
    }
}
