//! A list of any subject, looked through.

use std::collections::HashMap;

use db::{Db, Tx};
use directory::OrganisationKind;
use kernel::{Actor, ImportId, OrganisationId, Refusal};
use sheets::Source;

use crate::overview::{Counts, Overview};
use crate::parties::{Choice, Choices, Meaning, Written};
use crate::people::PeopleSettings;
use crate::progress::Progress;
use crate::projects::ProjectSettings;
use crate::reading::HowToRead;
use crate::record::Subject;
use crate::{organisations, people, projects};

/// How a list is to be taken, whatever it holds; parts that its subject does not ask for are left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    pub projects: ProjectSettings,
    pub people: PeopleSettings,
}

/// What was found in a list, with all that is needed to import it.
pub enum Checked {
    Projects(Box<projects::Analysis>),
    Organisations(Box<organisations::Analysis>),
    People(Box<people::Analysis>),
}

/// A name that nobody knows yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenName {
    pub kind: OrganisationKind,
    pub name: String,
    pub first_line: u32,
    pub rows: u32,
    pub suggestions: Vec<Suggested>,
}

/// An organisation a name may mean, as it is kept with the list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = ImportSuggestion)]
pub struct Suggested {
    pub id: OrganisationId,
    pub name: String,
    /// How close it comes, in thousandths.
    pub score: u32,
}

/// Looks a list through, from the first row to the last. Nothing is written. Blocks: call it outside the async world.
pub fn check(
    db: &Db,
    subject: Subject,
    source: impl Source + 'static,
    how: &HowToRead,
    settings: &Settings,
    choices: &Choices,
    progress: &Progress,
) -> Result<Checked, Refusal> {
    Ok(match subject {
        Subject::Projects => {
            Checked::Projects(Box::new(projects::analyse(db, source, how, &settings.projects, choices, progress)?))
        }
        Subject::Organisations => Checked::Organisations(Box::new(organisations::analyse(db, source, how, progress)?)),
        Subject::People => Checked::People(Box::new(people::analyse(db, source, how, &settings.people, progress)?)),
    })
}

impl Checked {
    pub fn overview(&self) -> &Overview {
        match self {
            Checked::Projects(found) => &found.overview,
            Checked::Organisations(found) => &found.overview,
            Checked::People(found) => &found.overview,
        }
    }

    /// Says whether two looks at a list would do the same: what a person saw is what is written.
    pub fn fingerprint(&self) -> String {
        match self {
            Checked::Projects(found) => found.fingerprint(),
            Checked::Organisations(found) => found.fingerprint(),
            Checked::People(found) => found.fingerprint(),
        }
    }

    /// Names a person has to explain, those of most rows first.
    pub fn open_names(&self) -> Vec<OpenName> {
        let Checked::Projects(found) = self else { return Vec::new() };
        let mut all = open_of(OrganisationKind::Enterprise, &found.enterprises, &found.enterprise_meanings);
        all.extend(open_of(OrganisationKind::University, &found.universities, &found.university_meanings));
        all.sort_by(|a, b| (b.rows, &a.name).cmp(&(a.rows, &b.name)));
        all
    }

    /// Names of organisations that would be added.
    pub fn created_names(&self) -> Vec<String> {
        let Checked::Projects(found) = self else { return Vec::new() };
        let of = |written: &Written, meanings: &[Meaning]| -> Vec<String> {
            let pairs = written.names.iter().zip(meanings);
            pairs.filter(|(_, m)| **m == Meaning::Created).map(|(name, _)| name.name.clone()).collect()
        };
        [of(&found.enterprises, &found.enterprise_meanings), of(&found.universities, &found.university_meanings)]
            .concat()
    }

    /// Who would be written to, the first few.
    pub fn readers(&self, most: usize) -> Vec<String> {
        match self {
            Checked::People(found) => found.readers(most),
            Checked::Projects(_) | Checked::Organisations(_) => Vec::new(),
        }
    }

    /// Imports the list in the caller's transaction: all of it or, when anything stands in the way, nothing.
    pub fn write(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        import: ImportId,
        sha256: &str,
        progress: &Progress,
    ) -> Result<Counts, Refusal> {
        match self {
            Checked::Projects(found) => projects::write(tx, actor, found, import, sha256, progress),
            Checked::Organisations(found) => organisations::write(tx, actor, found, progress),
            Checked::People(found) => people::write(tx, actor, found, progress),
        }
    }
}

fn open_of(kind: OrganisationKind, written: &Written, meanings: &[Meaning]) -> Vec<OpenName> {
    let open = |(name, meaning): (&crate::parties::Name, &Meaning)| match meaning {
        Meaning::Open(suggestions) => Some(OpenName {
            kind,
            name: name.name.clone(),
            first_line: name.first_line,
            rows: name.rows,
            suggestions: suggestions
                .iter()
                .map(|s| Suggested { id: s.id, name: s.name.clone(), score: s.score })
                .collect(),
        }),
        Meaning::Known(_) | Meaning::Chosen(_) | Meaning::Created => None,
    };
    written.names.iter().zip(meanings).filter_map(open).collect()
}

/// Choices as they are kept with a list.
pub(crate) fn choices_to_json(choices: &Choices) -> String {
    let rows: Vec<(&OrganisationKind, &str, &Choice)> =
        choices.iter().map(|((kind, key), choice)| (kind, key.as_str(), choice)).collect();
    serde_json::to_string(&rows).unwrap_or_else(|_| "[]".into())
}

pub(crate) fn choices_from_json(text: &str) -> Choices {
    let rows: Vec<(OrganisationKind, String, Choice)> = serde_json::from_str(text).unwrap_or_default();
    rows.into_iter().map(|(kind, key, choice)| ((kind, key), choice)).collect::<HashMap<_, _>>()
}
