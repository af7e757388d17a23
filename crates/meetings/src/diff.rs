//! What differs between two agendas, and what of it concerns one person.

use kernel::{HallId, Lang, MeetingSessionId, Said, SpeakerId, TalkId, Text, Word, say};
use serde::Serialize;
use utoipa::ToSchema;

use crate::agenda::{Agenda, Engagement, Session, Span, Words};
use crate::clock;
use crate::kinds::Part;

kernel::words! {
    /// How something differs.
    pub enum ChangeKind {
        New = "new" ("新增", "New"),
        Moved = "moved" ("调整时间或会场", "Moved"),
        Cancelled = "cancelled" ("取消", "Cancelled"),
        Text = "text" ("文字改动", "Changed text"),
    }
}

/// A session that differs; one that was moved and reworded is both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AgendaChange)]
pub struct Change {
    pub kinds: Vec<ChangeKind>,
    pub session_id: MeetingSessionId,
    pub before: Option<Session>,
    pub after: Option<Session>,
    /// Where it was and is held, in words: `04-01 09:00–10:00 · 主会场`.
    pub was: Option<Said>,
    pub is: Option<Said>,
}

impl Change {
    pub fn title(&self) -> Words {
        self.after.as_ref().or(self.before.as_ref()).map(|it| it.title.clone()).unwrap_or_default()
    }
}

/// Every session that differs: those of the later agenda in their order, then those that are gone. Without an earlier agenda
/// everything is new.
pub fn diff(before: Option<&Agenda>, after: &Agenda) -> Vec<Change> {
    let earlier = |id| before.and_then(|agenda| agenda.session(id));
    let mut found: Vec<Change> = after
        .sessions
        .iter()
        .filter_map(|session| compared(before.zip(earlier(session.id)), (after, session)))
        .collect();
    let gone = before.iter().flat_map(|agenda| agenda.sessions.iter().map(move |session| (*agenda, session)));
    found.extend(gone.filter(|(_, session)| after.session(session.id).is_none()).map(|(agenda, session)| Change {
        kinds: vec![ChangeKind::Cancelled],
        session_id: session.id,
        before: Some(session.clone()),
        after: None,
        was: Some(place(agenda, session)),
        is: None,
    }));
    found
}

fn compared(before: Option<(&Agenda, &Session)>, (agenda, session): (&Agenda, &Session)) -> Option<Change> {
    let is = Some(place(agenda, session));
    let change = |kinds: Vec<ChangeKind>, was: Option<Said>| Change {
        kinds,
        session_id: session.id,
        before: before.map(|(_, it)| it.clone()),
        after: Some(session.clone()),
        was,
        is: is.clone(),
    };
    let Some((earlier, old)) = before else { return Some(change(vec![ChangeKind::New], None)) };
    let mut kinds = Vec::new();
    if (old.span(), old.hall_id) != (session.span(), session.hall_id) {
        kinds.push(ChangeKind::Moved);
    }
    let placed =
        Session { starts_at: session.starts_at, ends_at: session.ends_at, hall_id: session.hall_id, ..old.unmarked() };
    let is_renamed = old.hall_id == session.hall_id && earlier.hall_of(old) != agenda.hall_of(session);
    if placed != session.unmarked() || is_renamed {
        kinds.push(ChangeKind::Text);
    }
    (!kinds.is_empty()).then(|| change(kinds, Some(place(earlier, old))))
}

/// The sessions of `before` with `changes` made: what [`diff`] found leads from one agenda to the other.
pub fn apply(before: &[Session], changes: &[Change]) -> Vec<Session> {
    let changed = |id| changes.iter().find(|change| change.session_id == id);
    let mut all: Vec<Session> = before.iter().filter(|session| changed(session.id).is_none()).cloned().collect();
    all.extend(changes.iter().filter_map(|change| change.after.clone()));
    all
}

fn place(agenda: &Agenda, session: &Session) -> Said {
    let hall = agenda.hall_of(session);
    Said { zh: place_in(Lang::Zh, session.span(), &hall), en: place_in(Lang::En, session.span(), &hall) }
}

const UNSCHEDULED: Text = say("未安排", "not scheduled");

fn place_in(lang: Lang, span: Option<Span>, hall: &Words) -> String {
    let when = match span {
        None => UNSCHEDULED.get(lang).to_owned(),
        Some(span) => format!("{} {}", span.0.day(), clock::span(span)),
    };
    if hall.is_empty() { when } else { format!("{when} · {}", hall.get(lang)) }
}

/// One way in which a person's own programme differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: ChangeKind,
    pub session_id: MeetingSessionId,
    /// The whole line: `调整时间或会场：报告人“…”，2023-04-01 09:00–09:30 · 主会场（原为 …）`.
    pub said: Said,
}

/// What differs for one person: when and where they are needed, as what, and how they and their talk are printed. What others
/// do in the same session is not theirs, unless it moves them.
pub fn personal(before: Option<&Agenda>, after: &Agenda, speaker: SpeakerId) -> Vec<Difference> {
    let old: Vec<Own<'_>> = before.map(|agenda| own(agenda, speaker)).unwrap_or_default();
    let new = own(after, speaker);
    let mut found = Vec::new();
    for it in &new {
        match old.iter().find(|known| known.key == it.key) {
            None => found.push(it.told(ChangeKind::New, None)),
            Some(known) => {
                if (known.at.span, known.hall) != (it.at.span, it.hall) {
                    found.push(it.told(ChangeKind::Moved, Some(known)));
                }
                if known.words() != it.words() {
                    found.push(it.told(ChangeKind::Text, None));
                }
            }
        }
    }
    let is_gone = |known: &&Own<'_>| !new.iter().any(|it| it.key == known.key);
    found.extend(old.iter().filter(is_gone).map(|known| known.told(ChangeKind::Cancelled, None)));
    found
}

type Key = (MeetingSessionId, Part, Option<TalkId>);

struct Own<'a> {
    key: Key,
    at: Engagement<'a>,
    hall: Option<HallId>,
    hall_name: Words,
}

fn own(agenda: &Agenda, speaker: SpeakerId) -> Vec<Own<'_>> {
    let one = |at: Engagement<'_>| (at.session.id, at.part, at.talk.map(|talk| talk.id));
    agenda
        .engagements(speaker)
        .filter(|at| at.span.is_some())
        .map(|at| Own { key: one(at), at, hall: at.session.hall_id, hall_name: agenda.hall_of(at.session) })
        .collect()
}

impl Own<'_> {
    /// Everything about it that a person would like to check before it is printed.
    fn words(&self) -> Vec<&Words> {
        let mut all = vec![&self.at.session.title, &self.at.session.about, &self.hall_name];
        all.extend([&self.at.printed.name, &self.at.printed.title, &self.at.printed.organisation]);
        all.extend(self.at.talk.iter().flat_map(|talk| [&talk.title, &talk.about]));
        all
    }

    fn told(&self, kind: ChangeKind, was: Option<&Own<'_>>) -> Difference {
        let line = |lang: Lang| {
            let title = match self.at.talk {
                Some(talk) if !talk.title.is_empty() => talk.title.get(lang),
                Some(_) | None => self.at.session.title.get(lang),
            };
            let (kind, part) = (kind.text().get(lang), self.at.part.text().get(lang));
            let is = place_in(lang, self.at.span, &self.hall_name);
            let was = was.map(|it| place_in(lang, it.at.span, &it.hall_name));
            match (lang, was) {
                (Lang::Zh, None) => format!("{kind}：{part}“{title}”，{is}"),
                (Lang::Zh, Some(was)) => format!("{kind}：{part}“{title}”，{is}（原为 {was}）"),
                (Lang::En, None) => format!("{kind}: {part}, “{title}”, {is}"),
                (Lang::En, Some(was)) => format!("{kind}: {part}, “{title}”, {is} (was {was})"),
            }
        };
        Difference { kind, session_id: self.at.session.id, said: Said { zh: line(Lang::Zh), en: line(Lang::En) } }
    }
}

#[cfg(test)]
mod tests;
