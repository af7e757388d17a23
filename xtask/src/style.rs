//! The parts of the house style a machine can hold: lengths, names of files, where the databases are named. Each
//! exception stands in style-allow.tsv with its reason.

use std::path::Path;

use crate::sources::{self, Source};
use crate::{dependencies, purity};

/// Lines no file may pass.
pub const LONGEST_FILE: usize = 500;
/// Lines above which a function is mentioned. It is advice: a long table in one function may be the clearer text.
const LONG_FUNCTION: usize = 60;

const FORBIDDEN_STEMS: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "service", "services", "misc"];
const ALLOWED: &str = include_str!("style-allow.tsv");
const FOLDERS: [&str; 6] = ["app", "crates", "load", "xtask", "e2e", "bin"];
const ENDINGS: [&str; 5] = [".rs", ".mjs", ".js", ".css", ".sh"];

/// Fails with every fault; what is only advice is printed after success.
pub fn check(root: &Path) -> Result<String, String> {
    let files = sources::find(root, &FOLDERS, &ENDINGS)?;
    let mut faults: Vec<String> = files.iter().flat_map(faults_of).collect();
    faults.extend(dependencies::without_reason(root)?);
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    let advice: String = files.iter().flat_map(long_functions).map(|line| format!("advice: {line}\n")).collect();
    Ok(format!("{advice}style: {} files\n", files.len()))
}

fn faults_of(file: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = file.text.lines().count();
    if lines > LONGEST_FILE && !allowed("length", &file.path) {
        faults.push(format!("{}: {lines} lines, at most {LONGEST_FILE}; make it a folder", file.path));
    }
    let stem = file.file_name().split('.').next().unwrap_or_default();
    if FORBIDDEN_STEMS.contains(&stem) && !allowed("name", &file.path) {
        faults.push(format!("{}: name the file after what it holds", file.path));
    }
    if file.path.ends_with(".rs") {
        faults.extend(named_engines(file));
        faults.extend(purity::faults(file).into_iter().filter(|_| !allowed("pure", &file.path)));
    }
    faults
}

fn named_engines(file: &Source) -> Vec<String> {
    if allowed("engine", &file.path) {
        return Vec::new();
    }
    let names = |line: &str| {
        let line = line.to_lowercase();
        line.contains("sqlite") || line.contains("postgres")
    };
    let lines = file.text.lines().enumerate().filter(|(_, line)| names(line));
    lines.map(|(at, _)| format!("{}:{}: names a database; only crates/db may", file.path, at + 1)).collect()
}

fn allowed(rule: &str, path: &str) -> bool {
    ALLOWED.lines().any(|line| {
        let mut cells = line.split('\t');
        cells.next() == Some(rule) && cells.next().is_some_and(|prefix| path.starts_with(prefix))
    })
}

/// Counts from the line of the signature to the brace that closes it at the same indentation, as rustfmt sets it.
fn long_functions(file: &Source) -> Vec<String> {
    if !file.path.ends_with(".rs") {
        return Vec::new();
    }
    let mut open: Option<(usize, &str)> = None;
    let mut found = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        let code = line.trim_start();
        let indentation = &line[..line.len() - code.len()];
        let begins = (code.starts_with("fn ") || code.contains(" fn ")) && !code.starts_with("//");
        match open {
            None if begins && !line.ends_with('}') && !line.ends_with(';') => open = Some((at, indentation)),
            Some((start, depth)) if depth == indentation && code.starts_with('}') => {
                let lines = at + 1 - start;
                if lines > LONG_FUNCTION {
                    found.push(format!("{}:{}: a function of {lines} lines", file.path, start + 1));
                }
                open = None;
            }
            None | Some(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    #[test]
    fn a_file_of_500_lines_passes_and_one_more_fails() {
        assert_eq!(faults_of(&file("app/src/a.rs", &"x\n".repeat(500))), Vec::<String>::new());
        let faults = faults_of(&file("app/src/a.rs", &"x\n".repeat(501)));
        assert_eq!(faults, ["app/src/a.rs: 501 lines, at most 500; make it a folder"]);
    }

    #[test]
    fn files_are_named_after_what_they_hold() {
        let faults = faults_of(&file("crates/web/src/helpers.rs", ""));
        assert_eq!(faults, ["crates/web/src/helpers.rs: name the file after what it holds"]);
        assert!(faults_of(&file("crates/web/src/common_room.rs", "")).is_empty());
    }

    #[test]
    fn databases_are_named_only_where_they_belong() {
        let text = "// fine\n// PostgreSQL sorts this\n";
        let faults = faults_of(&file("crates/applications/src/store.rs", text));
        assert_eq!(faults, ["crates/applications/src/store.rs:2: names a database; only crates/db may"]);
        assert!(faults_of(&file("crates/db/src/lib.rs", text)).is_empty());
    }

    #[test]
    fn every_exception_has_a_reason() {
        for line in ALLOWED.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(matches!(cells.as_slice(), [_, _, reason] if !reason.is_empty()), "{line}");
        }
    }

    #[test]
    fn long_functions_are_measured_to_their_closing_brace() {
        let body = "    x();\n".repeat(59);
        let text = format!("fn short() {{\n    x();\n}}\n\npub fn long() {{\n{body}}}\n");
        assert_eq!(long_functions(&file("app/src/a.rs", &text)), ["app/src/a.rs:5: a function of 61 lines"]);
    }
}
