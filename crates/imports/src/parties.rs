//! Names of organisations in a list: each once, what it means, and what a person is asked about it.

use std::collections::HashMap;

use directory::OrganisationKind;
use directory::names::{Found, Names, Suggestion, VERY_CLOSE, key};
use kernel::OrganisationId;

/// Names as a list writes them, each kept once.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub names: Vec<Name>,
    by_name: HashMap<String, u32>,
}

/// A name with the place where it first stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub name: String,
    /// Two digits, where the list says so.
    pub province: String,
    pub first_line: u32,
    pub rows: u32,
}

impl Written {
    /// The place of a name in the table; a new one is added.
    pub fn add(&mut self, name: &str, province: &str, line: u32) -> u32 {
        if let Some(at) = self.by_name.get(name) {
            let known = &mut self.names[*at as usize];
            known.rows += 1;
            if known.province.is_empty() {
                known.province.push_str(province);
            }
            return *at;
        }
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.by_name.insert(name.to_owned(), at);
        self.names.push(Name { name: name.to_owned(), province: province.to_owned(), first_line: line, rows: 1 });
        at
    }
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// By its name, code or a name remembered from earlier.
    Known(Found),
    /// A person said so; it is remembered when the list is imported.
    Chosen(OrganisationId),
    /// It is to be added as imported and not verified.
    Created,
    /// Nobody knows yet.
    Open(Vec<Suggestion>),
}

/// What a person chose for a name that nobody knew.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Choice {
    #[serde(rename = "is")]
    Is(OrganisationId),
    #[serde(rename = "create")]
    Create,
}

/// Choices by kind and key of the name.
pub type Choices = HashMap<(OrganisationKind, String), Choice>;

/// Suggestions for one name at most.
const SUGGESTIONS: usize = 5;

/// Finds out what each name means. `create_unknown` adds only what nothing in the register comes close to: a misspelt name
/// is asked about all the same.
pub fn resolve(
    kind: OrganisationKind,
    written: &Written,
    register: &Names,
    choices: &Choices,
    create_unknown: bool,
) -> Vec<Meaning> {
    let meaning = |name: &Name| {
        if let Some(found) = register.find(&name.name) {
            return Meaning::Known(found);
        }
        match choices.get(&(kind, key(&name.name))) {
            Some(Choice::Is(id)) if register.name(*id).is_some() => Meaning::Chosen(*id),
            Some(Choice::Create) => Meaning::Created,
            Some(Choice::Is(_)) | None => {
                let suggested = register.suggest(&name.name, SUGGESTIONS);
                let is_strange = suggested.first().is_none_or(|first| first.score < VERY_CLOSE);
                if create_unknown && is_strange { Meaning::Created } else { Meaning::Open(suggested) }
            }
        }
    };
    written.names.iter().map(meaning).collect()
}
