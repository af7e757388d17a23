//! Who is concerned by a release, and what each of them is told.

use std::collections::HashMap;

use db::{DbError, Tx};
use kernel::{Lang, MeetingId, Refusal, ReleaseId, RowId, SpeakerId};

use crate::agenda::{Agenda, Printed};
use crate::diff::{Difference, personal};
use crate::record::{AgendaLetter, AgendaRelease};
use crate::store;

/// What one person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub speaker_id: SpeakerId,
    /// As printed last.
    pub printed: Printed,
    pub differences: Vec<Difference>,
}

/// The letters of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    pub all: Vec<Draft>,
}

/// Whom an agenda concerns: everybody whose own programme differs from what they were told last. Whoever was never told
/// anything is told everything; whose programme is as they know it gets no letter.
pub(crate) fn drafted(tx: &mut Tx<'_>, meeting: MeetingId, agenda: &Agenda) -> Result<Letters, Refusal> {
    let told = store::told_last(tx, meeting)?;
    let mut known: HashMap<ReleaseId, Agenda> = HashMap::new();
    for id in told.values() {
        if !known.contains_key(id) {
            let release = store::release(tx, meeting, *id)?;
            known.insert(*id, store::released(&release)?);
        }
    }
    let before = |speaker: SpeakerId| told.get(&speaker).and_then(|id| known.get(id));
    let mut people: Vec<Printed> = agenda.speakers().into_iter().cloned().collect();
    let mut gone: Vec<SpeakerId> =
        told.keys().copied().filter(|id| !people.iter().any(|it| it.speaker_id == *id)).collect();
    gone.sort_unstable();
    for id in gone {
        people.extend(before(id).and_then(|agenda| agenda.engagements(id).next()).map(|it| it.printed.clone()));
    }
    let drafts = people.into_iter().filter_map(|printed| {
        let differences = personal(before(printed.speaker_id), agenda, printed.speaker_id);
        (!differences.is_empty()).then_some(Draft { speaker_id: printed.speaker_id, printed, differences })
    });
    Ok(Letters { all: drafts.collect() })
}

impl Draft {
    /// Line by line.
    pub fn lines(&self, lang: Lang) -> String {
        let lines: Vec<&str> = self.differences.iter().map(|it| it.said.get(lang)).collect();
        lines.join("\n")
    }
}

impl Letters {
    /// Writes them down. They wait until somebody sends or drops them.
    pub(crate) fn keep(&self, tx: &mut Tx<'_>, release: &AgendaRelease) -> Result<(), DbError> {
        let now = tx.now();
        let row = |draft: &Draft| AgendaLetter {
            id: RowId::at(now),
            meeting_id: release.meeting_id,
            release_id: release.id,
            speaker_id: draft.speaker_id,
            changes_zh: draft.lines(Lang::Zh),
            changes_en: draft.lines(Lang::En),
            created_at: now,
            sent_at: None,
            dropped_at: None,
            superseded_at: None,
        };
        db::bulk_insert(tx, &self.all.iter().map(row).collect::<Vec<_>>())
    }
}
