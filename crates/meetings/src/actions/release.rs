//! Releases: the working schedule as it is now, under a name, for ever. What is released is not public yet, and nobody is told.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, MeetingId, Refusal, ReleaseId, Text, say};
use sha2::{Digest, Sha256};

use super::{MEETING, Working, working};
use crate::agenda::{Agenda, Session};
use crate::diff::{Change, diff};
use crate::letters::{Letters, drafted};
use crate::record::{AgendaRelease, Meeting};
use crate::rules::Conflict;
use crate::store;

/// Characters of a name.
const NAME_MOST: usize = 40;

/// What a release made now would hold and bring about.
pub struct Preview {
    pub meeting: Meeting,
    /// The public part of the working schedule.
    pub agenda: Agenda,
    pub last: Option<AgendaRelease>,
    /// The agenda of the last release.
    before: Option<Agenda>,
    /// What differs from the last release.
    pub changes: Vec<Change>,
    pub conflicts: Vec<Conflict>,
    /// The letters that would be drafted.
    pub letters: Letters,
    /// A name that follows the last one.
    pub name: String,
    /// Stands for exactly this agenda; sent along when releasing.
    pub fingerprint: String,
}

/// Works out a release without making it.
pub fn preview(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<Preview, Refusal> {
    let Working { meeting, agenda, conflicts } = working(tx, actor, id)?;
    let last = store::last_release(tx, id)?;
    let before = last.as_ref().map(store::released).transpose()?;
    let agenda = agenda.public();
    let changes = diff(before.as_ref(), &agenda);
    let letters = drafted(tx, id, &agenda)?;
    let name = next_name(last.as_ref().map(|it| it.name.as_str()));
    let fingerprint = digest(&text(&agenda)?);
    Ok(Preview { meeting, agenda, last, before, changes, conflicts, letters, name, fingerprint })
}

fn text(agenda: &Agenda) -> Result<String, Refusal> {
    serde_json::to_string(agenda).map_err(Refusal::fault)
}

fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// The last number of a name, one higher: `1.0` leads to `1.1`, `第3版` to `第4版`.
fn next_name(last: Option<&str>) -> String {
    let Some(last) = last else { return "1.0".into() };
    let Some(end) = last.rfind(|c: char| c.is_ascii_digit()) else { return format!("{last} 2") };
    let begin = last[..=end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + last[at..].chars().next().map_or(1, char::len_utf8));
    let number: u64 = last[begin..=end].parse().unwrap_or(0);
    format!("{}{}{}", &last[..begin], number.saturating_add(1), &last[end + 1..])
}

const NAME: Text = say("请填写版本名称", "The release needs a name");
const TAKEN: Text = say("已有同名版本，请换一个名称", "There is a release of this name; choose another one");
const EMPTY: Text = say("还没有安排任何场次", "No session is scheduled yet");
const SAME: Text = say("与上一版本没有区别", "Nothing differs from the last release");

/// Makes a release under `name`, drafts what each person concerned is to be told, and takes the place of drafts that were never
/// sent. `seen` is the fingerprint of the preview: what changed since is not released unseen.
pub fn release(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MeetingId,
    name: &str,
    seen: Option<&str>,
) -> Result<AgendaRelease, Refusal> {
    let Preview { agenda, last, before, changes, letters, fingerprint, .. } = preview(tx, actor, id)?;
    if seen.is_some_and(|seen| seen != fingerprint) {
        return Err(Refusal::Overtaken);
    }
    let name = name.trim();
    let mut found: Breaches = kernel::within("name", name, NAME_MOST).err().into_iter().collect();
    if name.is_empty() {
        found.push(Breach::field("name", NAME));
    }
    if store::is_taken(tx, id, name)? {
        found.push(Breach::field("name", TAKEN));
    }
    if agenda.sessions.is_empty() {
        found.push(Breach::field("", EMPTY));
    } else if last.is_some() && changes.is_empty() {
        found.push(Breach::field("", SAME));
    }
    kernel::check(found.into_iter().map(Err))?;
    let (now, ordinal) = (tx.now(), last.as_ref().map_or(1, |it| it.ordinal + 1));
    let marked = Agenda {
        cancelled: cancelled(&agenda, before.as_ref(), (ordinal, now)),
        sessions: agenda.sessions.into_iter().map(|it| marked(it, before.as_ref(), &changes, (ordinal, now))).collect(),
        ..agenda
    };
    let text = text(&marked)?;
    let release = AgendaRelease {
        id: ReleaseId::at(now),
        meeting_id: id,
        ordinal,
        name: name.to_owned(),
        sha256: digest(&text),
        agenda: text,
        made_by: actor.person_id,
        made_by_name: actor.name.clone(),
        created_at: now,
        published_at: None,
    };
    // Two people release at once: the second looks at what the first made.
    db::insert(tx, &release).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    store::supersede_letters(tx, id)?;
    letters.keep(tx, &release)?;
    let detail = serde_json::json!({ "release": release.id, "name": name, "letters": letters.all.len() });
    let act = Act::new(actor, MEETING, id.0, "release").documents([release.sha256.clone()]).detail(detail);
    journal::record(tx, act);
    Ok(release)
}

/// A session that changed carries the number and instant of this release, the others those of before: numbers only grow, also
/// for a session that was cancelled and comes back.
fn marked(
    session: Session,
    before: Option<&Agenda>,
    changes: &[Change],
    (ordinal, now): (i64, kernel::Instant),
) -> Session {
    let old = before.and_then(|agenda| agenda.session(session.id));
    let is_changed = changes.iter().any(|change| change.session_id == session.id);
    match old.filter(|_| !is_changed) {
        Some(old) => Session { sequence: old.sequence, changed_at: old.changed_at, ..session },
        None => Session { sequence: ordinal, changed_at: Some(now), ..session },
    }
}

/// What was once released and is not held now: calendars that hold it are told so.
fn cancelled(agenda: &Agenda, before: Option<&Agenda>, (ordinal, now): (i64, kernel::Instant)) -> Vec<Session> {
    let Some(before) = before else { return Vec::new() };
    let gone = |it: &&Session| agenda.session(it.id).is_none();
    let just = |it: &Session| Session { sequence: ordinal, changed_at: Some(now), ..it.clone() };
    let earlier = before.cancelled.iter().filter(gone).cloned();
    earlier.chain(before.sessions.iter().filter(gone).map(just)).collect()
}

#[cfg(test)]
mod tests {
    use super::next_name;

    #[test]
    fn the_next_name_counts_on() {
        let names =
            [None, Some("1.0"), Some("1.9"), Some("第3版"), Some("定稿"), Some("2023-04-01 v7 终")].map(next_name);
        assert_eq!(names, ["1.0", "1.1", "1.10", "第4版", "定稿 2", "2023-04-01 v8 终"]);
    }
}
