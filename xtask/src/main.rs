//! The tasks of the repository that need more than a line of shell. `cargo xtask` without arguments lists them.

mod callers;
mod dependencies;
mod new_slice;
mod purity;
mod rules;
mod rules_table;
mod scan;
mod sources;
mod style;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "cargo xtask TASK

  rules-table            prints rule -> function -> callers -> tests, with the gaps
  rules-table --write    writes it to docs/rules.md
  rules-table --check    fails when docs/rules.md is stale, a rule has no function or no test, or a function no caller
  style                  file lengths, file names, where the databases are named, pure files, reasons for dependencies
  new-slice NAME         writes the skeleton of a slice to crates/NAME
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root();
    let outcome = match words.as_slice() {
        ["rules-table"] => rules_table::print(&root),
        ["rules-table", "--write"] => rules_table::write(&root),
        ["rules-table", "--check"] => rules_table::check(&root),
        ["style"] => style::check(&root),
        ["new-slice", name] => new_slice::write(&root, name),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(said) => {
            print!("{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{}", why.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace: cargo tells where this crate lies, whatever folder it is called from.
fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    here.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
