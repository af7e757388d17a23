//! Sending or dropping what a release has to tell. Until then nothing leaves.

use std::collections::HashMap;

use db::Tx;
use journal::Act;
use kernel::{Actor, MeetingId, Refusal, ReleaseId, SpeakerId};

use super::{MEETING, permitted};
use crate::mails;
use crate::record::{AgendaLetter, AgendaRelease, Meeting, Speaker};
use crate::store;

/// How a letter reaches somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Into their inbox, and by mail as they chose.
    Account,
    /// By mail, to the address the office knows.
    Address,
    /// Nothing is known: somebody has to call.
    None,
}

impl Way {
    pub fn of(speaker: &Speaker) -> Way {
        match (speaker.person_id, speaker.email.is_empty()) {
            (Some(_), _) => Way::Account,
            (None, false) => Way::Address,
            (None, true) => Way::None,
        }
    }
}

/// The letters of a release, as they stand.
pub struct Told {
    pub meeting: Meeting,
    pub release: AgendaRelease,
    /// Each with whom it is for.
    pub letters: Vec<(AgendaLetter, Speaker)>,
}

impl Told {
    /// Those that wait and can be sent.
    pub fn sendable(&self) -> impl Iterator<Item = &(AgendaLetter, Speaker)> {
        self.letters.iter().filter(|(letter, speaker)| letter.is_waiting() && Way::of(speaker) != Way::None)
    }

    /// Reads them for somebody who may send them.
    pub fn load(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, release: ReleaseId) -> Result<Told, Refusal> {
        let meeting = permitted(tx, actor, meeting)?.into_meeting();
        let release = store::release(tx, meeting.id, release)?;
        let speakers: HashMap<SpeakerId, Speaker> =
            store::speakers(tx, meeting.id)?.into_iter().map(|it| (it.id, it)).collect();
        let letters = store::letters(tx, release.id)?;
        let known = |it: AgendaLetter| speakers.get(&it.speaker_id).map(|speaker| (it, speaker.clone()));
        Ok(Told { letters: letters.into_iter().filter_map(known).collect(), meeting, release })
    }
}

/// Sends every letter of a release that waits and has an address. `seen` is how many the preview showed.
pub fn send_letters(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    release: ReleaseId,
    seen: usize,
) -> Result<Told, Refusal> {
    let told = Told::load(tx, actor, meeting, release)?;
    if told.sendable().count() != seen {
        return Err(Refusal::Overtaken);
    }
    for (letter, speaker) in told.sendable() {
        if !store::mark_sent(tx, letter.id)? {
            return Err(Refusal::Overtaken);
        }
        mails::agenda(tx, &told.meeting, &told.release, letter, speaker)?;
    }
    let detail = serde_json::json!({ "release": release, "letters": seen });
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "send_letters").detail(detail));
    Told::load(tx, actor, meeting, release)
}

/// Tells nobody: a silent release. The next one tells what differs from this.
pub fn drop_letters(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, release: ReleaseId) -> Result<u64, Refusal> {
    let told = Told::load(tx, actor, meeting, release)?;
    let dropped = store::mark_dropped(tx, told.release.id)?;
    let detail = serde_json::json!({ "release": release, "letters": dropped });
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "drop_letters").detail(detail));
    Ok(dropped)
}
