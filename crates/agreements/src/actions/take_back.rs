//! The principal investigator takes the agreement back: to change it, or for good.

use db::Tx;
use kernel::{Actor, AgreementId, Refusal};

use crate::mails;
use crate::record::Agreement;
use crate::state::Step;
use crate::store::{self, Note};

use super::{permit, reason};

/// Takes the agreement back to the draft in order to change it. Confirmations given so far no longer hold. Rule C-07.
pub fn revise(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, why: &str) -> Result<Agreement, Refusal> {
    let permit = permit(tx, actor, Step::Revise, id)?;
    permit.agreement().state.after(Step::Revise, permit.agreement().mode)?;
    let reason = reason(why)?;
    let cancelled = permit.agreement().confirmed_by();
    let note =
        Note { reason: reason.clone(), detail: Some(serde_json::json!({ "cancelled": cancelled })), ..Note::default() };
    let agreement = store::advance(tx, actor, permit, Agreement::cancel_confirmations, note)?;
    mails::taken_back(tx, &agreement, false, &reason)?;
    Ok(agreement)
}

/// Withdraws for good, before establishment. The offer of the item is free again. Rule S-02.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, why: &str) -> Result<Agreement, Refusal> {
    let permit = permit(tx, actor, Step::Withdraw, id)?;
    permit.agreement().state.after(Step::Withdraw, permit.agreement().mode)?;
    let reason = reason(why)?;
    let note = Note { reason: reason.clone(), ..Note::default() };
    let agreement = store::advance(tx, actor, permit, |agreement| agreement.list_id = None, note)?;
    guidelines::give_back_offer(tx, agreement.item_id)?;
    mails::taken_back(tx, &agreement, true, &reason)?;
    Ok(agreement)
}
