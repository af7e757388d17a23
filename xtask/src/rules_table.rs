//! The table rule → function → tests of docs/rules.md, with the gaps visible.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::rules::{self, Rule};
use crate::scan::{Mentions, scan};
use crate::sources;

const PLACE: &str = "docs/rules.md";

/// A rule with the functions that decide it and the tests that hold it.
struct Row {
    rule: Rule,
    functions: Vec<String>,
    tests: Vec<String>,
}

impl Row {
    fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.functions.is_empty() {
            gaps.push(format!("{} has no function: write `Rule {0}` in its doc comment", self.rule.number));
        }
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
    let mentions = read(root)?;
    let rows = rows(&mentions);
    let mut faults: Vec<String> = rows.iter().filter(|row| !row.rule.later).flat_map(Row::gaps).collect();
    faults.extend(unknown_numbers(&mentions));
    if fs::read_to_string(root.join(PLACE)).unwrap_or_default() != render(&rows) {
        faults.push(format!("{PLACE} is stale: cargo xtask rules-table --write"));
    }
    if faults.is_empty() { Ok(format!("rules-table: {}\n", summary(&rows))) } else { Err(faults.join("\n")) }
}

fn read(root: &Path) -> Result<Mentions, String> {
    let mut all = Mentions::default();
    for source in sources::find(root, &["crates", "app"], &[".rs"])? {
        let found = scan(&source);
        all.functions.extend(found.functions);
        all.tests.extend(found.tests);
    }
    Ok(all)
}

fn rows(mentions: &Mentions) -> Vec<Row> {
    let paths = |list: &[crate::scan::Mention], number: &str| {
        let mut paths: Vec<String> = list.iter().filter(|m| m.number == number).map(|m| m.path.clone()).collect();
        paths.sort();
        paths.dedup();
        paths
    };
    let row = |rule: Rule| {
        let (functions, tests) = (paths(&mentions.functions, rule.number), paths(&mentions.tests, rule.number));
        Row { rule, functions, tests }
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
    format!("{whole} of {due} rules that are due have function and test, {} come later", rows.len() - due)
}

fn render(rows: &[Row]) -> String {
    let mut page = String::from(
        "# Rules\n\nMade by `cargo xtask rules-table --write` from doc comments (`Rule A-02`) and names of tests \
         (`a_02_…`); not written by hand. The wording is short; the figures in brackets are defaults, the valid ones \
         stand in the rule sets.\n\n",
    );
    let _ = writeln!(page, "{}.", summary(rows)); // writing to a String cannot fail
    let mut chapter = "";
    for row in rows {
        let letter = row.rule.number.chars().next().unwrap_or_default();
        if rules::chapter(letter) != chapter {
            chapter = rules::chapter(letter);
            let _ = writeln!(page, "\n## {chapter}\n\n| Rule | | Function | Tests |\n|---|---|---|---|");
        }
        let functions = cell(&row.functions, row.rule.later);
        let tests = cell(&row.tests, row.rule.later);
        let _ = writeln!(page, "| {} | {} | {functions} | {tests} |", row.rule.number, row.rule.wording);
    }
    page
}

fn cell(paths: &[String], later: bool) -> String {
    match (paths.is_empty(), later) {
        (true, true) => "later".into(),
        (true, false) => "**missing**".into(),
        (false, _) => paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join("<br>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Mention;

    fn mention(number: &str, path: &str) -> Mention {
        Mention { number: number.into(), path: path.into() }
    }

    fn sample() -> Mentions {
        Mentions {
            functions: vec![mention("A-02", "a::limit"), mention("A-13", "a::strange")],
            tests: vec![mention("A-02", "a::a_02_two"), mention("A-02", "a::a_02_one"), mention("A-03", "a::a_03")],
        }
    }

    #[test]
    fn a_row_shows_functions_and_tests_sorted_and_what_is_missing() {
        let page = render(&rows(&sample()));
        let line = |number: &str| page.lines().find(|l| l.starts_with(&format!("| {number} "))).unwrap_or_default();
        assert!(line("A-02").ends_with("| `a::limit` | `a::a_02_one`<br>`a::a_02_two` |"), "{}", line("A-02"));
        assert!(line("A-03").ends_with("| **missing** | `a::a_03` |"));
        assert!(line("K-01").ends_with("| later | later |"));
        assert!(page.contains("\n1 of 68 rules that are due have function and test, 14 come later.\n"));
    }

    #[test]
    fn a_number_that_the_book_does_not_have_is_named() {
        assert_eq!(unknown_numbers(&sample()), ["a::strange names A-13, which the rule book does not have"]);
    }

    #[test]
    fn a_gap_says_what_to_write() {
        let rows = rows(&sample());
        let row = rows.iter().find(|row| row.rule.number == "Z-10").unwrap();
        let gaps = row.gaps();
        assert_eq!(gaps[0], "Z-10 has no function: write `Rule Z-10` in its doc comment");
        assert_eq!(gaps[1], "Z-10 has no test: its name begins with z_10_");
    }
}
