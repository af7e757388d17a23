//! The cast, a public meeting with one channel, and who says what in it.

use audience::actions::{self as a, CommentDraft, Settings};
use audience::state::{Mode, comment};
use audience::{Audiences, Comment, Listed, Place};
use axum::Router;
use cast::Cast;
use db::Tx;
use files::Files;
use kernel::{Actor, ChannelId, CommentId, Instant, MeetingId, Refusal};
use live::Channel;
use live::kinds::{Audience as Watchers, Tongue};
use meetings::Words;
use porter::{Doors, Named};
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 8] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    meetings::MIGRATIONS,
    live::MIGRATIONS,
    audience::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub meeting: MeetingId,
    pub audiences: Audiences,
    listed: std::sync::Arc<Listed>,
    files: Files,
    _folder: tempfile::TempDir,
}

pub const CODE: &str = "main";

pub fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let office = cast.wu_min.clone();
        let made = base.db.write_now(move |tx| {
            let day = tx.now().day();
            let draft = meetings::actions::MeetingDraft {
                title: words("第十一届对接会", "The 11th meeting"),
                place: Words::default(),
                about: Words::default(),
                first_on: day,
                last_on: day,
                change_minutes: None,
            };
            let meeting = meetings::actions::create(tx, &office, &draft)?.id;
            tx.execute("UPDATE meeting SET state = 'public' WHERE id = $1", db::params![meeting])?;
            for (code, audience) in [(CODE, Watchers::Everybody), ("inner", Watchers::SignedIn)] {
                let now = tx.now();
                db::insert(
                    tx,
                    &Channel {
                        id: ChannelId::at(now),
                        meeting_id: meeting,
                        code: code.into(),
                        name_zh: "主会场".into(),
                        name_en: "Main hall".into(),
                        hall_id: None,
                        language: Tongue::Floor,
                        audience,
                        slate_at: None,
                        sort: 0,
                        revision: 1,
                        created_by: office.person_id,
                        created_at: now,
                    },
                )?;
            }
            Ok::<_, Refusal>(meeting)
        });
        World {
            base,
            cast,
            meeting: made.expect("a meeting"),
            audiences: Audiences::new(),
            listed: std::sync::Arc::default(),
            files,
            _folder: folder,
        }
    }
}

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>, &Place) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let meeting = self.meeting;
        self.wait_millis(1);
        self.base.db.write_now(move |tx| {
            let channel = live::store::channel(tx, meeting, CODE)?;
            let place = audience::around(tx, channel)?;
            work(tx, &place)
        })
    }

    pub fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>, &Place) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        let meeting = self.meeting;
        let read = self.base.db.read_now(move |tx| {
            let channel = live::store::channel(tx, meeting, CODE)?;
            let place = audience::around(tx, channel)?;
            work(tx, &place)
        });
        read.expect("read")
    }

    pub fn wait_millis(&self, millis: i64) {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + millis));
    }

    pub fn mode(&self, mode: Mode) {
        let office = self.cast.wu_min.clone();
        let set = self.act(move |tx, place| {
            let revision = place.audience.revision;
            a::set(tx, &office, place, &Settings { mode, danmu: true, questions: true, reactions: true, revision })
        });
        set.expect("set");
    }

    pub fn say(&self, who: &Actor, body: &str) -> Result<Comment, Refusal> {
        let (who, draft, listed) =
            (who.clone(), CommentDraft { body: body.into(), unnamed: false }, self.listed.clone());
        self.act(move |tx, place| a::write(tx, &who, place, &listed, &draft))
    }

    pub fn ask(&self, who: &Actor, body: &str) -> Result<audience::Question, Refusal> {
        let (who, draft, listed) =
            (who.clone(), CommentDraft { body: body.into(), unnamed: false }, self.listed.clone());
        self.act(move |tx, place| a::ask(tx, &who, place, &listed, &draft))
    }

    pub fn decide(&self, ids: &[CommentId], step: comment::Step, reason: &str) -> Result<a::Decided, Refusal> {
        let (office, ids, reason) = (self.cast.wu_min.clone(), ids.to_vec(), reason.to_owned());
        self.act(move |tx, place| a::decide(tx, &office, place, &ids, (step, &reason)))
    }

    /// What somebody reads in the list, the latest first.
    pub fn list(&self, who: Option<&Actor>) -> Vec<String> {
        let who = who.map(|actor| actor.person_id);
        let all = self.read(move |tx, place| Ok(audience::store::shown(tx, place.channel.id, who, None)?.0));
        all.into_iter().map(|it| it.body).collect()
    }

    /// Acts of the journal on these subjects, with their reasons.
    pub fn acts(&self, subject: &'static str) -> Vec<(String, String)> {
        let read = self.base.db.read_now(move |tx| {
            tx.query("SELECT act, reason FROM journal_entry WHERE subject = $1 ORDER BY seq", db::params![subject])
        });
        read.map_err(|e: db::DbError| e).expect("the journal")
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [("office", &cast.wu_min), ("teacher", &cast.lin_mei), ("student", &cast.chen_xiao)];
        let live = live::Live::new();
        let routes = audience::routes(&self.audiences, &live).and(live::routes(&live));
        let porter = Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}
