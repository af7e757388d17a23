//! Numbers of the Department's documents, such as 教高司函〔2021〕14号.

use std::fmt;

use kernel::{Breach, say};

/// A document number in its written form, with the brackets the Department uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumber(String);

impl DocumentNumber {
    /// Reads what was typed or copied: any kind of brackets, full-width digits, spaces between.
    pub fn parse(typed: &str) -> Result<DocumentNumber, Breach> {
        let plain: String = typed.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        let (kind, rest) = plain.split_once('〔').ok_or_else(wrong)?;
        let (year, rest) = rest.split_once('〕').ok_or_else(wrong)?;
        let number = rest.strip_suffix('号').ok_or_else(wrong)?;
        let is_number = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0')
        };
        let kind_fits =
            (2..=20).contains(&kind.chars().count()) && kind.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if kind_fits && year.len() == 4 && is_number(year, 4) && is_number(number, 4) {
            Ok(DocumentNumber(plain))
        } else {
            Err(wrong())
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn plain(c: char) -> char {
    match c {
        '[' | '［' | '【' | '(' | '（' | '{' => '〔',
        ']' | '］' | '】' | ')' | '）' | '}' => '〕',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        other => other,
    }
}

fn wrong() -> Breach {
    Breach::field(
        "document_number",
        say("请填写文号，如 教高司函〔2021〕14号", "Enter the document number, such as 教高司函〔2021〕14号"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_of_typing_a_number_give_the_same() {
        for typed in
            ["教高司函〔2021〕14号", "教高司函[2021] 14 号", "教高司函（２０２１）１４号", " 教高司函【2021】14号 "]
        {
            assert_eq!(
                DocumentNumber::parse(typed).map(|n| n.to_string()),
                Ok("教高司函〔2021〕14号".into()),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_no_document_number_is_refused() {
        for typed in [
            "",
            "14号",
            "教高司函〔21〕14号",
            "教高司函〔2021〕号",
            "教高司函〔2021〕14",
            "abc〔2021〕14号",
            "教高司函〔2021〕014号",
            "教高司函〔2021〕14号<script>",
        ] {
            assert!(DocumentNumber::parse(typed).is_err(), "{typed}");
        }
    }
}
