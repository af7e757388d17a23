//! Hits: title, what tells it from others, where it stands.

use kernel::{Lang, Word};
use ui::{Markup, Tone, html};

use crate::rows::{Marked, Row};

/// The hits in their order.
pub(super) fn list(lang: Lang, rows: &[Row]) -> Markup {
    html! {
        ol.search-hits { @for row in rows { li {
            h2 { a href=(row.href) { (marked(&row.title)) } }
            p.search-facts {
                (ui::badge(lang, row.kind.text(), Tone::Neutral)) " "
                @if !row.state.is_empty() { span.search-state { (row.state) } }
                @for fact in &row.facts { " · " (marked(fact)) }
            }
            @if !row.excerpt.text.is_empty() { p.search-excerpt { (marked(&row.excerpt)) } }
        } } }
    }
}

/// The text with what was looked for marked.
pub(super) fn marked(marked: &Marked) -> Markup {
    let chars: Vec<char> = marked.text.chars().collect();
    let piece = |from: usize, to: usize| chars[from.min(chars.len())..to.min(chars.len())].iter().collect::<String>();
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut at = 0;
    for (from, to) in &marked.marks {
        pieces.extend([(piece(at, *from), false), (piece(*from, *to), true)]);
        at = *to;
    }
    pieces.push((piece(at, chars.len()), false));
    html! { @for (text, is_hit) in &pieces { @if *is_hit { mark { (text) } } @else { (text) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_the_text_whole_and_escape_it() {
        let shown = Marked { text: "<人工>智能".into(), marks: vec![(1, 3), (4, 6)] };
        assert_eq!(marked(&shown).into_string(), "&lt;<mark>人工</mark>&gt;<mark>智能</mark>");
    }
}
