//! From a query to terms of the index.

use std::collections::BTreeMap;

use super::asked::Asked;
use crate::edit;
use crate::fold::fold;
use crate::index::Snapshot;
use crate::pieces::{INITIALS, Run, pairs, runs, signs_of};
use crate::pinyin::{self, Syllable};
use crate::segment::{ENTERPRISE, EVERYWHERE, PERSON, TITLE, UNIVERSITY, inner_bits, plain_code};
use crate::stem::stem;
use crate::syntax::{Field, Part, Text};

/// Terms a beginning or a slip of the finger may stand for.
const SPREAD: usize = 50;

/// What one place of a document's text must be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Slot {
    /// Any of these terms, each with its weight.
    Terms(Vec<(String, f32)>),
    /// Two neighbours that may be read so.
    Syllables(Syllable, Syllable),
    /// Two neighbours whose readings begin so.
    Initials(u8, u8),
    /// A number or code, whole or by its beginning.
    Code { code: String, begins: bool },
}

/// One way to understand words: all slots must fit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    pub slots: Vec<Slot>,
    pub weight: f32,
    /// Looked for in the text itself, where slots alone would find too much.
    pub check: Option<Check>,
    /// Characters of a text that is all of this.
    pub length: usize,
}

/// A phrase a text is checked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Check {
    pub phrase: String,
    /// The characters between its first and last, where it is characters alone: see `segment::repeats`.
    pub inner: Option<u64>,
}

/// Words that belong together: one of the ways must fit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub mask: u8,
    pub ways: Vec<Way>,
    /// What is taken when nothing fits exactly: each slot counts for itself.
    pub loose: Vec<Slot>,
    /// Latin words that are looked for with slips of the finger then; finding near words costs more than all the rest.
    pub near: Vec<String>,
}

impl Clause {
    /// A clause that stays as it is has nothing to loosen.
    pub(crate) fn may_loosen(&self) -> bool {
        !self.loose.is_empty() || !self.near.is_empty()
    }
    pub(crate) fn loosened(&self, snapshot: &Snapshot) -> Vec<Slot> {
        let near = self.near.iter().map(|word| near_slot(snapshot, word));
        self.loose.iter().cloned().chain(near).collect()
    }
}

/// What is looked for.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub wanted: Vec<Clause>,
    pub unwanted: Vec<Clause>,
    /// The whole of what was typed, when it may be a number or code.
    pub whole: Option<String>,
}

impl Plan {
    pub(crate) fn may_loosen(&self) -> bool {
        self.wanted.iter().any(Clause::may_loosen)
    }
}

pub(crate) fn plan(snapshot: &Snapshot, asked: &Asked) -> Plan {
    let mut plan = Plan::default();
    let last = asked.query.wanted.iter().rposition(|part| matches!(part, Part::Text(..)));
    for (n, part) in asked.query.wanted.iter().enumerate() {
        plan.wanted.extend(clauses(snapshot, part, asked.is_typing && Some(n) == last));
    }
    for part in &asked.query.unwanted {
        plan.unwanted.extend(all_at_once(clauses(snapshot, part, false)));
    }
    let whole = plain_code(&asked.query.words());
    plan.whole = (whole.len() >= 4 && whole.is_ascii()).then_some(whole);
    plan
}

/// Of what is not wanted the whole part must fit to exclude: `-"a b"` and `-ab` leave documents with only one of them.
fn all_at_once(clauses: Vec<Clause>) -> Option<Clause> {
    let mut all = clauses.into_iter();
    let mut first = all.next()?;
    for more in all {
        let Some(way) = more.ways.into_iter().next() else { continue };
        for own in &mut first.ways {
            own.slots.extend(way.slots.clone());
            own.check = own.check.take().or_else(|| way.check.clone());
        }
    }
    Some(first)
}

const fn mask(field: Field) -> u8 {
    match field {
        Field::Everywhere => EVERYWHERE,
        Field::Title => TITLE,
        Field::Enterprise => ENTERPRISE,
        Field::University => UNIVERSITY,
        Field::Person => PERSON,
    }
}

fn clauses(snapshot: &Snapshot, part: &Part, is_typing: bool) -> Vec<Clause> {
    match part {
        Part::Fact(_) => Vec::new(),
        Part::Number { code, begins } => {
            let slot = Slot::Code { code: code.clone(), begins: *begins };
            let way = Way { slots: vec![slot], weight: 1.0, check: None, length: code.len() };
            vec![Clause { mask: EVERYWHERE, ways: vec![way], loose: Vec::new(), near: Vec::new() }]
        }
        Part::Text(field, Text::Phrase(text)) => vec![phrase(mask(*field), &fold(text))],
        Part::Text(field, Text::Words(text)) => {
            let folded = fold(text);
            let (mut clauses, mut latin): (Vec<Clause>, Vec<&str>) = (Vec::new(), Vec::new());
            for run in runs(&folded) {
                match run {
                    Run::Signs(signs) => {
                        clauses.extend(latin_clauses(snapshot, &std::mem::take(&mut latin), mask(*field), false));
                        clauses.push(signs_clause(signs, mask(*field)));
                    }
                    Run::Word(word) => latin.push(word),
                }
            }
            clauses.extend(latin_clauses(snapshot, &latin, mask(*field), is_typing));
            clauses
        }
    }
}

fn one(term: &str) -> Slot {
    Slot::Terms(vec![(term.to_owned(), 1.0)])
}

fn sign_slots(signs: &str) -> Vec<Slot> {
    let found: Vec<Slot> = pairs(signs).map(one).collect();
    if found.is_empty() { vec![one(signs)] } else { found }
}

fn signs_clause(signs: &str, mask: u8) -> Clause {
    let slots = sign_slots(signs);
    let loose =
        if slots.len() > 1 { slots.iter().cloned().chain(signs_of(signs).map(one)).collect() } else { slots.clone() };
    let way = Way { slots, weight: 1.0, check: None, length: signs.chars().count() };
    Clause { mask, ways: vec![way], loose, near: Vec::new() }
}

fn phrase(mask: u8, folded: &str) -> Clause {
    let text = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let runs = runs(&text);
    let slots: Vec<Slot> = runs
        .iter()
        .flat_map(|run| match run {
            Run::Signs(signs) => sign_slots(signs),
            Run::Word(word) => vec![one(word)],
        })
        .collect();
    // A single pair or word is found exactly by itself.
    let is_plain = slots.len() == 1 && runs.len() == 1;
    let length = text.chars().count();
    let inner = matches!(runs.as_slice(), [Run::Signs(signs)] if *signs == text).then(|| inner_bits(&text));
    let check = (!is_plain).then(|| Check { phrase: text.clone(), inner });
    Clause { mask, ways: vec![Way { slots, weight: 1.0, check, length }], loose: Vec::new(), near: Vec::new() }
}

/// Latin words: as they stand, as pinyin, or as first letters. A syllable alone is read together with its neighbour, since
/// `wang` alone would be hundreds of characters.
fn latin_clauses(snapshot: &Snapshot, words: &[&str], mask: u8, is_typing: bool) -> Vec<Clause> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let is_syllable = |word: &str| pinyin::cut(word).first().is_some_and(|way| way.len() == 1);
    for word in words {
        let joins = groups.last().is_some_and(|group| group.iter().all(|w| is_syllable(w)));
        let is_pinyin = !pinyin::cut(word).is_empty();
        match groups.last_mut() {
            Some(group) if joins && is_pinyin => group.push(word),
            Some(_) | None => groups.push(vec![word]),
        }
    }
    if let [.., before, last] = groups.as_slice()
        && last.len() == 1
        && is_syllable(last[0])
        && before.iter().all(|w| !pinyin::cut(w).is_empty())
    {
        let moved = groups.pop().unwrap_or_default();
        groups.last_mut().into_iter().for_each(|group| group.extend(&moved));
    }
    let count = groups.len();
    groups
        .iter()
        .enumerate()
        .map(|(n, group)| latin_clause(snapshot, group, mask, is_typing && n + 1 == count))
        .collect()
}

fn latin_clause(snapshot: &Snapshot, words: &[&str], mask: u8, is_typing: bool) -> Clause {
    let last = words.len() - 1;
    let begun = |n: usize| is_typing && n == last;
    let literal: Vec<Slot> = words.iter().enumerate().map(|(n, word)| word_slot(snapshot, word, begun(n))).collect();
    let letters = words.iter().map(|word| word.len() + 1).sum::<usize>() - 1;
    let is_known = literal.iter().all(|slot| slot_docs(snapshot, slot) > 0);
    let mut ways = vec![Way { slots: literal, weight: 1.0, check: None, length: letters }];
    let joined = words.concat();
    let readings = readings(&joined, is_typing);
    for reading in &readings {
        let slots = reading.windows(2).map(|pair| Slot::Syllables(pair[0], pair[1])).collect();
        ways.push(Way { slots, weight: 0.7, check: None, length: reading.len() });
    }
    if let [word] = words {
        if pinyin::may_be_initials(word) && pinyin::cut(word).is_empty() && !is_known {
            let letters = word.as_bytes();
            let slots = match *letters {
                [a, b] => vec![Slot::Initials(a, b)],
                // Letters of the alphabet: every place is the border of a character.
                _ => (3..=word.len()).map(|end| one(&format!("{INITIALS}{}", &word[end - 3..end]))).collect(),
            };
            ways.push(Way { slots, weight: 0.5, check: None, length: letters.len() });
        }
        if word.len() >= 4 && word.bytes().any(|b| b.is_ascii_digit()) {
            let slots = vec![Slot::Code { code: plain_code(word), begins: true }];
            ways.push(Way { slots, weight: 1.0, check: None, length: letters });
        }
    }
    let read = readings.first().into_iter().flat_map(|reading| reading.windows(2));
    let loose = read.map(|pair| Slot::Syllables(pair[0], pair[1])).collect();
    Clause { mask, ways, loose, near: words.iter().map(|word| (*word).to_owned()).collect() }
}

/// How a word may be read, two syllables at least. While typing, letters at its end may belong to a syllable to come.
fn readings(word: &str, is_typing: bool) -> Vec<Vec<Syllable>> {
    let long = |word: &str| pinyin::cut(word).into_iter().filter(|way| way.len() > 1).collect::<Vec<_>>();
    let whole = long(word);
    if !whole.is_empty() || !is_typing {
        return whole;
    }
    let shorter = |cut: usize| word.len().checked_sub(cut).and_then(|end| word.get(..end)).map(long);
    (1..5).filter_map(shorter).find(|ways| !ways.is_empty()).unwrap_or_default()
}

fn word_slot(snapshot: &Snapshot, word: &str, begins: bool) -> Slot {
    let base = stem(word);
    let mut terms = vec![(word.to_owned(), 1.0), (format!("~{base}"), 0.8)];
    if base != word {
        terms.push((base.to_owned(), 0.8));
    }
    if begins && word.len() >= 2 {
        terms.extend(beginning(snapshot, word).into_iter().map(|term| (term, 0.7)));
    }
    Slot::Terms(terms)
}

/// A word with what its writer may have meant.
fn near_slot(snapshot: &Snapshot, word: &str) -> Slot {
    let Slot::Terms(mut terms) = word_slot(snapshot, word, word.len() >= 3) else { return one(word) };
    let slips = if word.is_ascii() { edit::allowed(word.len()) } else { 0 };
    if slips > 0 {
        terms.extend(near(snapshot, word, slips));
    }
    Slot::Terms(terms)
}

/// How many documents everybody may read hold one of the terms.
fn slot_docs(snapshot: &Snapshot, slot: &Slot) -> u64 {
    match slot {
        Slot::Terms(terms) => terms.iter().map(|(term, _)| snapshot.open_docs(term)).sum(),
        Slot::Syllables(..) | Slot::Initials(..) | Slot::Code { .. } => 0,
    }
}

/// The most frequent words that begin so. Words only an audience may read come last and are kept whole: leaving one away
/// because of another would tell about the other.
fn beginning(snapshot: &Snapshot, start: &str) -> Vec<String> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for live in snapshot.live() {
        let terms = &live.segment.terms;
        for i in terms.beginning(start) {
            *found.entry(terms.term(i).to_owned()).or_default() += live.open_docs(i);
        }
    }
    let mut all: Vec<(String, u64)> = found.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let open = all.iter().filter(|(_, docs)| *docs > 0).count();
    all.drain(SPREAD.min(open)..open);
    all.into_iter().map(|(term, _)| term).collect()
}

fn near(snapshot: &Snapshot, word: &str, slips: usize) -> Vec<(String, f32)> {
    let mut found: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for live in snapshot.live() {
        let terms = &live.segment.terms;
        for (i, distance) in terms.near(word, slips) {
            found.entry(terms.term(i).to_owned()).or_insert((distance, 0)).1 += live.open_docs(i);
        }
    }
    let mut all: Vec<(String, (usize, u64))> = found.into_iter().filter(|(_, (distance, _))| *distance > 0).collect();
    all.sort_by(|a, b| (a.1.1 == 0, a.1.0, b.1.1, &a.0).cmp(&(b.1.1 == 0, b.1.0, a.1.1, &b.0)));
    let open = all.iter().filter(|(_, (_, docs))| *docs > 0).count();
    all.drain(SPREAD.min(open)..open);
    all.into_iter().map(|(term, (distance, _))| (term, if distance == 1 { 0.7 } else { 0.5 })).collect()
}
