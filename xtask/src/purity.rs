//! `state.rs`, `rules.rs` and `policy.rs` of a slice are pure: they know neither database nor web.

use crate::sources::Source;

const PURE: [&str; 3] = ["state", "rules", "policy"];
const IMPURE: [&str; 6] = ["db", "web", "ui", "axum", "maud", "journal"];

/// Every line of a pure file that reaches for what it may not know.
pub fn faults(file: &Source) -> Vec<String> {
    if !is_pure(&file.path) {
        return Vec::new();
    }
    let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().enumerate();
    lines
        .filter_map(|(at, line)| impure_crate(line).map(|name| (at + 1, name)))
        .map(|(at, name)| format!("{}:{at}: is pure and may not know `{name}`", file.path))
        .collect()
}

/// `crates/applications/src/rules.rs` and all of `crates/applications/src/rules/`.
fn is_pure(path: &str) -> bool {
    let Some((slice, inner)) = path.strip_prefix("crates/").and_then(|p| p.split_once("/src/")) else { return false };
    let ground =
        ["kernel", "db", "journal", "jobs", "mail", "files", "web", "ui", "porter", "testing"].contains(&slice);
    let first = inner.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    !ground && PURE.contains(&first)
}

fn impure_crate(line: &str) -> Option<&'static str> {
    let code = line.split("//").next().unwrap_or_default();
    IMPURE.into_iter().find(|name| {
        let path = format!("{name}::");
        code.match_indices(&path).any(|(at, _)| {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            !before.is_alphanumeric() && before != '_' && before != ':'
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Vec<String> {
        faults(&Source { path: path.into(), text: text.into() })
    }

    #[test]
    fn a_pure_file_may_not_import_or_name_database_and_web() {
        let text = "use kernel::Day;\nuse db::Tx;\nfn f(page: maud::Markup) {}\n";
        let found = read("crates/applications/src/rules/limits.rs", text);
        let place = "crates/applications/src/rules/limits.rs";
        assert_eq!(found[0], format!("{place}:2: is pure and may not know `db`"));
        assert_eq!(found[1], format!("{place}:3: is pure and may not know `maud`"));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn other_files_comments_tests_and_longer_names_are_free() {
        assert!(read("crates/applications/src/store.rs", "use db::Tx;").is_empty());
        assert!(read("crates/applications/src/state.rs", "// db::Tx is elsewhere\nuse mydb::X;").is_empty());
        assert!(read("crates/applications/src/state.rs", "#[cfg(test)]\nuse db::Tx;").is_empty());
        assert!(read("crates/db/src/rules.rs", "use db::Tx;").is_empty());
    }
}
