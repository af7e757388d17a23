//! A platform with the cast, and lists as people bring them.

use std::io::Cursor;

use cast::Cast;
use db::{DbError, Migration, Tx};
use directory::OrganisationKind;
use directory::names::key;
use files::Files;
use imports::actions::{NewImport, commit_at_once};
use imports::{Checked, Choice, Choices, Counts, HowToRead, Progress, Settings, Subject, check};
use kernel::{OrganisationId, Refusal};
use testing::TestDb;

pub const ALL: [&[Migration]; 11] = [
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    directory::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    applications::MIGRATIONS,
    agreements::MIGRATIONS,
    projects::MIGRATIONS,
    imports::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub files: Files,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let cast = base.db.write_now(cast::seed).expect("the cast can be written");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
        World { base, cast, files, _folder: folder }
    }
}

/// What stands in the way of a list, one line each: cell, rule, reason.
pub fn faults(checked: &Checked) -> Vec<String> {
    let kept = &checked.overview().findings.kept;
    let wrong = kept.iter().filter(|fault| !fault.is_note);
    wrong.map(|fault| format!("{} {} {}", fault.place(), fault.rule, fault.said.zh).replace("  ", " ")).collect()
}

pub fn notes(checked: &Checked) -> Vec<String> {
    let kept = checked.overview().findings.kept.iter().filter(|fault| fault.is_note);
    kept.map(|fault| format!("{} {}", fault.place(), fault.said.zh).trim().to_owned()).collect()
}

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(work)
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("it can be read")
    }

    /// Looks a list through.
    pub fn check(&self, subject: Subject, bytes: &[u8], settings: &Settings) -> Result<Checked, Refusal> {
        self.check_with(subject, bytes, settings, &Choices::new())
    }

    pub fn check_with(
        &self,
        subject: Subject,
        bytes: &[u8],
        settings: &Settings,
        choices: &Choices,
    ) -> Result<Checked, Refusal> {
        let source = Cursor::new(bytes.to_vec());
        check(&self.base.db, subject, source, &HowToRead::default(), settings, choices, &Progress::default())
    }

    /// Imports a list that was looked through, for the programme office.
    pub fn commit(
        &self,
        subject: Subject,
        bytes: &[u8],
        settings: &Settings,
        checked: Checked,
    ) -> Result<Counts, Refusal> {
        let new = NewImport {
            subject,
            file_name: "list.csv".into(),
            sha256: imports::keep(&self.files, bytes).expect("bytes can be kept"),
            bytes: bytes.len() as u64,
            how: HowToRead::default(),
            settings: settings.clone(),
        };
        let actor = self.cast.wu_min.clone();
        self.act(move |tx| commit_at_once(tx, &actor, &new, &checked, &Progress::default()))
    }

    /// Looks a list through and imports it.
    pub fn import(&self, subject: Subject, bytes: &[u8], settings: &Settings) -> Counts {
        let checked = self.check(subject, bytes, settings).expect("the list is read");
        assert_eq!(faults(&checked), Vec::<String>::new());
        self.commit(subject, bytes, settings, checked).expect("the list is imported")
    }

    /// Rows of every table that an import may write.
    pub fn amounts(&self) -> Vec<i64> {
        let tables = [
            "project",
            "filing",
            "title_gram",
            "organisation",
            "organisation_alias",
            "person",
            "membership",
            "import",
            "imported_list",
            "journal_entry",
        ];
        let count = |table: &'static str| {
            self.read(move |tx| tx.one::<(i64,)>(&format!("SELECT COUNT(*) FROM {table}"), &[])).0
        };
        tables.map(count).to_vec()
    }
}

pub fn meaning(kind: OrganisationKind, name: &str, choice: Choice) -> Choices {
    Choices::from([((kind, key(name)), choice)])
}

pub fn is(id: OrganisationId) -> Choice {
    Choice::Is(id)
}
