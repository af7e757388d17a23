//! Project numbers (项目编号). Rule P-05. Ours is `XY` + year (4) + mode (`L` legacy, `N` 2024) + sequence (6) + check,
//! such as `XY2024N000123` and its check character.
//!
//! The check is that of GB 32100 (see the credit code): 31 characters without I, O, S, V, Z, weight 3^i modulo 31. 31 is
//! prime and 3 a primitive root of it, so every single wrong character and every exchange of two characters is found.
//! Older numbers of 12 and 15 digits are kept as text and never taken apart.

use std::fmt;

use kernel::{Breach, FromValue, Mode, ToValue, Value, ValueError, say};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 14;

/// The largest sequence of one year and mode.
pub const SEQUENCE_MAX: u32 = 999_999;

/// A number of our own, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OwnNumber {
    year: i16,
    mode: Mode,
    sequence: u32,
}

impl OwnNumber {
    /// `None` when the year is not 2014 to 9999 or the sequence not 1 to 999,999.
    pub fn new(year: i16, mode: Mode, sequence: u32) -> Option<OwnNumber> {
        let fits = (2014..=9999).contains(&year) && (1..=SEQUENCE_MAX).contains(&sequence);
        fits.then_some(OwnNumber { year, mode, sequence })
    }
    pub const fn year(self) -> i16 {
        self.year
    }
    pub const fn mode(self) -> Mode {
        self.mode
    }
    pub const fn sequence(self) -> u32 {
        self.sequence
    }
}

impl fmt::Display for OwnNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = format!("XY{:04}{}{:06}", self.year, letter(self.mode), self.sequence);
        write!(f, "{body}{}", check_character(&body))
    }
}

const fn letter(mode: Mode) -> char {
    match mode {
        Mode::Legacy => 'L',
        Mode::Rolling => 'N',
    }
}

fn value(c: char) -> Option<u32> {
    ALPHABET.iter().position(|a| char::from(*a) == c).map(|index| index as u32)
}

/// The character that brings the weighted sum of all fourteen to a multiple of 31.
fn check_character(body: &str) -> char {
    let (sum, _) = body.chars().filter_map(value).fold((0, 1), |(sum, weight), v| (sum + v * weight, weight * 3 % 31));
    char::from(ALPHABET[((31 - sum % 31) % 31) as usize])
}

/// Any number a project may bear.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ProjectNumber {
    Own(OwnNumber),
    /// 12 digits, such as 202102311004.
    Legacy12(String),
    /// 15 digits, such as 230701456145711.
    Legacy15(String),
}

impl fmt::Display for ProjectNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProjectNumber::Own(number) => number.fmt(f),
            ProjectNumber::Legacy12(digits) | ProjectNumber::Legacy15(digits) => f.write_str(digits),
        }
    }
}
impl ToValue for ProjectNumber {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}
impl FromValue for ProjectNumber {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        let text = value.into_text()?;
        parse(&text).map_err(|_| ValueError { expected: "a project number", found: text })
    }
}

/// Why a text is no project number. Positions count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoNumber {
    #[error("12 or 15 digits, or 14 characters that begin with XY are needed")]
    Form,
    #[error("character {0} cannot stand there")]
    Character(usize),
    #[error("12 digits begin with a year 20.. and the batch 01 or 02")]
    Legacy,
    #[error("the check character does not fit: one of the characters is wrong")]
    Check,
}

/// Reads a project number. Spaces and hyphens are dropped; lower case and full-width are accepted.
pub fn parse(typed: &str) -> Result<ProjectNumber, NoNumber> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '－').map(normal).collect();
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return legacy(text);
    }
    own(&text).map(ProjectNumber::Own)
}

fn normal(c: char) -> char {
    let c = if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
    c.to_ascii_uppercase()
}

fn legacy(digits: String) -> Result<ProjectNumber, NoNumber> {
    match digits.len() {
        15 => Ok(ProjectNumber::Legacy15(digits)),
        12 if digits.starts_with("20") && matches!(&digits[4..6], "01" | "02") => Ok(ProjectNumber::Legacy12(digits)),
        12 => Err(NoNumber::Legacy),
        _ => Err(NoNumber::Form),
    }
}

fn own(text: &str) -> Result<OwnNumber, NoNumber> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() != LENGTH {
        return Err(NoNumber::Form);
    }
    let fits = |(index, c): (usize, &char)| match index {
        0 => *c == 'X',
        1 => *c == 'Y',
        2..=5 | 7..=12 => c.is_ascii_digit(),
        6 => matches!(c, 'L' | 'N'),
        _ => value(*c).is_some(),
    };
    if let Some(wrong) = chars.iter().enumerate().position(|pair| !fits(pair)) {
        return Err(NoNumber::Character(wrong + 1));
    }
    // All characters are ASCII from here on, so bytes and characters are the same places.
    if check_character(&text[..LENGTH - 1]) != chars[LENGTH - 1] {
        return Err(NoNumber::Check);
    }
    let year = text[2..6].parse().map_err(|_| NoNumber::Form)?;
    let sequence = text[7..13].parse().map_err(|_| NoNumber::Form)?;
    let mode = if chars[6] == 'L' { Mode::Legacy } else { Mode::Rolling };
    OwnNumber::new(year, mode, sequence).ok_or(NoNumber::Form)
}

/// The numbers that differ from what was typed in one character and pass the check, with the place (from 1) of that
/// character. At each place at most one character does, since the weights are prime to 31. Empty unless what was typed has
/// the form of a number of ours.
pub fn repairs(typed: &str) -> Vec<(usize, ProjectNumber)> {
    let text: Vec<char> = typed.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '－').map(normal).collect();
    let try_at = |at: usize| {
        ALPHABET.iter().map(|a| char::from(*a)).filter(|c| *c != text[at]).find_map(|c| {
            let changed: String = text.iter().enumerate().map(|(i, old)| if i == at { c } else { *old }).collect();
            own(&changed).ok().map(|number| (at + 1, ProjectNumber::Own(number)))
        })
    };
    if text.len() == LENGTH { (0..LENGTH).filter_map(try_at).collect() } else { Vec::new() }
}

/// Refuses a number that another project bears. Rule P-05.
pub fn number_is_free(number: &ProjectNumber, is_taken: bool) -> Result<(), Breach> {
    if !is_taken {
        return Ok(());
    }
    let said = say("项目编号 {number} 已被使用，请核对编号。", "Project number {number} is taken. Please check it.");
    Err(Breach::of("P-05", "number", said.with(&[("number", number)])))
}

/// Reads a typed number or says what is wrong with it. Rule P-05.
pub fn known_form(typed: &str) -> Result<ProjectNumber, Breach> {
    parse(typed).map_err(|wrong| {
        let said = match wrong {
            NoNumber::Form => say(
                "项目编号应为 12 位或 15 位数字，或以 XY 开头的 14 位编号。",
                "A project number has 12 or 15 digits, or 14 characters that begin with XY.",
            )
            .into(),
            NoNumber::Character(position) => say(
                "项目编号第 {position} 位有误，请核对。",
                "Character {position} of the project number is wrong. Please check it.",
            )
            .with(&[("position", &position)]),
            NoNumber::Legacy => say(
                "12 位编号应以年份和批次 01 或 02 开头，如 202102311004。",
                "A number of 12 digits begins with year and batch 01 or 02, such as 202102311004.",
            )
            .into(),
            NoNumber::Check => say(
                "项目编号校验不符，其中有一位有误，请逐位核对。",
                "The project number fails its check: one character is wrong. Please compare every character.",
            )
            .into(),
        };
        Breach::of("P-05", "number", said)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(sequence: u32) -> String {
        OwnNumber::new(2024, Mode::Rolling, sequence).expect("a number").to_string()
    }

    #[test]
    fn p_05_numbers_are_written_and_read_back() {
        let own = OwnNumber::new(2024, Mode::Legacy, 123).expect("a number");
        assert!(own.to_string().starts_with("XY2024L000123"));
        assert_eq!(parse(&own.to_string()), Ok(ProjectNumber::Own(own)));
        let typed = format!(" xy-2024-n-000123 {}", number(123).to_lowercase().chars().last().expect("a character"));
        assert_eq!(parse(&typed).map(|n| n.to_string()), Ok(number(123)));
        assert_eq!(
            (OwnNumber::new(2024, Mode::Rolling, 0), OwnNumber::new(2024, Mode::Rolling, 1_000_000)),
            (None, None)
        );
        assert_eq!((OwnNumber::new(2013, Mode::Legacy, 1), number(999_999).len()), (None, 14));
    }

    #[test]
    fn p_05_numbers_seen_in_the_field_are_read_as_text() {
        for seen in ["201802201036", "201902164012", "202102311004"] {
            assert_eq!(parse(seen), Ok(ProjectNumber::Legacy12(seen.into())));
        }
        assert_eq!(parse("２３０７０１４５６１４５７１１"), Ok(ProjectNumber::Legacy15("230701456145711".into())));
    }

    #[test]
    fn p_05_other_texts_are_refused_with_the_reason() {
        for (typed, why) in [
            ("", NoNumber::Form),
            ("20210231100", NoNumber::Form),
            ("202103311004", NoNumber::Legacy),
            ("192102311004", NoNumber::Legacy),
            ("YX2024N0001234", NoNumber::Character(1)),
            ("XY2024M0001234", NoNumber::Character(7)),
            ("XY2024N00012中4", NoNumber::Character(13)),
            ("XY2024N000123I", NoNumber::Character(14)),
            ("项目", NoNumber::Form),
        ] {
            assert_eq!(parse(typed), Err(why), "{typed:?}");
            assert_eq!(known_form(typed).unwrap_err().rule, "P-05");
        }
    }

    #[test]
    fn p_05_a_number_is_given_once() {
        let number = ProjectNumber::Own(OwnNumber::new(2024, Mode::Rolling, 1).expect("a number"));
        assert_eq!(number_is_free(&number, false), Ok(()));
        assert_eq!(number_is_free(&number, true).unwrap_err().rule, "P-05");
    }

    proptest! {
        #[test]
        fn p_05_every_single_wrong_character_is_found(sequence in 1u32..=999_999, place in 0usize..14, other in 0usize..31) {
            let mut chars: Vec<char> = number(sequence).chars().collect();
            let new = char::from(ALPHABET[other]);
            prop_assume!(chars[place] != new);
            chars[place] = new;
            prop_assert!(parse(&chars.into_iter().collect::<String>()).is_err());
        }

        #[test]
        fn p_05_every_exchange_of_two_characters_is_found(sequence in 1u32..=999_999, a in 0usize..14, b in 0usize..14) {
            let mut chars: Vec<char> = number(sequence).chars().collect();
            prop_assume!(chars[a] != chars[b]);
            chars.swap(a, b);
            prop_assert!(parse(&chars.into_iter().collect::<String>()).is_err());
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in ".{0,40}") { let _ = parse(&typed); }
    }

    #[test]
    fn p_05_a_wrong_character_is_found_among_the_repairs() {
        let right = OwnNumber::new(2024, Mode::Rolling, 123).expect("a number").to_string();
        let wrong = right.replacen("000123", "000128", 1);
        assert_eq!(parse(&wrong), Err(NoNumber::Check));
        let repaired: Vec<String> =
            repairs(&wrong).into_iter().filter(|(place, _)| *place == 13).map(|(_, n)| n.to_string()).collect();
        assert_eq!(repaired, [right]);
        assert!(repairs("202102311004").is_empty());
    }
}
