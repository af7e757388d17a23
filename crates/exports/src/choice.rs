//! Which columns in which order, in which format and with which headings.

use std::collections::HashMap;

use kernel::{Breach, Text, Word, say, words};
use sheets::Output;

use crate::listed::{Asked, List};

words! {
    /// The language of headings and words.
    pub enum Headings {
        Zh = "zh" ("中文", "Chinese"),
        En = "en" ("英文", "English"),
        Both = "both" ("中英文", "Both"),
    }
}

/// What somebody chose of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Places of columns in the declaration of the list, in the order they are written.
    pub columns: Vec<usize>,
    pub output: Output,
    pub headings: Headings,
}

const NONE: Text = say("请至少选择一列", "Choose at least one column");
const UNKNOWN: Text = say("没有这样的列：{keys}。可选：{all}", "There is no such column: {keys}. There are: {all}");
const UNKNOWN_AND_MORE: Text = say(
    "没有这样的列：{keys}，另有 {more} 个。可选：{all}",
    "There are no such columns: {keys}, and {more} more. There are: {all}",
);
const TOO_MANY: Text = say("最多写 {most} 列；此列表共有 {n} 列", "Name at most {most} columns; this list has {n}");
const FORMAT: Text = say("格式可选 xlsx、csv 或 json", "Choose xlsx, csv or json");
const HEADINGS: Text = say("表头可选 zh、en 或 both", "Choose zh, en or both");

/// Unknown columns that are named in an answer, and characters of each.
const NAMED: usize = 10;
const NAME: usize = 30;

/// Before the name of a column: its place.
pub(crate) const PLACE: &str = "place.";
/// Names that belong to the choice; all others narrow the list.
const OWN: [&str; 6] = ["columns", "format", "headings", "lang", "_csrf", "after"];

impl Choice {
    /// What is taken along by whoever has not chosen.
    pub fn usual(list: &List, output: Output, headings: Headings) -> Choice {
        let columns = list.columns.iter().enumerate().filter(|(_, column)| column.is_usual).map(|(place, _)| place);
        Choice { columns: columns.collect(), output, headings }
    }

    /// Reads what is asked for: the choice, which begins with `known`, and what the list is narrowed to. Columns stand in the
    /// order they are named, or in that of their places where a form numbers them.
    pub fn read(list: &List, pairs: &[(String, String)], known: Choice) -> Result<(Choice, Asked), Vec<Breach>> {
        let mut faults = Vec::new();
        let all = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim());
        let one = |name| all(name).find(|value| !value.is_empty());
        let mut choice = known;
        if names_columns(pairs) {
            match chosen(list, pairs) {
                Ok(columns) => choice.columns = columns,
                Err(fault) => faults.push(fault),
            }
        }
        if let Some(word) = one("format") {
            match Output::parse(word) {
                Ok(output) => choice.output = output,
                Err(_) => faults.push(Breach::field("format", FORMAT)),
            }
        }
        if let Some(word) = one("headings") {
            match Headings::parse(word) {
                Ok(headings) => choice.headings = headings,
                Err(_) => faults.push(Breach::field("headings", HEADINGS)),
            }
        }
        let narrows = |key: &str| !OWN.contains(&key) && !key.starts_with(PLACE);
        let rest = pairs.iter().filter(|(key, value)| narrows(key) && !value.trim().is_empty()).cloned().collect();
        if faults.is_empty() { Ok((choice, Asked::of(rest))) } else { Err(faults) }
    }

    /// What can be read of a form that cannot be taken as it is: it is shown again as it was filled in.
    pub(crate) fn typed(list: &List, pairs: &[(String, String)], known: Choice) -> Choice {
        let words = |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim());
        let columns = match names_columns(pairs) {
            true => in_places(list, pairs, sorted(list, pairs).0),
            false => known.columns,
        };
        let output = Output::parse(words("format")).unwrap_or(known.output);
        Choice { columns, output, headings: Headings::parse(words("headings")).unwrap_or(known.headings) }
    }

    /// The choice as it stands in an address.
    pub fn pairs(&self, list: &List) -> Vec<(String, String)> {
        vec![
            ("columns".to_owned(), self.keys(list).join(",")),
            ("format".to_owned(), self.output.word().to_owned()),
            ("headings".to_owned(), self.headings.word().to_owned()),
        ]
    }
    pub(crate) fn keys(&self, list: &List) -> Vec<&'static str> {
        self.columns.iter().filter_map(|place| list.columns.get(*place)).map(|column| column.key).collect()
    }
    /// The headings that are written.
    pub fn heading(&self, text: Text) -> String {
        match self.headings {
            Headings::Zh => text.zh.to_owned(),
            Headings::En => text.en.to_owned(),
            Headings::Both if text.zh == text.en => text.zh.to_owned(),
            Headings::Both => format!("{} {}", text.zh, text.en),
        }
    }
}

fn names_columns(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(key, _)| key == "columns" || key.starts_with(PLACE))
}

/// Names of columns as they are sent, by commas or one by one.
fn keys(pairs: &[(String, String)]) -> impl Iterator<Item = &str> {
    let all = pairs.iter().filter(|(key, _)| key == "columns").flat_map(|(_, value)| value.split(','));
    all.map(str::trim).filter(|key| !key.is_empty())
}

/// Names that are looked at. Nobody needs a column twice, and what goes through them goes through few, however many are sent.
fn most(list: &List) -> usize {
    2 * list.columns.len()
}

/// The columns that are named, each once, and the names that are none.
fn sorted<'a>(list: &List, pairs: &'a [(String, String)]) -> (Vec<usize>, Vec<&'a str>) {
    let (mut columns, mut unknown) = (Vec::new(), Vec::new());
    for key in keys(pairs).take(most(list)) {
        match list.place_of(key) {
            Some(place) if columns.contains(&place) => {}
            Some(place) => columns.push(place),
            None if unknown.contains(&key) => {}
            None => unknown.push(key),
        }
    }
    (columns, unknown)
}

fn chosen(list: &List, pairs: &[(String, String)]) -> Result<Vec<usize>, Breach> {
    if keys(pairs).nth(most(list)).is_some() {
        let parts: [(&str, &dyn std::fmt::Display); 2] = [("most", &most(list)), ("n", &list.columns.len())];
        return Err(Breach::field("columns", TOO_MANY.with(&parts)));
    }
    let (columns, unknown) = sorted(list, pairs);
    if !unknown.is_empty() {
        return Err(strange(list, &unknown));
    }
    if columns.is_empty() {
        return Err(Breach::field("columns", NONE));
    }
    Ok(in_places(list, pairs, columns))
}

/// By the numbers beside them; without numbers as they are named.
fn in_places(list: &List, pairs: &[(String, String)], mut columns: Vec<usize>) -> Vec<usize> {
    let places = typed_places(pairs);
    columns.sort_by_key(|place| places.get(list.columns[*place].key).copied().unwrap_or(u32::MAX));
    columns
}

/// The numbers beside columns; the first where one is numbered twice.
fn typed_places(pairs: &[(String, String)]) -> HashMap<&str, u32> {
    let typed = pairs.iter().rev().filter_map(|(name, value)| Some((name.strip_prefix(PLACE)?, value.trim())));
    typed.map(|(key, value)| (key, value.parse().unwrap_or(u32::MAX))).collect()
}

/// One answer for all columns that are not there.
fn strange(list: &List, unknown: &[&str]) -> Breach {
    let keys = unknown.iter().take(NAMED).map(|key| short(key)).collect::<Vec<_>>().join(", ");
    let all = list.columns.iter().map(|column| column.key).collect::<Vec<_>>().join(", ");
    let said = match unknown.len().saturating_sub(NAMED) {
        0 => UNKNOWN.with(&[("keys", &keys), ("all", &all)]),
        more => UNKNOWN_AND_MORE.with(&[("keys", &keys), ("more", &more), ("all", &all)]),
    };
    Breach::field("columns", said)
}

fn short(key: &str) -> String {
    match key.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &key[..end]),
        None => key.to_owned(),
    }
}
