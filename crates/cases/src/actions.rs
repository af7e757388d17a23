//! One function per thing somebody can do: load, permit, rules, advance, tell.

mod awards;
mod call;
mod call_step;
mod decide;
mod entry;
mod experts;
mod files;
mod nominate;
mod reviews;

pub use awards::{
    AwardDraft, ListDraft, add_award, create_list, edit_list, fill_with_cases, publish_list, remove_award,
};
pub use call::{CallDraft, create_call, edit_call, postpone, set_quota};
pub use call_step::{after_decision, step_call};
pub use decide::{decide, show_at};
pub(crate) use entry::is_writable;
pub use entry::{Begin, Content, begin, missing, save};
pub use experts::{add_experts, assign, release_expert};
pub(crate) use files::LIMITS;
pub use files::{attach, detach};
pub use nominate::step;
pub use reviews::{Opinion, declare_interest, hand_in_review};

use db::Tx;
use kernel::{Actor, Breaches, CaseCallId, CaseId, Refusal};
use meetings::Words;

use crate::policy::{self, Dossier};
use crate::record::CaseCall;
use crate::store;

/// Characters of a title or name, of a reason, and of a longer text.
pub(crate) const TITLE_MOST: usize = 200;
pub(crate) const REASON_MOST: usize = 2_000;
pub(crate) const TEXT_MOST: usize = 10_000;

/// A case, for somebody who sees it from inside.
pub fn view(tx: &mut Tx<'_>, actor: &Actor, id: CaseId) -> Result<Dossier, Refusal> {
    policy::permit_view(actor, store::dossier(tx, id)?)
}

/// A call, for somebody who may learn of it.
pub fn view_call(tx: &mut Tx<'_>, actor: Option<&Actor>, id: CaseCallId) -> Result<CaseCall, Refusal> {
    let call = store::get_call(tx, id)?;
    if policy::sees_call(actor, &call) { Ok(call) } else { Err(Refusal::NotFound) }
}

/// Both languages of a text are not too long.
fn within(breaches: &mut Breaches, field: &str, words: &Words, most: usize) {
    breaches.extend(kernel::within(format!("{field}_zh"), &words.zh, most).err());
    breaches.extend(kernel::within(format!("{field}_en"), &words.en, most).err());
}

fn trimmed(words: &Words) -> Words {
    Words::of(words.zh.trim(), words.en.trim())
}
