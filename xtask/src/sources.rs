//! Finds the text files of the repository that people write, in a stable order.

use std::fs;
use std::path::Path;

/// A file people write: its path from the root with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Folders that hold what tools made.
const MADE: [&str; 4] = ["target", "node_modules", ".git", ".demo"];

/// Every file below the given folders whose name ends in one of `endings`, sorted by path.
pub fn find(root: &Path, folders: &[&str], endings: &[&str]) -> Result<Vec<Source>, String> {
    let mut found = Vec::new();
    for folder in folders {
        if root.join(folder).is_dir() {
            collect(root, folder, endings, &mut found)?;
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn collect(root: &Path, folder: &str, endings: &[&str], found: &mut Vec<Source>) -> Result<(), String> {
    let entries = fs::read_dir(root.join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    for entry in entries {
        let entry = entry.map_err(|error| format!("{folder}: {error}"))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        let is_folder = entry.file_type().map_err(|error| format!("{path}: {error}"))?.is_dir();
        if is_folder && !MADE.contains(&name.as_str()) {
            collect(root, &path, endings, found)?;
        } else if !is_folder && endings.iter().any(|ending| name.ends_with(ending)) {
            let text = fs::read_to_string(root.join(&path)).map_err(|error| format!("{path}: {error}"))?;
            found.push(Source { path, text });
        }
    }
    Ok(())
}
