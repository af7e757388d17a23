//! The cast at a meeting of two days with a public agenda, and negotiations that take requests: two tables, four slots a day.

use axum::Router;
use cast::Cast;
use db::Tx;
use files::Files;
use guidelines::{Guideline, Item};
use kernel::{
    Actor, Day, GuidelineId, Instant, ItemId, MatchRequestId, MeetingId, Mode, Money, NegotiatorId, OrganisationId,
    ProjectType, Refusal, TimetableId,
};
use meetings::Words;
use meetings::actions::{self as m, HallDraft, MeetingDraft, PersonDraft, SessionDraft};
use meetings::kinds::SessionKind;
use negotiations::actions::{self as n, Ask, JoinDraft, RequestDraft, SetupDraft, SlotsDraft, TablesDraft};
use negotiations::contents::Contents;
use negotiations::kinds::Rank;
use negotiations::{Appointment, Slot, Table, Timetable, solving, store};
use porter::{Doors, Named};
use suggestions::Suggestions;
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 14] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    applications::MIGRATIONS,
    agreements::MIGRATIONS,
    projects::MIGRATIONS,
    suggestions::MIGRATIONS,
    meetings::MIGRATIONS,
    registrations::MIGRATIONS,
    negotiations::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub meeting: MeetingId,
    files: Files,
    _folder: tempfile::TempDir,
}

pub fn first() -> Day {
    "2024-11-12".parse().unwrap()
}

pub fn on(day: i32, hour: i64, minute: i64) -> Instant {
    Instant::beijing(first().plus_days(day), hour, minute, 0)
}

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        base.clock.move_to(Instant::beijing("2024-10-08".parse().unwrap(), 9, 0, 0));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let office = cast.wu_min.clone();
        let meeting = base.db.write_now(move |tx| public_meeting(tx, &office)).expect("a meeting");
        let world = World { base, cast, meeting, files, _folder: folder };
        world.office(move |tx, office| {
            n::set_up(tx, office, meeting, 0, SetupDraft::default())?;
            let zone = n::add_zone(tx, office, meeting, &words("洽谈区", "Zone"))?;
            n::add_tables(tx, office, meeting, TablesDraft { zone_id: zone.id, count: 2 })?;
            let slots = SlotsDraft { day: None, begins: "14:00".into(), count: 4, minutes: 20, gap: 5 };
            n::add_slots(tx, office, meeting, &slots)?;
            n::open(tx, office, meeting)
        });
        world
    }
}

/// Lin Mei speaks on the first day from 14:00 to 14:30.
fn public_meeting(tx: &mut Tx<'_>, office: &Actor) -> Result<MeetingId, Refusal> {
    let draft = MeetingDraft {
        title: words("第十一届对接会", "The 11th meeting"),
        place: words("南京", "Nanjing"),
        about: Words::default(),
        first_on: first(),
        last_on: first().plus_days(1),
        change_minutes: Some(10),
    };
    let meeting = m::create(tx, office, &draft)?.id;
    let hall = m::add_hall(tx, office, meeting, &HallDraft { name: words("主会场", "Main hall"), capacity: None })?;
    let session = SessionDraft {
        kind: SessionKind::Talks,
        hall_id: Some(hall.id),
        starts_at: Some(on(0, 14, 0)),
        ends_at: Some(on(0, 14, 30)),
        title: words("主题报告", "Talks"),
        about: Words::default(),
        sign_ups: None,
        chairs: vec![PersonDraft { name: words("林梅", "Lin Mei"), ..PersonDraft::default() }],
        guests: Vec::new(),
        talks: Vec::new(),
    };
    m::create_session(tx, office, meeting, &session)?;
    let speaker = meetings::store::speakers(tx, meeting)?.remove(0);
    let reached = m::SpeakerDraft {
        name: words("林梅", "Lin Mei"),
        title: Words::default(),
        organisation: Words::default(),
        email: "lin.mei@demo.xieyu".into(),
    };
    m::edit_speaker(tx, office, meeting, (speaker.id, speaker.revision), &reached)?;
    let release = m::release(tx, office, meeting, "1.0", None)?;
    m::publish(tx, office, meeting, release.id, 0)?;
    m::drop_letters(tx, office, meeting, release.id)?;
    Ok(meeting)
}

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        actor: &Actor,
        work: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + 1));
        let actor = actor.clone();
        self.base.db.write_now(move |tx| work(tx, &actor))
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("read")
    }

    /// What the office does, and it works.
    #[track_caller]
    pub fn office<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        self.act(&self.cast.wu_min.clone(), work).expect("the office may")
    }

    pub fn at(&self, instant: Instant) {
        self.base.clock.move_to(instant);
    }

    #[track_caller]
    pub fn join(&self, actor: &Actor) -> NegotiatorId {
        let meeting = self.meeting;
        self.act(actor, move |tx, actor| n::join(tx, actor, meeting, &JoinDraft::default())).expect("joins").id
    }

    pub fn ask(&self, actor: &Actor, to: NegotiatorId, rank: Rank) -> Result<MatchRequestId, Refusal> {
        let meeting = self.meeting;
        let draft = RequestDraft { to, rank, item_id: None, note: "想谈实验课程".into() };
        Ok(self.act(actor, move |tx, actor| n::ask_to_meet(tx, actor, meeting, &draft))?.id)
    }

    pub fn answer(&self, actor: &Actor, id: MatchRequestId, rank: Rank) -> Result<negotiations::MatchRequest, Refusal> {
        let meeting = self.meeting;
        self.act(actor, move |tx, actor| n::answer(tx, actor, meeting, id, (rank, "好的")))
    }

    /// Both want to meet.
    #[track_caller]
    pub fn agreed(&self, from: &Actor, to: &Actor) -> MatchRequestId {
        let meeting = self.meeting;
        let person = to.person_id;
        let id = self.read(move |tx| Ok(store::negotiator_of(tx, meeting, person)?.expect("takes part").id));
        let request = self.ask(from, id, Rank::Want).expect("asked");
        self.answer(to, request, Rank::Want).expect("accepted");
        request
    }

    /// Four who take part: Lin Mei and Xu Lan of universities, Zhao Lei and Qin Yue of enterprises, all of whom want to meet.
    pub fn four(&self) -> [NegotiatorId; 4] {
        let cast = &self.cast;
        let ids = [&cast.lin_mei, &cast.xu_lan, &cast.zhao_lei, &cast.qin_yue].map(|actor| self.join(actor));
        for university in [&cast.lin_mei, &cast.xu_lan] {
            for enterprise in [&cast.zhao_lei, &cast.qin_yue] {
                self.agreed(university, enterprise);
            }
        }
        ids
    }

    /// Computes and waits.
    #[track_caller]
    pub fn compute(&self) -> Timetable {
        let (meeting, office) = (self.meeting, self.cast.wu_min.clone());
        let question = self.office(move |tx, office| n::ask(tx, office, meeting, Ask { seed: 1, seconds: 1 }));
        let id = question.timetable.id;
        solving::run(&self.base.db, &office, question);
        self.timetable(id)
    }

    pub fn timetable(&self, id: TimetableId) -> Timetable {
        let meeting = self.meeting;
        self.read(move |tx| store::timetable(tx, meeting, id))
    }

    pub fn contents(&self, it: &Timetable) -> Contents {
        Contents::read(it).expect("contents")
    }

    #[track_caller]
    pub fn adopt(&self, id: TimetableId) {
        let meeting = self.meeting;
        self.office(move |tx, office| n::adopt(tx, office, meeting, id));
    }

    #[track_caller]
    pub fn publish(&self) -> Timetable {
        let meeting = self.meeting;
        self.office(move |tx, office| n::publish(tx, office, meeting, None))
    }

    /// Four people with a public timetable.
    pub fn public(&self) -> Timetable {
        self.four();
        let computed = self.compute();
        self.adopt(computed.id);
        self.publish()
    }

    pub fn appointments(&self) -> Vec<Appointment> {
        let meeting = self.meeting;
        self.read(move |tx| Ok(store::standing(tx, meeting)?))
    }

    /// The appointment of two people.
    #[track_caller]
    pub fn between(&self, one: &Actor, other: &Actor) -> Appointment {
        let (meeting, one, other) = (self.meeting, one.person_id, other.person_id);
        let (a, b) = self.read(move |tx| {
            let one = store::negotiator_of(tx, meeting, one)?.expect("takes part").id;
            Ok((one, store::negotiator_of(tx, meeting, other)?.expect("takes part").id))
        });
        self.appointments().into_iter().find(|it| it.is_of(a) && it.is_of(b)).expect("an appointment")
    }

    pub fn slots(&self) -> Vec<Slot> {
        let meeting = self.meeting;
        self.read(move |tx| Ok(store::slots(tx, meeting)?))
    }

    pub fn tables(&self) -> Vec<Table> {
        let meeting = self.meeting;
        self.read(move |tx| Ok(store::tables(tx, meeting)?))
    }

    /// Moves the clock into a slot.
    pub fn during(&self, it: &Appointment) {
        let slot = self.slots().into_iter().find(|slot| slot.id == it.slot_id).expect("the slot");
        self.at(slot.starts_at.plus_seconds(60));
    }

    /// Kinds of letters in the outbox, each with its reader's address, in order.
    pub fn letters(&self) -> Vec<(String, String)> {
        self.read(|tx| Ok(tx.query("SELECT kind, to_address FROM letter ORDER BY id", &[])?))
    }

    /// A published item of an enterprise that takes applications.
    pub fn item(&self, enterprise: OrganisationId) -> ItemId {
        let contact = self.cast.zhao_lei.person_id;
        self.office(move |tx, _| {
            let (now, round) = (tx.now(), guidelines::rolling_round(tx)?);
            let guideline = Guideline {
                id: GuidelineId::at(now),
                enterprise_id: enterprise,
                round_id: round.id,
                ruleset_id: rulesets::applicable_on(tx, Mode::Rolling, now.day())?.0,
                mode: Mode::Rolling,
                is_special: false,
                title: "光电指南".into(),
                about: String::new(),
                directions: String::new(),
                how_to_apply: String::new(),
                contact_name: "赵磊".into(),
                contact_phone: "025-88880000".into(),
                contact_email: "contact@demo.xieyu".into(),
                state: guidelines::state::State::Published,
                state_since: now,
                revision: 1,
                created_by: contact,
                created_at: now,
                submitted_at: Some(now),
                published_at: Some(now),
            };
            db::insert(tx, &guideline)?;
            let item = Item {
                id: ItemId::at(now),
                guideline_id: guideline.id,
                enterprise_id: enterprise,
                project_type: ProjectType::Curriculum,
                title: "光电实验".into(),
                goals: String::new(),
                majors: String::new(),
                industries: String::new(),
                conditions: String::new(),
                deliverables: String::new(),
                offers: 2,
                selected: 0,
                cash_each: Money::from_yuan(30_000),
                goods_each: Money::ZERO,
                deadline_on: Day::new(2025, 12, 31),
                published_at: Some(now),
                is_open: true,
                revision: 1,
                sort: 0,
            };
            db::insert(tx, &item)?;
            Ok(item.id)
        })
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [
            ("office", &cast.wu_min),
            ("lin", &cast.lin_mei),
            ("xu", &cast.xu_lan),
            ("zhao", &cast.zhao_lei),
            ("qin", &cast.qin_yue),
            ("ministry", &cast.feng_jing),
        ];
        let routes = negotiations::routes(&Suggestions::new());
        let porter = Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}

/// The fields a refusal names.
#[track_caller]
pub fn fields<T: std::fmt::Debug>(verdict: Result<T, Refusal>) -> Vec<String> {
    let refusal = verdict.expect_err("it is refused");
    assert!(!refusal.breaches().is_empty(), "breaches were expected, not {refusal:?}");
    refusal.breaches().iter().map(|breach| breach.field.clone()).collect()
}

/// The rules a refusal names.
#[track_caller]
pub fn rules<T: std::fmt::Debug>(verdict: Result<T, Refusal>) -> Vec<&'static str> {
    verdict.expect_err("it is refused").breaches().iter().map(|breach| breach.rule).collect()
}
