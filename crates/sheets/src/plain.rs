//! Text as it was meant: full-width letters and digits made plain, invisible signs dropped, blanks joined.

/// Full-width letters, digits and signs become the plain ones, every run of blanks one blank, and signs nobody sees (byte
/// order marks, zero-width and no-break blanks, marks of direction) vanish. Chinese punctuation other than that of full width stays.
pub fn plain(text: &str) -> String {
    tidied(text.chars().map(|c| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    }))
}

/// The text as it is kept: blanks joined and invisible signs dropped as in [`plain`], full-width signs left as written.
pub fn tidy(text: &str) -> String {
    tidied(text.chars())
}

fn tidied(text: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(text.size_hint().0);
    let mut blank = false;
    for c in text {
        if is_unseen(c) {
            continue;
        }
        if c.is_whitespace() || c == '\u{3000}' {
            blank = !out.is_empty();
            continue;
        }
        if blank {
            out.push(' ');
            blank = false;
        }
        out.push(c);
    }
    out
}

fn is_unseen(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_becomes_plain_and_blanks_are_joined() {
        assert_eq!(plain("　２０２１０２３１１００４\u{200b} "), "202102311004");
        assert_eq!(plain("ＡＩ　与\n\t教育（上）"), "AI 与 教育(上)");
        assert_eq!(plain("\u{feff}项目编号"), "项目编号");
        assert_eq!(tidy("\u{feff} 智能（上）\r\n ＡＩ "), "智能（上） ＡＩ");
    }
}
