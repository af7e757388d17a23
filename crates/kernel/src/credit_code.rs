//! The unified social credit code (统一社会信用代码), GB 32100-2015. Rule E-04.

use crate::province;

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const BODY_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// What is wrong with a code. Positions count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("has {0} characters, 18 are needed")]
    Length(usize),
    #[error("character {position} is {found:?}, which the code never contains")]
    Character { position: usize, found: char },
    #[error("characters 3-8 ({0}) name no region")]
    Region(String),
    #[error("character 17 is {found:?}, the organisation code needs {expected:?} there")]
    BodyCheck { found: char, expected: char },
    /// The organisation code is in order, so the fault lies in what only the last character checks.
    #[error("character 18 is {found:?}, the check needs {expected:?} there; characters 9-17 are in order")]
    Check { found: char, expected: char },
    /// Both check characters disagree: one mistake in the organisation code explains it.
    #[error("one of characters 9-17 ({0}) is wrong: both check characters disagree")]
    Body(String),
}

/// A code that passed every check: form, region, both check characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct CreditCode(String);

impl CreditCode {
    /// Reads a typed code, or says which character is wrong. Rule E-04. Spaces and hyphens around and between are
    /// dropped, lower case and full-width are accepted.
    pub fn parse(typed: &str) -> Result<CreditCode, Wrong> {
        let code: Vec<char> = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(normal).collect();
        if code.len() != 18 {
            return Err(Wrong::Length(code.len()));
        }
        let mut values = [0u32; 18];
        for (i, c) in code.iter().enumerate() {
            let must_be_digit = (2..8).contains(&i);
            values[i] = value(*c)
                .filter(|v| !must_be_digit || *v < 10)
                .ok_or(Wrong::Character { position: i + 1, found: *c })?;
        }
        let region: String = code[2..8].iter().collect();
        // 10-prefixed regions do not exist; 100000 stands for bodies registered with the state itself.
        if province::by_code(&region[..2]).is_none() && region != "100000" {
            return Err(Wrong::Region(region));
        }
        let (check, body) = (check_character(&values[..17]), body_check(&code[8..16]));
        match (code[17] == check, code[16] == body) {
            (true, true) => Ok(CreditCode(code.into_iter().collect())),
            (true, false) => Err(Wrong::BodyCheck { found: code[16], expected: body }),
            (false, true) => Err(Wrong::Check { found: code[17], expected: check }),
            (false, false) => Err(Wrong::Body(code[8..17].iter().collect())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The first two digits of the region: a province of GB/T 2260, `10` for the state itself.
    pub fn province(&self) -> &str {
        &self.0[2..4]
    }
}

fn normal(c: char) -> char {
    let c = match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    };
    c.to_ascii_uppercase()
}

fn value(c: char) -> Option<u32> {
    ALPHABET.iter().position(|a| char::from(*a) == c).map(|i| i as u32)
}

fn check_character(values: &[u32]) -> char {
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(v, w)| v * w).sum();
    char::from(ALPHABET[((31 - sum % 31) % 31) as usize])
}

/// GB 11714: letters count from 10.
fn body_check(body: &[char]) -> char {
    let sum: u32 = body.iter().zip(BODY_WEIGHTS).map(|(c, w)| c.to_digit(36).unwrap_or(0) * w).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        n => char::from_digit(n, 10).unwrap_or('0'),
    }
}

/// Makes a correct code from its first 16 characters (authority, kind, region, body without check): for demo data and
/// tests. `None` when the characters cannot begin a code.
pub fn complete(first_16: &str) -> Option<CreditCode> {
    let chars: Vec<char> = first_16.chars().collect();
    if chars.len() != 16 {
        return None;
    }
    let with_body = format!("{first_16}{}", body_check(&chars[8..]));
    let values: Option<Vec<u32>> = with_body.chars().map(value).collect();
    CreditCode::parse(&format!("{with_body}{}", check_character(&values?))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn e_04_published_codes_pass() {
        for code in ["91330100799655058B", "9144030071526726XG", "914403001922038216", "91110000802100433B"] {
            assert_eq!(CreditCode::parse(code).map(|c| c.as_str().to_owned()), Ok(code.to_owned()));
        }
    }

    #[test]
    fn e_04_what_people_type_is_read() {
        assert!(CreditCode::parse(" 91330100-7996 55058b ").is_ok());
        assert!(CreditCode::parse("９１３３０１００７９９６５５０５８Ｂ").is_ok());
    }

    #[test]
    fn e_04_each_fault_says_which_character() {
        let wrong = |code: &str| CreditCode::parse(code).unwrap_err();
        assert_eq!(wrong("91330100799655058"), Wrong::Length(17));
        assert_eq!(wrong("9133010079965505IB"), Wrong::Character { position: 17, found: 'I' });
        assert_eq!(wrong("91A30100799655058B"), Wrong::Character { position: 3, found: 'A' });
        assert_eq!(wrong("91330100799655058C"), Wrong::Check { found: 'C', expected: 'B' });
        assert_eq!(wrong("91990100799655058B"), Wrong::Region("990100".into()));
        assert_eq!(wrong("91330100799655158B"), Wrong::Body("799655158".into()));
        assert_eq!(wrong("91330200799655058B"), Wrong::Check { found: 'B', expected: 'G' });
        assert_eq!(wrong("中文"), Wrong::Length(2));
    }

    #[test]
    fn e_04_a_wrong_body_with_a_right_check_is_found() {
        let base = "9133010079965505";
        let other = "9"; // 8 is right
        let values: Vec<u32> = format!("{base}{other}").chars().filter_map(value).collect();
        let code = format!("{base}{other}{}", check_character(&values));
        assert_eq!(CreditCode::parse(&code), Err(Wrong::BodyCheck { found: '9', expected: '8' }));
    }

    proptest! {
        #[test]
        fn any_single_changed_character_is_found(position in 0usize..18, replacement in 0usize..31) {
            let good = "91330100799655058B";
            let mut chars: Vec<char> = good.chars().collect();
            let new = char::from(ALPHABET[replacement]);
            prop_assume!(chars[position] != new);
            chars[position] = new;
            prop_assert!(CreditCode::parse(&chars.into_iter().collect::<String>()).is_err());
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in ".{0,40}") { let _ = CreditCode::parse(&typed); }

        #[test]
        fn completed_codes_pass(body in "[0-9A-HJ-NP-RT-UWXY]{8}") {
            let first = format!("91110108{body}");
            prop_assert!(complete(&first).is_some());
        }
    }
}
