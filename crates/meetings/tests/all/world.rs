//! The cast, and a meeting of two days with two halls that the office prepares.

use axum::Router;
use cast::Cast;
use db::Tx;
use files::Files;
use kernel::{Actor, Day, HallId, Instant, MeetingId, MeetingSessionId, PersonId, Refusal, SpeakerId};
use meetings::actions::{self as m, HallDraft, MeetingDraft, PersonDraft, SessionDraft, TalkDraft};
use meetings::kinds::SessionKind;
use meetings::{Agenda, AgendaRelease, Words, store};
use porter::{Doors, Named};
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 6] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    meetings::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub meeting: MeetingId,
    /// 主会场, 500 seats.
    pub main: HallId,
    /// 分会场, without a known size.
    pub side: HallId,
    files: Files,
    _folder: tempfile::TempDir,
}

pub fn first() -> Day {
    "2024-11-02".parse().unwrap()
}

pub fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

pub fn on(day: i32, clock: &str) -> Instant {
    let (hour, minute) = clock.split_once(':').unwrap();
    Instant::beijing(first().plus_days(day), hour.parse().unwrap(), minute.parse().unwrap(), 0)
}

pub fn meeting_draft() -> MeetingDraft {
    MeetingDraft {
        title: words("第十一届对接会", "The 11th meeting"),
        place: words("南京", "Nanjing"),
        about: Words::default(),
        first_on: first(),
        last_on: first().plus_days(1),
        change_minutes: None,
    }
}

pub fn person(name: &str, house: &str) -> PersonDraft {
    PersonDraft { name: words(name, ""), organisation: words(house, ""), ..PersonDraft::default() }
}

/// A session with its talks: title, and who speaks.
pub fn session(hall: HallId, title: &str, when: Option<(Instant, Instant)>, talks: &[(&str, &str)]) -> SessionDraft {
    let talk = |(title, name): &(&str, &str)| TalkDraft {
        title: words(title, &format!("EN {title}")),
        minutes: Some(20),
        speakers: vec![person(name, "南江大学")],
        ..TalkDraft::default()
    };
    SessionDraft {
        kind: SessionKind::Talks,
        hall_id: Some(hall),
        starts_at: when.map(|it| it.0),
        ends_at: when.map(|it| it.1),
        title: words(title, &format!("EN {title}")),
        about: Words::default(),
        sign_ups: None,
        chairs: Vec::new(),
        guests: Vec::new(),
        talks: talks.iter().map(talk).collect(),
    }
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let office = cast.wu_min.clone();
        let made = base.db.write_now(move |tx| {
            let meeting = m::create(tx, &office, &meeting_draft())?;
            let main = HallDraft { name: words("主会场", "Main hall"), capacity: Some(500) };
            let main = m::add_hall(tx, &office, meeting.id, &main)?;
            let side = HallDraft { name: words("分会场", "Side hall"), capacity: None };
            let side = m::add_hall(tx, &office, meeting.id, &side)?;
            Ok::<_, Refusal>((meeting.id, main.id, side.id))
        });
        let (meeting, main, side) = made.expect("a meeting");
        World { base, cast, meeting, main, side, files, _folder: folder }
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

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("read")
    }

    pub fn office(&self) -> Actor {
        self.cast.wu_min.clone()
    }

    pub fn add(&self, draft: SessionDraft) -> Result<MeetingSessionId, Refusal> {
        let (office, meeting) = (self.office(), self.meeting);
        self.write(move |tx| Ok(m::create_session(tx, &office, meeting, &draft)?.id))
    }

    pub fn working(&self) -> m::Working {
        let (office, meeting) = (self.office(), self.meeting);
        self.read(move |tx| m::working(tx, &office, meeting))
    }

    pub fn revision(&self, session: MeetingSessionId) -> i64 {
        let meeting = self.meeting;
        let all = self.read(move |tx| Ok(store::revisions(tx, meeting)?));
        all.into_iter().find(|(id, _)| *id == session).expect("the session").1
    }

    pub fn edit(&self, session: MeetingSessionId, change: impl FnOnce(&mut SessionDraft)) -> Result<i64, Refusal> {
        let working = self.working();
        let mut draft = SessionDraft::of(working.agenda.session(session).expect("the session"));
        change(&mut draft);
        let (office, meeting, revision) = (self.office(), self.meeting, self.revision(session));
        self.write(move |tx| Ok(m::edit_session(tx, &office, meeting, (session, revision), &draft)?.revision))
    }

    pub fn move_to(
        &self,
        session: MeetingSessionId,
        hall: HallId,
        from: Instant,
        until: Instant,
    ) -> Result<i64, Refusal> {
        let (office, meeting, revision) = (self.office(), self.meeting, self.revision(session));
        let to = m::Place { hall_id: Some(hall), starts_at: Some(from), ends_at: Some(until) };
        self.write(move |tx| Ok(m::move_session(tx, &office, meeting, (session, revision), to)?.revision))
    }

    pub fn remove(&self, session: MeetingSessionId) {
        let (office, meeting) = (self.office(), self.meeting);
        self.write(move |tx| m::remove_session(tx, &office, meeting, session)).expect("removed");
    }

    pub fn release(&self, name: &str) -> Result<AgendaRelease, Refusal> {
        let (office, meeting, name) = (self.office(), self.meeting, name.to_owned());
        self.write(move |tx| m::release(tx, &office, meeting, &name, None))
    }

    pub fn publish(&self, release: &AgendaRelease) {
        let (office, meeting, id) = (self.office(), self.meeting, release.id);
        self.write(move |tx| m::publish(tx, &office, meeting, id, 0)).expect("published");
    }

    pub fn told(&self, release: &AgendaRelease) -> m::Told {
        let (office, meeting, id) = (self.office(), self.meeting, release.id);
        self.read(move |tx| m::Told::load(tx, &office, meeting, id))
    }

    /// Names of those a release has a waiting letter for, in their order.
    pub fn concerned(&self, release: &AgendaRelease) -> Vec<String> {
        let letters = self.told(release).letters;
        let mut names: Vec<String> =
            letters.into_iter().filter(|(it, _)| it.is_waiting()).map(|(_, speaker)| speaker.name_zh).collect();
        names.sort();
        names
    }

    pub fn send(&self, release: &AgendaRelease, seen: usize) -> Result<(), Refusal> {
        let (office, meeting, id) = (self.office(), self.meeting, release.id);
        self.write(move |tx| m::send_letters(tx, &office, meeting, id, seen).map(drop))
    }

    pub fn drop_letters(&self, release: &AgendaRelease) -> u64 {
        let (office, meeting, id) = (self.office(), self.meeting, release.id);
        self.write(move |tx| m::drop_letters(tx, &office, meeting, id)).expect("dropped")
    }

    pub fn speaker(&self, name: &str) -> SpeakerId {
        let (meeting, name) = (self.meeting, name.to_owned());
        let all = self.read(move |tx| Ok(store::speakers(tx, meeting)?));
        all.iter().find(|it| it.name_zh == name).expect("the speaker").id
    }

    /// Gives a speaker an address.
    pub fn reach(&self, name: &str, email: &str) {
        let (office, meeting, id) = (self.office(), self.meeting, self.speaker(name));
        let draft = m::SpeakerDraft {
            name: words(name, ""),
            title: Words::default(),
            organisation: words("南江大学", ""),
            email: email.into(),
        };
        self.write(move |tx| m::edit_speaker(tx, &office, meeting, (id, 1), &draft)).expect("reachable");
    }

    pub fn agenda_of(&self, release: &AgendaRelease) -> Agenda {
        store::released(release).expect("an agenda")
    }

    /// Reader or address, subject, and text of every letter in the outbox.
    pub fn letters(&self) -> Vec<(Option<PersonId>, String, String)> {
        self.read(|tx| Ok(tx.query("SELECT to_person, to_address, body FROM letter ORDER BY to_address, id", &[])?))
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [("office", &cast.wu_min), ("teacher", &cast.lin_mei), ("ministry", &cast.feng_jing)];
        let routes = meetings::routes();
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
