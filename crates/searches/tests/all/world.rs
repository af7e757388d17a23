//! The small demo with an index over it.

use db::{Migration, Tx};
use kernel::{Actor, Lang, Refusal};
use search::Kind;
use searches::{Answered, NoAnswer, Search, Wanted};
use testing::TestDb;
use uuid::Uuid;

pub const ALL: [&[Migration]; demo::TABLES] = demo::tables_with(&[searches::MIGRATIONS]);

/// The story of the small demo: it ends on this day and begins in 2023.
pub const STORY: testing::Story = testing::Story {
    migrations: &ALL,
    at: "2026-11-23T02:00:00Z",
    tell: |base| {
        let files = files::Files::open(&base.files()).expect("a folder for files");
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
    },
};

/// Everybody of the cast, one or more for each role.
pub const CAST: [&str; 16] = [
    "lin.mei",
    "zhou.yuan",
    "chen.xiao",
    "wang.jianguo",
    "li.fang",
    "zhao.lei",
    "sun.yue",
    "he.zhiyuan",
    "wu.min",
    "zheng.hai",
    "feng.jing",
    "tang.yun",
    "qin.yue",
    "gao.ning",
    "xu.lan",
    "luo.cheng",
];

pub struct World {
    pub base: TestDb,
    pub files: files::Files,
    pub search: Search,
    pub folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = files::Files::open(&base.files()).expect("a folder for files");
        let search = Search::open(&folder.path().join("search")).expect("a folder for the index");
        let world = World { base, files, search, folder };
        world.follow();
        world
    }
}

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(action)
    }

    /// Acts, and lets the index follow.
    pub fn done<T: Send + 'static>(
        &self,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        let done = self.act(action).expect("the cast may do this");
        self.follow();
        done
    }

    pub fn follow(&self) {
        self.search.catch_up(&self.base.db).expect("the index follows");
    }

    /// Somebody of the cast in their role: `lin.mei`.
    pub fn actor(&self, name: &str) -> Actor {
        let name = name.to_owned();
        self.act(move |tx| demo::actor(tx, &name)).expect("the cast is there")
    }

    /// A stranger and everybody of the cast.
    pub fn readers(&self) -> Vec<Option<Actor>> {
        std::iter::once(None).chain(CAST.iter().map(|name| Some(self.actor(name)))).collect()
    }

    pub fn ask(&self, actor: Option<&Actor>, lang: Lang, wanted: &Wanted) -> Result<Answered, NoAnswer> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(searches::find(&self.search, &self.base.db, actor.cloned(), lang, wanted))
    }

    pub fn find(&self, actor: Option<&Actor>, typed: &str) -> Answered {
        self.ask(actor, Lang::Zh, &words(typed)).unwrap_or_else(|no| panic!("{typed}: {no:?}"))
    }

    /// How many hits of the first page there are, and the statements that reading their rows takes.
    pub fn statements(&self, actor: Option<&Actor>, typed: &str) -> (usize, u32) {
        let answered = self.find(actor, typed);
        let (hits, actor) = (answered.found.hits.clone(), actor.cloned());
        let count = self.act(move |tx| {
            let before = tx.statements();
            searches::rows_of(tx, actor.as_ref(), Lang::Zh, &hits, &answered.query)?;
            Ok(tx.statements() - before)
        });
        (answered.found.hits.len(), count.expect("readable"))
    }

    /// Titles of what is found, best first.
    pub fn titles(&self, actor: Option<&Actor>, typed: &str) -> Vec<String> {
        self.find(actor, typed).rows.into_iter().map(|row| row.title.text).collect()
    }

    /// The ids of all hits, page by page, in order; nothing stands twice.
    pub fn all(&self, actor: Option<&Actor>, kind: Kind, typed: &str) -> Vec<Uuid> {
        let mut wanted = words(typed).with("kind", kernel::Word::word(kind));
        let mut all = Vec::new();
        loop {
            let answered = self.ask(actor, Lang::Zh, &wanted).unwrap_or_else(|no| panic!("{typed}: {no:?}"));
            assert_eq!(answered.rows.len(), answered.found.hits.len(), "every hit has a row: {typed}");
            all.extend(answered.rows.iter().map(|row| row.id));
            let Some(next) = answered.found.next else { break };
            wanted.after = web::Cursor(Some(next));
        }
        all.sort_unstable();
        all
    }
}

pub fn words(typed: &str) -> Wanted {
    Wanted { q: typed.to_owned(), ..Wanted::default() }
}
