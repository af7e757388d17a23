//! What the page of an agreement needs, read in one go.

use applications::checklist::{Check, Stage, checklist};
use applications::checklist_form::Row;
use db::Tx;
use directory::EnglishNames;
use files::Attachment;
use journal::Entry;
use kernel::{Actor, AgreementId, Breaches, Lang, Refusal, Said, Team};

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
    /// What stands between a draft and its submission, or what the university should look at; empty in every other state.
    pub missing: Breaches,
    pub team: Team,
}

pub(crate) fn load(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, lang: Lang) -> Result<View, Refusal> {
    let agreement = seen(tx, actor, id)?;
    let names = directory::organisation_names(tx, &[agreement.enterprise_id, agreement.university_id])?;
    let name = |id| names.get(&id).cloned().unwrap_or_default();
    let missing = match agreement.state {
        State::Draft | State::UniversityReview => actions::breaches_of(tx, &agreement)?,
        State::EnterpriseReview
        | State::Agreed
        | State::ExpertFiling
        | State::UniversityConfirmed
        | State::Established
        | State::NotIncluded
        | State::Withdrawn => Breaches::new(),
    };
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
        team: store::team(tx, &agreement)?,
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
        let is_open = self.agreement.state.after(step, self.agreement.mode).is_ok();
        (is_open, policy::may(actor, step, &self.agreement, &self.team))
    }

    /// The university's checklist with what the platform found: the rules of submission, asked again on the day.
    pub(crate) fn prechecked(&self) -> Vec<Row> {
        let breaks = |rules: &[&str]| self.missing.iter().any(|breach| rules.contains(&breach.rule));
        let found = |check: Check| match check {
            Check::FieldsFilled => Some(self.missing.is_empty()),
            Check::ClosingDateSensible => Some(!breaks(&["C-01", "C-02"])),
            Check::AmountsEqual => Some(!breaks(&["C-03"])),
            Check::SealsPresent | Check::ClausesClear => None,
            Check::TitleWording
            | Check::SummaryComplete
            | Check::PiEqual
            | Check::OnePi
            | Check::Signed
            | Check::SealOfDepartment
            | Check::ClosingSummaryComplete
            | Check::ResultsMatch
            | Check::ReportAttached => None,
        };
        checklist(Stage::Agreement).iter().map(|check| Row::new(*check, found(*check))).collect()
    }

    /// Whom it waits for, as `actor` reads it.
    pub(crate) fn waits_for(&self, actor: &Actor, step: Step) -> Said {
        let who = policy::who_can(actor, step, &self.agreement, &self.team);
        Said { zh: format!("等待{}办理。", who.zh), en: format!("It waits for {}.", who.en) }
    }

    /// The reason of the last return, while the draft waits to be corrected.
    pub(crate) fn last_return(&self) -> Option<&Entry> {
        let last = self.trail.iter().rev().find(|entry| entry.to_state.is_some())?;
        (self.agreement.state == State::Draft && !last.reason.is_empty()).then_some(last)
    }
}
