//! What runs on a channel: the agenda of its hall as a list, and where the marks stand in it.

use db::Tx;
use kernel::{Actor, Instant, MeetingSessionId, Refusal, TalkId};
use meetings::{Agenda, Meeting, Words};

use crate::policy;
use crate::record::{Channel, Mark};

/// A session, or a talk within one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub session_id: MeetingSessionId,
    pub talk_id: Option<TalkId>,
    pub title: Words,
    /// Who speaks, as printed.
    pub speakers: Vec<Words>,
    /// As planned; what runs follows the marks.
    pub planned: Option<(Instant, Instant)>,
}

impl Item {
    pub fn is_of(&self, mark: &Mark) -> bool {
        mark.session_id == Some(self.session_id) && mark.talk_id == self.talk_id
    }
}

/// The published agenda of the channel's hall, of all halls where it has none; for whoever produces, the working schedule while
/// nothing is published.
pub fn items(
    tx: &mut Tx<'_>,
    actor: Option<&Actor>,
    meeting: &Meeting,
    channel: &Channel,
) -> Result<Vec<Item>, Refusal> {
    let agenda = match meetings::printed(tx, meeting.id, None) {
        Ok((_, agenda)) => agenda.public(),
        Err(Refusal::NotFound) if actor.is_some_and(policy::produces) => {
            meetings::store::working(tx, meeting)?.public()
        }
        Err(Refusal::NotFound) => return Ok(Vec::new()),
        Err(other) => return Err(other),
    };
    Ok(listed(&agenda, channel))
}

fn listed(agenda: &Agenda, channel: &Channel) -> Vec<Item> {
    let mut items = Vec::new();
    for session in &agenda.sessions {
        if channel.hall_id.is_some() && session.hall_id != channel.hall_id {
            continue;
        }
        items.push(Item {
            session_id: session.id,
            talk_id: None,
            title: session.title.clone(),
            speakers: Vec::new(),
            planned: session.span(),
        });
        for (talk, span) in session.talks.iter().zip(session.talk_spans()) {
            items.push(Item {
                session_id: session.id,
                talk_id: Some(talk.id),
                title: talk.title.clone(),
                speakers: talk.speakers.iter().map(|it| it.name.clone()).collect(),
                planned: span,
            });
        }
    }
    items
}

/// What comes after what runs: the item after that of the last mark, and the first one before there is any.
pub fn next<'i>(items: &'i [Item], marks: &[Mark]) -> Option<&'i Item> {
    let last = marks.iter().rev().find(|it| !it.is_pause());
    match last {
        None => items.first(),
        Some(mark) => items.get(items.iter().position(|it| it.is_of(mark))? + 1),
    }
}

/// From where to where a mark runs: to the next one that stands.
pub fn span(marks: &[Mark], mark: &Mark) -> (Instant, Option<Instant>) {
    let next = marks.iter().map(|it| it.starts_at).find(|at| *at > mark.starts_at);
    (mark.starts_at, next)
}
