//! Reading instances and plans, writing plans.

use std::path::Path;

use matching::schedule::Plan;

/// The text of a file, without the mark some programs put before it.
pub fn text(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|fault| format!("{}: {fault}", file.display()))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        format!("{}:{line}: the text is not UTF-8", file.display())
    })?;
    match text.strip_prefix('\u{feff}') {
        Some(unmarked) => Ok(unmarked.to_owned()),
        None => Ok(text),
    }
}

/// The name of an instance: its file without folder and ending.
pub fn name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes to a file, or to the terminal where none is given.
pub fn write(file: Option<&Path>, text: &str) -> Result<(), String> {
    match file {
        Some(file) => std::fs::write(file, text).map_err(|fault| format!("{}: {fault}", file.display())),
        None => {
            print!("{text}");
            Ok(())
        }
    }
}

/// A plan as a line for each meeting and the rest before it.
pub fn plan(plan: &Plan) -> Result<String, String> {
    serde_json::to_string_pretty(plan).map(|text| text + "\n").map_err(|fault| fault.to_string())
}
