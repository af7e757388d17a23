//! What the page of an agreement needs, read in one go.

use db::Tx;
use directory::EnglishNames;
use files::Attachment;
use journal::Entry;
use kernel::{Actor, AgreementId, Breaches, Lang, Refusal};

use crate::policy::{self, may_view};
use crate::record::{Agreement, AgreementVersion, Deliverable, PaymentLine};
use crate::state::{State, Step};
use crate::{actions, store};

pub(crate) struct View {
    pub agreement: Agreement,
    pub enterprise: String,
    pub university: String,
    pub names: EnglishNames,
    pub pi: String,
    pub payments: Vec<PaymentLine>,
    pub deliverables: Vec<Deliverable>,
    pub files: Vec<Attachment>,
    pub versions: Vec<AgreementVersion>,
    pub trail: Vec<Entry>,
    /// What stands between a draft and its submission; empty in every other state.
    pub missing: Breaches,
}

pub(crate) fn load(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, lang: Lang) -> Result<View, Refusal> {
    let agreement = seen(tx, actor, id)?;
    let names = directory::organisation_names(tx, &[agreement.enterprise_id, agreement.university_id])?;
    let name = |id| names.get(&id).cloned().unwrap_or_default();
    let missing = if agreement.state == State::Draft { actions::breaches_of(tx, &agreement)? } else { Breaches::new() };
    Ok(View {
        enterprise: name(agreement.enterprise_id),
        university: name(agreement.university_id),
        names: directory::english_names(tx, lang, [agreement.enterprise_id, agreement.university_id])?,
        pi: directory::person(tx, agreement.pi_id)?.name,
        payments: store::payment_lines(tx, id)?,
        deliverables: store::deliverables(tx, id)?,
        files: store::signed_documents(tx, id)?,
        versions: store::versions(tx, id)?,
        trail: journal::trail(tx, id.0)?,
        missing,
        agreement,
    })
}

/// The agreement, if `actor` may see it.
pub(crate) fn seen(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Agreement, Refusal> {
    let agreement = store::get(tx, id)?;
    if may_view(actor, &agreement) { Ok(agreement) } else { Err(Refusal::NotFound) }
}

impl View {
    /// Whether the step starts here, and whether `actor` may take it.
    pub(crate) fn stands(&self, actor: &Actor, step: Step) -> (bool, bool) {
        (self.agreement.state.after(step, self.agreement.mode).is_ok(), policy::may(actor, step, &self.agreement))
    }

    /// The reason of the last return, while the draft waits to be corrected.
    pub(crate) fn last_return(&self) -> Option<&Entry> {
        let last = self.trail.iter().rev().find(|entry| entry.to_state.is_some())?;
        (self.agreement.state == State::Draft && !last.reason.is_empty()).then_some(last)
    }
}
