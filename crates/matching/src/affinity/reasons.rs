//! Why something is suggested: the strongest terms and codes with what each gives, as data.

use super::index::Query;
use super::tokens::Kind;
use super::{Index, best};

/// Reasons of one suggestion.
pub const MOST_REASONS: usize = 3;
/// Characters of one phrase at most; longer ones would retell the text.
const LONGEST_PHRASE: usize = 12;

/// One reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What kind of reason.
    pub of: Of,
    /// The phrase, or the code.
    pub words: String,
    /// Its part of the score, in the score's unit.
    pub gives: f64,
}

/// What a reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Words on both sides.
    Text,
    /// The same code, or one both come under.
    Code,
}

/// The strongest phrases of a query in a text: pairs of characters that follow one another in the query and are all in the text
/// are one phrase, and take in what their characters give.
pub(super) fn phrases(index: &Index, query: &Query, slot: u32) -> Vec<(String, f64)> {
    let gives = index.contributions(query, slot);
    let mut found: Vec<(String, f64)> = Vec::new();
    let mut ends_at = None;
    for (asked, given) in
        query.terms.iter().zip(&gives).filter(|(asked, given)| **given > 0.0 && asked.kind == Kind::Pair)
    {
        match found.last_mut() {
            Some((phrase, sum)) if ends_at == Some(asked.place) && phrase.chars().count() < LONGEST_PHRASE => {
                phrase.extend(asked.term.chars().last());
                *sum += given;
            }
            _ => found.push((asked.term.clone(), *given)),
        }
        ends_at = Some(asked.place + 1);
    }
    for (asked, given) in
        query.terms.iter().zip(&gives).filter(|(asked, given)| **given > 0.0 && asked.kind != Kind::Pair)
    {
        let home = found.iter_mut().find(|(phrase, _)| asked.kind == Kind::Character && phrase.contains(&asked.term));
        match home {
            Some((_, sum)) => *sum += given,
            None => found.push((asked.term.clone(), *given)),
        }
    }
    let ordered = best(found.iter().map(|(phrase, sum)| (*sum, phrase.as_str())), MOST_REASONS);
    ordered.into_iter().map(|(sum, phrase)| (phrase.to_owned(), sum)).collect()
}
