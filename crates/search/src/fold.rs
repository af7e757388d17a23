//! One form for what is the same to a reader: full-width and half-width, capital and small, traditional and simplified.
//!
//! Every character becomes exactly one, so that a place in the folded text is the same place in the text people read.

/// The folded form of a text, character by character.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// The folded form of a character. What is no letter, digit or sign of a text becomes a space.
pub fn fold_char(c: char) -> char {
    match c {
        'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{4E00}'..='\u{9FFF}' => hanzi::simplified(c),
        '！'..='～' => fold_char(char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(' ')),
        '\u{3000}' => ' ',
        _ if c.is_control() || c.is_whitespace() => ' ',
        _ if c.is_ascii() => c,
        'À'..='ɏ' => plain_latin(c),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Latin letters without their marks, as far as names of people and places bear them.
fn plain_latin(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ǐ' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ǒ' => 'o',
        'ś' | 'š' | 'ş' => 's',
        'ù'..='û' | 'ū' | 'ů' | 'ű' | 'ǔ' => 'u',
        // What people type for it in pinyin.
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// Whether a character stands for a word or a syllable by itself, so that texts of it are cut into pairs.
pub fn is_sign(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{3041}'..='\u{30FF}' | '\u{AC00}'..='\u{D7A3}' | '\u{3007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_and_simplified_fall_together() {
        assert_eq!(fold("產學合作協同育人項目"), fold("产学合作协同育人项目"));
        assert_eq!(fold("乾燥技術於農業"), fold("干燥技术于农业"));
        assert_eq!(fold("臺灣大學計畫"), "台湾大学计画");
    }

    #[test]
    fn width_case_and_marks_fall_together() {
        assert_eq!(fold("ＡＩ　Ｐｙｔｈｏｎ３"), "ai python3");
        assert_eq!(fold("Société Générale, Lǚ"), "societe generale, lv");
        assert_eq!(fold("a\tb\nc\0d"), "a b c d");
    }

    #[test]
    fn every_character_becomes_exactly_one() {
        for text in ["İstanbul ß Ǆ ﬁ", "𠮷野家", "產ＡＩ"] {
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
    }
}
