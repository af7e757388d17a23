//! The table in a PDF from the codes of a font to letters (`ToUnicode`). Ranges are kept as ranges, so that a small file
//! cannot ask for billions of entries.

use std::collections::BTreeMap;

/// Entries of one font at most.
const MOST_ENTRIES: usize = 100_000;

/// The last code of a range, and what its first one stands for; each further code raises the last unit by one.
type Range = (u32, Vec<u16>);

#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Bytes of a code with its first and last value.
    spaces: Vec<(usize, u32, u32)>,
    /// By bytes of the code and its first value.
    ranges: BTreeMap<(usize, u32), Range>,
}

enum Token<'a> {
    Code(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Spaces,
    Chars,
    Ranges,
}

impl CMap {
    /// `None` where nothing in it maps a code to a letter, or too much.
    pub(super) fn parse(bytes: &[u8]) -> Option<CMap> {
        let mut map = CMap::default();
        let mut section = None;
        let mut codes: Vec<Vec<u8>> = Vec::new();
        let mut is_list = false;
        for token in Tokens(bytes) {
            match token {
                Token::Word(word) => {
                    section = match word {
                        b"begincodespacerange" => Some(Section::Spaces),
                        b"beginbfchar" => Some(Section::Chars),
                        b"beginbfrange" => Some(Section::Ranges),
                        _ => None,
                    };
                    codes.clear();
                }
                Token::Open => is_list = true,
                Token::Close => {
                    is_list = false;
                    map.put_list(&codes);
                    codes.clear();
                }
                Token::Code(code) if section.is_some() => codes.push(code),
                Token::Code(_) => {}
            }
            if let (Some(section), false) = (section, is_list)
                && map.put(section, &codes)
            {
                codes.clear();
            }
            if map.ranges.len() > MOST_ENTRIES || codes.len() > MOST_ENTRIES {
                return None;
            }
        }
        (!map.ranges.is_empty()).then_some(map)
    }

    /// Takes the codes once they are complete for their section.
    fn put(&mut self, section: Section, codes: &[Vec<u8>]) -> bool {
        match (section, codes) {
            (Section::Spaces, [first, last]) => self.spaces.push((first.len(), number(first), number(last))),
            (Section::Chars, [code, text]) => self.insert(code, number(code), text),
            (Section::Ranges, [first, last, text]) => self.insert(first, number(last), text),
            _ => return false,
        }
        true
    }

    /// A range with a text for each code: `<first> <last> [<text> <text> …]`.
    fn put_list(&mut self, codes: &[Vec<u8>]) {
        if let [first, _, texts @ ..] = codes {
            for (nth, text) in texts.iter().enumerate() {
                let code = number(first).saturating_add(nth as u32);
                self.ranges.insert((first.len(), code), (code, units(text)));
            }
        }
    }

    fn insert(&mut self, first: &[u8], last: u32, text: &[u8]) {
        self.ranges.insert((first.len(), number(first)), (last, units(text)));
    }

    /// The letters of a shown text, and how many codes of it stand for none. `usual` is the length of a code where the
    /// table does not say.
    pub(super) fn decode(&self, mut bytes: &[u8], usual: usize) -> (String, usize) {
        let (mut shown, mut strange) = (Vec::new(), 0);
        while !bytes.is_empty() {
            let length = self.length_of_first(bytes).unwrap_or(usual).clamp(1, bytes.len());
            let (code, rest) = bytes.split_at(length);
            bytes = rest;
            match self.find(length, number(code)) {
                Some(units) => shown.extend(units),
                None => strange += 1,
            }
        }
        (String::from_utf16_lossy(&shown), strange)
    }

    fn length_of_first(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |length: usize| {
            let code = number(bytes.get(..length)?);
            self.spaces
                .iter()
                .any(|(l, first, last)| *l == length && (*first..=*last).contains(&code))
                .then_some(length)
        };
        (1..=4).find_map(fits)
    }

    fn find(&self, length: usize, code: u32) -> Option<Vec<u16>> {
        let ((_, first), (last, units)) = self.ranges.range((length, 0)..=(length, code)).next_back()?;
        if code > *last {
            return None;
        }
        let mut units = units.clone();
        let end = units.last_mut()?;
        *end = end.wrapping_add((code - first) as u16);
        Some(units)
    }
}

/// The number of at most four bytes.
fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// UTF-16, at most eight units: a code stands for a letter or a ligature.
fn units(text: &[u8]) -> Vec<u16> {
    text.chunks(2).take(8).map(|unit| number(unit) as u16).collect()
}

struct Tokens<'a>(&'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let start = self.0.iter().position(|byte| !byte.is_ascii_whitespace())?;
            let rest = &self.0[start..];
            let until = |is_end: fn(&u8) -> bool| rest[1..].iter().position(is_end).map_or(rest.len(), |at| at + 1);
            let is_mark = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]%".contains(byte);
            let (token, end) = match rest[0] {
                b'%' => (None, until(|byte| matches!(byte, b'\n' | b'\r'))),
                b'[' => (Some(Token::Open), 1),
                b']' => (Some(Token::Close), 1),
                b'<' => {
                    let end = until(|byte| *byte == b'>');
                    (Some(Token::Code(bytes_of(&rest[1..end]))), end + 1)
                }
                b'>' => (None, 1),
                _ => {
                    let end = until(is_mark);
                    (Some(Token::Word(&rest[..end])), end)
                }
            };
            self.0 = &rest[end.min(rest.len())..];
            if token.is_some() {
                return token;
            }
        }
    }
}

fn bytes_of(hex: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = hex.iter().filter_map(|c| char::from(*c).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = b"/CIDInit /ProcSet findresource begin % a comment with <0000>\n\
        1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        2 beginbfchar <0003> <0020> <0005> <8D2D> endbfchar\n\
        2 beginbfrange <0010> <0012> <4E70> <0020> <0021> [<57F9> <00660069>] endbfrange endcmap";

    #[test]
    fn codes_become_letters_and_what_is_not_in_the_table_is_counted() {
        let map = CMap::parse(TABLE).expect("a table");
        let (text, strange) = map.decode(&[0, 5, 0, 0x10, 0, 3, 0, 0x20, 0, 0x21, 0, 0x12, 0, 0x13, 0, 0], 2);
        assert_eq!((text.as_str(), strange), ("购买 培fi\u{4e72}", 2));
    }

    #[test]
    fn a_range_of_all_codes_takes_no_room_and_nonsense_is_no_table() {
        let map = CMap::parse(b"beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange").expect("a table");
        assert_eq!((map.ranges.len(), map.decode(&[0, 0, 0, 1], 4)), (1, ("B".to_owned(), 0)));
        for nonsense in [&b""[..], b"<", b"beginbfchar <", b"[[[]", b"beginbfrange <01> <02> ] endbfrange", b"%"] {
            assert!(CMap::parse(nonsense).is_none());
        }
    }

    #[test]
    fn the_length_of_a_code_follows_its_first_byte() {
        let map = CMap::parse(
            b"begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange beginbfchar <41> <0041> <B9BA> <8D2D> endbfchar",
        );
        assert_eq!(map.expect("a table").decode(b"A\xb9\xbaA", 2), ("A购A".to_owned(), 0));
    }
}
