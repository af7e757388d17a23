//! Templates: what a letter says, once for each occasion, with places for what differs from letter to letter.

use std::collections::BTreeSet;
use std::fmt::Display;

use kernel::{Said, Text};

use crate::kinds::Topic;

/// What is written on one occasion. The built-in wording is part of the program; the programme office may reword it.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// The occasion, `application.submitted`.
    pub name: &'static str,
    pub topic: Topic,
    pub subject: Text,
    pub body: Text,
    /// The occasion in words, where the subject does not tell it.
    pub called: Option<Text>,
    /// Goes out by mail alone: its link is a secret that must not lie in an inbox.
    pub is_secret: bool,
}

/// What stands in a place: its name and the text in each language.
pub type Part<'a> = (&'a str, Said);

/// A part that is the same in both languages.
pub fn plain(part: impl Display) -> Said {
    let text = part.to_string();
    Said { zh: text.clone(), en: text }
}

impl Template {
    pub const fn new(name: &'static str, topic: Topic, subject: Text, body: Text) -> Template {
        Template { name, topic, subject, body, called: None, is_secret: false }
    }

    /// Names the occasion.
    pub const fn called(self, occasion: Text) -> Template {
        Template { called: Some(occasion), ..self }
    }

    /// A letter with a secret link.
    pub const fn secret(self) -> Template {
        Template { is_secret: true, ..self }
    }

    /// Whether the office may reword it. What guards accounts is not left to a slip of the pen.
    pub const fn may_be_reworded(&self) -> bool {
        !matches!(self.topic, Topic::Account) && !self.is_secret
    }

    /// The names of its places, in any part and language.
    pub fn places(&self) -> BTreeSet<&'static str> {
        [self.subject.zh, self.subject.en, self.body.zh, self.body.en].into_iter().flat_map(places_of).collect()
    }

    /// The occasion in words: its own, or the subject with its places left open.
    pub fn occasion(&self) -> Said {
        if let Some(called) = self.called {
            return called.into();
        }
        let open: Vec<Part<'_>> = self.places().into_iter().map(|place| (place, plain("…"))).collect();
        let zh = fill(self.subject.zh, &open, |said| &said.zh);
        let en = fill(self.subject.en, &open, |said| &said.en);
        Said { zh: shortened(&zh, "："), en: shortened(&en, ": ") }
    }
}

/// Ends after the first place where words lead to it: `逾期未到账：…`.
fn shortened(text: &str, colon: &str) -> String {
    match text.split_once(&format!("{colon}…")) {
        Some((words, _)) if !words.contains('…') => format!("{words}{colon}…"),
        Some(_) | None => text.to_owned(),
    }
}

/// The names in braces of a text, in order.
pub fn places_of(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, beyond)) = after.split_once('}') else { break };
        if is_name(name) {
            found.push(name);
            rest = beyond;
        } else {
            rest = after;
        }
    }
    found
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

/// Fills every place at once, so that braces in what people typed are never taken for a place.
pub(crate) fn fill(text: &str, parts: &[Part<'_>], of: impl Fn(&Said) -> &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let part = after.split_once('}').and_then(|(name, beyond)| {
            let (_, said) = parts.iter().find(|(known, _)| *known == name)?;
            Some((of(said), beyond))
        });
        match part {
            Some((said, beyond)) => {
                out.push_str(said);
                rest = beyond;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What stands in a place when the office looks at a template: place, Chinese, English. Names of the cast are data, not words
/// of the platform, so they do not stand in the source.
const EXAMPLES: &str = include_str!("examples.tsv");

/// An example for a place; `None` for a place nobody thought of, which a test forbids.
pub fn example(place: &str) -> Option<Said> {
    let mut rows = EXAMPLES.lines().map(|line| line.split('\t'));
    rows.find_map(|mut row| {
        let is_it = row.next() == Some(place);
        is_it.then(|| Some(Said { zh: row.next()?.to_owned(), en: row.next()?.to_owned() })).flatten()
    })
}

#[cfg(test)]
mod tests {
    use kernel::say;

    use super::*;

    #[test]
    fn what_people_typed_is_never_taken_for_a_place() {
        let parts = [("title", plain("{reason} {")), ("reason", plain("x"))];
        assert_eq!(fill("《{title}》：{reason} {no}", &parts, |said| &said.zh), "《{reason} {》：x {no}");
    }

    #[test]
    fn places_are_names_in_braces() {
        assert_eq!(places_of("{title}：{ reason } {n} {}{x"), ["title", "n"]);
        const T: Template = Template::new("t", Topic::Project, say("{title}完成", "{title} done"), say("{n}", "{n}"));
        assert_eq!(T.occasion(), Said { zh: "…完成".into(), en: "… done".into() });
        assert_eq!(shortened("逾期：… 第 … 期", "："), "逾期：…");
        assert_eq!(shortened("…：…", "："), "…：…");
        assert_eq!(T.places(), BTreeSet::from(["n", "title"]));
    }
}
