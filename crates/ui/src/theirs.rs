//! What people wrote and what things are called, on a page in either language. Readers' programs must know which language
//! they speak, so Chinese on an English page says that it is Chinese.

use kernel::Lang;
use maud::{Markup, html};

/// A text that somebody wrote, as it was written. On an English page a text with Chinese in it is marked.
pub fn theirs(lang: Lang, text: &str) -> Markup {
    html! { @if lang == Lang::En && text.chars().any(is_han) { span lang=(Lang::Zh.tag()) { (text) } } @else { (text) } }
}

/// A name in the reader's language: the English one on an English page, and where there is none the Chinese one, marked.
pub fn named(lang: Lang, zh: &str, en: &str) -> Markup {
    if lang == Lang::En && !en.is_empty() {
        html! { (en) }
    } else {
        theirs(lang, zh)
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_on_an_english_page_says_so_and_nothing_else_is_marked() {
        assert_eq!(theirs(Lang::En, "南江大学").into_string(), "<span lang=\"zh-CN\">南江大学</span>");
        assert_eq!(theirs(Lang::En, "Meridian & Co").into_string(), "Meridian &amp; Co");
        assert_eq!(theirs(Lang::Zh, "南江大学").into_string(), "南江大学");
    }

    #[test]
    fn an_english_name_is_shown_in_english_where_there_is_one() {
        assert_eq!(named(Lang::En, "南江大学", "Nanjiang University").into_string(), "Nanjiang University");
        assert_eq!(named(Lang::En, "南江大学", "").into_string(), "<span lang=\"zh-CN\">南江大学</span>");
        assert_eq!(named(Lang::Zh, "南江大学", "Nanjiang University").into_string(), "南江大学");
    }
}
