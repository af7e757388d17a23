//! The story of the small demo, and webhooks of its houses.

use db::Db;
use journal::Act;
use kernel::{Actor, Instant, ProjectId, Refusal, RowId};
use testing::TestDb;
use webhooks::{Delivery, NewWebhook, Settings, Told, Webhook};

use crate::receiver::Receiver;

pub const ALL: [&[db::Migration]; demo::TABLES] = demo::tables_with(&[webhooks::MIGRATIONS]);

/// The story of the small demo: it ends on this day and begins in 2023.
pub const STORY: testing::Story = testing::Story {
    migrations: &ALL,
    at: "2026-11-23T02:00:00Z",
    tell: |base| {
        let files = files::Files::open(&base.files()).expect("a folder for files");
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
    },
};
pub const BASE: &str = "http://xieyu.test";
/// Receivers of tests are on this machine.
pub const INSIDE: Settings = Settings { allow_private: true };

pub struct World {
    pub base: TestDb,
    pub receiver: Receiver,
    pub files: files::Files,
    pub runtime: tokio::runtime::Runtime,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let files = files::Files::open(&base.files()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        World { base, receiver: Receiver::new(), files, runtime }
    }
}

impl World {
    pub fn actor(&self, name: &str) -> Actor {
        let name = name.to_owned();
        self.read(move |tx| demo::actor(tx, &name))
    }
    pub fn read<T: Send + 'static>(
        &self,
        action: impl FnOnce(&mut db::Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        self.base.db.read_now(action).unwrap()
    }
    pub fn act<T: Send + 'static>(
        &self,
        action: impl FnOnce(&mut db::Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(action)
    }
    /// A webhook of this person's house for these events, to the receiver.
    pub fn hook(&self, by: &Actor, kinds: &[&str]) -> (Webhook, String) {
        let new = NewWebhook { url: self.receiver.url(), kinds: kinds.iter().map(|k| (*k).to_owned()).collect() };
        let by = by.clone();
        self.act(move |tx| webhooks::create(tx, &by, &new, INSIDE)).unwrap()
    }
    /// The projects of a house, the newest first.
    pub fn projects(&self, house: &'static str) -> Vec<ProjectId> {
        let sql = "SELECT project.id FROM project JOIN organisation ON organisation.id = project.enterprise_id \
                   WHERE organisation.name LIKE $1 ORDER BY project.id DESC";
        self.read(move |tx| {
            Ok(tx.query::<(ProjectId,)>(sql, db::params![house])?.into_iter().map(|(id,)| id).collect())
        })
    }
    /// Lets an act stand in the journal.
    pub fn happens(&self, subject: &'static str, id: RowId, step: &'static str) {
        self.act(move |tx| {
            journal::record(tx, Act::new(&Actor::system(), subject, id.0, step));
            Ok(())
        })
        .unwrap();
    }
    pub fn gather(&self, db: &Db) -> Result<usize, Refusal> {
        self.runtime.block_on(webhooks::gather_due(db))
    }
    pub fn send(&self, settings: Settings) -> Told {
        self.runtime.block_on(webhooks::send_due(&self.base.db, settings, BASE)).unwrap()
    }
    /// What is told of all that happened: gathered, sent, received.
    pub fn told(&self) -> Vec<(String, String)> {
        self.gather(&self.base.db).unwrap();
        self.send(INSIDE);
        let told = self.receiver.got();
        told.iter()
            .map(|got| (got.header("xieyu-event").to_owned(), got.json()["subject_id"].as_str().unwrap().to_owned()))
            .collect()
    }
    pub fn log(&self, hook: RowId) -> Vec<Delivery> {
        self.read(move |tx| Ok(webhooks::deliveries(tx, hook, None)?))
    }
    pub fn later(&self, seconds: i64) {
        let now = self.base.clock.now();
        self.base.clock.move_to(Instant::from_millis(now.millis() + seconds * 1000));
    }
}
