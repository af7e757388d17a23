//! Who registers whom, who reads registrations, and who works at the door. Written once for pages and API.

use kernel::{Actor, OrganisationId, Refusal, Role, Text, say};

use crate::record::Registration;
use crate::state::Step;

pub(crate) const OFFICE: Text = say("项目办公室", "the programme office");
const HEADS: Text = say(
    "高校管理员、企业联系人或主管部门",
    "administrators of universities, contacts of enterprises, provinces and the ministry",
);
const DOOR: Text = say("项目办公室和会务工作人员", "the programme office and the staff of the meeting");

/// The organisation for which the actor registers a delegation.
pub(crate) fn heads(actor: &Actor) -> Option<OrganisationId> {
    let hat = actor.hat?;
    match hat.role {
        Role::UniversityAdministrator | Role::EnterpriseContact | Role::Province | Role::Ministry => {
            Some(hat.organisation_id)
        }
        Role::Teacher
        | Role::Student
        | Role::UniversityFinance
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::ProgrammeOffice
        | Role::Operator => None,
    }
}

/// Permits to register people of the actor's organisation.
pub(crate) fn permit_delegation(actor: &Actor) -> Result<OrganisationId, Refusal> {
    heads(actor).ok_or_else(|| Refusal::forbidden(HEADS))
}

/// Permits what the office alone does: opening, approving, registering by hand.
pub(crate) fn permit_office(actor: &Actor) -> Result<(), Refusal> {
    if actor.is_office() { Ok(()) } else { Err(Refusal::forbidden(OFFICE)) }
}

fn is_theirs(actor: &Actor, it: &Registration) -> bool {
    let own = it.person_id.is_some_and(|person| actor.is(person));
    own || heads(actor).is_some_and(|house| it.organisation_id == Some(house))
}

/// Whether the actor reads this registration.
pub(crate) fn may_view(actor: &Actor, it: &Registration) -> bool {
    actor.is_office() || is_theirs(actor, it)
}

/// Whether the actor may take the step, whatever the state.
pub(crate) fn may(actor: &Actor, step: Step, it: &Registration) -> bool {
    match step {
        Step::Confirm | Step::Wait | Step::Refuse => actor.is_office(),
        Step::Accept | Step::Withdraw => may_view(actor, it),
        Step::Offer | Step::Lapse | Step::Attend | Step::Miss => actor.is_system,
        // The door asks for a `DoorPermit`.
        Step::CheckIn => actor.is_office(),
    }
}

/// A registration and the step somebody may take on it now. Private fields: only this file can make one.
#[derive(Debug)]
pub struct Permit {
    registration: Registration,
    step: Step,
}

impl Permit {
    pub(crate) fn into_parts(self) -> (Registration, Step) {
        (self.registration, self.step)
    }
}

/// Permits a step, or says who can, or that the state does not allow it.
pub(crate) fn permit(actor: &Actor, step: Step, registration: Registration) -> Result<Permit, Refusal> {
    match (may(actor, step, &registration), may_view(actor, &registration)) {
        (true, _) => {
            registration.state.after(step)?;
            Ok(Permit { registration, step })
        }
        (false, true) => Err(Refusal::forbidden(OFFICE)),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// Permits to change what a registration says.
pub(crate) fn permit_edit(actor: &Actor, registration: Registration) -> Result<Registration, Refusal> {
    permit_view(actor, registration)
}

/// Permits to read a registration; what one may not read is not there.
pub(crate) fn permit_view(actor: &Actor, registration: Registration) -> Result<Registration, Refusal> {
    if may_view(actor, &registration) { Ok(registration) } else { Err(Refusal::NotFound) }
}

/// Who may look after the door: the office, and whoever comes as staff (`is_staff`).
pub(crate) fn works_at_door(actor: &Actor, is_staff: bool) -> bool {
    actor.is_office() || (is_staff && !actor.is_system)
}

/// Permits to check people in.
pub(crate) fn permit_door(actor: &Actor, is_staff: bool) -> Result<(), Refusal> {
    if works_at_door(actor, is_staff) { Ok(()) } else { Err(Refusal::forbidden(DOOR)) }
}
