//! The table rule → function → callers → tests of docs/rules.md, with the gaps visible.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::callers::{self, Code};
use crate::rules::{self, Rule};
use crate::scan::{Mention, Mentions, scan};
use crate::sources;

const PLACE: &str = "docs/rules.md";

/// A rule with the functions that decide it, who calls them in the product, and the tests that hold it.
struct Row {
    rule: Rule,
    functions: Vec<Function>,
    tests: Vec<String>,
}

/// A function with the modules it is called from; one that is called twice in a module stands there twice.
struct Function {
    path: String,
    callers: Vec<String>,
}

/// What the sources say: the mentions of rules, and the code to look for callers in.
#[derive(Default)]
struct Found {
    mentions: Mentions,
    product: Vec<Code>,
}

impl Row {
    fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.functions.is_empty() {
            gaps.push(format!("{} has no function: write `Rule {0}` in its doc comment", self.rule.number));
        }
        let idle = self.functions.iter().filter(|function| function.callers.is_empty());
        gaps.extend(idle.map(|function| {
            format!("{} is decided by {}, which nobody calls outside tests", self.rule.number, function.path)
        }));
        if self.tests.is_empty() {
            let name = self.rule.number.to_lowercase().replace('-', "_");
            gaps.push(format!("{} has no test: its name begins with {name}_", self.rule.number));
        }
        gaps
    }
}

/// The table as text.
pub fn print(root: &Path) -> Result<String, String> {
    Ok(render(&rows(&read(root)?)))
}

/// Writes the table to docs/rules.md.
pub fn write(root: &Path) -> Result<String, String> {
    let place = root.join(PLACE);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::write(&place, print(root)?).map_err(|error| format!("{PLACE}: {error}"))?;
    Ok(format!("wrote {PLACE}\n"))
}

/// Fails with every gap of a rule that is due, every number the book does not have, and when docs/rules.md is stale.
pub fn check(root: &Path) -> Result<String, String> {
    let found = read(root)?;
    let rows = rows(&found);
    let mut faults: Vec<String> = rows.iter().filter(|row| !row.rule.later).flat_map(Row::gaps).collect();
    faults.extend(unknown_numbers(&found.mentions));
    if fs::read_to_string(root.join(PLACE)).unwrap_or_default() != render(&rows) {
        faults.push(format!("{PLACE} is stale: cargo xtask rules-table --write"));
    }
    if faults.is_empty() { Ok(format!("rules-table: {}\n", summary(&rows))) } else { Err(faults.join("\n")) }
}

fn read(root: &Path) -> Result<Found, String> {
    let mut all = Found::default();
    for source in sources::find(root, &["crates", "app"], &[".rs"])? {
        let found = scan(&source);
        if callers::is_product(&source.path) {
            all.mentions.functions.extend(found.functions);
        }
        all.mentions.tests.extend(found.tests);
        all.product.extend(callers::read(&source));
    }
    Ok(all)
}

fn rows(found: &Found) -> Vec<Row> {
    let mentions = &found.mentions;
    let of_rule = |list: &[Mention], number: &str| {
        let mut all: Vec<Mention> = list.iter().filter(|m| m.number == number).cloned().collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all.dedup_by(|a, b| a.path == b.path);
        all
    };
    let row = |rule: Rule| {
        let functions = of_rule(&mentions.functions, rule.number).into_iter();
        let functions = functions.map(|m| Function { callers: callers::of(&m, &found.product), path: m.path });
        let tests = of_rule(&mentions.tests, rule.number).into_iter().map(|m| m.path);
        Row { functions: functions.collect(), tests: tests.collect(), rule }
    };
    rules::all().into_iter().map(row).collect()
}

fn unknown_numbers(mentions: &Mentions) -> Vec<String> {
    let book = rules::all();
    let unknown = mentions.functions.iter().filter(|m| book.iter().all(|rule| rule.number != m.number));
    unknown.map(|m| format!("{} names {}, which the rule book does not have", m.path, m.number)).collect()
}

fn summary(rows: &[Row]) -> String {
    let due = rows.iter().filter(|row| !row.rule.later);
    let whole = due.clone().filter(|row| row.gaps().is_empty()).count();
    let due = due.count();
    format!(
        "{whole} of {due} rules that are due have functions that are called, and tests; {} come later",
        rows.len() - due
    )
}

fn render(rows: &[Row]) -> String {
    let mut page = String::from(
        "# Rules\n\nMade by `cargo xtask rules-table --write` from doc comments (`Rule A-02`) and names of tests \
         (`a_02_…`); not written by hand. Behind each function stands how often the product calls it and from where first; \
         tests, demo data and the cast do not count. The wording is short; the figures in brackets are defaults, the valid \
         ones stand in the rule sets.\n\n",
    );
    let _ = writeln!(page, "{}.", summary(rows)); // writing to a String cannot fail
    let mut chapter = "";
    for row in rows {
        let letter = row.rule.number.chars().next().unwrap_or_default();
        if rules::chapter(letter) != chapter {
            chapter = rules::chapter(letter);
            let _ = writeln!(page, "\n## {chapter}\n\n| Rule | | Function | Tests |\n|---|---|---|---|");
        }
        let functions = cell(row.functions.iter().map(called).collect(), row.rule.later);
        let tests = cell(row.tests.iter().map(|path| format!("`{path}`")).collect(), row.rule.later);
        let _ = writeln!(page, "| {} | {} | {functions} | {tests} |", row.rule.number, row.rule.wording);
    }
    page
}

fn cell(lines: Vec<String>, later: bool) -> String {
    match (lines.is_empty(), later) {
        (true, true) => "later".into(),
        (true, false) => "**missing**".into(),
        (false, _) => lines.join("<br>"),
    }
}

/// `` `limits::rules::below` ← 2 · `establishment::actions::file` ``: who calls from its own module says least, so another
/// module is named first.
fn called(function: &Function) -> String {
    let Function { path, callers } = function;
    let elsewhere = callers.iter().find(|module| !path.starts_with(module.as_str())).or(callers.first());
    match elsewhere {
        None => format!("`{path}` **not called**"),
        Some(module) => format!("`{path}` ← {} · `{module}`", callers.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Reach;
    use crate::sources::Source;

    fn mention(number: &str, path: &str) -> Mention {
        Mention { number: number.into(), path: path.into(), reach: Reach::Everywhere, takes_self: false }
    }

    fn sample() -> Found {
        let mentions = Mentions {
            functions: vec![mention("A-02", "a::limit"), mention("A-13", "a::strange"), mention("A-04", "a::idle")],
            tests: vec![mention("A-02", "a::a_02_two"), mention("A-02", "a::a_02_one"), mention("A-03", "a::a_03")],
        };
        let calling = Source { path: "crates/b/src/doors.rs".into(), text: "fn f() {\n    a::limit();\n}\n".into() };
        Found { mentions, product: callers::read(&calling).into_iter().collect() }
    }

    #[test]
    fn a_row_shows_functions_and_tests_sorted_and_what_is_missing() {
        let page = render(&rows(&sample()));
        let line = |number: &str| page.lines().find(|l| l.starts_with(&format!("| {number} "))).unwrap_or_default();
        assert!(
            line("A-02").ends_with("| `a::limit` ← 1 · `b::doors` | `a::a_02_one`<br>`a::a_02_two` |"),
            "{}",
            line("A-02")
        );
        assert!(line("A-04").ends_with("| `a::idle` **not called** | **missing** |"), "{}", line("A-04"));
        assert!(line("A-03").ends_with("| **missing** | `a::a_03` |"));
        assert!(line("K-01").ends_with("| later | later |"));
        assert!(
            page.contains("\n1 of 79 rules that are due have functions that are called, and tests; 3 come later.\n")
        );
    }

    #[test]
    fn a_number_that_the_book_does_not_have_is_named() {
        assert_eq!(unknown_numbers(&sample().mentions), ["a::strange names A-13, which the rule book does not have"]);
    }

    #[test]
    fn a_gap_says_what_to_write() {
        let rows = rows(&sample());
        let row = rows.iter().find(|row| row.rule.number == "Z-10").unwrap();
        let gaps = row.gaps();
        assert_eq!(gaps[0], "Z-10 has no function: write `Rule Z-10` in its doc comment");
        assert_eq!(gaps[1], "Z-10 has no test: its name begins with z_10_");
        let row = rows.iter().find(|row| row.rule.number == "A-04").unwrap();
        assert_eq!(row.gaps()[0], "A-04 is decided by a::idle, which nobody calls outside tests");
    }
}
