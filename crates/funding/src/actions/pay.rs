//! The enterprise says that it has given.

use db::Tx;
use journal::Act;
use kernel::{Actor, Day, InstalmentId, Refusal, Word, within};

use super::{NOTE_MAX, has_come, not_before, permitted, saved};
use crate::state::Step;
use crate::store::{self, PAYMENT_PROOF, SUBJECT};
use crate::{Instalment, mails, policy};

/// What the enterprise says about a payment or delivery.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
pub struct Given {
    pub on: Day,
    /// Number of the transfer, carrier and the like; may be empty.
    #[serde(default)]
    pub note: String,
}

/// Marks an instalment as paid or delivered. It counts only once the university's finance office has confirmed it.
pub fn pay(tx: &mut Tx<'_>, actor: &Actor, id: InstalmentId, given: Given) -> Result<Instalment, Refusal> {
    let (permit, project) = permitted(tx, actor, policy::Act::Step(Step::Pay), id)?;
    let before = permit.into_instalment();
    let after = before.state.after(Step::Pay)?;
    let agreed = match project.agreement_id {
        Some(id) => Some(agreements::get(tx, id)?.created_at.day().min(project.established_on)),
        None => None,
    };
    let dated = [has_come("on", given.on, tx.now().day()), not_before("on", given.on, agreed)];
    kernel::check(dated.into_iter().chain([within("note", &given.note, NOTE_MAX)]))?;
    let paid = saved(tx, Instalment { paid_on: Some(given.on), paid_note: given.note.clone(), ..before.clone() })?;
    let documents = store::hashes(tx, &before, PAYMENT_PROOF)?;
    let detail = serde_json::json!({ "on": given.on, "amount": paid.amount });
    journal::advance(
        tx,
        Act::new(actor, SUBJECT, id.0, Step::Pay.word())
            .moved(before.state, after)
            .because(&given.note)
            .documents(documents)
            .detail(detail),
    )?;
    let paid = Instalment { state: after, state_since: tx.now(), ..paid };
    mails::paid(tx, &project, &paid)?;
    Ok(paid)
}
