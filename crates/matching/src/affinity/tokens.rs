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
    /// The bytes of the text it is made from.
    pub from: u32,
    /// Their end.
    pub to: u32,
}

/// The terms of a text in the order in which they begin. Texts are shorter than 4 GB.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { found: Vec::with_capacity(text.len() / 2), place: 0, last: None };
    let mut run = Run::default();
    let mut letters = text.char_indices().map(|(at, letter)| (at as u32, folded(letter))).peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|&(_, next)| next);
        if is_han(letter) {
            reader.run(&mut run, at);
            reader.han(letter, at, letters.peek().map_or(text.len() as u32, |&(to, _)| to));
        } else if letter.is_alphanumeric() {
            letter.to_lowercase().for_each(|letter| run.push(letter, at));
        } else if letter == '.' && begins_net(&text[at as usize..]) {
            reader.run(&mut run, at);
            run.push('.', at);
        } else if goes_on(&run.letters, letter, next) {
            run.push(letter, at);
        } else {
            reader.run(&mut run, at);
            // Spaces part Latin words that belong together, and Chinese ones that do not.
            if !letter.is_whitespace() || matches!(reader.last, Some(Last::Han(..))) {
                reader.last = None;
            }
        }
    }
    reader.run(&mut run, text.len() as u32);
    reader.found
}

/// Letters, digits and what joins them.
#[derive(Default)]
struct Run {
    /// Folded, in lower case.
    letters: String,
    /// Of each byte of them, where the letter stands in the text.
    places: Vec<u32>,
}

impl Run {
    fn push(&mut self, letter: char, at: u32) {
        self.letters.push(letter);
        self.places.resize(self.letters.len(), at);
    }
}

/// What stood last, and where it begins; a pair needs its like before it.
enum Last {
    Han(char, u32),
    Word(String, u32),
}

struct Reader {
    found: Vec<Token>,
    place: u32,
    last: Option<Last>,
}

impl Reader {
    fn han(&mut self, letter: char, from: u32, to: u32) {
        if let Some(Last::Han(before, began)) = self.last {
            let term = String::from_iter([before, letter]);
            self.found.push(Token { term, kind: Kind::Pair, place: self.place - 1, from: began, to });
        }
        self.add(letter.to_string(), Kind::Character, from, to);
        self.last = Some(Last::Han(letter, from));
    }

    fn add(&mut self, term: String, kind: Kind, from: u32, to: u32) {
        self.found.push(Token { term, kind, place: self.place, from, to });
        self.place += 1;
    }

    /// Ends a run without Han characters, at this byte of the text: one code, or words.
    fn run(&mut self, run: &mut Run, end: u32) {
        if run.letters.is_empty() {
            return;
        }
        let Run { letters, places } = std::mem::take(run);
        let text_place = |at: usize| places.get(at).copied().unwrap_or(end);
        if letters.chars().any(char::is_numeric) {
            self.add(letters, Kind::Code, text_place(0), end);
            self.last = None;
            return;
        }
        let mut from = 0;
        for part in letters.split(joins) {
            let to = from + part.len();
            // A run begins with a point only where that is the name of .NET.
            let begins = if from == 1 && letters.starts_with('.') { 0 } else { from };
            if !part.is_empty() {
                self.word(&letters[begins..to], text_place(begins), text_place(to));
            }
            from = to + 1;
        }
    }

    fn word(&mut self, word: &str, from: u32, to: u32) {
        if word.starts_with('.') || word.ends_with(['+', '#']) {
            self.add(word.to_owned(), Kind::Code, from, to);
            self.last = None;
            return;
        }
        let word = stem(word);
        if let Some(Last::Word(before, began)) = &self.last {
            let term = format!("{before} {word}");
            self.found.push(Token { term, kind: Kind::WordPair, place: self.place - 1, from: *began, to });
        }
        self.add(word.clone(), Kind::Word, from, to);
        self.last = Some(Last::Word(word, from));
    }
}

/// Full-width forms become the plain ones, traditional characters the simplified ones.
fn folded(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        _ => hanzi::simplified(letter),
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Whether a sign belongs to the run before it: it joins a code to what follows, or makes a letter the name of a language.
/// The point after the number of a line ("1.Python") joins nothing.
fn goes_on(run: &str, sign: char, next: Option<char>) -> bool {
    let numbered = sign == '.' && run.ends_with(char::is_numeric) && !next.is_some_and(char::is_numeric);
    let follows = next.is_some_and(|next| next.is_alphanumeric() && !is_han(next));
    let joined = joins(sign) && !run.is_empty() && follows && !numbered;
    joined || names_a_language(run.rsplit(joins).next().unwrap_or_default(), sign, next)
}

/// Whether a text begins with `.NET`, which without its point would be any net.
fn begins_net(text: &str) -> bool {
    let mut letters = text.chars().map(folded);
    let named = ".net".chars().all(|wanted| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&wanted)));
    named && !letters.next().is_some_and(|next| next.is_alphabetic() && !is_han(next))
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
        assert_eq!(terms("1.Python 2.数据"), ["1", "python", "2", "数", "数据", "据"]);
        assert_eq!(terms("5G+AI，A+B"), ["5g", "ai", "a", "b"]);
    }

    #[test]
    fn the_name_of_net_keeps_its_point() {
        assert_eq!(
            terms(".NET开发，用ASP.NET、ＶＢ．ＮＥＴ"),
            [".net", "开", "开发", "发", "用", "asp", ".net", "vb", ".net"]
        );
        assert_eq!(terms("net .network .NET6 .NET/C#."), ["net", "network", ".net6", ".net", "c#"]);
    }

    #[test]
    fn traditional_characters_are_the_simplified_ones() {
        assert_eq!(terms("機器學習"), terms("机器学习"));
    }

    #[test]
    fn each_term_knows_the_bytes_it_is_made_from() {
        let text = "機器Ｎｅｕｒａｌ-Networks，C++11 .NET";
        let told: Vec<&str> = tokens(text).iter().map(|it| &text[it.from as usize..it.to as usize]).collect();
        assert_eq!(told, ["機", "機器", "器", "Ｎｅｕｒａｌ", "Ｎｅｕｒａｌ-Networks", "Networks", "C++11", ".NET"]);
    }
}
