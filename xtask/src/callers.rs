//! Finds who calls a rule in the product. A rule that only its own tests call holds nothing.
//!
//! Like [`crate::scan`] it is no parser: it reads lines as rustfmt leaves them. A place counts when the function's name
//! stands there as a call or as a value, and the path before it, or a `use` of the file, leads to where it is defined.

use crate::scan::{Mention, Reach};
use crate::sources::Source;

/// One file of the product, as this search reads it.
pub struct Code {
    /// `applications::actions::submit`
    module: String,
    /// Lines without comments, texts, `use` declarations and everything that is compiled for tests only.
    lines: Vec<String>,
    /// The `use` declarations, each on one line.
    uses: Vec<String>,
}

/// Crates that make data or serve tests: what only they call does not hold in the product.
const NOT_THE_PRODUCT: [&str; 4] = ["cast", "demo", "porter", "testing"];

/// Reads a file, or nothing where it is no part of the product.
pub fn read(source: &Source) -> Option<Code> {
    if !is_product(&source.path) {
        return None;
    }
    let mut code = Code { module: crate::scan::module_path(&source.path), lines: Vec::new(), uses: Vec::new() };
    let mut lines = without_tests(&source.text).into_iter();
    while let Some(line) = lines.next() {
        let line = without_comment_and_texts(line);
        let head = line.trim_start();
        let is_use =
            ["use ", "pub use ", "pub(crate) use ", "pub(super) use "].iter().any(|start| head.starts_with(start));
        if !is_use {
            code.lines.push(line);
            continue;
        }
        let mut whole = line.clone();
        while !whole.trim_end().ends_with(';') {
            let Some(next) = lines.next() else { break };
            whole.push(' ');
            whole.push_str(next.trim());
        }
        code.uses.push(whole);
    }
    Some(code)
}

/// Whether the file belongs to what is shipped: no tests, no made-up data.
pub fn is_product(path: &str) -> bool {
    let for_tests = ["/tests/", "/examples/", "/benches/"].iter().any(|folder| path.contains(folder));
    let made_up = NOT_THE_PRODUCT.iter().any(|name| path.starts_with(&format!("crates/{name}/")));
    !for_tests && !path.ends_with("/tests.rs") && !made_up
}

/// The lines that are not compiled for tests only. An item of tests ends with the brace at its own indentation.
fn without_tests(text: &str) -> Vec<&str> {
    let mut kept = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push(line);
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        for skipped in lines.by_ref() {
            let is_attribute = skipped.trim_start().starts_with("#[");
            if skipped == end || (!is_attribute && skipped.trim_end().ends_with(';')) {
                break;
            }
        }
    }
    kept
}

fn without_comment_and_texts(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let (mut in_text, mut before) = (false, ' ');
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (in_text, c) {
            (false, '/') if chars.peek() == Some(&'/') => break,
            (false, '"') => in_text = before != '\'', // the character '"' opens no text
            (true, '\\') => drop(chars.next()),
            (true, '"') => in_text = false,
            (true, _) => {}
            (false, _) => out.push(c),
        }
        before = c;
    }
    out
}

/// Where a function is called from: modules, sorted, one line for each place.
pub fn of(function: &Mention, product: &[Code]) -> Vec<String> {
    let wanted = Wanted::read(function);
    let mut places: Vec<String> = product.iter().flat_map(|code| wanted.places_in(code)).collect();
    places.sort();
    places
}

/// A function by the parts of its path.
struct Wanted<'a> {
    krate: &'a str,
    /// Everything before the name: crate, modules and, for a method, its type.
    segments: Vec<&'a str>,
    /// The module it is defined in.
    module: String,
    is_method: bool,
    name: &'a str,
    takes_self: bool,
    reach: Reach,
}

impl<'a> Wanted<'a> {
    fn read(function: &'a Mention) -> Wanted<'a> {
        let mut segments: Vec<&str> = function.path.split("::").collect();
        let name = segments.pop().unwrap_or_default();
        let is_type = |segment: &&str| segment.starts_with(|c: char| c.is_uppercase());
        let is_method = segments.last().is_some_and(is_type);
        let modules = if is_method { &segments[..segments.len() - 1] } else { &segments[..] };
        let (krate, module) = (modules.first().copied().unwrap_or_default(), modules.join("::"));
        Wanted { krate, module, is_method, name, takes_self: function.takes_self, reach: function.reach, segments }
    }

    /// Whether this module can call it at all.
    fn is_in_reach_of(&self, module: &str) -> bool {
        let below = |rest: &str| rest.is_empty() || rest.starts_with("::");
        match self.reach {
            Reach::Everywhere => true,
            Reach::Crate => module.split("::").next() == Some(self.krate),
            Reach::Module => module.strip_prefix(&self.module).is_some_and(below),
        }
    }

    fn places_in(&self, code: &Code) -> Vec<String> {
        if !self.is_in_reach_of(&code.module) {
            return Vec::new();
        }
        let here = code.module == self.module;
        let same_crate = code.module.split("::").next() == Some(self.krate);
        let imported = code.uses.iter().any(|line| self.is_imported_by(line, same_crate));
        let mut places = Vec::new();
        for line in &code.lines {
            for (at, _) in line.match_indices(self.name) {
                let (before, after) = (&line[..at], &line[at + self.name.len()..]);
                if is_word(before, after) && self.leads_here(before, after, here, same_crate, imported, code) {
                    places.push(code.module.clone());
                }
            }
        }
        places
    }

    /// `use crate::rules::{self, public};` imports `public` from this crate; another crate names this one.
    fn is_imported_by(&self, line: &str, same_crate: bool) -> bool {
        let from = if same_crate { ["crate", "super", "self"].iter().any(|root| has_word(line, root)) } else { false };
        (from || has_word(line, self.krate)) && has_word(line, self.name)
    }

    fn leads_here(&self, before: &str, after: &str, here: bool, same_crate: bool, imported: bool, code: &Code) -> bool {
        if before.trim_end().ends_with("fn") {
            return false; // where it is defined
        }
        if let Some(path) = before.strip_suffix("::") {
            let chain: Vec<&str> = path_before(path).split("::").collect();
            let last = chain.last().copied().unwrap_or_default();
            let known = self.segments.contains(&last) || (here && last == "Self");
            let root = same_crate && ["crate", "super", "self"].contains(&last);
            let reached = same_crate
                || chain.contains(&self.krate)
                || code.uses.iter().any(|line| has_word(line, self.krate) && has_word(line, last));
            return root || (known && reached);
        }
        if before.ends_with('.') {
            return self.takes_self && after.starts_with('(');
        }
        let is_value = before.trim_end().ends_with(['(', ',', '=', '{', '[']) || before.trim().is_empty();
        let used = after.starts_with('(') || (is_value && after.trim_start().starts_with([')', ',', '}', ']']));
        used && !self.is_method && (here || imported)
    }
}

/// The path at the end of `text`: `limits::rules` of `let a = limits::rules`.
fn path_before(text: &str) -> &str {
    let begin = text.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).map_or(0, |at| at + 1);
    text.get(begin..).unwrap_or_default()
}

fn is_word(before: &str, after: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    !before.ends_with(part) && !after.starts_with(part)
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| is_word(&line[..at], &line[at + word.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(path: &str, text: &str) -> Code {
        read(&Source { path: path.into(), text: text.into() }).expect("a file of the product")
    }

    fn called(function: &str, reach: Reach, takes_self: bool, files: &[(&str, &str)]) -> Vec<String> {
        let product: Vec<Code> = files.iter().map(|(path, text)| code(path, text)).collect();
        of(&Mention { number: "A-02".into(), path: function.into(), reach, takes_self }, &product)
    }

    fn callers(function: &str, files: &[(&str, &str)]) -> Vec<String> {
        called(function, Reach::Everywhere, false, files)
    }

    const RULES: (&str, &str) = ("crates/limits/src/rules.rs", "pub fn below(n: u32) -> bool {\n    n < 3\n}\n");

    #[test]
    fn a_call_with_its_path_or_an_import_counts_and_the_definition_does_not() {
        let with_path = ("crates/a/src/actions.rs", "fn f() {\n    limits::rules::below(2);\n}\n");
        let with_module =
            ("crates/b/src/actions.rs", "use limits::{counter, rules};\nfn f() {\n    rules::below(2);\n}\n");
        let with_import = (
            "crates/c/src/actions.rs",
            "use limits::rules::{\n    above,\n    below,\n};\nfn f() {\n    g([1].map(below));\n}\n",
        );
        let found = callers("limits::rules::below", &[RULES, with_path, with_module, with_import]);
        assert_eq!(found, ["a::actions", "b::actions", "c::actions"]);
    }

    #[test]
    fn the_same_name_elsewhere_a_comment_a_text_and_a_mere_import_do_not_count() {
        let other = ("crates/a/src/rules.rs", "pub fn below() {}\nfn f() {\n    below(1);\n    rules::below(1);\n}\n");
        let talk = (
            "crates/b/src/actions.rs",
            "use limits::rules::below;\n// below(1)\nfn f() {\n    say(\"below(1)\");\n}\n",
        );
        assert_eq!(callers("limits::rules::below", &[RULES, other, talk]), Vec::<String>::new());
    }

    #[test]
    fn what_is_compiled_for_tests_does_not_count_and_what_follows_it_does() {
        let text = "#[cfg(test)]\nmod readme;\n#[cfg(test)]\nmod tests {\n    fn t() {\n        super::below(1);\n    }\n}\nfn g() {\n    below(1);\n}\n";
        let file = ("crates/limits/src/rules.rs", text);
        assert_eq!(callers("limits::rules::below", &[file]), ["limits::rules"]);
    }

    #[test]
    fn tests_and_made_up_data_are_no_product() {
        assert!(is_product("crates/limits/src/rules.rs") && is_product("app/src/serve.rs"));
        let others = ["crates/limits/tests/all/a.rs", "crates/limits/src/rules/tests.rs", "crates/demo/src/story.rs"];
        for path in others {
            assert!(read(&Source { path: path.into(), text: String::new() }).is_none(), "{path}");
        }
    }

    #[test]
    fn a_method_is_called_on_a_value_or_by_its_type() {
        let text = "impl Code {\n    pub fn parse() {}\n}\nfn f() {\n    Code::parse();\n    Self::parse();\n    a.parse();\n    parse();\n}\n";
        let file = ("crates/kernel/src/code.rs", text);
        assert_eq!(called("kernel::code::Code::parse", Reach::Everywhere, false, &[file]).len(), 2);
        assert_eq!(called("kernel::code::Code::parse", Reach::Everywhere, true, &[file]).len(), 3);
    }

    #[test]
    fn what_is_out_of_reach_is_another_function_of_the_same_name() {
        let files = [
            ("crates/a/src/actions.rs", "fn f() {\n    members();\n}\n"),
            ("crates/a/src/actions/more.rs", "fn f() {\n    super::members();\n}\n"),
            ("crates/a/src/pages.rs", "fn f() {\n    crate::actions::members();\n}\n"),
            ("crates/b/src/lib.rs", "fn f() {\n    a::members();\n}\n"),
        ];
        let found = |reach| called("a::actions::members", reach, false, &files);
        assert_eq!(found(Reach::Module), ["a::actions", "a::actions::more"]);
        assert_eq!(found(Reach::Crate), ["a::actions", "a::actions::more", "a::pages"]);
        assert_eq!(found(Reach::Everywhere).len(), 4);
    }
}
