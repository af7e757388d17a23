use kernel::{Day, HallId, Instant, MeetingId, MeetingSessionId, SpeakerId, TalkId};

use super::*;
use crate::agenda::{Agenda, Hall, Printed, Session, Span, Talk, Words};
use crate::kinds::SessionKind;

fn at(clock: &str) -> Instant {
    crate::clock::at("", day(), clock).unwrap()
}
fn day() -> Day {
    "2023-04-01".parse().unwrap()
}
fn words(text: &str) -> Words {
    Words::of(text, text)
}

struct Case {
    agenda: Agenda,
    closed: Vec<Closed>,
}

/// Ids are made once a case, so that they differ within it.
fn case() -> Case {
    let hall = |name: &str, capacity| Hall { id: HallId::at(at("00:00")), name: words(name), capacity };
    let agenda = Agenda {
        meeting_id: MeetingId::nil(),
        title: words("M"),
        place: Words::default(),
        about: Words::default(),
        first_on: day(),
        last_on: day(),
        halls: vec![hall("A", Some(100)), hall("B", None)],
        cancelled: Vec::new(),
        sessions: Vec::new(),
    };
    Case { agenda, closed: Vec::new() }
}

fn somebody(name: &str) -> Printed {
    Printed {
        speaker_id: SpeakerId::at(at("00:00")),
        name: words(name),
        title: Words::default(),
        organisation: Words::default(),
    }
}

impl Case {
    fn session(&mut self, title: &str, hall: usize, from: &str, until: &str) -> &mut Session {
        self.agenda.sessions.push(Session {
            id: MeetingSessionId::at(at("00:00")),
            kind: SessionKind::Talks,
            hall_id: Some(self.agenda.halls[hall].id),
            starts_at: Some(at(from)),
            ends_at: Some(at(until)),
            title: words(title),
            about: Words::default(),
            sign_ups: None,
            chairs: Vec::new(),
            guests: Vec::new(),
            talks: Vec::new(),
            sequence: 0,
            changed_at: None,
        });
        self.agenda.sessions.last_mut().unwrap()
    }
    fn close(&mut self, whose: Whose, from: &str, until: &str) {
        self.closed.push(Closed { whose, span: (at(from), at(until)), reason: "装台".into() });
    }
    fn found(&self) -> Vec<(ConflictKind, String)> {
        let all = conflicts(&self.agenda, &self.closed, 10);
        all.into_iter().map(|it| (it.kind, it.said.zh)).collect()
    }
    fn kinds(&self) -> Vec<ConflictKind> {
        self.found().into_iter().map(|(kind, _)| kind).collect()
    }
}

fn talk(minutes: Option<i64>, speaker: &Printed) -> Talk {
    let id = TalkId::at(at("00:00"));
    Talk { id, title: words("T"), about: Words::default(), minutes, speakers: vec![speaker.clone()] }
}

#[test]
fn two_sessions_in_one_hall_overlap_and_one_after_the_other_do_not() {
    let mut it = case();
    it.session("一", 0, "09:00", "10:00");
    it.session("二", 0, "10:00", "11:00");
    it.session("三", 1, "09:30", "10:30");
    assert_eq!(it.found(), []);
    it.session("四", 0, "09:59", "10:01");
    let said = it.found();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(
        said[0],
        (ConflictKind::HallOverlap, "A：“一”（04-01 09:00–10:00）与“四”（04-01 09:59–10:01）同时进行".into())
    );
}

#[test]
fn a_blocker_keeps_its_hall_free() {
    let mut it = case();
    it.session("一", 0, "09:00", "10:00");
    it.session("彩排", 0, "09:30", "12:00").kind = SessionKind::Blocker;
    assert_eq!(it.kinds(), [ConflictKind::HallOverlap]);
}

#[test]
fn a_closed_hall_is_told_with_the_reason() {
    let mut it = case();
    let hall = it.agenda.halls[0].id;
    it.session("一", 0, "09:00", "10:00");
    it.session("二", 1, "09:00", "10:00");
    it.close(Whose::Hall(hall), "08:00", "09:00");
    assert_eq!(it.found(), []);
    it.close(Whose::Hall(hall), "09:45", "12:00");
    assert_eq!(
        it.found(),
        [(
            ConflictKind::HallClosed,
            "“一”（04-01 09:00–10:00）安排在A，该会场 04-01 09:45–12:00 未开放（装台）".into()
        )]
    );
}

#[test]
fn somebody_in_two_places_is_told_once_whatever_they_do_there() {
    let mut it = case();
    let wang = somebody("王");
    let first = it.session("一", 0, "09:00", "10:00");
    first.chairs.push(wang.clone());
    first.talks.push(talk(Some(30), &wang));
    it.session("二", 1, "09:30", "10:30").guests.push(wang);
    assert_eq!(
        it.found(),
        [(ConflictKind::SpeakerTwice, "王：“一”（04-01 09:00–10:00）与“二”（04-01 09:30–10:30）时间冲突".into())]
    );
}

#[test]
fn a_speaker_is_needed_for_the_talk_alone_where_minutes_are_known() {
    let mut it = case();
    let (wang, li) = (somebody("王"), somebody("李"));
    let first = it.session("一", 0, "09:00", "10:00");
    first.talks.extend([talk(Some(20), &wang), talk(Some(20), &li)]);
    it.session("二", 1, "09:30", "10:00").chairs.push(wang.clone());
    assert_eq!(it.found(), []);
    it.agenda.sessions[0].talks[0].minutes = None;
    assert_eq!(it.kinds(), [ConflictKind::SpeakerTwice]);
}

#[test]
fn ten_minutes_are_needed_between_two_halls_and_none_within_one() {
    let mut it = case();
    let wang = somebody("王");
    it.session("一", 0, "09:00", "10:00").chairs.push(wang.clone());
    it.session("二", 1, "10:10", "11:00").chairs.push(wang.clone());
    it.session("三", 1, "11:00", "12:00").chairs.push(wang.clone());
    assert_eq!(it.found(), []);
    it.agenda.sessions[1].starts_at = Some(at("10:09"));
    assert_eq!(
        it.found(),
        [(
            ConflictKind::ShortChange,
            "王：从“一”（04-01 09:00–10:00）到“二”（04-01 10:09–11:00）换会场只有 9 分钟，至少需要 10 分钟".into()
        )]
    );
    assert_eq!(conflicts(&it.agenda, &[], 5), []);
}

#[test]
fn somebody_who_cannot_come_is_told_for_each_session() {
    let mut it = case();
    let wang = somebody("王");
    it.session("一", 0, "09:00", "10:00").chairs.push(wang.clone());
    it.session("二", 0, "11:00", "12:00").talks.push(talk(None, &wang));
    it.session("三", 0, "13:00", "14:00").chairs.push(wang.clone());
    it.close(Whose::Speaker(wang.speaker_id), "08:00", "11:30");
    assert_eq!(it.kinds(), [ConflictKind::SpeakerUnavailable, ConflictKind::SpeakerUnavailable]);
}

#[test]
fn a_hall_too_small_is_told_where_sign_ups_and_seats_are_known() {
    let mut it = case();
    it.session("一", 0, "09:00", "10:00").sign_ups = Some(100);
    it.session("二", 1, "09:00", "10:00").sign_ups = Some(9_000);
    assert_eq!(it.found(), []);
    it.agenda.sessions[0].sign_ups = Some(101);
    assert_eq!(it.found(), [(ConflictKind::TooSmall, "“一”已有 101 人报名，A只有 100 个座位".into())]);
}

#[test]
fn talks_that_take_longer_than_their_session_are_told() {
    let mut it = case();
    let wang = somebody("王");
    it.session("一", 0, "09:00", "10:00").talks.extend([talk(Some(40), &wang), talk(Some(21), &wang)]);
    assert_eq!(it.found(), [(ConflictKind::TalksTooLong, "“一”的报告共 61 分钟，场次只有 60 分钟".into())]);
}

#[test]
fn what_is_not_scheduled_is_in_nobodys_way() {
    let mut it = case();
    let wang = somebody("王");
    it.session("一", 0, "09:00", "10:00").chairs.push(wang.clone());
    let later = it.session("二", 0, "09:00", "10:00");
    later.chairs.push(wang);
    (later.starts_at, later.ends_at) = (None, None);
    assert_eq!(it.found(), []);
}

#[test]
fn times_lie_within_the_days_of_the_meeting_and_end_after_they_begin() {
    let span: Span = (day().begins(), day().ends());
    assert_eq!(is_within_days("starts", span.0, day(), day()), Ok(()));
    assert_eq!(is_within_days("ends", span.1, day(), day()), Ok(()));
    assert!(is_within_days("starts", span.0.plus_seconds(-1), day(), day()).is_err());
    assert!(is_within_days("ends", span.1.plus_seconds(1), day(), day()).is_err());
    assert!(lasts("ends", span.0, span.0).is_err());
    assert_eq!(lasts("ends", span.0, span.1), Ok(()));
    assert_eq!(days_are_in_order(day(), day().plus_days(1)), Ok(()));
    assert!(days_are_in_order(day(), day().plus_days(-1)).is_err());
    assert!(days_are_in_order(day(), day().plus_days(14)).is_err());
}
