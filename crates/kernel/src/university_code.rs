//! The university identification code (学校标识码): 10 digits, kind (41 regular, 42 adult), province, 0, school code.

use crate::province;

/// What is wrong with a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("has {0} characters, 10 digits are needed")]
    Length(usize),
    #[error("character {position} is {found:?}, only digits are allowed")]
    Character { position: usize, found: char },
    #[error("begins with {0}, 41 (regular) or 42 (adult) is needed")]
    Kind(String),
    #[error("digits 3-4 ({0}) name no province")]
    Province(String),
    #[error("digit 5 is {0:?}, 0 is needed")]
    Zero(char),
    #[error("digits 3-4 say {code}, the school lies in {school}")]
    OtherProvince { code: String, school: String },
}

/// Checks a code's form; digits may be full-width. Returns the plain digits.
pub fn parse(typed: &str) -> Result<String, Wrong> {
    let code: Vec<char> = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if ('０'..='９').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c })
        .collect();
    if code.len() != 10 {
        return Err(Wrong::Length(code.len()));
    }
    if let Some((i, c)) = code.iter().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        return Err(Wrong::Character { position: i + 1, found: *c });
    }
    let code: String = code.into_iter().collect();
    if !matches!(&code[..2], "41" | "42") {
        return Err(Wrong::Kind(code[..2].to_owned()));
    }
    if province::by_code(&code[2..4]).is_none() {
        return Err(Wrong::Province(code[2..4].to_owned()));
    }
    match code.as_bytes()[4] {
        b'0' | b'1' => Ok(code), // 1 occurs in the published list of adult institutions (4212051171)
        other => Err(Wrong::Zero(char::from(other))),
    }
}

/// Checks that the code names the province the school lies in.
pub fn in_province(code: &str, province: &str) -> Result<(), Wrong> {
    match code.get(2..4) {
        Some(found) if found == province => Ok(()),
        found => Err(Wrong::OtherProvince { code: found.unwrap_or("").to_owned(), school: province.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_codes_pass() {
        for code in ["4111010001", "4132010284", "4212051171"] {
            assert_eq!(parse(code), Ok(code.to_owned()));
        }
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(parse("411101000"), Err(Wrong::Length(9)));
        assert_eq!(parse("41110x0001"), Err(Wrong::Character { position: 6, found: 'x' }));
        assert_eq!(parse("4311010001"), Err(Wrong::Kind("43".into())));
        assert_eq!(parse("4199010001"), Err(Wrong::Province("99".into())));
        assert_eq!(
            in_province("4111010001", "12"),
            Err(Wrong::OtherProvince { code: "11".into(), school: "12".into() })
        );
        assert_eq!(in_province("4111010001", "11"), Ok(()));
    }
}
