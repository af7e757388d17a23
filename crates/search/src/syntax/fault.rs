//! Why a query cannot be read.

use kernel::{Lang, Said};

/// What is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SearchFault)]
pub struct Fault {
    /// The first character concerned, counted from 0.
    pub at: usize,
    /// How many characters are concerned, one at least.
    pub length: usize,
    pub said: Said,
}

impl Fault {
    pub(super) fn new(at: usize, length: usize, said: impl Into<Said>) -> Fault {
        Fault { at, length: length.max(1), said: said.into() }
    }

    /// The query with a line of carets below the place, for a fixed-width font.
    pub fn pointed(&self, query: &str) -> String {
        let chars: Vec<char> = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        // A long query is shown around its fault.
        let from = self.at.saturating_sub(40);
        let shown: String = chars.iter().skip(from).take(80).collect();
        let width = |c: &char| if is_wide(*c) { 2 } else { 1 };
        let before: usize = chars.iter().skip(from).take(self.at - from).map(width).sum();
        let under: usize = chars.iter().skip(self.at).take(self.length.min(40)).map(width).sum();
        format!("{shown}\n{}{}", " ".repeat(before), "^".repeat(under.max(1)))
    }

    /// For a terminal.
    pub fn in_words(&self, query: &str, lang: Lang) -> String {
        format!("{}\n{}", self.pointed(query), self.said.get(lang))
    }
}

/// Chinese takes two places of a fixed-width font.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}
