//! Why something is suggested: the strongest phrases and codes with what each gives, as data.

use std::ops::Range;

use super::Index;
use super::index::Query;
use super::score::Score;
use super::tokens::Kind;

/// Reasons of one suggestion.
pub const MOST_REASONS: usize = 3;
/// Characters of one phrase at most, and words; longer ones would retell the text.
const MOST_CHARACTERS: u32 = 12;
const MOST_WORDS: u32 = 4;

/// One reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What kind of reason.
    pub of: Of,
    /// The phrase as it was asked, the code, or what one was on before; nothing where the kind says all.
    pub words: String,
    /// What the suggestion's score would lack without it.
    pub gives: f64,
}

/// What a reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Words on both sides.
    Text,
    /// The same code, or one both come under.
    Code,
    /// One was on this before, or with this enterprise.
    Before,
    /// Others who were on this, or with this enterprise, were also on what is suggested.
    Others,
    /// Texts that a model takes for near.
    Dense,
    /// What the caller knows of it.
    Known,
}

/// The strongest phrases of a query in a text: what follows one another in the query, pair by pair, and is all in the text is one
/// phrase. Each term is counted once, in the longest phrase it stands in: all phrases together give what the text's score is.
pub(super) fn phrases(index: &Index, query: &Query, slot: u32, of: Score) -> Vec<(String, f64)> {
    let mut gives = index.contributions(query, slot, of);
    let mut runs = runs(query, &gives);
    runs.sort_by_key(|run| (std::cmp::Reverse(run.told(query).chars().count()), run.places.0));
    let mut found: Vec<(f64, &str)> = Vec::new();
    for run in &runs {
        let spots = &query.spots[run.spots.clone()];
        let sum: f64 = spots.iter().map(|spot| std::mem::take(&mut gives[spot.term])).sum();
        if sum > 0.0 {
            found.push((sum, run.told(query)));
        }
    }
    let ordered = super::best(found.into_iter(), MOST_REASONS);
    ordered.into_iter().map(|(sum, phrase)| (phrase.to_owned(), sum)).collect()
}

/// What stands together in a query.
struct Run {
    spots: Range<usize>,
    /// The first place and the last.
    places: (u32, u32),
    /// Its bytes.
    bytes: Range<usize>,
}

impl Run {
    fn told<'q>(&self, query: &'q Query) -> &'q str {
        query.told.get(self.bytes.clone()).unwrap_or_default()
    }
}

/// All of a query that gives something, by what stands together.
fn runs(query: &Query, gives: &[f64]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, spot) in query.spots.iter().enumerate().filter(|(_, spot)| gives[spot.term] > 0.0) {
        let kind = query.terms[spot.term].kind;
        let most = if matches!(kind, Kind::Character | Kind::Pair) { MOST_CHARACTERS } else { MOST_WORDS };
        let last = spot.place + u32::from(!kind.counts());
        match runs.last_mut() {
            Some(run) if spot.place <= run.places.1 => {
                run.spots.end = at + 1;
                if last - run.places.0 < most {
                    (run.places.1, run.bytes.end) = (last, spot.to.max(run.bytes.end));
                }
            }
            _ => runs.push(Run { spots: at..at + 1, places: (spot.place, last), bytes: spot.from..spot.to }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::*;

    fn told(texts: &[&str], asked: &[(&str, f64)]) -> (Vec<String>, f64, f64) {
        let mut index = Index::new(vec![Field::new("text", 1.0)]).expect("an index");
        for (at, text) in texts.iter().enumerate() {
            index.put(&at.to_string(), &[text]).expect("an item");
        }
        let query = Query::new(asked.iter().copied()).expect("a query");
        let phrases = phrases(&index, &query, index.slot("0").expect("its place"), Score::Both);
        let sum = phrases.iter().map(|(_, gives)| gives).sum();
        let hits = index.top(&query, 1, &mut super::super::Space::default());
        (phrases.into_iter().map(|(words, _)| words).collect(), sum, hits[0].score)
    }

    #[test]
    fn a_phrase_is_told_whole_wherever_its_parts_stood_before() {
        let asked = [("光电信息科学", 1.0), ("信息技术服务业", 1.0), ("数据库", 1.0), ("数据", 1.0)];
        let (words, sum, score) = told(&["信息技术服务业的数据库", "会计"], &asked);
        assert_eq!(words, ["信息技术服务业", "数据库"]);
        assert!((sum - score).abs() < 1e-12, "{sum} of {score}");
    }

    #[test]
    fn what_a_query_says_twice_or_overlapping_is_counted_once() {
        let asked = [("数据仓库与数据库，数据", 1.0), ("deep neural networks, Neural Network", 1.0)];
        let (words, sum, score) = told(&["数据库与数据仓库", "会计"], &asked);
        assert_eq!(words, ["数据仓库与数据库"]);
        assert!((sum - score).abs() < 1e-12, "{sum} of {score}");
        let (words, sum, score) = told(&["A neural network", "会计"], &asked);
        assert_eq!(words, ["neural networks"]);
        assert!((sum - score).abs() < 1e-12, "{sum} of {score}");
    }

    #[test]
    fn a_phrase_is_told_as_it_was_asked() {
        assert_eq!(told(&["机器学习", "会计"], &[("機器學習", 1.0)]).0, ["機器學習"]);
    }

    #[test]
    fn long_phrases_are_cut_without_telling_a_character_twice() {
        let text = "面向新工科的机器学习与数据挖掘实践教学";
        let (words, ..) = told(&[text, "会计"], &[(text, 1.0)]);
        assert_eq!(words.len(), 2);
        assert_eq!(words.iter().map(|it| it.chars().count()).sum::<usize>(), text.chars().count());
    }
}
