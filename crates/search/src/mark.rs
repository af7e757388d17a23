//! Where the words looked for stand in a text people read.

use std::ops::Range;

use crate::fold::fold;
use crate::pieces::{Run, pairs, runs, signs_of};
use crate::pinyin;
use crate::stem::stem;
use crate::syntax::{Part, Query, Text};

/// Characters of a text that is searched for places; the rest of a longer one is shown plain.
const LOOKED_AT: usize = 20_000;

/// The places of a text to be marked, in characters, ascending and apart from each other.
pub fn marks(text: &str, query: &Query) -> Vec<Range<usize>> {
    let folded: Vec<char> = text.chars().take(LOOKED_AT).map(crate::fold::fold_char).collect();
    let mut hit = vec![false; folded.len()];
    for part in &query.wanted {
        match part {
            Part::Text(_, Text::Phrase(phrase)) => mark_text(&folded, &fold(phrase), &mut hit),
            Part::Text(_, Text::Words(words)) => mark_words(&folded, &fold(words), &mut hit),
            Part::Number { code, .. } => mark_text(&folded, code, &mut hit),
            Part::Fact(_) => {}
        }
    }
    ranges(&hit)
}

fn ranges(hit: &[bool]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for at in (0..hit.len()).filter(|at| hit[*at]) {
        match all.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            Some(_) | None => all.push(at..at + 1),
        }
    }
    all
}

fn mark_text(text: &[char], wanted: &str, hit: &mut [bool]) {
    let wanted: Vec<char> = wanted.chars().collect();
    if wanted.is_empty() {
        return;
    }
    for at in 0..text.len().saturating_sub(wanted.len() - 1) {
        if text[at..at + wanted.len()] == wanted[..] {
            hit[at..at + wanted.len()].fill(true);
        }
    }
}

fn mark_words(text: &[char], folded: &str, hit: &mut [bool]) {
    for run in runs(folded) {
        match run {
            Run::Signs(signs) => {
                let pieces: Vec<&str> = pairs(signs).collect();
                let pieces = if pieces.is_empty() { signs_of(signs).collect() } else { pieces };
                pieces.into_iter().for_each(|piece| mark_text(text, piece, hit));
            }
            Run::Word(word) => {
                mark_latin(text, word, hit);
                pinyin::cut(word).iter().filter(|way| way.len() > 1).for_each(|way| mark_read(text, way, hit));
            }
        }
    }
}

/// Whole words with the same stem, and words or numbers that begin so.
fn mark_latin(text: &[char], word: &str, hit: &mut [bool]) {
    let is_letter = |c: char| c.is_alphanumeric() && !crate::fold::is_sign(c) || matches!(c, '+' | '#');
    let mut at = 0;
    while at < text.len() {
        let end = at + text[at..].iter().take_while(|c| is_letter(**c)).count();
        if end > at {
            let found: String = text[at..end].iter().collect();
            if stem(&found) == stem(word) || found.starts_with(word) {
                hit[at..end].fill(true);
            }
        }
        at = end.max(at + 1);
    }
}

fn mark_read(text: &[char], way: &[pinyin::Syllable], hit: &mut [bool]) {
    for at in 0..text.len().saturating_sub(way.len() - 1) {
        if way.iter().zip(&text[at..]).all(|(syllable, c)| pinyin::is_read(*c, *syllable)) {
            hit[at..at + way.len()].fill(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    fn marked(text: &str, query: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::new();
        let all = marks(text, &parse(query).expect("a query"));
        for (at, c) in chars.iter().enumerate() {
            if all.iter().any(|range| range.start == at) {
                out.push('[');
            }
            out.push(*c);
            if all.iter().any(|range| range.end == at + 1) {
                out.push(']');
            }
        }
        out
    }

    #[test]
    fn words_are_marked_in_whatever_script_width_or_form_they_stand() {
        assert_eq!(marked("智慧產學合作項目", "产学合作"), "智慧[產學合作]項目");
        assert_eq!(marked("Neural ＮＥＴＷＯＲＫＳ 入门", "network"), "Neural [ＮＥＴＷＯＲＫＳ] 入门");
        assert_eq!(marked("北京大学与背景", "beijing daxue"), "[北京大学]与[背景]");
        assert_eq!(marked("编号 202102311004", "number:2021*"), "编号 [2021]02311004");
        assert_eq!(marked("人工的智能", "\"人工智能\""), "人工的智能");
        assert_eq!(marked("没有", "year:2021"), "没有");
    }
}
