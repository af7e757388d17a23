//! Reads Rust files line by line, as rustfmt leaves them, for two facts: which function says `Rule A-02` in its doc
//! comment, and which test carries the number in its name. It is no parser; it counts on one item per line and on
//! indentation.

use crate::rules::number_at;
use crate::sources::Source;

/// A function that decides a rule, or a test of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub number: String,
    /// `crate::module::Type::function`; for a test only `crate::function`.
    pub path: String,
    pub reach: Reach,
    /// Called on a value: its first parameter is `self`.
    pub takes_self: bool,
}

/// From where a function can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Its own module and what lies below it.
    Module,
    Crate,
    Everywhere,
}

impl Reach {
    fn of(code: &str) -> Reach {
        if code.starts_with("pub(") {
            Reach::Crate
        } else if code.starts_with("pub ") {
            Reach::Everywhere
        } else {
            Reach::Module
        }
    }
}

/// What one file says about rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    pub functions: Vec<Mention>,
    pub tests: Vec<Mention>,
}

/// Everything the file says about rules.
pub fn scan(source: &Source) -> Mentions {
    let module = module_path(&source.path);
    let krate = module.split("::").next().unwrap_or_default().to_owned();
    let mut mentions = Mentions::default();
    let (mut doc, mut implementing) = (String::new(), None);
    let mut lines = source.text.lines().peekable();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        if let Some(comment) = code.strip_prefix("///") {
            doc.push_str(comment);
            continue;
        }
        if line.starts_with("impl") {
            implementing = implemented_type(line);
        } else if line.starts_with('}') {
            implementing = None;
        }
        if let Some(name) = function_name(code) {
            let holder = implementing.as_ref().map(|name| format!("::{name}")).unwrap_or_default();
            let reach = Reach::of(code);
            let takes_self = takes_self(code, lines.peek().copied().unwrap_or_default());
            let mention = |number: String, path: &str| Mention { number, path: path.to_owned(), reach, takes_self };
            let path = format!("{module}{holder}::{name}");
            mentions.functions.extend(numbers_in_doc(&doc).map(|number| mention(number, &path)));
            let path = format!("{krate}::{name}");
            let named = numbers_in_name(name).filter(|_| !code.starts_with("pub"));
            mentions.tests.extend(named.map(|number| mention(number, &path)));
        }
        let belongs_to_next_item = code.starts_with("#[") || code.starts_with("//");
        if !belongs_to_next_item {
            doc.clear();
        }
    }
    mentions
}

/// `crates/applications/src/rules/limits.rs` is `applications::rules::limits`.
pub fn module_path(path: &str) -> String {
    let inner = path.strip_prefix("crates/").unwrap_or(path).trim_end_matches(".rs");
    let parts = inner.split('/').filter(|part| !["src", "lib", "main", "mod"].contains(part));
    parts.collect::<Vec<_>>().join("::").replace('-', "_")
}

/// `impl<T> Display for Money {` implements for `Money`.
fn implemented_type(line: &str) -> Option<String> {
    let head = line.split(" where ").next()?.trim_end_matches(['{', ' ', '}']);
    let subject = head.rsplit(" for ").next()?;
    let subject = subject.strip_prefix("impl").map_or(subject, after_generics).trim();
    let name: String = subject.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

fn after_generics(text: &str) -> &str {
    if text.starts_with('<') { text.split_once("> ").map_or(text, |(_, rest)| rest) } else { text }
}

fn function_name(code: &str) -> Option<&str> {
    let mut rest = code;
    while let Some((word, after)) = rest.split_once(' ') {
        if word == "fn" {
            let end = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
            return Some(&after[..end]).filter(|name| !name.is_empty());
        }
        let qualifier = ["pub", "const", "async", "unsafe", "extern"].contains(&word) || word.starts_with("pub(");
        if !qualifier {
            return None;
        }
        rest = after;
    }
    None
}

/// Whether the first parameter is `self`; rustfmt puts it on a line of its own when there are many.
fn takes_self(code: &str, next: &str) -> bool {
    let first = if code.ends_with('(') { next.trim_start() } else { code.split_once('(').map_or("", |(_, rest)| rest) };
    ["self", "&self", "mut self", "&mut self"].iter().any(|start| first.starts_with(start))
}

/// The numbers after `Rule` or `Rules` in a doc comment: `Rules and X-09`.
fn numbers_in_doc(doc: &str) -> impl Iterator<Item = String> {
    let mut numbers = Vec::new();
    for (at, word) in doc.match_indices("Rule") {
        let mut rest = &doc[at + word.len()..];
        rest = rest.strip_prefix('s').unwrap_or(rest);
        while let Some(number) = after_separator(rest).and_then(number_at) {
            numbers.push(number.to_owned());
            rest = after_separator(rest).map_or("", |text| &text[number.len()..]);
        }
    }
    numbers.into_iter()
}

fn after_separator(text: &str) -> Option<&str> {
    [", and ", " and ", ", ", "、", " "].iter().find_map(|separator| text.strip_prefix(separator))
}

/// The numbers in a name: `a_02_and_x_09_hold` holds `A-02` and `X-09`. Without a number it is no test of a rule.
fn numbers_in_name(name: &str) -> impl Iterator<Item = String> {
    let parts: Vec<&str> = name.split('_').collect();
    let pairs = parts.windows(2).filter(|pair| is_letter(pair[0]) && is_two_digits(pair[1]));
    pairs.map(|pair| format!("{}-{}", pair[0].to_uppercase(), pair[1])).collect::<Vec<_>>().into_iter()
}

fn is_letter(part: &str) -> bool {
    part.len() == 1 && "egauscpxzkm".contains(part)
}

fn is_two_digits(part: &str) -> bool {
    part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "
/// Refuses a person who already runs as many projects as allowed. Rules A-02,
/// A-03 and X-09.
#[must_use]
pub fn below_running_limit(running: u32) -> bool {
    running < 3
}

impl<'a> Reader for Terms {
    /// Reads. Rule E-04.
    pub const fn read(&self) -> u8 { 1 }
}

/// Is no rule, though Rule of thumb.
fn other() {}

/// A type of Rule S-02.
struct Offers;

#[test]
fn a_02_a_fourth_is_refused_and_so_it_is_by_x_09_too() {}

fn e_4_is_no_number() {}
";

    fn read(path: &str) -> Mentions {
        scan(&Source { path: path.into(), text: RULES.into() })
    }

    fn pairs(mentions: &[Mention]) -> Vec<(&str, &str)> {
        mentions.iter().map(|m| (m.number.as_str(), m.path.as_str())).collect()
    }

    #[test]
    fn functions_are_found_by_their_doc_comment_and_named_with_crate_module_and_type() {
        let found = read("crates/applications/src/rules/limits.rs");
        let limits = "applications::rules::limits::below_running_limit";
        let read = "applications::rules::limits::Terms::read";
        assert_eq!(pairs(&found.functions), [("A-02", limits), ("A-03", limits), ("X-09", limits), ("E-04", read)]);
        let kinds: Vec<_> = found.functions.iter().map(|m| (m.reach, m.takes_self)).collect();
        assert_eq!((kinds[0], kinds[3]), ((Reach::Everywhere, false), (Reach::Everywhere, true)));
        assert_eq!(Reach::of("pub(crate) fn f() {"), Reach::Crate);
        assert_eq!(Reach::of("fn f() {"), Reach::Module);
    }

    #[test]
    fn tests_are_found_by_the_numbers_in_their_name() {
        let found = read("crates/applications/tests/limits.rs");
        let name = "applications::a_02_a_fourth_is_refused_and_so_it_is_by_x_09_too";
        assert_eq!(pairs(&found.tests), [("A-02", name), ("X-09", name)]);
    }

    #[test]
    fn a_file_in_the_root_of_a_crate_adds_no_module() {
        assert_eq!(module_path("crates/kernel/src/lib.rs"), "kernel");
        assert_eq!(module_path("crates/rule-sets/src/money/mod.rs"), "rule_sets::money");
    }

    #[test]
    fn the_type_an_impl_is_for_is_read_with_and_without_trait() {
        assert_eq!(implemented_type("impl Money {").as_deref(), Some("Money"));
        assert_eq!(implemented_type("impl<T: Clone> From<T> for Value<T> {").as_deref(), Some("Value"));
        assert_eq!(implemented_type("impl<T> Id<T> {").as_deref(), Some("Id"));
    }
}
