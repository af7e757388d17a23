//! The verification code of a certificate: 60 random bits in twelve characters and a check character, written
//! `7K3M-Q0ZT-4XAB-R`. Rule Z-08.
//!
//! The alphabet is Crockford's base 32, which leaves out I, L, O and U; what people type for them is read as 1, 1 and 0.
//! The check works in the field of 32 elements (x^5 + x^2 + 1, whose x has order 31): the characters, weighted with
//! powers of x, add up to zero. So every single wrong character and every exchange of two is found.

use std::fmt;

use kernel::{FromValue, ToValue, Value, ValueError};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_CHARACTERS: usize = 12;
const LENGTH: usize = RANDOM_CHARACTERS + 1;

/// A code whose check fits. Stored without hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VerificationCode([u8; LENGTH]);

/// Why a text is no code. Positions count from 1, without hyphens and spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCode {
    #[error("has {0} characters, 13 are needed")]
    Length(usize),
    #[error("character {position} is {found:?}, which no code contains")]
    Character { position: usize, found: char },
    #[error("the check character does not fit: one of the characters is wrong")]
    Check,
}

impl VerificationCode {
    /// Makes a code from 60 random bits; the four highest bits of `random` are not used.
    pub fn from_random(random: u64) -> VerificationCode {
        let mut values = [0u8; LENGTH];
        for (i, value) in values.iter_mut().take(RANDOM_CHARACTERS).enumerate() {
            *value = (random >> (5 * i) & 31) as u8;
        }
        values[RANDOM_CHARACTERS] = times_x(weighted_sum(&values[..RANDOM_CHARACTERS]));
        VerificationCode(values)
    }

    /// Reads what people type: any case, full width, with or without hyphens and spaces.
    pub fn parse(typed: &str) -> Result<VerificationCode, NoCode> {
        let chars: Vec<char> = typed.chars().filter(|c| !is_separator(*c)).map(normal).collect();
        if chars.len() != LENGTH {
            return Err(NoCode::Length(chars.len()));
        }
        let mut values = [0u8; LENGTH];
        for (i, (value, c)) in values.iter_mut().zip(&chars).enumerate() {
            let index = ALPHABET.iter().position(|a| char::from(*a) == *c);
            *value = index.ok_or(NoCode::Character { position: i + 1, found: *c })? as u8;
        }
        if weighted_sum(&values) == 0 { Ok(VerificationCode(values)) } else { Err(NoCode::Check) }
    }

    /// Without hyphens: for addresses and columns.
    pub fn plain(&self) -> String {
        self.0.iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect()
    }
}

/// In groups of four, the check character by itself.
impl fmt::Display for VerificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        write!(f, "{}-{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..12], &plain[12..])
    }
}
impl ToValue for VerificationCode {
    fn to_value(&self) -> Value {
        Value::Text(self.plain())
    }
}
impl FromValue for VerificationCode {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        let text = value.into_text()?;
        VerificationCode::parse(&text).map_err(|_| ValueError { expected: "a verification code", found: text })
    }
}

/// Multiplication by x in the field of 32 elements.
const fn times_x(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

/// The last character weighs 1, the one before it x, and so on.
fn weighted_sum(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| times_x(sum) ^ value)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '－' | '–' | '—' | '‐' | '‑')
}

fn normal(c: char) -> char {
    let c = if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
    match c.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn z_08_a_code_is_read_as_people_type_it() {
        let code = VerificationCode::from_random(0x0123_4567_89AB_CDEF);
        let written = code.to_string();
        assert_eq!(written.len(), 16);
        let wide: String = written.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).expect("full width")).collect();
        for typed in
            [written.clone(), written.to_lowercase(), code.plain(), wide, format!("  {} ", written.replace('-', " "))]
        {
            assert_eq!(VerificationCode::parse(&typed), Ok(code), "{typed}");
        }
        let misread = code.plain().replace('1', "l").replace('0', "O");
        assert_eq!(VerificationCode::parse(&misread), Ok(code));
    }

    #[test]
    fn z_08_what_is_no_code_is_refused_with_the_reason() {
        assert_eq!(VerificationCode::parse(""), Err(NoCode::Length(0)));
        assert_eq!(VerificationCode::parse("0000-0000-0000"), Err(NoCode::Length(12)));
        assert_eq!(VerificationCode::parse("0000-00U0-0000-0"), Err(NoCode::Character { position: 7, found: 'U' }));
        assert_eq!(VerificationCode::parse("0000-0000-0001-0"), Err(NoCode::Check));
    }

    #[test]
    fn sixty_bits_are_used_and_four_are_not() {
        assert_eq!(VerificationCode::from_random(0), VerificationCode::from_random(0xF << 60));
        for bit in 0..60 {
            assert_ne!(VerificationCode::from_random(0), VerificationCode::from_random(1 << bit), "bit {bit}");
        }
    }

    proptest! {
        #[test]
        fn every_code_reads_back(random: u64) {
            let code = VerificationCode::from_random(random);
            prop_assert_eq!(VerificationCode::parse(&code.to_string()), Ok(code));
        }

        #[test]
        fn every_single_wrong_character_is_found(random: u64, place in 0usize..13, other in 0u8..32) {
            let mut values = VerificationCode::from_random(random).0;
            prop_assume!(values[place] != other);
            values[place] = other;
            prop_assert_eq!(VerificationCode::parse(&VerificationCode(values).plain()), Err(NoCode::Check));
        }

        #[test]
        fn every_exchange_of_two_characters_is_found(random: u64, a in 0usize..13, b in 0usize..13) {
            let mut values = VerificationCode::from_random(random).0;
            prop_assume!(values[a] != values[b]);
            values.swap(a, b);
            prop_assert_eq!(VerificationCode::parse(&VerificationCode(values).plain()), Err(NoCode::Check));
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in ".{0,40}") { let _ = VerificationCode::parse(&typed); }
    }
}
