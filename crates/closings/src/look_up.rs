//! What people type to look up a certificate: its code, its number, or the number of the project.

use kernel::{Breach, Text, say};
use projects::number::NoNumber;

use crate::certificate::number_of;
use crate::code::{NoCode, VerificationCode};

/// What was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Code(VerificationCode),
    /// The number of the certificate.
    Number(String),
}

/// The name of the field on the look-up form.
pub(crate) const FIELD: &str = "q";

const NOTHING: Text =
    say("请输入证书上的验证码或证书编号。", "Enter the verification code or the number on the certificate.");
const FORM: Text = say(
    "这既不是验证码（13 位，如 7K3M-Q0ZT-4XAB-R），也不是证书编号或项目编号；您输入了 {n} 位。",
    "This is neither a verification code (13 characters such as 7K3M-Q0ZT-4XAB-R) nor the number of a certificate or project; you typed {n} characters.",
);
const CHARACTER: Text = say(
    "验证码第 {position} 位的“{found}”不会出现在验证码中，请核对。",
    "Character {position} of the code is “{found}”, which no code contains. Please check it.",
);
const CHECK: Text = say(
    "验证码的校验位不符：至少有一位输错，请逐位核对。",
    "The check character of the code does not fit: at least one character is wrong. Please compare them one by one.",
);
const NUMBER_CHARACTER: Text = say(
    "项目编号第 {position} 位不对，请核对。",
    "Character {position} of the project number cannot stand there. Please check it.",
);
const NUMBER_LEGACY: Text = say(
    "12 位项目编号以年份 20.. 和批次 01 或 02 开头，请核对。",
    "A project number of 12 digits begins with a year 20.. and the batch 01 or 02. Please check it.",
);
const NUMBER_CHECK: Text = say(
    "编号的校验位不符：至少有一位输错，请逐位核对。",
    "The check character of the number does not fit: at least one character is wrong. Please compare them one by one.",
);

/// Reads what was typed, in any case and width, with or without hyphens and spaces, or says what is wrong with it.
pub fn read_typed(typed: &str) -> Result<Typed, Breach> {
    let plain: String = typed.chars().filter_map(plain).collect();
    let length = plain.chars().count();
    if length == 0 {
        return Err(Breach::field(FIELD, NOTHING));
    }
    // A code has 13 characters and a project number 12, 14 or 15, so the length tells them apart; both may begin with ZS.
    if length == 13 {
        return VerificationCode::parse(&plain).map(Typed::Code).map_err(wrong_code);
    }
    let number = plain.strip_prefix("ZS").unwrap_or(&plain);
    match projects::number::parse(number) {
        Ok(number) => Ok(Typed::Number(number_of(&number.to_string()))),
        Err(wrong) => Err(wrong_number(wrong, length)),
    }
}

fn wrong_code(wrong: NoCode) -> Breach {
    Breach::of(
        "Z-08",
        FIELD,
        match wrong {
            NoCode::Length(n) => FORM.with(&[("n", &n)]),
            NoCode::Character { position, found } => CHARACTER.with(&[("position", &position), ("found", &found)]),
            NoCode::Check => CHECK.into(),
        },
    )
}

fn wrong_number(wrong: NoNumber, length: usize) -> Breach {
    Breach::of(
        "P-05",
        FIELD,
        match wrong {
            NoNumber::Form => FORM.with(&[("n", &length)]),
            NoNumber::Character(position) => NUMBER_CHARACTER.with(&[("position", &position)]),
            NoNumber::Legacy => NUMBER_LEGACY.into(),
            NoNumber::Check => NUMBER_CHECK.into(),
        },
    )
}

/// Upper case and half width; separators vanish.
fn plain(c: char) -> Option<char> {
    let c = if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
    let is_separator = c.is_whitespace() || matches!(c, '-' | '–' | '—' | '‐' | '‑');
    (!is_separator).then(|| c.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(typed: &str) -> String {
        read_typed(typed).expect_err("not readable").said.en
    }

    #[test]
    fn z_08_codes_and_numbers_are_read_as_people_type_them() {
        let code = VerificationCode::from_random(0x0BAD_CAFE_1234_5678);
        assert_eq!(read_typed(&format!(" {} ", code.to_string().to_lowercase())), Ok(Typed::Code(code)));
        assert_eq!(read_typed("ZS 2021 0231 1004"), Ok(Typed::Number("ZS202102311004".into())));
        assert_eq!(read_typed("２０２１０２３１１００４"), Ok(Typed::Number("ZS202102311004".into())));
        assert_eq!(read_typed("zs-230701456145711"), Ok(Typed::Number("ZS230701456145711".into())));
    }

    #[test]
    fn z_08_what_is_wrong_is_said_with_its_place() {
        assert!(said("").starts_with("Enter the verification code"));
        assert!(said("0000-0000-0001-0").contains("check character"));
        assert!(said("0000-00U0-0000-0").contains("Character 7 of the code is “U”"));
        assert!(said("ABC").contains("you typed 3 characters"));
        assert!(said("202199311004").contains("batch 01 or 02"));
    }
}
