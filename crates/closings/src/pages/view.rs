//! Everything the page of a closing shows, read in one transaction.

use agreements::SupportKind;
use db::Tx;
use directory::EnglishNames;
use files::Attachment;
use funding::Instalment;
use journal::Entry;
use kernel::{Actor, ClosingId, Lang, Money, Refusal};

use crate::rules::CashMissing;
use crate::store::Dossier;
use crate::{Certificate, Outcome, checks, policy, store};

/// A closing as one actor sees it.
pub(crate) struct View {
    pub actor: Actor,
    pub dossier: Dossier,
    pub outcomes: Vec<Outcome>,
    pub files: Vec<Attachment>,
    pub instalments: Vec<Instalment>,
    pub missing: Option<CashMissing>,
    pub entries: Vec<Entry>,
    pub certificate: Option<Certificate>,
    pub names: EnglishNames,
}

/// Reads it, or answers [`Refusal::NotFound`] when the actor may not see it.
pub(crate) fn read(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId, lang: Lang) -> Result<View, Refusal> {
    let mut dossier = store::dossier(tx, actor, id)?;
    if !policy::may_view(actor, &dossier) {
        return Err(Refusal::NotFound);
    }
    let mut outcomes = store::outcomes(tx, id)?;
    let missing = checks::cash_missing(tx, &dossier)?;
    let entries = journal::trail(tx, id.0)?.into_iter().filter(|entry| is_shown(actor, &dossier, entry)).collect();
    policy::shown_to(actor, &mut dossier.closing, &mut outcomes, &dossier.team);
    Ok(View {
        actor: actor.clone(),
        files: store::attachments(tx, id)?,
        instalments: funding::instalments(tx, dossier.project.id)?,
        certificate: store::certificate_of_project(tx, dossier.project.id)?,
        names: directory::english_names(tx, lang, [dossier.project.enterprise_id, dossier.project.university_id])?,
        dossier,
        outcomes,
        missing,
        entries,
    })
}

/// Acts that prepare a decision are shown to those who prepare it.
fn is_shown(actor: &Actor, dossier: &Dossier, entry: &Entry) -> bool {
    match entry.step() {
        "judge" => policy::sees_judgement(actor, &dossier.closing, &dossier.team),
        "opinion" => policy::sees_opinion(actor, &dossier.closing, &dossier.team),
        _ => true,
    }
}

impl View {
    /// Agreed and received, in fen: cash or the value of goods.
    pub(crate) fn money(&self, kind: SupportKind) -> (Money, Money) {
        let of_kind = || self.instalments.iter().filter(|i| i.kind == kind);
        let received = of_kind().filter(|i| i.state == funding::state::State::Received).map(|i| i.amount).sum();
        (of_kind().map(|i| i.amount).sum(), received)
    }
    pub(crate) fn files_of<'a>(&'a self, purpose: &'a str) -> impl Iterator<Item = &'a Attachment> {
        self.files.iter().filter(move |file| file.purpose == purpose)
    }
    pub(crate) fn may_edit(&self, edit: policy::Edit) -> bool {
        edit.is_open(self.dossier.closing.state, self.dossier.closing.mode)
            && policy::may_edit(&self.actor, edit, &self.dossier)
    }
}
