//! Chinese read aloud: which syllables a character may be, and which syllables a row of Latin letters may be.
//!
//! A character with several readings is found by each of them: 重庆 by `chongqing`, 银行 by `yinhang`.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

/// A syllable without its tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Syllable(u16);

/// Ways to cut one word into syllables that are followed; more say nothing new.
const WAYS: usize = 4;
/// Syllables of the longest word that is cut.
const LONGEST: usize = 24;

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

struct Tables {
    names: Vec<String>,
    by_name: HashMap<String, Syllable>,
    /// For each character from U+4E00 on where its syllables begin in `all`.
    starts: Vec<u32>,
    all: Vec<Syllable>,
    /// The characters that may be read so, in order.
    read_so: Vec<Vec<char>>,
    /// The characters whose reading begins with a letter, from a on.
    begun_so: [Vec<char>; 26],
    /// For each character the letters its readings begin with, a in the lowest bit.
    letters: Vec<u32>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let (names, by_name, all, read_so) = (Vec::new(), HashMap::new(), Vec::new(), Vec::new());
        let mut tables =
            Tables { names, by_name, starts: vec![0], all, read_so, begun_so: Default::default(), letters: Vec::new() };
        for c in (FIRST..=LAST).filter_map(char::from_u32) {
            let mut own: Vec<Syllable> = Vec::new();
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                let name = typed(reading.plain());
                if name.is_empty() {
                    continue;
                }
                let next = Syllable(tables.names.len() as u16);
                let syllable = *tables.by_name.entry(name.clone()).or_insert(next);
                if syllable == next {
                    tables.names.push(name.clone());
                    tables.read_so.push(Vec::new());
                }
                if !own.contains(&syllable) {
                    own.push(syllable);
                    tables.read_so[usize::from(syllable.0)].push(c);
                    let begun = &mut tables.begun_so[usize::from(name.as_bytes()[0] - b'a')];
                    if begun.last() != Some(&c) {
                        begun.push(c);
                    }
                }
            }
            let bit = |s: &Syllable| 1 << (tables.names[usize::from(s.0)].as_bytes()[0] - b'a');
            tables.letters.push(own.iter().map(bit).fold(0, |all: u32, one: u32| all | one));
            tables.all.extend(own);
            tables.starts.push(tables.all.len() as u32);
        }
        tables
    })
}

/// A syllable as it is typed: `lü` is `lv`. Readings that are no syllables of the keyboard (`ê`, `hm`) are left out.
fn typed(reading: &str) -> String {
    let name = reading.replace('ü', "v");
    let is_plain = name.bytes().all(|b| b.is_ascii_lowercase()) && name.bytes().any(|b| b"aeiouv".contains(&b));
    if is_plain { name } else { String::new() }
}

/// The syllables a folded character may be, the most usual first; none for what is no Chinese character.
pub fn syllables(c: char) -> &'static [Syllable] {
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return &[];
    }
    let at = (code - FIRST) as usize;
    let tables = tables();
    &tables.all[tables.starts[at] as usize..tables.starts[at + 1] as usize]
}

#[cfg(test)]
impl Syllable {
    fn name(self) -> &'static str {
        &tables().names[self.0 as usize]
    }
}

/// The letters the readings of a character begin with, one bit each, a in the lowest.
pub fn letters(c: char) -> u32 {
    let place = u32::from(c).wrapping_sub(FIRST) as usize;
    tables().letters.get(place).copied().unwrap_or(0)
}

/// Whether a character may begin with this letter.
pub fn begins_with(c: char, letter: u8) -> bool {
    (letters(c) >> (letter.wrapping_sub(b'a') % 32)) & 1 == 1
}

/// Whether a character may be read so.
pub fn is_read(c: char, syllable: Syllable) -> bool {
    syllables(c).contains(&syllable)
}

/// The characters that may be read so, in order.
pub fn read_so(syllable: Syllable) -> &'static [char] {
    &tables().read_so[usize::from(syllable.0)]
}

/// The characters whose reading may begin with this letter, in order.
pub fn begun_so(letter: u8) -> &'static [char] {
    let place = usize::from(letter.wrapping_sub(b'a'));
    tables().begun_so.get(place).map_or(&[], Vec::as_slice)
}

/// The ways a word may be cut into syllables, those with fewer syllables first: `xian` is `xian` and `xi an`. Empty when
/// it is no pinyin.
pub fn cut(word: &str) -> Vec<Vec<Syllable>> {
    // What people write for ü: lyu in passports, lv on keyboards.
    let word = word.replace("lyu", "lv").replace("nyu", "nv").replace('\'', "");
    if word.is_empty() || !word.bytes().all(|b| b.is_ascii_lowercase()) || word.len() > LONGEST * 6 {
        return Vec::new();
    }
    let n = word.len();
    let mut ways: Vec<Vec<Vec<Syllable>>> = vec![Vec::new(); n + 1];
    ways[0].push(Vec::new());
    for end in 1..=n {
        let mut here: Vec<Vec<Syllable>> = Vec::new();
        for start in end.saturating_sub(6)..end {
            let Some(syllable) = tables().by_name.get(&word[start..end]) else { continue };
            let longer = ways[start].iter().filter(|way| way.len() < LONGEST);
            here.extend(longer.map(|way| way.iter().copied().chain([*syllable]).collect()));
        }
        here.sort_by_key(|way: &Vec<Syllable>| (way.len(), way.clone()));
        here.truncate(WAYS);
        ways[end] = here;
    }
    ways.swap_remove(n)
}

/// Whether a word may stand for the first letters of syllables: `bjdx`. Vowels other than a, e and o begin none.
pub fn may_be_initials(word: &str) -> bool {
    (2..=12).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() && !matches!(b, b'i' | b'u' | b'v'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(word: &str) -> Vec<String> {
        cut(word).iter().map(|way| way.iter().map(|s| s.name()).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn words_are_cut_into_syllables_in_every_way() {
        assert_eq!(ways("beijing"), ["bei jing"]);
        assert_eq!(ways("xian"), ["xian", "xi an"]);
        assert_eq!(ways("lyuse"), ["lv se"]);
        assert_eq!(ways("python"), [""; 0]);
        assert_eq!(ways(""), [""; 0]);
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        let has = |c: char, name: &str| syllables(c).iter().any(|s| s.name() == name);
        assert!(has('重', "chong") && has('重', "zhong") && has('行', "hang") && has('女', "nv"));
        assert!(begins_with('重', b'c') && begins_with('重', b'z') && !begins_with('北', b'z'));
        assert!(syllables('a').is_empty());
    }

    #[test]
    fn initials_are_letters_that_begin_syllables() {
        assert!(may_be_initials("bjdx") && may_be_initials("hw"));
        assert!(!may_be_initials("ui") && !may_be_initials("b") && !may_be_initials("5g"));
    }

    #[test]
    fn a_long_row_of_letters_ends_soon() {
        assert!(cut(&"xian".repeat(20)).len() <= 4);
        assert!(cut(&"a".repeat(10_000)).is_empty());
    }
}
