//! Looking a whole agenda through for conflicts: 500 sessions in 20 halls over five days, two talks each, 400 people of whom many
//! are needed too often. `cargo bench -p meetings --bench conflicts`. Must be below 20 ms.

use std::time::{Duration, Instant as Clock};

use kernel::{Day, HallId, Instant, MeetingId, MeetingSessionId, SpeakerId, TalkId};
use meetings::kinds::SessionKind;
use meetings::rules::{Closed, Whose, conflicts};
use meetings::{Agenda, Hall, Printed, Session, Talk, Words};

const SESSIONS: usize = 500;
const HALLS: usize = 20;
const PEOPLE: usize = 400;
const ROUNDS: usize = 101;

fn words(text: String) -> Words {
    Words { en: text.clone(), zh: text }
}

fn agenda() -> (Agenda, Vec<Closed>) {
    let first = Day::new(2026, 4, 1).expect("a day");
    let now = first.begins();
    let halls: Vec<Hall> = (0..HALLS)
        .map(|n| Hall { id: HallId::at(now), name: words(format!("Hall {n}")), capacity: Some(200) })
        .collect();
    let people: Vec<Printed> = (0..PEOPLE)
        .map(|n| Printed {
            speaker_id: SpeakerId::at(now),
            name: words(format!("Person {n}")),
            title: Words::default(),
            organisation: words(format!("University {}", n % 50)),
        })
        .collect();
    let session = |n: usize| {
        // Five an hour and day: now and then one begins before the one before it ends.
        let (hall, slot) = (n % HALLS, n / HALLS);
        let from = Instant::beijing(
            first.plus_days((slot / 5) as i32),
            9 + (slot % 5) as i64,
            if n.is_multiple_of(17) { 50 } else { 0 },
            0,
        );
        let talk = |k: usize| Talk {
            id: TalkId::at(now),
            title: words(format!("Talk {n}.{k}")),
            about: Words::default(),
            minutes: Some(25),
            speakers: vec![people[(n * 7 + k * 131) % PEOPLE].clone()],
        };
        Session {
            id: MeetingSessionId::at(now),
            kind: SessionKind::Talks,
            hall_id: Some(halls[hall].id),
            starts_at: Some(from),
            ends_at: Some(from.plus_seconds(3_300)),
            title: words(format!("Session {n}")),
            about: Words::default(),
            sign_ups: Some((n % 250) as i64),
            chairs: vec![people[(n * 13) % PEOPLE].clone()],
            guests: Vec::new(),
            talks: vec![talk(0), talk(1)],
            sequence: 0,
            changed_at: None,
        }
    };
    let closed = (0..40).map(|n| Closed {
        whose: if n % 2 == 0 { Whose::Hall(halls[n % HALLS].id) } else { Whose::Speaker(people[n * 9].speaker_id) },
        span: (first.begins().plus_seconds(9 * 3600), first.begins().plus_seconds(11 * 3600)),
        reason: "busy".into(),
    });
    let closed = closed.collect();
    let agenda = Agenda {
        meeting_id: MeetingId::nil(),
        title: words("A large meeting".into()),
        place: Words::default(),
        about: Words::default(),
        first_on: first,
        last_on: first.plus_days(4),
        cancelled: Vec::new(),
        sessions: (0..SESSIONS).map(session).collect(),
        halls,
    };
    (agenda, closed)
}

fn main() {
    let (agenda, closed) = agenda();
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    let mut found = 0;
    for _ in 0..ROUNDS {
        let began = Clock::now();
        found = conflicts(&agenda, &closed, 10).len();
        times.push(began.elapsed());
    }
    times.sort();
    let of = |permille: usize| times[(times.len() - 1) * permille / 1000];
    println!("{SESSIONS} sessions, {HALLS} halls, {PEOPLE} people: {found} conflicts");
    println!(
        "  median {:.2?}, 5 to 95 % {:.2?} to {:.2?}, {ROUNDS} rounds; must be below 20 ms",
        of(500),
        of(50),
        of(950)
    );
}
