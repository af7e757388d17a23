//! What the annexes of a guideline say: each is read once, when it is attached, and what was found is kept. Rule G-08.
//!
//! The text itself is not kept: the words stand in the file, and the rule set of a guideline never changes.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use files::{Attachment, Reading, Unread};
use kernel::{FileId, GuidelineId, Instant, Refusal, Text, Word, say};
use rulesets::Terms;
use serde::{Deserialize, Serialize};

use crate::flags::{Concern, Flag, flags};

db::record! {
    /// What was found in one annex.
    pub(crate) struct AnnexReading in "annex_reading" {
        /// That of the attachment.
        pub id: FileId,
        pub guideline_id: GuidelineId,
        /// JSON list of [`Found`].
        pub flags: String,
        pub unread: Option<Unread>,
        pub read_at: Instant,
    }
}

/// A flag as it is kept.
#[derive(Serialize, Deserialize)]
struct Found {
    concern: Concern,
    word: String,
    around: String,
}

/// An annex that was not read, or not as a whole: a person must look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadAnnex {
    pub name: String,
    pub why: Text,
}

/// An annex as the rules see it.
#[derive(Clone, Debug)]
pub(crate) struct Annex {
    pub name: String,
    pub found: Vec<Flag>,
    pub unread: Option<Text>,
}

const NEVER: Text = say("尚未检查", "not looked into yet");

/// Keeps what an annex says that calls for attention.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    annex: &Attachment,
    id: GuidelineId,
    reading: &Reading,
    terms: &Terms,
) -> Result<(), Refusal> {
    let [spaced, joined] = reading.variants().map(|text| flags("", &text, terms));
    let mut found = spaced;
    found.extend(
        joined.into_iter().filter(|flag| found.iter().all(|known| known.word != flag.word)).collect::<Vec<_>>(),
    );
    let found = found.into_iter().map(|flag| Found { concern: flag.concern, word: flag.word, around: flag.around });
    let row = AnnexReading {
        id: annex.id,
        guideline_id: id,
        flags: serde_json::to_string(&found.collect::<Vec<_>>()).map_err(Refusal::fault)?,
        unread: reading.unread,
        read_at: tx.now(),
    };
    Ok(db::insert(tx, &row)?)
}

/// What is known about these annexes of a guideline, in their order.
pub(crate) fn of(tx: &mut Tx<'_>, id: GuidelineId, annexes: &[Attachment]) -> Result<Vec<Annex>, DbError> {
    let rows: Vec<AnnexReading> = db::list(tx, "WHERE guideline_id = $1", params![id])?;
    let mut rows: HashMap<FileId, AnnexReading> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(annexes.iter().enumerate().map(|(n, file)| annex(n, file, rows.remove(&file.id))).collect())
}

fn annex(n: usize, file: &Attachment, row: Option<AnnexReading>) -> Annex {
    let Some(row) = row else { return Annex { name: file.name.clone(), found: Vec::new(), unread: Some(NEVER) } };
    let kept: Result<Vec<Found>, _> = serde_json::from_str(&row.flags);
    let unread = row.unread.map(|why| why.text()).or(kept.is_err().then_some(NEVER));
    let flag = |found: Found| Flag {
        concern: found.concern,
        word: found.word,
        field: format!("annexes.{n}"),
        file: file.name.clone(),
        around: found.around,
    };
    Annex { name: file.name.clone(), found: kept.unwrap_or_default().into_iter().map(flag).collect(), unread }
}
