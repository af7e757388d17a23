//! Sending or dropping what a published timetable has to tell. Until then nothing leaves.

use std::collections::HashMap;

use db::Tx;
use journal::Act;
use kernel::{Actor, MeetingId, NegotiatorId, Refusal, TimetableId};
use meetings::Meeting;

use super::{TIMETABLE, office};
use crate::mails;
use crate::record::{NegotiationLetter, Negotiator, Timetable};
use crate::store;

/// The letters of a version, as they stand.
pub struct Told {
    pub meeting: Meeting,
    pub timetable: Timetable,
    /// Each with whom it is for.
    pub letters: Vec<(NegotiationLetter, Negotiator)>,
}

impl Told {
    /// Those that wait.
    pub fn waiting(&self) -> impl Iterator<Item = &(NegotiationLetter, Negotiator)> {
        self.letters.iter().filter(|(letter, _)| letter.is_waiting())
    }

    /// Reads them for somebody who may send them.
    pub fn load(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: TimetableId) -> Result<Told, Refusal> {
        let (meeting, _) = office(tx, actor, meeting)?;
        let timetable = store::timetable(tx, meeting.id, id)?;
        let people: HashMap<NegotiatorId, Negotiator> =
            store::negotiators(tx, meeting.id)?.into_iter().map(|it| (it.id, it)).collect();
        let letters = store::letters(tx, id)?;
        let known = |it: NegotiationLetter| people.get(&it.negotiator_id).map(|who| (it, who.clone()));
        Ok(Told { letters: letters.into_iter().filter_map(known).collect(), meeting, timetable })
    }
}

/// Sends every letter of a version that waits. `seen` is how many the preview showed.
pub fn send_letters(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: TimetableId,
    seen: usize,
) -> Result<usize, Refusal> {
    let told = Told::load(tx, actor, meeting, id)?;
    if told.waiting().count() != seen {
        return Err(Refusal::Overtaken);
    }
    for (letter, who) in told.waiting() {
        if !store::mark_sent(tx, letter.id)? {
            return Err(Refusal::Overtaken);
        }
        mails::timetable(tx, &told.meeting, letter, who)?;
    }
    journal::record(
        tx,
        Act::new(actor, TIMETABLE, id.0, "send_letters").detail(serde_json::json!({ "letters": seen })),
    );
    Ok(seen)
}

/// Tells nobody: a silent version. The next one tells what differs from this.
pub fn drop_letters(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: TimetableId) -> Result<u64, Refusal> {
    Told::load(tx, actor, meeting, id)?;
    let dropped = store::mark_dropped(tx, id)?;
    journal::record(
        tx,
        Act::new(actor, TIMETABLE, id.0, "drop_letters").detail(serde_json::json!({ "letters": dropped })),
    );
    Ok(dropped)
}
