//! Reads a rule set from its text and says which key, on which line, cannot be read.

use kernel::{Day, Mode};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::Terms;

/// What a rule set is called, when it begins to count, for which mode, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RulesetHeader {
    pub name: String,
    /// The first day on which the set counts, in Beijing.
    pub valid_from: Day,
    pub source: String,
    pub mode: Mode,
}

/// A rule set as read, with its text as it was written and the SHA-256 of that text in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruleset {
    pub header: RulesetHeader,
    pub terms: Terms,
    pub text: String,
    pub sha256: String,
}

/// Why a text is no rule set. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesetError {
    #[error("line {line}, {key}: {why}")]
    Form { line: usize, key: String, why: String },
    #[error("{}", .0.iter().map(|n| format!("line {}, {}: {}", n.line, n.key, n.why)).collect::<Vec<_>>().join("; "))]
    Nonsense(Vec<NonsenseAt>),
}

/// A figure that cannot be meant, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonsenseAt {
    pub line: usize,
    pub key: &'static str,
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    valid_from: Day,
    source: String,
    mode: Mode,
    terms: Terms,
}

/// Reads a rule set, or names the first key that cannot be read, or all figures that cannot be meant.
pub fn parse(text: &str) -> Result<Ruleset, RulesetError> {
    let file: File = toml::from_str(text).map_err(|error| form(text, &error))?;
    let mut nonsense: Vec<NonsenseAt> = file
        .terms
        .check()
        .into_iter()
        .map(|n| NonsenseAt { line: line_of(text, n.key), key: n.key, why: n.why })
        .collect();
    if file.name.trim().is_empty() {
        nonsense.push(NonsenseAt { line: line_of(text, "name"), key: "name", why: "must not be blank".into() });
    }
    match (file.mode, file.terms.agreement_cut_offs) {
        (Mode::Legacy, Some(_)) | (Mode::Rolling, None) => (),
        (Mode::Legacy, None) => nonsense.push(cut_offs(text, "legacy mode needs its cut-off days")),
        (Mode::Rolling, Some(_)) => nonsense.push(cut_offs(text, "the 2024 mode has no cut-off days")),
    }
    if !nonsense.is_empty() {
        return Err(RulesetError::Nonsense(nonsense));
    }
    let header = RulesetHeader { name: file.name, valid_from: file.valid_from, source: file.source, mode: file.mode };
    Ok(Ruleset { header, terms: file.terms, text: text.to_owned(), sha256: hex::encode(Sha256::digest(text)) })
}

fn cut_offs(text: &str, why: &str) -> NonsenseAt {
    NonsenseAt { line: line_of(text, "agreement_cut_offs"), key: "agreement_cut_offs", why: why.to_owned() }
}

/// Picks the set that counts on `day` in `mode`: the latest that has begun.
pub fn applicable(headers: &[RulesetHeader], day: Day, mode: Mode) -> Option<&RulesetHeader> {
    headers.iter().filter(|h| h.mode == mode && h.valid_from <= day).max_by_key(|h| h.valid_from)
}

fn form(text: &str, error: &toml::de::Error) -> RulesetError {
    let start = error.span().map_or(0, |span| span.start).min(text.len());
    let line = text.as_bytes()[..start].iter().filter(|b| **b == b'\n').count() + 1;
    let why = error.message().to_owned();
    // serde quotes the key when it is missing or unknown; otherwise it stands left of the `=` on that line.
    let quoted = why.split('`').nth(1).filter(|_| why.starts_with("missing field") || why.starts_with("unknown field"));
    let left = text.lines().nth(line - 1).and_then(|l| l.split_once('=')).map(|(key, _)| key.trim());
    let key = quoted.or(left).unwrap_or("?").to_owned();
    RulesetError::Form { line, key, why }
}

/// The line on which a key or its table begins; 1 when it is absent.
fn line_of(text: &str, key: &str) -> usize {
    let begins = |line: &str| {
        let line = line.trim_start();
        line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
            || line.starts_with(&format!("[terms.{key}]"))
    };
    text.lines().position(begins).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rolling() -> &'static str {
        include_str!("../../../rulesets/rolling-2024.toml")
    }
    fn line_with(text: &str, part: &str) -> usize {
        text.lines().position(|l| l.starts_with(part)).expect("the line") + 1
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let text = rolling().replace("four_eyes =", "for_eyes =");
        let Err(RulesetError::Form { line, key, .. }) = parse(&text) else { panic!("must be refused") };
        assert_eq!((line, key.as_str()), (line_with(&text, "for_eyes"), "for_eyes"));
    }

    #[test]
    fn a_missing_key_is_named() {
        let text = rolling().replace("four_eyes =", "# four_eyes =");
        let Err(RulesetError::Form { key, .. }) = parse(&text) else { panic!("must be refused") };
        assert_eq!(key, "four_eyes");
    }

    #[test]
    fn a_wrong_kind_of_value_is_named_with_its_line() {
        let text = rolling().replace("period_min_months = 12", "period_min_months = \"twelve\"");
        let Err(RulesetError::Form { line, key, .. }) = parse(&text) else { panic!("must be refused") };
        assert_eq!((line, key.as_str()), (line_with(&text, "period_min_months"), "period_min_months"));
    }

    #[test]
    fn nonsense_is_named_with_its_line() {
        let text = rolling().replace("period_min_months = 12", "period_min_months = 25");
        let Err(RulesetError::Nonsense(found)) = parse(&text) else { panic!("must be refused") };
        let at: Vec<_> = found.iter().map(|n| (n.line, n.key)).collect();
        assert_eq!(at, [(line_with(&text, "period_max_months"), "period_max_months")]);
    }

    #[test]
    fn cut_offs_belong_to_legacy_mode_alone() {
        let text = format!("{}\n[terms.agreement_cut_offs]\nfirst = \"06-30\"\nsecond = \"09-10\"\n", rolling());
        assert!(parse(&text).unwrap_err().to_string().contains("agreement_cut_offs"));
    }

    #[test]
    fn what_is_no_rule_set_is_refused_without_panic() {
        for text in ["", "name = 1", "[terms", "=", "name = \"中文\nx", "\u{feff}"] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
