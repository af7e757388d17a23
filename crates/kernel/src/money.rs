//! Money in fen (分), the hundredth of a yuan (CNY). No floating point anywhere.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use crate::value::{FromValue, ToValue, Value, ValueError};

/// An amount in fen. Sums saturate at the ends of `i64`, far beyond any programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(transparent)]
pub struct Money(i64);

/// The largest amount anybody may type or send, in yuan.
const LARGEST_YUAN: i64 = 90_000_000_000_000;

/// What a program sends is bounded like what a person types: nothing owes less than nothing, and sums never overflow.
impl<'de> serde::Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let fen = i64::deserialize(d)?;
        if (0..=LARGEST_YUAN * 100).contains(&fen) {
            return Ok(Money(fen));
        }
        Err(serde::de::Error::custom(format!("{fen} is no amount: fen from 0 to {}", LARGEST_YUAN * 100)))
    }
}

/// Why a typed amount is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAmount {
    #[error("empty")]
    Empty,
    #[error("only digits, commas and one decimal point with at most two places")]
    Form,
    #[error("larger than 90,000,000,000,000 yuan")]
    TooLarge,
}

impl Money {
    pub const ZERO: Money = Money(0);
    pub const fn from_fen(fen: i64) -> Self {
        Money(fen)
    }
    pub const fn from_yuan(yuan: i64) -> Self {
        Money(yuan.saturating_mul(100))
    }
    pub const fn fen(self) -> i64 {
        self.0
    }
    pub const fn times(self, count: u32) -> Self {
        Money(self.0.saturating_mul(count as i64))
    }
    /// This amount less `other`, never below zero.
    pub fn less(self, other: Money) -> Money {
        Money((self.0.saturating_sub(other.0)).max(0))
    }

    /// Reads what a person types: `50000`, `50,000.5`, `５００００` (full-width digits), `¥ 50 000`.
    pub fn parse(typed: &str) -> Result<Money, NoAmount> {
        let plain: String = typed.chars().map(to_half_width).filter(|c| !matches!(c, ' ' | ',' | '¥' | '元')).collect();
        if plain.is_empty() {
            return Err(NoAmount::Empty);
        }
        let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
            return Err(NoAmount::Form);
        }
        let whole: i64 = whole.parse().map_err(|_| NoAmount::TooLarge)?;
        let part: i64 = format!("{part:0<2}").parse().map_err(|_| NoAmount::Form)?;
        if whole > LARGEST_YUAN {
            return Err(NoAmount::TooLarge);
        }
        Ok(Money(whole * 100 + part))
    }

    /// `50000.00`: what a form field holds.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

fn to_half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' => '.',
        '，' => ',',
        '￥' => '¥',
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
}

/// `50,000` or `50,000.50`: grouped, fen only where there are any.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yuan = (self.0.unsigned_abs() / 100).to_string();
        let fen = self.0.unsigned_abs() % 100;
        let mut out = String::from(if self.0 < 0 { "-" } else { "" });
        for (i, digit) in yuan.chars().enumerate() {
            if i > 0 && (yuan.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if fen > 0 {
            out.push_str(&format!(".{fen:02}"));
        }
        f.write_str(&out)
    }
}
impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}
impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}
impl ToValue for Money {
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
}
impl FromValue for Money {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        value.into_int().map(Money)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read() {
        for (typed, fen) in
            [("50000", 5_000_000), ("50,000.5", 5_000_050), ("５００００", 5_000_000), ("¥ 1 000.05", 100_005)]
        {
            assert_eq!(Money::parse(typed), Ok(Money(fen)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for typed in ["-1", "1.234", "abc", ".5", "1e5", "1.2.3"] {
            assert_eq!(Money::parse(typed), Err(NoAmount::Form), "{typed}");
        }
        assert_eq!(Money::parse("  "), Err(NoAmount::Empty));
        assert_eq!(Money::parse("90000000000001"), Err(NoAmount::TooLarge));
        assert_eq!(Money::parse("99999999999999999999"), Err(NoAmount::TooLarge));
    }

    #[test]
    fn what_a_program_sends_is_bounded_like_what_a_person_types() {
        let read = |json: &str| serde_json::from_str::<Money>(json).ok();
        assert_eq!(read("5000000"), Some(Money(5_000_000)));
        assert_eq!(read("9000000000000000"), Some(Money::from_yuan(LARGEST_YUAN)));
        for wrong in ["-1", "9000000000000001", "9223372036854775807", "1.5", "\"5\""] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_are_grouped_for_people() {
        assert_eq!(Money::from_yuan(3_561_000_000).to_string(), "3,561,000,000");
        assert_eq!(Money::from_fen(5_000_050).to_string(), "50,000.50");
        assert_eq!(Money::from_fen(-5).plain(), "-0.05");
    }
}
