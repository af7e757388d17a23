//! The word list. One proposes, another agrees.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, Refusal, RowId, Text, Word, say};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::REASON_MOST;
use crate::record::BlockedWord;
use crate::rules::plain;
use crate::state::Effect;
use crate::state::word::{State, Step};
use crate::{policy, store};

/// The subject of journal entries.
const WORD: &str = "blocked_word";
const WORD_MOST: usize = 50;

/// A word as it is proposed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BlockedWordDraft)]
pub struct WordDraft {
    pub word: String,
    pub effect: Effect,
    pub reason: String,
}

/// Proposes a word. It does nothing until another agrees.
pub fn propose(tx: &mut Tx<'_>, actor: &Actor, draft: &WordDraft) -> Result<BlockedWord, Refusal> {
    const EMPTY: Text = say("请填写词语（不能只有符号）", "Write a word; signs alone are none");
    const WHY: Text = say("请写明原因", "Say why");
    const THERE: Text = say("词表中已有该词", "The list has this word");
    policy::permit_moderate(actor)?;
    let (word, reason) = (draft.word.trim(), draft.reason.trim());
    let mut found = Breaches::new();
    if plain::folded(word).is_empty() {
        found.push(Breach::field("word", EMPTY));
    } else if store::has_word(tx, word)? {
        found.push(Breach::field("word", THERE));
    }
    if reason.is_empty() {
        found.push(Breach::field("reason", WHY));
    }
    found.extend(kernel::within("word", word, WORD_MOST).err());
    found.extend(kernel::within("reason", reason, REASON_MOST).err());
    kernel::check(found.into_iter().map(Err))?;
    let now = tx.now();
    let row = BlockedWord {
        id: RowId::at(now),
        word: word.to_owned(),
        effect: draft.effect,
        reason: reason.to_owned(),
        state: State::Proposed,
        state_since: now,
        proposed_by: actor.person_id,
    };
    db::insert(tx, &row)?;
    let detail = json!({ "word": word, "effect": draft.effect });
    journal::record(
        tx,
        Act::new(actor, WORD, row.id.0, "propose").born(State::Proposed).because(reason).detail(detail),
    );
    Ok(row)
}

/// Takes a step on a word.
pub fn step_word(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: RowId,
    (step, reason): (Step, &str),
) -> Result<BlockedWord, Refusal> {
    policy::permit_moderate(actor)?;
    let row: BlockedWord = db::get(tx, id)?;
    policy::permit_word(actor, step, &row)?;
    kernel::within("reason", reason, REASON_MOST)?;
    let after = row.state.after(step)?;
    let detail = json!({ "word": row.word });
    let act = Act::new(actor, WORD, id.0, step.word()).moved(row.state, after).because(reason).detail(detail);
    journal::advance(tx, act)?;
    if step == Step::AskOff {
        store::set_proposer(tx, id, actor.person_id)?;
    }
    db::get(tx, id)
}
