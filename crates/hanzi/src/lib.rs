//! Traditional and simplified Chinese characters as one: for the search of the platform and for matching.

/// The simplified form of each character from U+4E00 on.
static SIMPLIFIED: [u16; 0x9FFF - 0x4E00 + 1] = include!(concat!(env!("OUT_DIR"), "/simplified.rs"));

/// The simplified form of a Han character; every other character stays as it is. One character becomes one, so that a place in
/// the new text is the same place in the text people read.
pub fn simplified(c: char) -> char {
    match c {
        // Their simple form depends on the word: for finding they are all one.
        '乾' => '干',
        '著' => '着',
        '藉' => '借',
        '夥' => '伙',
        '於' => '于',
        '瞭' => '了',
        '麽' | '麼' => '么',
        '\u{4E00}'..='\u{9FFF}' => char::from_u32(u32::from(SIMPLIFIED[(u32::from(c) - 0x4E00) as usize])).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::simplified;

    fn simple(text: &str) -> String {
        text.chars().map(simplified).collect()
    }

    #[test]
    fn traditional_characters_become_simplified_ones_and_all_others_stay() {
        assert_eq!(simple("機器學習與數據"), "机器学习与数据");
        assert_eq!(simple("乾燥技術於農業"), "干燥技术于农业");
        assert_eq!(simple("机器 C++ ，０"), "机器 C++ ，０");
    }

    #[test]
    fn what_was_simplified_stays_so() {
        for c in ('\u{4E00}'..='\u{9FFF}').map(simplified) {
            assert_eq!(simplified(c), c);
        }
    }
}
