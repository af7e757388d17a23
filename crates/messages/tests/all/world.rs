//! The cast on an empty stage.

use std::sync::OnceLock;

use cast::Cast;
use db::{Migration, Tx};
use kernel::{Actor, Instant, PersonId, Refusal};
use mail::{Letter, Message, Sift, Template};
use testing::TestDb;

pub const ALL: [&[Migration]; 18] =
    demo::tables_with(&[allocations::MIGRATIONS, searches::MIGRATIONS, messages::MIGRATIONS]);

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub files: files::Files,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = files::Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
        let cast = base.db.write_now(cast::seed).expect("the cast enters");
        World { base, cast, files, _folder: folder }
    }
}

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(action)
    }

    pub fn read<T: Send + 'static>(&self, look: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(look).expect("readable")
    }

    pub fn now(&self) -> Instant {
        self.base.clock.now()
    }

    /// Moves the clock to an instant such as `2024-06-25T00:00:00Z`.
    pub fn at(&self, instant: &str) {
        self.base.clock.move_to(instant.parse().expect("an instant"));
    }

    pub fn later(&self, seconds: i64) {
        self.base.clock.move_to(self.now().plus_seconds(seconds));
    }

    /// Tells somebody by a template without places.
    pub fn tell(&self, people: &[PersonId], template: &'static Template) {
        let people = people.to_vec();
        self.act(move |tx| Ok(directory::tell(tx, &people, template, &[], "/todo")?)).expect("told");
    }

    pub fn inbox(&self, person: PersonId) -> Vec<Message> {
        self.read(move |tx| Ok(mail::inbox(tx, person, Sift::default(), 100)?))
    }

    /// Subjects of somebody's messages, the newest first.
    pub fn subjects(&self, actor: &Actor) -> Vec<String> {
        self.inbox(actor.person_id).into_iter().map(|message| message.subject_en).collect()
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.read(|tx| Ok(mail::recent(tx, 1_000)?))
    }

    /// Occasions of the letters to somebody, the oldest first.
    pub fn letters_to(&self, actor: &Actor) -> Vec<String> {
        let me = Some(actor.person_id);
        self.letters().into_iter().rev().filter(|letter| letter.to_person == me).map(|letter| letter.kind).collect()
    }

    /// Runs what runs by itself.
    pub fn work<T>(&self, work: impl AsyncFnOnce(&db::Db) -> Result<T, Refusal>) -> T {
        runtime().block_on(work(&self.base.db)).expect("it works")
    }
}

pub fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
    })
}
