//! The 2024 mode: the university confirms, the platform files, and that makes it effective.

use agreements::establishment::{established_by_filing, mode_is_kept};
use agreements::state::{State, Step};
use agreements::{Agreement, PaymentLine};
use db::Tx;
use kernel::{Actor, AgreementId, Breach, Refusal, Said};
use projects::Project;

use super::project;
use crate::mails;

/// Confirms the establishment for the university and files it, in one go: afterwards there is a project with its number,
/// its filing and its plan of money, or nothing has changed. Rules P-01, P-03, A-02.
pub fn file(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Project, Refusal> {
    let agreement = seen(tx, actor, id)?;
    let agreement = if agreement.state == State::UniversityConfirmed {
        agreement
    } else {
        agreements::advance(tx, actor, &agreement, Step::ConfirmEstablishment, "")?
    };
    let project = project::create(tx, actor, &agreement)?;
    let agreement = agreements::advance(tx, actor, &agreement, Step::File, &project.number)?;
    let is_filed = projects::find_by_agreement(tx, id)?.is_some_and(|filed| filed.number == project.number);
    kernel::check([established_by_filing(agreement.mode, true, is_filed), mode_is_kept(agreement.mode, project.mode)])?;
    mails::established(tx, &[(agreement, project.clone())], None)?;
    Ok(project)
}

fn seen(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Agreement, Refusal> {
    let agreement = agreements::get(tx, id)?;
    if agreements::may_view(actor, &agreement) { Ok(agreement) } else { Err(Refusal::NotFound) }
}

/// What the university looks at before it confirms.
pub(crate) struct Standing {
    pub agreement: Agreement,
    /// Names in Chinese and English.
    pub enterprise: (String, String),
    pub university: (String, String),
    pub pi: String,
    pub payments: Vec<PaymentLine>,
    /// Running projects of the principal investigator and how many are allowed. Rule A-02.
    pub running: u32,
    pub running_max: Option<u32>,
    pub in_the_way: Option<Breach>,
    /// Who can confirm, when the reader may not.
    pub who_else: Option<Said>,
    /// The project, once it is established.
    pub project: Option<Project>,
}

pub(crate) fn standing(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Standing, Refusal> {
    let agreement = seen(tx, actor, id)?;
    let names = directory::organisation_names_both(tx, &[agreement.enterprise_id, agreement.university_id])?;
    let name = |id| names.get(&id).cloned().unwrap_or_default();
    let terms = agreements::terms_of(tx, &agreement)?;
    let running = limits::running(tx, agreement.pi_id)?;
    Ok(Standing {
        enterprise: name(agreement.enterprise_id),
        university: name(agreement.university_id),
        pi: directory::person(tx, agreement.pi_id)?.name,
        payments: agreements::payment_lines(tx, id)?,
        running,
        running_max: terms.running_projects_max,
        in_the_way: limits::rules::below_running_limit(running, &terms).err(),
        who_else: agreements::who_else(tx, actor, Step::ConfirmEstablishment, &agreement)?,
        project: projects::find_by_agreement(tx, id)?,
        agreement,
    })
}
