//! The small demo with a register of some hundred projects around it, and the doors of the statistics.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use db::{Migration, Tx};
use kernel::{Day, Money, Refusal};
use porter::Named;
use statistics::{Asked, Figures, Party, Statistics};
use testing::TestDb;
use tower::ServiceExt;

pub const ALL: [&[Migration]; demo::TABLES] = demo::tables_with(&[]);

/// The story ends on this day and begins in 2023.
pub const TODAY: &str = "2026-11-23";
const NOW: &str = "2026-11-23T02:00:00Z";

pub struct World {
    pub base: TestDb,
    pub files: files::Files,
    pub statistics: Statistics,
}

/// The story with a register of some hundred projects around it.
pub const STORY: testing::Story = testing::Story {
    migrations: &ALL,
    at: NOW,
    tell: |base| {
        tell(base);
        let scale = demo::Scale {
            projects: 600,
            enterprises: 40,
            universities: 30,
            cash: Money::from_yuan(21_000_000),
            people: 400,
            open_items: 30,
        };
        demo::national(&base.db, 7, scale, &|_, _, _| {}).expect("a register can be made");
    },
};

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let world = World::of(base);
        world.statistics.catch_up(&world.base.db).expect("it is counted");
        world
    }
}

/// Tells the small demo: projects of both modes from their guideline to their end.
fn tell(base: &TestDb) {
    let files = files::Files::open(&base.files()).expect("a folder for files");
    demo::small(&base.db, base.address(), &files).expect("the story can be told");
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

impl World {
    /// With tables and nobody in them.
    pub fn before_the_story(base: TestDb) -> World {
        base.clock.move_to(NOW.parse().expect("an instant"));
        World::of(base)
    }

    fn of(base: TestDb) -> World {
        let files = files::Files::open(&base.files()).expect("a folder for files");
        World { base, files, statistics: Statistics::new() }
    }

    /// Tells the small demo.
    pub fn tell(&self) {
        tell(&self.base);
    }

    pub fn act<T: Send + 'static>(&self, action: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.write_now(action).expect("it can be done")
    }

    pub fn figures(&self, as_of: &str, party: Option<Party>) -> std::sync::Arc<Figures> {
        figures(&self.statistics, &self.base, as_of, party)
    }

    /// The same, counted by somebody who has read everything anew.
    pub fn anew(&self, as_of: &str, party: Option<Party>) -> std::sync::Arc<Figures> {
        figures(&Statistics::new(), &self.base, as_of, party)
    }

    /// What a stranger gets.
    pub fn get(&self, path: &str) -> Reply {
        let routes = statistics::routes(&self.statistics).and(projects::routes());
        let site = porter::site(&self.base.db, &self.files, Named::of([]), &routes);
        let router = web::router(&site, routes);
        let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (head, body) = router.oneshot(request).await.expect("an answer").into_parts();
            let bytes = to_bytes(body, 10_000_000).await.expect("a body").to_vec();
            Reply { status: head.status.as_u16(), head: head.headers, bytes }
        })
    }

    pub fn json(&self, path: &str) -> serde_json::Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        serde_json::from_slice(&reply.bytes).expect("JSON")
    }
}

fn figures(statistics: &Statistics, base: &TestDb, as_of: &str, party: Option<Party>) -> std::sync::Arc<Figures> {
    statistics.figures_now(&base.db, &Asked { as_of: day(as_of), party }).expect("figures")
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub head: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    #[track_caller]
    pub fn holds(&self, text: &str) {
        assert!(self.text().contains(text), "{text} in {}", self.text());
    }
    #[track_caller]
    pub fn lacks(&self, text: &str) {
        assert!(!self.text().contains(text), "{text} in {}", self.text());
    }
}
