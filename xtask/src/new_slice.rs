//! Writes the skeleton of a slice: the files of the house style, each with the sentence that says what it is for. The
//! state table stands with two states, because a slice begins with it; everything else is empty until it is needed.

use std::fs;
use std::path::Path;

/// Writes `crates/NAME`; refuses a name that is no slice name and a folder that is already there.
pub fn write(root: &Path, name: &str) -> Result<String, String> {
    let is_word =
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if !is_word {
        return Err(format!("{name:?}: a slice has a plural name of small letters, such as `applications`"));
    }
    let folder = root.join("crates").join(name);
    if folder.exists() {
        return Err(format!("crates/{name} is already there"));
    }
    for (path, text) in files(name) {
        let place = folder.join(&path);
        let parent = place.parent().ok_or_else(|| format!("{path} has no folder"))?;
        fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
        fs::write(&place, text).map_err(|error| format!("{}: {error}", place.display()))?;
    }
    Ok(format!("wrote crates/{name}; say in ARCHITECTURE.md where it stands, and name it in app/Cargo.toml\n"))
}

fn files(name: &str) -> Vec<(String, String)> {
    let record = singular(name);
    let mut files = vec![
        ("Cargo.toml".to_owned(), MANIFEST.replace("NAME", name)),
        ("README.md".to_owned(), README.replace("NAME", name).replace("RECORD", &record)),
        ("src/lib.rs".to_owned(), front_door(name, &record)),
        ("src/state.rs".to_owned(), STATE.replace("RECORD", &record)),
        (
            "tests/policy.rs".to_owned(),
            format!("//! The matrix of rights of `{name}`: cast × state × step, as a snapshot.\n"),
        ),
        (format!("src/{record}.rs"), format!("//! The record {record} and its parts.\n")),
    ];
    let described = MODULES
        .iter()
        .map(|(file, text)| (format!("src/{file}.rs"), format!("//! {}\n", text.replace("RECORD", &record))));
    files.extend(described);
    files
}

/// The modules in the order rustfmt wants, wherever the name of the record falls.
fn front_door(name: &str, record: &str) -> String {
    let mut modules: Vec<&str> = MODULES.iter().map(|(module, _)| *module).chain(["state", record]).collect();
    modules.sort_unstable();
    let line =
        |module: &str| if module == "actions" { "pub mod actions;\n".into() } else { format!("mod {module};\n") };
    let lines: String = modules.into_iter().map(line).collect();
    LIB.replace("NAME", name).replace("MODULES", &lines)
}

/// `applications` are made of `application`; words without a plural stay as they are.
fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => match name.strip_suffix('s').filter(|stem| !stem.is_empty()) {
            Some(stem) => stem.to_owned(),
            None => format!("{name}_record"),
        },
    }
}

const MODULES: [(&str, &str); 9] = [
    ("rules", "Pure checks, each with its number. Values in, a verdict out."),
    ("policy", "Who may do what to a RECORD, the permit, and the scope of lists."),
    ("actions", "One function per thing a person can do: load, permit, rules, advance, tell, commit."),
    ("store", "All SQL on the rows of this slice; only `advance` moves the state of a RECORD."),
    ("lists", "Lists and reports, each bounded by the policy's scope."),
    ("pages", "The pages and fragments: a door to the actions."),
    ("api", "The JSON API: a door to the actions."),
    ("commands", "The command line: a door to the actions."),
    ("mails", "The letters, written in the transaction of the act they tell of."),
];

const MANIFEST: &str = "[package]
name = \"NAME\"
version.workspace = true
edition.workspace = true
license.workspace = true
publish.workspace = true

[dependencies]

[lints]
workspace = true
";

const README: &str = "# NAME

What this slice does, and what it deliberately leaves out.

| Step of a RECORD | From | To |
|---|---|---|
| Submit | Draft | Submitted |
";

const LIB: &str = "//! NAME: what people do here, in one sentence; and what this slice deliberately leaves out.

MODULES
pub use state::{IllegalStep, State, Step};
";

const STATE: &str = "//! The states of a RECORD, its steps, and the table of paths.

/// Where a RECORD stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Draft,
    Submitted,
}

/// What somebody can do to a RECORD.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Submit,
}

/// A step that the table does not allow from this state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalStep {
    pub state: State,
    pub step: Step,
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> (&'static [State], State) {
        use State::*;
        match self {
            Step::Submit => (&[Draft], Submitted),
        }
    }
}

impl State {
    /// Where `step` leads from here, or why it may not be taken.
    pub fn after(self, step: Step) -> Result<State, IllegalStep> {
        let (from, to) = step.path();
        if from.contains(&self) { Ok(to) } else { Err(IllegalStep { state: self, step }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_allowed_exactly_where_the_table_says() {
        assert_eq!(State::Draft.after(Step::Submit), Ok(State::Submitted));
        let refused = IllegalStep { state: State::Submitted, step: Step::Submit };
        assert_eq!(State::Submitted.after(Step::Submit), Err(refused));
    }
}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skeleton_has_every_file_of_the_house_style_and_is_not_written_twice() {
        let root = std::env::temp_dir().join(format!("xtask-new-slice-{}", std::process::id()));
        write(&root, "visits").unwrap();
        let slice = root.join("crates/visits");
        let named = "lib visit state rules policy actions store lists pages api commands mails";
        for name in named.split(' ') {
            assert!(slice.join(format!("src/{name}.rs")).is_file(), "{name}");
        }
        assert!(slice.join("README.md").is_file() && slice.join("tests/policy.rs").is_file());
        assert_eq!(write(&root, "visits"), Err("crates/visits is already there".into()));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_name_that_is_no_slice_name_is_refused() {
        for name in ["Visits", "../visits", "", "site-visits"] {
            assert!(write(Path::new("."), name).is_err(), "{name}");
        }
    }

    #[test]
    fn records_are_named_in_the_singular() {
        assert_eq!(
            ["applications", "parties", "recognition"].map(singular),
            ["application", "party", "recognition_record"]
        );
    }
}
