//! What differs between two versions, line by line.

use similar::{ChangeTag, TextDiff};

/// What became of a line from the one version to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    Removed,
    Added,
}

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub fate: Fate,
    pub text: String,
}

/// Compares the lines of two versions in order.
pub(crate) fn compare(before: &[String], after: &[String]) -> Vec<Line> {
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let after: Vec<&str> = after.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&before, &after);
    let line = |change: similar::Change<&str>| Line {
        fate: match change.tag() {
            ChangeTag::Equal => Fate::Kept,
            ChangeTag::Delete => Fate::Removed,
            ChangeTag::Insert => Fate::Added,
        },
        text: change.value().to_owned(),
    };
    diff.iter_all_changes().map(line).collect()
}

/// Whether two versions say the same.
pub(crate) fn is_same(lines: &[Line]) -> bool {
    lines.iter().all(|line| line.fate == Fate::Kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_shown_as_removed_and_added() {
        let lines = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let found = compare(&lines(&["一", "二", "三"]), &lines(&["一", "2", "三"]));
        let shown: Vec<_> = found.iter().map(|line| (line.fate, line.text.as_str())).collect();
        assert_eq!(shown, [(Fate::Kept, "一"), (Fate::Removed, "二"), (Fate::Added, "2"), (Fate::Kept, "三")]);
        assert!(is_same(&compare(&lines(&["一"]), &lines(&["一"]))));
    }
}
