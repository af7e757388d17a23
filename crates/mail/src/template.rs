//! Templates: what a letter says, once for each occasion, with places for what differs from letter to letter.

use std::collections::BTreeSet;
use std::fmt::Display;

use kernel::{Said, Text, say};

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

/// What stands in a place when the office looks at a template, for every place of every template.
const EXAMPLES: &[(&str, Text)] = &[
    ("amount", say("25,000.00", "25,000.00")),
    ("audited", say("通过", "passed")),
    ("by", say("林梅", "Lin Mei")),
    ("conclusion", say("通过", "passed")),
    ("day", say("2026年12月31日", "31 December 2026")),
    ("days", say("7", "7")),
    ("document", say("教高司函〔2026〕1号", "Letter 2026-1 of the Department")),
    ("due", say("2026-12-31", "2026-12-31")),
    ("enterprise", say("子午光电", "Meridian Optics")),
    ("kind", say("经费", "cash")),
    ("lines", say("- 光电检测课程建设：2026年12月31日", "- Course on optical measurement: 31 December 2026")),
    ("n", say("2", "2")),
    ("name", say("南江大学", "Nanjiang University")),
    ("note", say("请于本周内办理。", "Please see to it this week.")),
    ("number", say("230807612304521", "230807612304521")),
    ("on", say("2026-11-20", "2026-11-20")),
    ("paid", say("2026-11-02", "2026-11-02")),
    ("person", say("陈晓", "Chen Xiao")),
    ("pi", say("林梅", "Lin Mei")),
    ("project", say("光电检测课程建设", "Course on optical measurement")),
    ("reason", say("预算表与任务不一致，请核对。", "The budget does not fit the tasks, please check.")),
    ("received", say("2026-11-05", "2026-11-05")),
    ("rest", say("", "")),
    ("role", say("教师", "Teacher")),
    ("school", say("光电学院", "School of Optics")),
    ("state", say("企业评审中", "Enterprise evaluation")),
    ("subject", say("光电检测课程建设", "Course on optical measurement")),
    ("title", say("光电检测课程建设", "Course on optical measurement")),
    ("university", say("南江大学", "Nanjiang University")),
    ("version", say("2", "2")),
    ("what", say("变更申请已批准并生效", "the change was approved and has taken effect")),
    ("who", say("王建国", "Wang Jianguo")),
    ("why", say("高校已两年未备案。", "The university has filed nothing for two years.")),
];

/// An example for a place; `None` for a place nobody thought of, which a test forbids.
pub fn example(place: &str) -> Option<Said> {
    EXAMPLES.iter().find(|(name, _)| *name == place).map(|(_, text)| Said::from(*text))
}

#[cfg(test)]
mod tests {
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
