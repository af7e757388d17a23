//! Who sees and who acts: written once for pages and API.

use kernel::{Actor, OrganisationId, Refusal, Role, Text, say};

use crate::kinds::BoothKind;
use crate::record::BoothRequest;
use crate::state::{State, Step};

const OFFICE: Text = say("项目办公室", "the programme office");
const ASKS: Text = say("高校管理员或企业联系人", "a university administrator or an enterprise contact");

/// Whether the actor organises: plan, selection, and everybody's requests.
pub(crate) fn organises(actor: &Actor) -> bool {
    actor.is_office()
}

/// Permits the organiser's work.
pub(crate) fn permit_organise(actor: &Actor) -> Result<(), Refusal> {
    if organises(actor) { Ok(()) } else { Err(Refusal::forbidden(OFFICE)) }
}

/// For whom somebody may ask for a booth, and of which kinds.
///
/// # Errors
/// Forbidden for everybody who speaks for no university and no enterprise.
pub(crate) fn permit_ask(actor: &Actor) -> Result<(OrganisationId, &'static [BoothKind]), Refusal> {
    use BoothKind::{Association, Case, Enterprise, KeyEnterprise, Showcase, University};
    let Some(hat) = actor.hat else { return Err(Refusal::forbidden(ASKS)) };
    match hat.role {
        Role::UniversityAdministrator => Ok((hat.organisation_id, &[University, Showcase, Case])),
        Role::EnterpriseContact => Ok((hat.organisation_id, &[Enterprise, KeyEnterprise, Association])),
        Role::Teacher
        | Role::Student
        | Role::UniversityFinance
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::ProgrammeOffice
        | Role::Province
        | Role::Ministry
        | Role::Operator => Err(Refusal::forbidden(ASKS)),
    }
}

/// Whether the actor speaks for the exhibitor.
pub(crate) fn speaks_for(actor: &Actor, request: &BoothRequest) -> bool {
    permit_ask(actor).is_ok_and(|(own, _)| own == request.organisation_id)
}

/// Permits to see a request with everything it says; for all others it is not there.
pub(crate) fn permit_view(actor: &Actor, request: BoothRequest) -> Result<BoothRequest, Refusal> {
    if organises(actor) || actor.belongs_to(request.organisation_id) { Ok(request) } else { Err(Refusal::NotFound) }
}

/// The right to take a step on a request. Private fields: only this file can make one.
#[derive(Debug)]
pub struct Permit {
    request: BoothRequest,
    step: Step,
}

impl Permit {
    pub(crate) fn into_parts(self) -> (BoothRequest, Step) {
        (self.request, self.step)
    }
}

/// Whose step it is.
const fn who(step: Step) -> Text {
    match step {
        Step::Hold | Step::Refuse | Step::Close | Step::SetUp => OFFICE,
        Step::Confirm => say("参展单位的高校管理员或企业联系人", "the exhibitor's administrator or contact"),
        Step::Release => say("参展单位或项目办公室", "the exhibitor or the programme office"),
        Step::Lapse => say("平台", "the platform"),
    }
}

/// Permits a step, or says whose it is or that the state does not allow it.
pub(crate) fn permit(actor: &Actor, step: Step, request: BoothRequest) -> Result<Permit, Refusal> {
    let may = match step {
        Step::Hold | Step::Refuse | Step::SetUp | Step::Close => organises(actor),
        Step::Confirm => speaks_for(actor, &request),
        Step::Release => organises(actor) || speaks_for(actor, &request),
        Step::Lapse => actor.is_system,
    };
    if !may {
        return if actor.is_system {
            Err(Refusal::NotFound)
        } else {
            permit_view(actor, request).and(Err(Refusal::forbidden(who(step))))
        };
    }
    request.state.after(step)?;
    Ok(Permit { request, step })
}

/// Permits to change what a request says, until it is over.
pub(crate) fn permit_edit(actor: &Actor, request: BoothRequest) -> Result<BoothRequest, Refusal> {
    const CHANGE: Text = say("修改申请", "Change the request");
    let request = permit_view(actor, request)?;
    if !speaks_for(actor, &request) && !organises(actor) {
        return Err(Refusal::forbidden(who(Step::Confirm)));
    }
    match request.state {
        State::Requested | State::Held | State::Confirmed | State::SetUp => Ok(request),
        State::Closed | State::Refused | State::Released => {
            Err(Refusal::NotOpen { step: CHANGE, state: kernel::Word::text(request.state) })
        }
    }
}

#[cfg(test)]
mod tests;
