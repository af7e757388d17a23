//! Text as a row of letters to be set: what each is drawn with, how it behaves at the ends of a line, and how far two
//! neighbours stand apart.

use crate::font::{self, Drawn, Face};
use crate::rich::Rich;

/// How a letter behaves at the ends of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A place to break; vanishes at the end of a line.
    Space,
    /// A space that holds its neighbours together, as between `¥` and a figure.
    Tie,
    /// Letters, digits and signs of Latin text: a word is kept together.
    Latin,
    /// An ideograph or anything else that stands for itself.
    Han,
    /// Never at the end of a line: （《「“
    Open,
    /// Never at the start of a line: 。，、）》」”％
    Close,
    /// —— and ……: never apart, never at the start of a line.
    Joined,
}

/// A letter of a line to be set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    pub character: char,
    pub class: Class,
    pub drawn: Drawn,
}

const OPEN: &str = "（《〈「『【〔［｛〖“‘([{<￥＄￡";
const CLOSE: &str = "、。，．：；！？）》〉」』】〕］｝〗”’·•％‰℃°～…,.:;!?)]}>%々ー";
/// Wide marks whose ink fills one half: the other half may be given up beside another mark or at the edge of a line.
const WIDE_OPEN: &str = "（《〈「『【〔［｛〖“‘";
const WIDE_CLOSE: &str = "、。，．：；）》〉」』】〕］｝〗”’";

/// Between Chinese and Latin, in parts of the size; small enough that programs which read the text see one word.
pub(crate) const MIXED_GAP: f32 = 0.095;
const HALF: f32 = -0.5;

/// Narrow enough to belong to Latin text.
fn is_narrow(letter: &Letter) -> bool {
    letter.drawn.advance < 0.95 || letter.character.is_ascii()
}

/// The letters of a text. What has no shape of its own (joiners, variation selectors, control characters) is left out. A letter that
/// no font holds, such as a rare character of a name, is a box with its number behind it, so that nobody takes one for another.
pub(crate) fn letters(text: &Rich) -> Vec<Letter> {
    let characters: Vec<(Face, char)> =
        text.characters().filter(|(_, c)| !is_invisible(*c)).flat_map(|(face, c)| spelled(face, c)).collect();
    (0..characters.len())
        .map(|at| {
            let (face, character) = characters[at];
            let before = at.checked_sub(1).map(|at| characters[at].1);
            let after = characters.get(at + 1).map(|(_, c)| *c);
            letter(face, character, before, after)
        })
        .collect()
}

/// The character, and its number where it is a letter that cannot be drawn: `〔U+20BB7〕`.
fn spelled(face: Face, c: char) -> impl Iterator<Item = (Face, char)> {
    let number = (c.is_alphabetic() && !font::is_known(c)).then(|| format!("〔U+{:04X}〕", u32::from(c)));
    let number: Vec<char> = number.unwrap_or_default().chars().collect();
    std::iter::once(c).chain(number).map(move |c| (face, c))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
        || (c.is_control() && c != '\t' && c != '\n')
}

fn letter(face: Face, character: char, before: Option<char>, after: Option<char>) -> Letter {
    let shown = match character {
        '\t' | '\n' => ' ',
        '\u{A0}' | '\u{202F}' => ' ',
        // In Latin text the fonts' quotes are as wide as an ideograph; the straight ones are not.
        '“' | '”' if is_in_latin(before, after) => '"',
        '‘' | '’' if is_in_latin(before, after) => '\'',
        other => other,
    };
    let drawn = font::draw(face, shown);
    let class = match character {
        '\u{A0}' | '\u{202F}' => Class::Tie,
        c if c.is_whitespace() && c != '\u{3000}' => Class::Space,
        '—' | '…' => Class::Joined,
        '\'' | '"' => Class::Latin,
        _ if shown == '"' || shown == '\'' => Class::Latin,
        c if OPEN.contains(c) => Class::Open,
        c if CLOSE.contains(c) => Class::Close,
        c if c < '\u{2E80}' && c != '□' && c != '\u{2611}' => Class::Latin,
        _ => Class::Han,
    };
    Letter { character, class, drawn }
}

/// A quotation mark belongs to Latin text when the letters that it touches do.
fn is_in_latin(before: Option<char>, after: Option<char>) -> bool {
    let is_latin = |c: char| c < '\u{2E80}' && !c.is_whitespace() && !"“”‘’".contains(c);
    match (before.filter(|c| !c.is_whitespace()), after.filter(|c| !c.is_whitespace())) {
        (Some(before), Some(after)) => is_latin(before) && is_latin(after),
        (Some(one), None) | (None, Some(one)) => is_latin(one),
        (None, None) => false,
    }
}

/// Whether a line may end after `a` and the next begin with `b`.
pub(crate) fn may_break(a: &Letter, b: &Letter) -> bool {
    use Class::*;
    match (a.class, b.class) {
        (_, Space | Tie | Joined) | (Tie, _) => false,
        (Space, _) => true,
        (_, Close) | (Open, _) => false,
        (Latin, Latin) => matches!(a.character, '-' | '/' | '–') && b.character.is_alphabetic(),
        (Latin, Open) => !is_narrow(b),
        (Close, Latin) => !is_narrow(a),
        (Close, Open) => !(is_narrow(a) && is_narrow(b)),
        (Han | Joined, _) | (Latin, Han) | (Close, Han) => true,
    }
}

/// What stands between two neighbours in addition to their widths, in parts of the size.
pub(crate) fn gap(a: &Letter, b: &Letter) -> f32 {
    use Class::*;
    let wide = |letter: &Letter, marks: &str| marks.contains(letter.character) && !is_narrow(letter);
    let gives_half = (wide(a, WIDE_CLOSE) && (wide(b, WIDE_CLOSE) || wide(b, WIDE_OPEN)))
        || (wide(a, WIDE_OPEN) && wide(b, WIDE_OPEN));
    match (a.class, b.class) {
        _ if gives_half => HALF,
        // The empty half of a wide mark and a space beside it are one space and not two.
        (Space, Open) if wide(b, WIDE_OPEN) => HALF / 2.0,
        (Close, Space) if wide(a, WIDE_CLOSE) => HALF / 2.0,
        (Han, Latin) | (Latin, Han) => MIXED_GAP,
        (Han, Open) if is_narrow(b) => MIXED_GAP,
        (Close, Han) if is_narrow(a) => MIXED_GAP,
        _ => 0.0,
    }
}

/// What the line may give up before its first letter: the empty half of an opening mark.
pub(crate) fn trim_at_start(first: &Letter) -> f32 {
    if WIDE_OPEN.contains(first.character) && !is_narrow(first) { HALF } else { 0.0 }
}

/// What the line may give up after its last letter, when it would not fit otherwise.
pub(crate) fn trim_at_end(last: &Letter) -> f32 {
    if WIDE_CLOSE.contains(last.character) && !is_narrow(last) { HALF } else { 0.0 }
}

/// How much a gap takes of the room that a justified line has left: words first, then Chinese letters.
pub(crate) fn stretch(a: &Letter, b: &Letter) -> Stretch {
    use Class::*;
    match (a.class, b.class) {
        (Space, _) => Stretch::Word,
        (Latin, Latin) | (_, Space | Tie) | (Tie, _) | (Joined, Joined) => Stretch::None,
        (Latin | Open, Close) | (Open, Latin) if is_narrow(a) || is_narrow(b) => Stretch::None,
        (Close, Latin) if is_narrow(a) => Stretch::None,
        // Wider than it is, the gap would be read as a space.
        (Han, Latin) | (Latin, Han) => Stretch::None,
        _ => Stretch::Letter,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    None,
    Word,
    Letter,
}
