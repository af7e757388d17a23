//! The cast, a meeting, and an exhibition of two university booths and one for enterprises.

use axum::Router;
use cast::Cast;
use db::Tx;
use exhibition::actions::{self as e, BoothDraft, ExhibitionDraft, RequestDraft, RowDraft};
use exhibition::kinds::BoothKind;
use exhibition::{BoothRequest, store};
use files::Files;
use kernel::{Actor, BoothId, BoothRequestId, Instant, MeetingId, Money, PersonId, Refusal};
use meetings::Words;
use porter::{Doors, Named};
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 7] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    meetings::MIGRATIONS,
    exhibition::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub meeting: MeetingId,
    files: Files,
    _folder: tempfile::TempDir,
}

pub fn words(zh: &str) -> Words {
    Words { zh: zh.into(), en: format!("EN {zh}") }
}

pub fn booth(number: &str, kind: BoothKind, x: i64, y: i64) -> BoothDraft {
    BoothDraft { number: number.into(), kind, x, y, width: 30, depth: 30, price: Money::ZERO }
}

/// Open since an hour, for ten days.
pub fn floor(now: Instant) -> ExhibitionDraft {
    ExhibitionDraft {
        about: Words::default(),
        width: 200,
        depth: 100,
        opens_at: now.plus_seconds(-3_600),
        closes_at: now.plus_seconds(864_000),
        hold_hours: 72,
    }
}

pub fn request(kind: BoothKind, title: &str) -> RequestDraft {
    RequestDraft {
        kind,
        title: words(title),
        about: Words::default(),
        goods: "展柜一个".into(),
        watts: 500,
        contact_name: "王建国".into(),
        contact_phone: "13900001234".into(),
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
                title: words("第十一届对接会"),
                place: Words::default(),
                about: Words::default(),
                first_on: day,
                last_on: day.plus_days(1),
                change_minutes: None,
            };
            let meeting = meetings::actions::create(tx, &office, &draft)?.id;
            e::set_up_exhibition(tx, &office, meeting, 0, &floor(tx.now()))?;
            let row = RowDraft { first: booth("A1", BoothKind::University, 0, 0), count: 2, gap: 0 };
            e::add_row(tx, &office, meeting, &row)?;
            e::add_booth(tx, &office, meeting, &booth("B1", BoothKind::Enterprise, 0, 60))?;
            Ok::<_, Refusal>(meeting)
        });
        World { base, cast, meeting: made.expect("an exhibition"), files, _folder: folder }
    }
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.pass(1);
        self.base.db.write_now(work)
    }

    /// Time goes by, in milliseconds.
    pub fn pass(&self, millis: i64) {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + millis));
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("read")
    }

    pub fn office(&self) -> Actor {
        self.cast.wu_min.clone()
    }

    pub fn booth(&self, number: &str) -> BoothId {
        let (meeting, number) = (self.meeting, number.to_owned());
        let all = self.read(move |tx| Ok(store::booths(tx, meeting)?));
        all.into_iter().find(|it| it.number == number).expect("the booth").id
    }

    pub fn ask(&self, actor: &Actor, kind: BoothKind, title: &str) -> Result<BoothRequest, Refusal> {
        let (actor, meeting, draft) = (actor.clone(), self.meeting, request(kind, title));
        self.write(move |tx| e::ask(tx, &actor, meeting, &draft))
    }

    pub fn hold(&self, id: BoothRequestId, booth: &str, reason: &str) -> Result<BoothRequest, Refusal> {
        let (office, at, booth, reason) = (self.office(), (self.meeting, id), self.booth(booth), reason.to_owned());
        self.write(move |tx| e::hold(tx, &office, at, booth, &reason))
    }

    pub fn confirm(&self, actor: &Actor, id: BoothRequestId) -> Result<BoothRequest, Refusal> {
        let (actor, at) = (actor.clone(), (self.meeting, id));
        self.write(move |tx| e::confirm(tx, &actor, at))
    }

    pub fn give_up(&self, actor: &Actor, id: BoothRequestId, reason: &str) -> Result<BoothRequest, Refusal> {
        let (actor, at, reason) = (actor.clone(), (self.meeting, id), reason.to_owned());
        self.write(move |tx| e::give_up(tx, &actor, at, &reason))
    }

    pub fn get_request(&self, id: BoothRequestId) -> BoothRequest {
        let meeting = self.meeting;
        self.read(move |tx| store::request(tx, meeting, id))
    }

    /// Kind and reader of every letter, the oldest first.
    pub fn letters(&self) -> Vec<(String, Option<PersonId>)> {
        self.read(|tx| Ok(tx.query("SELECT kind, to_person FROM letter ORDER BY id", &[])?))
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [
            ("office", &cast.wu_min),
            ("university", &cast.wang_jianguo),
            ("other", &cast.gao_ning),
            ("enterprise", &cast.zhao_lei),
            ("teacher", &cast.lin_mei),
        ];
        let routes = exhibition::routes();
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
