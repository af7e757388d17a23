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
    for &(place, term) in query.pairs.iter().filter(|(_, term)| gives[*term] > 0.0) {
        let pair = &query.terms[term].term;
        match found.last_mut() {
            Some((phrase, sum)) if ends_at == Some(place) && phrase.chars().count() < LONGEST_PHRASE => {
                phrase.extend(pair.chars().last());
                *sum += gives[term];
            }
            _ => found.push((pair.clone(), gives[term])),
        }
        ends_at = Some(place + 1);
    }
    let mut found = without_parts(found);
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

/// Each phrase once, and none that is a part of another.
fn without_parts(mut found: Vec<(String, f64)>) -> Vec<(String, f64)> {
    found.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)).then(b.1.total_cmp(&a.1)));
    let mut whole: Vec<(String, f64)> = Vec::new();
    for (phrase, sum) in found {
        if !whole.iter().any(|(longer, _)| longer.contains(&phrase)) {
            whole.push((phrase, sum));
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::*;

    #[test]
    fn a_phrase_is_told_whole_wherever_its_parts_stood_before() {
        let mut index = Index::new(vec![Field::new("text", 1.0)]).expect("an index");
        index.put("a", &["信息技术服务业的数据库"]).expect("an item");
        index.put("b", &["会计"]).expect("an item");
        let query = Query::new([("光电信息科学", 1.0), ("信息技术服务业", 1.0), ("数据库", 1.0), ("数据", 1.0)])
            .expect("a query");
        let words: Vec<String> =
            phrases(&index, &query, index.slot("a").expect("its place")).into_iter().map(|(words, _)| words).collect();
        assert_eq!(words, ["信息技术服务业", "数据库"]);
    }
}
