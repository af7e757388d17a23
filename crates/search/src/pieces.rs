//! Texts and what is searched for fall into the same pieces: each character, each pair of neighbouring characters, each Latin
//! word with its stem. No dictionary: pairs find more, need no file, and treat new words like old ones.

use crate::fold::is_sign;
use crate::pinyin;
use crate::stem::stem;

/// The longest word that is kept, in bytes; longer ones are cut.
pub const LONGEST: usize = 40;

/// A run of a folded text without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run<'a> {
    /// Characters that stand for syllables or words each.
    Signs(&'a str),
    /// A word of letters and digits; `c++` and `c#` are words.
    Word(&'a str),
}

/// The runs of a folded text, in order.
pub fn runs(folded: &str) -> Vec<Run<'_>> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut kind = Class::Gap;
    for (at, c) in folded.char_indices().chain([(folded.len(), ' ')]) {
        let next = match class(c) {
            Class::Tail if kind == Class::Word => Class::Word,
            Class::Tail => Class::Gap,
            other => other,
        };
        if next != kind {
            match kind {
                Class::Signs => found.push(Run::Signs(&folded[begin..at])),
                Class::Word => found.push(Run::Word(cut(&folded[begin..at]))),
                Class::Gap | Class::Tail => {}
            }
            (begin, kind) = (at, next);
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Signs,
    Word,
    Gap,
    /// Part of a word that came before.
    Tail,
}

fn class(c: char) -> Class {
    match c {
        _ if is_sign(c) => Class::Signs,
        '+' | '#' => Class::Tail,
        _ if c.is_alphanumeric() => Class::Word,
        _ => Class::Gap,
    }
}

fn cut(word: &str) -> &str {
    let mut end = word.len().min(LONGEST);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

/// Calls `each` with every piece of a folded text, as it stands in the index.
pub fn pieces(folded: &str, mut each: impl FnMut(&str)) {
    let mut scratch = String::new();
    for run in runs(folded) {
        match run {
            Run::Signs(signs) => {
                signs_of(signs).for_each(&mut each);
                pairs(signs).for_each(&mut each);
            }
            Run::Word(word) => {
                each(word);
                let base = stem(word);
                if base != word {
                    scratch.clear();
                    scratch.push('~');
                    scratch.push_str(base);
                    each(&scratch);
                }
            }
        }
    }
}

/// Before the first letters of three neighbours, as a term of the index: behind all Latin words, before all characters.
pub const INITIALS: char = '\u{7f}';

/// Calls `each` with the first letters of every three neighbouring characters of a folded text, in every reading. Pairs would
/// stand in half of all texts; of three, and of longer words by their threes, next to nothing has to be looked at in the text.
pub fn initials(folded: &str, mut each: impl FnMut(&str)) {
    let mut term = String::new();
    for run in runs(folded) {
        let Run::Signs(signs) = run else { continue };
        let begun: Vec<u32> = signs.chars().map(pinyin::letters).collect();
        for three in begun.windows(3) {
            for a in letters_of(three[0]) {
                for b in letters_of(three[1]) {
                    for c in letters_of(three[2]) {
                        term.clear();
                        term.extend([INITIALS, a, b, c]);
                        each(&term);
                    }
                }
            }
        }
    }
}

fn letters_of(bits: u32) -> impl Iterator<Item = char> {
    ('a'..='z').zip(0..).filter(move |(_, n)| bits >> n & 1 == 1).map(|(letter, _)| letter)
}

/// Each character of a run.
pub fn signs_of(signs: &str) -> impl Iterator<Item = &str> {
    signs.char_indices().map(|(at, c)| &signs[at..at + c.len_utf8()])
}

/// Each pair of neighbours of a run.
pub fn pairs(signs: &str) -> impl Iterator<Item = &str> {
    let mut places = signs.char_indices();
    let mut left = places.next().map(|(at, _)| at);
    places.filter_map(move |(at, c)| left.replace(at).map(|from| &signs[from..at + c.len_utf8()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        pieces(&fold(text), |piece| found.push(piece.to_owned()));
        found
    }

    #[test]
    fn a_text_falls_into_characters_pairs_and_words_with_their_stems() {
        assert_eq!(all("《C++》 Networks 云计算"), ["c++", "networks", "~network", "云", "计", "算", "云计", "计算"]);
        assert_eq!(all("５Ｇ通信-网"), ["5g", "通", "信", "通信", "网"]);
        assert_eq!(all("、。 ++"), [""; 0]);
    }

    #[test]
    fn three_neighbours_give_their_first_letters_in_every_reading() {
        let mut found = Vec::new();
        initials("北京银行 abc 大学", |term| found.push(term.trim_start_matches(INITIALS).to_owned()));
        assert_eq!(found, ["bjy", "jyh", "jyx"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let word = "é".repeat(100);
        assert_eq!(runs(&word), [Run::Word(&word[..40])]);
    }
}
