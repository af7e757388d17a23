//! The cast, a public meeting with a session of two talks in one hall, and a channel there.

use axum::Router;
use cast::Cast;
use db::Tx;
use files::Files;
use kernel::{Actor, HallId, Instant, MeetingId, Refusal};
use live::actions::{self as l, ChannelDraft};
use live::kinds::{Audience, Tongue};
use live::{Channel, Live};
use meetings::Words;
use meetings::actions as m;
use porter::{Doors, Named, Reply, stranger, token};
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 7] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    meetings::MIGRATIONS,
    live::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub meeting: MeetingId,
    pub hall: HallId,
    pub live: Live,
    files: Files,
    _folder: tempfile::TempDir,
}

pub fn words(zh: &str) -> Words {
    Words { zh: zh.into(), en: format!("EN {zh}") }
}

pub fn draft(code: &str, audience: Audience, hall_id: Option<HallId>) -> ChannelDraft {
    ChannelDraft { code: code.into(), name: words("主会场"), hall_id, language: Tongue::Floor, audience }
}

/// A transport stream of one packet, told apart by `seed`.
pub fn ts(seed: u8) -> Vec<u8> {
    let mut packet = vec![seed; 188];
    (packet[0], packet[1], packet[3]) = (0x47, 0, 0x10);
    packet
}

/// A playlist that names these segments of two seconds.
pub fn list(first: usize, names: &[String]) -> String {
    let lines: String = names.iter().map(|name| format!("#EXTINF:2.0,\n{name}\n")).collect();
    format!("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:{first}\n{lines}")
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let office = cast.wu_min.clone();
        let made = base.db.write_now(move |tx| {
            let day = tx.now().day();
            let about = m::MeetingDraft {
                title: words("第十一届对接会"),
                place: Words::default(),
                about: Words::default(),
                first_on: day,
                last_on: day.plus_days(1),
                change_minutes: None,
            };
            let meeting = m::create(tx, &office, &about)?.id;
            let hall = m::HallDraft { name: words("一号厅"), capacity: None };
            let hall = m::add_hall(tx, &office, meeting, &hall)?.id;
            Ok::<_, Refusal>((meeting, hall))
        });
        let (meeting, hall) = made.expect("a meeting");
        World { base, cast, meeting, hall, live: Live::new(), files, _folder: folder }
    }
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(work)
    }

    /// Time goes by, in milliseconds.
    pub fn pass(&self, millis: i64) {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + millis));
    }

    pub fn office(&self) -> Actor {
        self.cast.wu_min.clone()
    }

    /// A channel in the hall, and a key for its primary encoder.
    pub fn channel(&self, code: &str, audience: Audience) -> (Channel, String) {
        let (office, meeting, draft) = (self.office(), self.meeting, draft(code, audience, Some(self.hall)));
        self.write(move |tx| {
            let channel = l::add_channel(tx, &office, meeting, &draft)?;
            let made = l::issue_key(tx, &office, (meeting, &channel.code), 0, 7)?;
            Ok((channel, made.secret))
        })
        .expect("a channel")
    }

    /// An encoder sends something.
    pub fn put(&self, key: &str, path: &str, bytes: impl Into<axum::body::Body>) -> Reply {
        self.send(token(key), "PUT", &format!("/ingest/{path}"), "application/octet-stream", bytes)
    }

    /// An encoder sends segments of two seconds with their list.
    pub fn run(&self, key: &str, code: &str, range: std::ops::Range<usize>) {
        for n in range {
            self.pass(2_000);
            assert_eq!(self.put(key, &format!("{code}/0/main/index{n}.ts"), ts(n as u8)).status, 200);
            let first = n.saturating_sub(4);
            let names: Vec<String> = (first..=n).map(|n| format!("index{n}.ts")).collect();
            assert_eq!(self.put(key, &format!("{code}/0/main/index.m3u8"), list(first, &names)).status, 200);
        }
    }

    /// The names of the segments of a playlist.
    pub fn segments(&self, path: &str) -> Vec<String> {
        let reply = self.get(stranger(), path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        reply.body.lines().filter(|line| line.ends_with(".ts")).map(str::to_owned).collect()
    }

    /// The platform looks at its channels, as it does every second.
    pub fn look(&self) {
        let site = self.site();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(self.live.look(&site));
    }

    fn named(&self) -> Named {
        let cast = &self.cast;
        let named = [("office", &cast.wu_min), ("teacher", &cast.lin_mei)];
        Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())))
    }

    fn site(&self) -> web::Site {
        porter::site(&self.base.db, &self.files, self.named(), &live::routes(&self.live))
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        web::router(&self.site(), live::routes(&self.live))
    }
}
