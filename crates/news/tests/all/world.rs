//! The cast, and a meeting to tell about.

use axum::Router;
use cast::Cast;
use db::Tx;
use files::Files;
use kernel::{Actor, Instant, Lang, MeetingId, NewsId, Refusal};
use meetings::Words;
use news::News;
use news::actions::{self as n, NewsDraft};
use news::kinds::NewsKind;
use news::state::Step;
use porter::{Doors, Named};
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 7] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    meetings::MIGRATIONS,
    news::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub meeting: MeetingId,
    pub files: Files,
    _folder: tempfile::TempDir,
}

/// The smallest picture.
pub const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\0\0\0\0\0\0\0\0IDAT\0\0\0\0\0\0\0\0IEND";

pub fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

/// Complete in Chinese, without English.
pub fn draft(title: &str) -> NewsDraft {
    NewsDraft {
        kind: NewsKind::News,
        meeting_id: None,
        title: words(title, ""),
        body: words("第一段。\n\n第二段。", ""),
        source: "项目办公室".into(),
    }
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let office = cast.wu_min.clone();
        let made = base.db.write_now(move |tx| {
            let day = tx.now().day().plus_days(60);
            let draft = meetings::actions::MeetingDraft {
                title: words("第十一届对接会", "The 11th meeting"),
                place: Words::default(),
                about: Words::default(),
                first_on: day,
                last_on: day,
                change_minutes: None,
            };
            Ok::<_, Refusal>(meetings::actions::create(tx, &office, &draft)?.id)
        });
        World { base, cast, meeting: made.expect("a meeting"), files, _folder: folder }
    }
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + 1));
        self.base.db.write_now(work)
    }

    pub fn office(&self) -> Actor {
        self.cast.wu_min.clone()
    }

    pub fn written(&self, draft: NewsDraft) -> News {
        let office = self.office();
        self.write(move |tx| n::create(tx, &office, &draft)).expect("written")
    }

    pub fn edit(&self, id: NewsId, revision: i64, draft: NewsDraft) -> Result<News, Refusal> {
        let office = self.office();
        self.write(move |tx| n::edit(tx, &office, (id, revision), &draft))
    }

    pub fn approve(&self, news: &News, lang: Lang) -> Result<News, Refusal> {
        let (office, at) = (self.office(), (news.id, news.revision));
        self.write(move |tx| n::approve(tx, &office, at, lang))
    }

    pub fn step(&self, id: NewsId, step: Step) -> Result<News, Refusal> {
        let office = self.office();
        self.write(move |tx| n::step(tx, &office, id, step))
    }

    /// Approved in Chinese, and public.
    pub fn published(&self, draft: NewsDraft) -> News {
        let news = self.written(draft);
        self.approve(&news, Lang::Zh).expect("approved");
        self.step(news.id, Step::Publish).expect("published")
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [("office", &cast.wu_min), ("teacher", &cast.lin_mei), ("ministry", &cast.feng_jing)];
        let routes = news::routes();
        let porter = Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}
