//! Two forms of what somebody typed: as it is shown, and as it is compared with words of the list and with what the same person
//! wrote before.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Combining marks in a row that stay; more are ornament that runs into the lines above and below.
const MARKS: usize = 2;

/// As it is shown: one line, without characters that nobody sees or that turn the direction of what follows. The joiner between parts
/// of one picture character stays.
pub fn shown(typed: &str) -> String {
    let mut line = String::with_capacity(typed.len());
    let mut marks = 0;
    for c in typed.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
            marks = 0;
        } else if !is_unseen(c) || is_of_picture(c) {
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            if marks <= MARKS {
                line.push(c);
            }
        }
    }
    line.trim_matches(|c: char| c.is_whitespace() || is_of_picture(c)).to_owned()
}

/// As it is compared: full and half width, capitals, accents, traditional and simplified characters are one; what nobody sees is gone;
/// signs and spaces between letters of an alphabet are one space, elsewhere nothing, since Chinese words have none inside.
pub fn folded(typed: &str) -> String {
    let mut folded = String::with_capacity(typed.len());
    let mut gap = false;
    let letters = typed
        .nfkd()
        .filter(|c| !is_unseen(*c) && !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .map(hanzi::simplified);
    for c in letters {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && is_spelled(c) && folded.chars().next_back().is_some_and(is_spelled) {
            folded.push(' ');
        }
        gap = false;
        folded.push(c);
    }
    folded
}

/// Letters of scripts that part words by spaces.
fn is_spelled(c: char) -> bool {
    matches!(c, '\0'..='\u{1FFF}')
}

/// The joiner and the selector that make one picture of several characters.
const fn is_of_picture(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0F}')
}

/// Control characters, spaces without width, marks of direction, fillers, selectors and tags.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_case_accents_and_old_characters_are_one() {
        assert_eq!(folded("ＡＢＣ　ａbc"), "abc abc");
        assert_eq!(folded("Résumé"), "resume");
        assert_eq!(folded("機器學習"), folded("机器学习"));
        assert_eq!(folded("机·器 学\u{200B}习！"), "机器学习");
        assert_eq!(folded("b\u{200D}a\u{AD}d w-o-r-d"), "bad w o r d");
    }

    #[test]
    fn nothing_unseen_is_shown_and_pictures_stay_whole() {
        assert_eq!(shown(" 讲得\t好\u{202E}！\n\n再来 "), "讲得 好！ 再来");
        assert_eq!(shown("👩\u{200D}🔬"), "👩\u{200D}🔬");
        assert_eq!(shown("a\u{301}\u{301}\u{301}\u{301}"), "a\u{301}\u{301}");
        assert_eq!(shown("\u{200B}\u{FEFF} \u{200D}\u{FE0F}"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn showing_twice_changes_nothing_and_never_makes_text_longer(text in any::<String>()) {
            let once = shown(&text);
            prop_assert!(once.chars().count() <= text.chars().count());
            prop_assert_eq!(shown(&once), once);
        }

        #[test]
        fn what_nobody_sees_makes_no_other_word(text in "[a-z\u{4E00}-\u{4EFF}]{1,12}", at in 0usize..12) {
            let mut hidden: Vec<char> = text.chars().collect();
            hidden.insert(at.min(hidden.len()), '\u{200B}');
            prop_assert_eq!(folded(&hidden.into_iter().collect::<String>()), folded(&text));
        }
    }
}
