//! What people on the agenda are told.

use db::{DbError, Tx};
use kernel::{Lang, Said, say};
use mail::{NewLetter, Template, Topic};

use crate::paths;
use crate::record::{AgendaLetter, AgendaRelease, Meeting, Speaker};
use crate::state::State;

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&AGENDA];

pub(crate) const AGENDA: Template = Template::new(
    "meeting.agenda",
    Topic::Announcement,
    say("{meeting}：您的日程（{release}）", "{meeting}: your programme ({release})"),
    say(
        "{speaker}：\n\n{meeting}议程版本 {release} 中，您的日程有以下变化（北京时间）：\n\n{changes}\n\n如有不便，请尽快与项目办公室联系。",
        "Dear {speaker},\n\nIn release {release} of the agenda of {meeting}, this is new in your programme (Beijing time):\n\n{changes}\n\nIf anything does not suit you, please tell the programme office soon.",
    ),
)
.called(say("对接会议程变化", "Changes of a meeting's agenda"));

/// The places of the template as they are filled for one person.
pub(crate) fn parts(
    meeting: &Meeting,
    release: &AgendaRelease,
    letter: &AgendaLetter,
    speaker: &Speaker,
) -> [(&'static str, Said); 4] {
    [
        ("meeting", meeting.title().said()),
        ("release", mail::plain(&release.name)),
        ("speaker", speaker.printed().name.said()),
        ("changes", Said { zh: letter.changes_zh.clone(), en: letter.changes_en.clone() }),
    ]
}

/// Subject and body as they are worded now.
pub(crate) fn written(tx: &mut Tx<'_>, parts: &[(&'static str, Said)]) -> Result<(Said, Said), DbError> {
    let (_, worded) = mail::current(tx, &AGENDA)?;
    Ok(mail::filled(&worded, parts))
}

/// Tells somebody: by their account, or else to the address the office knows.
pub(crate) fn agenda(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    release: &AgendaRelease,
    letter: &AgendaLetter,
    speaker: &Speaker,
) -> Result<(), DbError> {
    let parts = parts(meeting, release, letter, speaker);
    // Before the agenda is public there is no page to open.
    let link = match meeting.state {
        State::Public => paths::speaker(meeting.id, speaker.id),
        State::Preparing => String::new(),
    };
    if let Some(person) = speaker.person_id {
        return directory::tell(tx, &[person], &AGENDA, &parts, &link);
    }
    let (subject, body) = written(tx, &parts)?;
    let lang = if speaker.name_zh.is_empty() { Lang::En } else { Lang::Zh };
    let new = NewLetter {
        to_person: None,
        to_address: speaker.email.clone(),
        lang,
        topic: Topic::Announcement,
        kind: AGENDA.name.to_owned(),
        subject,
        body,
        link,
    };
    mail::queue_about(tx, new, "meeting", meeting.id.0).map(drop)
}
