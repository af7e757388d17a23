//! What people type: words, "exact phrases", `key:value`, and a minus before what is not wanted. Chinese keys and signs of
//! Chinese keyboards mean the same. Whatever cannot be meant is refused with its place and what to do; nothing typed is ever
//! too long or too strange to be answered.

mod fault;
mod keys;
mod lex;
mod parse;
mod values;

pub use fault::Fault;
pub use keys::{Key, keys};
pub use parse::parse;

use kernel::{Mode, ProjectType};

use crate::entry::{Kind, Standing};

/// Characters of a query.
pub const LENGTH_MAX: usize = 300;
/// Parts of a query.
pub const PARTS_MAX: usize = 32;

/// Which texts a word is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Everywhere,
    Title,
    Enterprise,
    University,
    Person,
}

/// What a text must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// In any form the reader may have meant.
    Words(String),
    /// Exactly so, apart from case, width and script.
    Phrase(String),
}

/// What a fact must be: any of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    Kind(Vec<Kind>),
    /// From and to, both included.
    Year(Vec<(u16, u16)>),
    Type(Vec<ProjectType>),
    /// Two digits of GB/T 2260.
    Province(Vec<u8>),
    Standing(Vec<Standing>),
    Mode(Vec<Mode>),
}

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Text(Field, Text),
    /// A number or code, whole or by its beginning.
    Number {
        code: String,
        begins: bool,
    },
    Fact(Fact),
}

/// A query: all of `wanted` and none of `unwanted`. Facts of one kind that are wanted several times mean any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub wanted: Vec<Part>,
    pub unwanted: Vec<Part>,
}

impl Query {
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// The free words in the order they were typed: what an exact name is compared with, and what is marked in hits.
    pub fn words(&self) -> String {
        let words = self.wanted.iter().filter_map(|part| match part {
            Part::Text(Field::Everywhere, Text::Words(text) | Text::Phrase(text)) => Some(text.as_str()),
            Part::Text(..) | Part::Number { .. } | Part::Fact(_) => None,
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
