//! Columns, as slices declare them: what they are called, what they mean, and what stands in them.

use kernel::{Lang, Text, Word, words};
use sheets::{Value, Width};

words! {
    /// What stands in a column.
    pub enum Kind {
        Text = "text" ("文本", "Text"),
        Whole = "whole" ("整数", "Whole number"),
        Money = "money" ("金额（元）", "Amount in yuan"),
        Day = "day" ("日期", "Day"),
        Instant = "instant" ("时间（北京时间）", "Time (Beijing)"),
        Word = "word" ("选项", "One of a set of words"),
        Link = "link" ("网址", "Address"),
    }
}

/// For whom cells are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub lang: Lang,
    /// `https://xieyu.example.edu.cn`, without a slash at the end.
    pub base_url: String,
}

impl Reader {
    pub fn word<W: Word>(&self, word: W) -> Value {
        Value::Word { word: word.word(), text: word.text().get(self.lang) }
    }
    pub fn yes(&self, is_so: bool) -> Value {
        let (word, text) = if is_so { ("yes", YES) } else { ("no", NO) };
        Value::Word { word, text: text.get(self.lang) }
    }
    /// A page of the platform.
    pub fn link(&self, path: &str) -> Value {
        Value::Text(format!("{}{path}", self.base_url))
    }
}

const YES: Text = kernel::say("是", "Yes");
const NO: Text = kernel::say("否", "No");

/// A column of rows of the kind `R`.
pub struct Column<R> {
    pub fact: Fact,
    pub(crate) read: fn(&R, &Reader) -> Value,
}

/// What is known of a column without its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name for programs, the same for ever.
    pub key: &'static str,
    pub heading: Text,
    /// What it means, where the heading does not say it.
    pub about: Text,
    pub kind: Kind,
    pub width: Width,
    /// Taken along by whoever has not chosen.
    pub is_usual: bool,
}

impl<R> Column<R> {
    pub const fn new(key: &'static str, heading: Text, kind: Kind, read: fn(&R, &Reader) -> Value) -> Column<R> {
        let width = match kind {
            Kind::Whole | Kind::Day => Width::Narrow,
            Kind::Text | Kind::Money | Kind::Instant | Kind::Word => Width::Usual,
            Kind::Link => Width::Wide,
        };
        Column { fact: Fact { key, heading, about: kernel::say("", ""), kind, width, is_usual: true }, read }
    }
    pub const fn text(key: &'static str, heading: Text, read: fn(&R, &Reader) -> Value) -> Column<R> {
        Column::new(key, heading, Kind::Text, read)
    }
    pub const fn whole(key: &'static str, heading: Text, read: fn(&R, &Reader) -> Value) -> Column<R> {
        Column::new(key, heading, Kind::Whole, read)
    }
    pub const fn money(key: &'static str, heading: Text, read: fn(&R, &Reader) -> Value) -> Column<R> {
        Column::new(key, heading, Kind::Money, read)
    }
    pub const fn day(key: &'static str, heading: Text, read: fn(&R, &Reader) -> Value) -> Column<R> {
        Column::new(key, heading, Kind::Day, read)
    }
    pub const fn at(key: &'static str, heading: Text, read: fn(&R, &Reader) -> Value) -> Column<R> {
        Column::new(key, heading, Kind::Instant, read)
    }
    pub const fn word(key: &'static str, heading: Text, read: fn(&R, &Reader) -> Value) -> Column<R> {
        Column::new(key, heading, Kind::Word, read)
    }
    pub const fn link(key: &'static str, heading: Text, read: fn(&R, &Reader) -> Value) -> Column<R> {
        Column::new(key, heading, Kind::Link, read)
    }

    pub const fn about(mut self, about: Text) -> Column<R> {
        self.fact.about = about;
        self
    }
    pub const fn wide(mut self) -> Column<R> {
        self.fact.width = Width::Wide;
        self
    }
    pub const fn narrow(mut self) -> Column<R> {
        self.fact.width = Width::Narrow;
        self
    }
    /// Taken along only by whoever chooses it.
    pub const fn on_request(mut self) -> Column<R> {
        self.fact.is_usual = false;
        self
    }
}
