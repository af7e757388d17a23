//! The cast, and a meeting that takes registrations.

use axum::Router;
use cast::Cast;
use db::Tx;
use files::Files;
use journal::Signer;
use kernel::{Actor, Day, Instant, MeetingId, Refusal, RegistrationId};
use meetings::Words;
use meetings::actions::MeetingDraft;
use porter::{Doors, Named};
use registrations::actions::{self as r, Merged, NewScan, OpeningDraft, PlacesDraft, RegistrationDraft};
use registrations::kinds::MeetingRole;
use registrations::state::State;
use registrations::{Registration, token};
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 7] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    meetings::MIGRATIONS,
    registrations::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub meeting: MeetingId,
    files: Files,
    _folder: tempfile::TempDir,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The first day of the meeting.
pub fn first() -> Day {
    day("2024-11-02")
}

pub fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

pub fn draft(name: &str) -> RegistrationDraft {
    RegistrationDraft {
        name: words(name, ""),
        organisation: words("南江大学", "Nanjiang University"),
        phone: "13800001234".into(),
        ..RegistrationDraft::blank(MeetingRole::Delegate)
    }
}

/// The signer of badges of the site that [`porter::site`] makes.
pub fn signer() -> Signer {
    token::signer_of(&Signer::from_bytes(&[7; 32]))
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        base.clock.move_to(day("2024-10-01").begins());
        let meeting = meeting_of(&base, &cast, "第十一届对接会");
        let world = World { base, cast, meeting, files, _folder: folder };
        world.open(2).expect("opened");
        world
    }
}

fn meeting_of(base: &TestDb, cast: &Cast, title: &str) -> MeetingId {
    let office = cast.wu_min.clone();
    let draft = MeetingDraft {
        title: words(title, "The 11th meeting"),
        place: words("南京", "Nanjing"),
        about: Words::default(),
        first_on: first(),
        last_on: first().plus_days(1),
        change_minutes: None,
    };
    base.db.write_now(move |tx| Ok::<_, Refusal>(meetings::actions::create(tx, &office, &draft)?.id)).expect("a meeting")
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + 1));
        self.base.db.write_now(work)
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("read")
    }

    pub fn office(&self) -> Actor {
        self.cast.wu_min.clone()
    }

    pub fn other_meeting(&self) -> MeetingId {
        meeting_of(&self.base, &self.cast, "另一次对接会")
    }

    /// So many places for delegates; everybody else is looked at and has no bound.
    pub fn open(&self, delegates: i64) -> Result<(), Refusal> {
        let (office, meeting) = (self.office(), self.meeting);
        let delegate = PlacesDraft { role: MeetingRole::Delegate, places: Some(delegates), needs_approval: false };
        let draft = OpeningDraft {
            opens_at: day("2024-10-01").begins(),
            closes_at: day("2024-10-26").begins(),
            offer_hours: 48,
            places: vec![delegate],
        };
        self.write(move |tx| {
            let revision = registrations::store::opening(tx, meeting)?.map_or(0, |it| it.revision);
            r::open(tx, &office, meeting, revision, &draft).map(drop)
        })
    }

    pub fn register(&self, actor: &Actor, draft: RegistrationDraft) -> Result<Registration, Refusal> {
        let (actor, meeting) = (actor.clone(), self.meeting);
        self.write(move |tx| r::register(tx, &actor, meeting, &draft))
    }

    pub fn by_hand(&self, name: &str) -> Registration {
        self.by_hand_as(draft(name)).expect("registered")
    }

    pub fn by_hand_as(&self, draft: RegistrationDraft) -> Result<Registration, Refusal> {
        let (office, meeting) = (self.office(), self.meeting);
        self.write(move |tx| r::register_by_hand(tx, &office, meeting, &draft))
    }

    pub fn withdraw(&self, id: RegistrationId) -> Result<Registration, Refusal> {
        let office = self.office();
        self.write(move |tx| r::withdraw(tx, &office, id, "行程有变"))
    }

    pub fn find(&self, id: RegistrationId) -> Registration {
        self.read(move |tx| db::get(tx, id))
    }

    pub fn state(&self, id: RegistrationId) -> State {
        self.find(id).state
    }

    /// Places of delegates that are taken.
    pub fn taken(&self) -> i64 {
        let meeting = self.meeting;
        let all = self.read(move |tx| Ok(registrations::store::places(tx, meeting)?));
        all.iter().find(|it| it.role == MeetingRole::Delegate).expect("places").taken
    }

    pub fn merge(&self, scans: Vec<NewScan>) -> Result<Vec<Merged>, Refusal> {
        let (office, meeting) = (self.office(), self.meeting);
        self.write(move |tx| r::merge(tx, &office, meeting, &signer(), &scans))
    }

    /// The kinds of all letters, in their order.
    pub fn letters(&self) -> Vec<(String, String)> {
        self.read(|tx| Ok(tx.query("SELECT kind, to_address FROM letter ORDER BY id", &[])?))
    }
}

pub fn badge(it: &Registration) -> String {
    let version = u16::try_from(it.badge_version).unwrap();
    token::Badge { meeting_id: it.meeting_id, registration_id: it.id, version }.token(&signer())
}

pub fn scan(nonce: &str, badge: &str, at: Instant) -> NewScan {
    NewScan {
        nonce: nonce.into(),
        scanned_at: at,
        device: "一号机".into(),
        badge: Some(badge.into()),
        registration_id: None,
        shown: None,
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [
            ("office", &cast.wu_min),
            ("teacher", &cast.lin_mei),
            ("student", &cast.chen_xiao),
            ("university", &cast.wang_jianguo),
            ("ministry", &cast.feng_jing),
        ];
        let routes = registrations::routes();
        let porter = Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}

/// The fields a refusal names.
pub fn fields<T: std::fmt::Debug>(verdict: Result<T, Refusal>) -> Vec<String> {
    let refusal = verdict.expect_err("it is refused");
    assert!(!refusal.breaches().is_empty(), "breaches were expected, not {refusal:?}");
    refusal.breaches().iter().map(|breach| breach.field.clone()).collect()
}
