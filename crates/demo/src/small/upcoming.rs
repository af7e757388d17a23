//! A meeting to come, invented: two months from now, its agenda public in a first release, its exhibition open for requests.

use kernel::MeetingId;
use meetings::Words;
use meetings::actions::{self as m, HallDraft, MeetingDraft, SessionDraft};
use meetings::kinds::SessionKind;

use super::stage::{Outcome, Stage};

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

/// Kind, title, first hour and last hour of the first day.
const PROGRAMME: [(SessionKind, &str, &str, i64, i64); 3] = [
    (SessionKind::Ceremony, "开幕式", "Opening ceremony", 9, 10),
    (SessionKind::Keynote, "主旨报告", "Keynote", 10, 12),
    (SessionKind::Forum, "企业与高校对接交流", "Enterprises and universities meet", 14, 17),
];

/// The office announces the meeting.
pub(crate) fn tell(stage: &Stage) -> Outcome {
    stage.days_ago(3);
    let meeting = announced(stage)?;
    super::meeting::released(stage, meeting, "1.0", true)?;
    super::exhibition::of_the_next(stage, meeting)?;
    super::live::of_the_next(stage, meeting)?;
    super::audience::of_the_next(stage, meeting)?;
    super::report::notice(stage, meeting)
}

fn announced(stage: &Stage) -> Outcome<MeetingId> {
    let (office, first) = (stage.cast.wu_min.clone(), stage.today.plus_days(60));
    stage.act(move |tx| {
        let draft = MeetingDraft {
            title: words("演示对接会", "The demo's matchmaking meeting"),
            place: words("南京", "Nanjing"),
            about: words(
                "为演示所设：正在筹备，可以申请展位。",
                "Made for the demo: it is being prepared, and booths can be asked for.",
            ),
            first_on: first,
            last_on: first.plus_days(1),
            change_minutes: None,
        };
        let meeting = m::create(tx, &office, &draft)?.id;
        let hall = HallDraft { name: words("主会场", "Main hall"), capacity: Some(800) };
        let hall = m::add_hall(tx, &office, meeting, &hall)?.id;
        for (kind, zh, en, from, until) in PROGRAMME {
            let at = |hour: i64| Some(kernel::Instant::beijing(first, hour, 0, 0));
            let session = SessionDraft {
                kind,
                hall_id: Some(hall),
                starts_at: at(from),
                ends_at: at(until),
                title: words(zh, en),
                about: Words::default(),
                sign_ups: None,
                chairs: Vec::new(),
                guests: Vec::new(),
                talks: Vec::new(),
            };
            m::create_session(tx, &office, meeting, &session)?;
        }
        Ok(meeting)
    })
}
