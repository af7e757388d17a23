//! Who may do what with an agreement.

use kernel::{Actor, Hat, Refusal, Role, Said, Team, Text, Value, say, somebody_else};

use crate::record::Agreement;
use crate::state::{State, Step};

/// Whether `actor` may take `step`. Where the agreement stands is asked of the state table. Nobody confirms, returns or
/// establishes for a house what they lead or belong to: `team` holds the people of the project.
pub(crate) fn may(actor: &Actor, step: Step, agreement: &Agreement, team: &Team) -> bool {
    wears_the_hat(actor, step, agreement) && !(is_for_a_house(step) && team.has(actor))
}

fn wears_the_hat(actor: &Actor, step: Step, agreement: &Agreement) -> bool {
    match step {
        Step::Submit | Step::Revise | Step::Withdraw => actor.is(agreement.pi_id),
        Step::UniversityReturn | Step::UniversityPass | Step::ConfirmEstablishment | Step::File => {
            actor.administers(agreement.university_id)
        }
        Step::EnterpriseReturn | Step::EnterpriseConfirm | Step::Report => actor.represents(agreement.enterprise_id),
        Step::PublishList => actor.wears(Role::Ministry),
        Step::MissCutOff => actor.is_system || actor.is_office(),
        Step::CarryOver => actor.is_system,
    }
}

/// Whether the step speaks for the university or the enterprise. A list is the Department's as a whole, and what a job does
/// is nobody's word.
const fn is_for_a_house(step: Step) -> bool {
    match step {
        Step::UniversityReturn
        | Step::UniversityPass
        | Step::ConfirmEstablishment
        | Step::File
        | Step::EnterpriseReturn
        | Step::EnterpriseConfirm
        | Step::Report => true,
        Step::Submit | Step::Revise | Step::Withdraw | Step::PublishList | Step::MissCutOff | Step::CarryOver => false,
    }
}

/// Who can take a step, for people who cannot, with the reason where it is only that the matter is their own.
pub(crate) fn who_can(actor: &Actor, step: Step, agreement: &Agreement, team: &Team) -> Said {
    let own = wears_the_hat(actor, step, agreement) && is_for_a_house(step) && team.has(actor);
    if own { somebody_else(who(step)) } else { who(step).into() }
}

/// Who can take a step.
pub(crate) const fn who(step: Step) -> Text {
    match step {
        Step::Submit | Step::Revise | Step::Withdraw => say("项目负责人", "the principal investigator"),
        Step::UniversityReturn | Step::UniversityPass | Step::ConfirmEstablishment | Step::File => {
            say("该校高校管理员", "an administrator of the university")
        }
        Step::EnterpriseReturn | Step::EnterpriseConfirm | Step::Report => {
            say("该企业的企业联系人", "a contact of the enterprise")
        }
        Step::PublishList => say("高等教育司", "the Department of Higher Education"),
        Step::MissCutOff => say("平台，或项目办公室", "the platform, or the programme office"),
        Step::CarryOver => say("平台", "the platform"),
    }
}

/// Whether `actor` may see the agreement: its parties in every state, programme office and ministry.
pub fn may_view(actor: &Actor, agreement: &Agreement) -> bool {
    actor.is_system || actor.is(agreement.pi_id) || actor.hat.is_some_and(|hat| sees_as(hat, agreement))
}

fn sees_as(hat: Hat, agreement: &Agreement) -> bool {
    match hat.role {
        Role::UniversityAdministrator | Role::UniversityFinance => hat.organisation_id == agreement.university_id,
        Role::EnterpriseContact | Role::EnterpriseReviewer => hat.organisation_id == agreement.enterprise_id,
        Role::ProgrammeOffice | Role::Ministry => true,
        Role::Teacher | Role::Student | Role::Expert | Role::Province | Role::Operator => false,
    }
}

/// The same as [`may_view`], as an SQL condition over `agreement` whose parameters begin at `$first`.
pub fn scope(actor: &Actor, first: usize) -> (String, Vec<Value>) {
    use kernel::ToValue;
    if actor.is_system {
        return ("1 = 1".into(), Vec::new());
    }
    let mine = format!("agreement.pi_id = ${first}");
    let mut params = vec![actor.person_id.to_value()];
    let column = match actor.hat.map(|hat| hat.role) {
        Some(Role::ProgrammeOffice | Role::Ministry) => return ("1 = 1".into(), Vec::new()),
        Some(Role::UniversityAdministrator | Role::UniversityFinance) => "university_id",
        Some(Role::EnterpriseContact | Role::EnterpriseReviewer) => "enterprise_id",
        Some(Role::Teacher | Role::Student | Role::Expert | Role::Province | Role::Operator) | None => {
            return (mine, params);
        }
    };
    params.extend(actor.organisation_id().map(|id| id.to_value()));
    (format!("({mine} OR agreement.{column} = ${})", first + 1), params)
}

/// An agreement and the step somebody may take on it. Private fields: only this file can make one.
#[derive(Debug)]
pub(crate) struct Permit {
    agreement: Agreement,
    step: Step,
}

impl Permit {
    pub(crate) fn agreement(&self) -> &Agreement {
        &self.agreement
    }
    pub(crate) fn step(&self) -> Step {
        self.step
    }
    pub(crate) fn into_agreement(self) -> Agreement {
        self.agreement
    }
}

/// Lets `actor` take `step`, or says who can. Whoever may not see the agreement does not learn that it exists.
pub(crate) fn permit(actor: &Actor, step: Step, agreement: Agreement, team: &Team) -> Result<Permit, Refusal> {
    match (may(actor, step, &agreement, team), may_view(actor, &agreement)) {
        (true, _) => Ok(Permit { agreement, step }),
        (false, true) => Err(Refusal::forbidden(who_can(actor, step, &agreement, team))),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// An agreement whose text and files somebody may change: its principal investigator, while it is a draft.
#[derive(Debug)]
pub(crate) struct EditPermit {
    agreement: Agreement,
}

impl EditPermit {
    pub(crate) fn into_agreement(self) -> Agreement {
        self.agreement
    }
}

/// What editing is called where it is refused.
pub(crate) const EDITING: Text = say("编辑协议", "editing the agreement");

pub(crate) fn edit_permit(actor: &Actor, agreement: Agreement) -> Result<EditPermit, Refusal> {
    if !may_view(actor, &agreement) {
        return Err(Refusal::NotFound);
    }
    if !actor.is(agreement.pi_id) {
        return Err(Refusal::forbidden(who(Step::Submit)));
    }
    match agreement.state {
        State::Draft => Ok(EditPermit { agreement }),
        state => Err(Refusal::NotOpen { step: EDITING, state: kernel::Word::text(state) }),
    }
}

#[cfg(test)]
mod tests;
