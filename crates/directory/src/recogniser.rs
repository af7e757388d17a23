//! Recognises visitors by session cookie or token.
//!
//! A session ends 12 hours after its last use, 14 days after it began at the latest. The last use is kept to five minutes.
//! Requests are recognised in a read transaction, so the note is handed to a thread that writes it behind them: nobody
//! waits, and a note lost at a crash costs at most a log-in.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use db::{Db, DbError, Tx};
use kernel::{Actor, Hat, Instant, Said, SessionId, Word};
use maud::Markup;
use web::{Identify, Visit, Visitor};

use crate::record::{Person, Session};
use crate::store::{self, Placed};
use crate::tell::language;

/// How tokens begin, so that a leaked one is recognised by scanners.
pub(crate) const TOKEN_PREFIX: &str = "xyt_";

/// Notes waiting at most; beyond that a note is dropped and the next request brings it again.
const WAITING: usize = 1024;

/// Counts what waits for somebody, with one statement. Whoever knows all slices gives it: the directory knows only its own.
pub type Count = fn(&mut Tx<'_>, &Actor) -> Result<u32, DbError>;

/// Recognises visitors. One per running platform.
pub struct Recogniser {
    touches: SyncSender<(SessionId, Instant)>,
    count: Option<Count>,
}

impl Recogniser {
    pub fn new(db: Db) -> Recogniser {
        let (touches, notes) = sync_channel(WAITING);
        let started = thread::Builder::new().name("sessions".into()).spawn(move || write_notes(&db, &notes));
        if let Err(error) = started {
            tracing::error!(%error, "sessions will end 12 hours after the log-in: their last use cannot be noted");
        }
        Recogniser { touches, count: None }
    }

    /// The same, telling the header how many things wait.
    pub fn counting(self, count: Count) -> Recogniser {
        Recogniser { count: Some(count), ..self }
    }

    fn note_use(&self, session: &Session, now: Instant) {
        if now.seconds_since(session.seen_at) >= store::TOUCH_AFTER {
            // A full queue is no loss: the next request tries again.
            let _ = self.touches.try_send((session.id, now));
        }
    }
}

/// Ends when the recogniser is dropped.
fn write_notes(db: &Db, notes: &Receiver<(SessionId, Instant)>) {
    let mut last = None;
    for note in notes {
        // Requests of one page come together; one note is enough.
        if last == Some(note) {
            continue;
        }
        last = Some(note);
        if let Err(error) = db.write_now(move |tx| store::touch(tx, note.0, note.1)) {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    }
}

impl Identify for Recogniser {
    fn by_session(&self, tx: &mut Tx<'_>, secret: &str) -> Result<Option<Visitor>, DbError> {
        let Some(session) = store::session_by_secret(tx, secret)? else { return Ok(None) };
        let Some(person) = open_account(tx, session.person_id)? else { return Ok(None) };
        let now = tx.now();
        self.note_use(&session, now);
        visitor_of(tx, &person, session.membership_id).map(Some)
    }

    fn waiting(&self, tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<u32>, DbError> {
        self.count.map(|count| count(tx, actor)).transpose()
    }

    fn unread(&self, tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<u32>, DbError> {
        mail::unread(tx, actor.person_id).map(Some)
    }

    fn by_token(&self, tx: &mut Tx<'_>, token: &str) -> Result<Option<Visitor>, DbError> {
        let Some(secret) = token.strip_prefix(TOKEN_PREFIX) else { return Ok(None) };
        let Some(token) = store::token_by_secret(tx, secret)? else { return Ok(None) };
        let Some(person) = open_account(tx, token.person_id)? else { return Ok(None) };
        let hats = store::hats_of(tx, person.id)?;
        // A token stands and falls with the role it was made for.
        let Some(worn) = hats.iter().find(|hat| hat.membership.id == token.membership_id) else { return Ok(None) };
        let scopes = token.scopes();
        let actor = Actor::person(person.id, &person.name, Some(hat_of(worn)));
        Ok(Some(Visitor {
            actor,
            name_en: person.name_en,
            lang: Some(language(&person.lang)),
            hats: Vec::new(),
            scopes: Some(scopes),
        }))
    }

    fn log_in_form(&self, visit: &Visit, resume: Markup) -> Markup {
        crate::pages::log_in_form(visit, resume)
    }
}

fn open_account(tx: &mut Tx<'_>, id: kernel::PersonId) -> Result<Option<Person>, DbError> {
    Ok(db::find::<Person>(tx, id)?.filter(|person| person.closed_at.is_none()))
}

/// A person with all hats; the one last worn, or the first where that one has ended.
pub(crate) fn visitor_of(
    tx: &mut Tx<'_>,
    person: &Person,
    worn: Option<kernel::MembershipId>,
) -> Result<Visitor, DbError> {
    let hats = store::hats_of(tx, person.id)?;
    let at = hats.iter().position(|hat| Some(hat.membership.id) == worn).unwrap_or(0);
    let actor = Actor::person(person.id, &person.name, hats.get(at).map(hat_of));
    let lines = hats.iter().enumerate().map(|(i, hat)| (hat.membership.id, label(hat), i == at)).collect();
    Ok(Visitor {
        actor,
        name_en: person.name_en.clone(),
        lang: Some(language(&person.lang)),
        hats: lines,
        scopes: None,
    })
}

fn hat_of(placed: &Placed) -> Hat {
    Hat { role: placed.membership.role, organisation_id: placed.membership.organisation_id }
}

/// "教师 · 南江大学"
pub(crate) fn label(placed: &Placed) -> Said {
    let role = placed.membership.role.text();
    let name_en = if placed.name_en.is_empty() { &placed.name } else { &placed.name_en };
    Said { zh: format!("{} · {}", role.zh, placed.name), en: format!("{} · {name_en}", role.en) }
}
