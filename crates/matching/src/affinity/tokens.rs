//! Terms of a text, Chinese first and without a dictionary.
//!
//! Han characters and their pairs find as much as words do and know new technical words at once (Kwok, "Comparing
//! representations in Chinese information retrieval", SIGIR 1997; Nie and Ren, "Chinese information retrieval: using characters
//! or words?", IPM 35, 1999). Latin words are lower case with a light stem (Harman, "How effective is suffixing?", JASIS 42,
//! 1991, and two endings of verbs) and form pairs too. Numbers and codes stay whole: GB/T-2312, 080901K, 2.5.

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One Han character.
    Character,
    /// Two Han characters that stand together.
    Pair,
    /// A word of letters, stemmed.
    Word,
    /// Two words that stand together.
    WordPair,
    /// Something with a digit.
    Code,
}

impl Kind {
    /// Whether the term adds to the length of a text; pairs repeat what their halves have counted.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Pair | Self::WordPair)
    }
}

/// A term where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Folded and stemmed.
    pub term: String,
    /// What it is.
    pub kind: Kind,
    /// The character or word it begins with, from 0.
    pub place: u32,
}

/// The terms of a text in the order in which they begin.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { found: Vec::with_capacity(text.len() / 2), place: 0, last: None };
    let mut run = String::new();
    let mut letters = text.chars().map(folded).peekable();
    while let Some(letter) = letters.next() {
        if is_han(letter) {
            reader.run(&mut run);
            reader.han(letter);
        } else if letter.is_alphanumeric() {
            run.extend(letter.to_lowercase());
        } else if goes_on(&run, letter, letters.peek().copied()) {
            run.push(letter);
        } else {
            reader.run(&mut run);
            // Spaces part Latin words that belong together, and Chinese ones that do not.
            if !letter.is_whitespace() || matches!(reader.last, Some(Last::Han(_))) {
                reader.last = None;
            }
        }
    }
    reader.run(&mut run);
    reader.found
}

/// What stood last; a pair needs its like before it.
enum Last {
    Han(char),
    Word(String),
}

struct Reader {
    found: Vec<Token>,
    place: u32,
    last: Option<Last>,
}

impl Reader {
    fn han(&mut self, letter: char) {
        if let Some(Last::Han(before)) = self.last {
            let term = String::from_iter([before, letter]);
            self.found.push(Token { term, kind: Kind::Pair, place: self.place - 1 });
        }
        self.found.push(Token { term: letter.to_string(), kind: Kind::Character, place: self.place });
        self.place += 1;
        self.last = Some(Last::Han(letter));
    }

    /// Ends a run without Han characters: one code, or words.
    fn run(&mut self, run: &mut String) {
        if run.is_empty() {
            return;
        }
        if run.chars().any(char::is_numeric) {
            self.found.push(Token { term: std::mem::take(run), kind: Kind::Code, place: self.place });
            self.place += 1;
            self.last = None;
            return;
        }
        for word in run.split(joins).filter(|word| !word.is_empty()) {
            if word.ends_with(['+', '#']) {
                self.found.push(Token { term: word.to_owned(), kind: Kind::Code, place: self.place });
                self.place += 1;
                self.last = None;
                continue;
            }
            let word = stem(word);
            if let Some(Last::Word(before)) = &self.last {
                let term = format!("{before} {word}");
                self.found.push(Token { term, kind: Kind::WordPair, place: self.place - 1 });
            }
            self.found.push(Token { term: word.clone(), kind: Kind::Word, place: self.place });
            self.place += 1;
            self.last = Some(Last::Word(word));
        }
        run.clear();
    }
}

/// Full-width forms become the plain ones.
fn folded(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Whether a sign belongs to the run before it: it joins a code to what follows, or makes a letter the name of a language.
fn goes_on(run: &str, sign: char, next: Option<char>) -> bool {
    let joined = joins(sign) && !run.is_empty() && next.is_some_and(|next| next.is_alphanumeric() && !is_han(next));
    joined || names_a_language(run.rsplit(joins).next().unwrap_or_default(), sign, next)
}

/// One letter, which `++` or `#` makes a name of its own: C++, C#, F#.
fn names_a_language(part: &str, sign: char, next: Option<char>) -> bool {
    let mut letters = part.chars();
    let begins = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    match (sign, letters.as_str()) {
        ('#', "") => begins && !next.is_some_and(char::is_alphanumeric),
        ('+', "") => begins && next == Some('+'),
        ('+', "+") => begins,
        _ => false,
    }
}

/// Holds a code together.
fn joins(letter: char) -> bool {
    matches!(letter, '-' | '.' | '/' | '\'')
}

/// Plurals, and -ing and -ed after a syllable. Other alphabets than ASCII keep their endings.
fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let plural =
        |ending: &str, but: &[&str]| word.strip_suffix(ending).filter(|_| !but.iter().any(|but| word.ends_with(but)));
    let single = if let Some(head) = plural("ies", &["eies", "aies"]) {
        format!("{head}y")
    } else if let Some(head) = plural("s", &["us", "ss", "is"]) {
        head.to_owned()
    } else {
        word.to_owned()
    };
    for ending in ["ing", "ed"] {
        if let Some(head) = single.strip_suffix(ending)
            && head.len() >= 3
            && head.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        {
            let bytes = head.as_bytes();
            let doubled = bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !head.ends_with(['l', 's', 'z']);
            return head[..head.len() - usize::from(doubled)].to_owned();
        }
    }
    // "image" and "imaging" meet.
    single.strip_suffix('e').filter(|head| head.len() >= 3).map_or(single.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.term).collect()
    }

    #[test]
    fn han_characters_come_with_their_pairs_and_signs_part_them() {
        assert_eq!(terms("神经网,络"), ["神", "神经", "经", "经网", "网", "络"]);
        assert_eq!(terms("视觉 检测"), ["视", "视觉", "觉", "检", "检测", "测"]);
    }

    #[test]
    fn latin_words_are_stemmed_paired_and_folded() {
        assert_eq!(terms("Ｎｅｕｒａｌ networks"), ["neural", "neural network", "network"]);
        assert_eq!(
            terms("studies planned imaging images"),
            ["study", "study plan", "plan", "plan imag", "imag", "imag imag", "imag"]
        );
    }

    #[test]
    fn codes_and_numbers_stay_whole() {
        assert_eq!(terms("GB/T-2312、２．５和080901K."), ["gb/t-2312", "2.5", "和", "080901k"]);
        assert_eq!(terms("a_b"), ["a", "b"]);
        assert_eq!(terms("C、C++和C#"), ["c", "c++", "和", "c#"]);
        assert_eq!(terms("C/C++"), ["c", "c++"]);
        assert_eq!(terms("Java/C++ 、C#/F#"), ["java", "c++", "c#", "f#"]);
        assert_eq!(terms("C++11"), ["c++11"]);
        assert_eq!(terms("5G+AI，A+B"), ["5g", "ai", "a", "b"]);
    }
}
