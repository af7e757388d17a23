//! Every crate from outside stands in docs/dependencies.md with its licence and the reason why we carry it.

use std::fs;
use std::path::Path;

const PLACE: &str = "docs/dependencies.md";

/// A fault for each dependency of the workspace that the page does not name.
pub fn without_reason(root: &Path) -> Result<Vec<String>, String> {
    let read = |path: &str| fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"));
    Ok(unexplained(&read("Cargo.toml")?, &read(PLACE)?))
}

fn unexplained(manifest: &str, page: &str) -> Vec<String> {
    let missing = outside(manifest).into_iter().filter(|name| !page.contains(&format!("| `{name}` |")));
    missing.map(|name| format!("{PLACE} does not say why we need `{name}`")).collect()
}

/// The names below `[workspace.dependencies]` that do not lie in the workspace itself.
fn outside(manifest: &str) -> Vec<&str> {
    let lines = manifest.lines().skip_while(|line| line.trim() != "[workspace.dependencies]").skip(1);
    let entries = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.contains("path ="));
    entries
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().trim_end_matches(".workspace"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_a_line_on_the_page_is_named() {
        let manifest = "[workspace.dependencies]\naxum = \"0.8\"\nkernel = { path = \"crates/kernel\" }\nhex = \"1\"\n\n[profile.dev]\ndebug = 1\n";
        let page = "| `axum` | MIT | HTTP |\n";
        assert_eq!(unexplained(manifest, page), ["docs/dependencies.md does not say why we need `hex`"]);
    }
}
