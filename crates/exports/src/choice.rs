//! Which columns in which order, in which format and with which headings.

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
const UNKNOWN: Text = say("没有这一列：{key}。可选：{all}", "There is no such column: {key}. There are: {all}");
const FORMAT: Text = say("格式可选 xlsx、csv 或 json", "Choose xlsx, csv or json");
const HEADINGS: Text = say("表头可选 zh、en 或 both", "Choose zh, en or both");

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
        let keys: Vec<&str> =
            all("columns").flat_map(|value| value.split(',')).map(str::trim).filter(|key| !key.is_empty()).collect();
        if pairs.iter().any(|(key, _)| key == "columns" || key.starts_with(PLACE)) {
            choice.columns = chosen(list, pairs, &keys, &mut faults);
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

fn chosen(list: &List, pairs: &[(String, String)], keys: &[&str], faults: &mut Vec<Breach>) -> Vec<usize> {
    let typed_place = |key: &str| {
        let typed = pairs.iter().find(|(name, _)| name.strip_prefix(PLACE) == Some(key));
        typed.and_then(|(_, value)| value.trim().parse::<u32>().ok()).unwrap_or(u32::MAX)
    };
    let mut columns = Vec::new();
    for key in keys {
        match list.place_of(key) {
            Some(place) if columns.contains(&place) => {}
            Some(place) => columns.push(place),
            None => {
                let all = list.columns.iter().map(|column| column.key).collect::<Vec<_>>().join(", ");
                faults.push(Breach::field("columns", UNKNOWN.with(&[("key", key), ("all", &all)])));
            }
        }
    }
    if columns.is_empty() && faults.is_empty() {
        faults.push(Breach::field("columns", NONE));
    }
    columns.sort_by_key(|place| typed_place(list.columns[*place].key)); // stable: without places as they are named
    columns
}
