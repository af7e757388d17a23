//! Who may do what with an application, the permit that proves it, and the scope of lists.

use kernel::{
    Actor, OrganisationId, PersonId, Refusal, Role, Said, Team, Text, ToValue, Value, Word, say, somebody_else,
};

use crate::Application;
use crate::rules::{listed_to_pi, visible_to_enterprise};
use crate::state::{State, Step};

/// What ties an actor to an application besides the hat: pure rules cannot look it up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// The principal investigator and the members.
    pub team: Team,
    /// The actor leads or belongs to an application to the same item: this one, or one that competes with it.
    pub applied: bool,
}

/// Whether somebody may take a step at all; whether it is open, the table says.
pub fn may(actor: &Actor, step: Step, application: &Application, ties: &Ties) -> bool {
    wears_the_hat(actor, step, application) && !is_own_matter(actor, step, ties)
}

fn wears_the_hat(actor: &Actor, step: Step, application: &Application) -> bool {
    match step {
        Step::Submit | Step::Resubmit | Step::Withdraw => actor.is(application.pi_id),
        Step::Lapse => actor.is_system,
        Step::UniversityReturn | Step::UniversityReject | Step::UniversityPass => {
            actor.administers(application.university_id)
        }
        Step::EnterpriseReturn | Step::EnterpriseReject | Step::EnterpriseSelect => {
            actor.represents(application.enterprise_id) && is_visible_to_enterprise(application)
        }
    }
}

/// Nobody reviews their own application for the university, and whoever applies to an item decides about none of the
/// applications to it for the enterprise: another person has to.
fn is_own_matter(actor: &Actor, step: Step, ties: &Ties) -> bool {
    match step {
        Step::Submit | Step::Resubmit | Step::Withdraw | Step::Lapse => false,
        Step::UniversityReturn | Step::UniversityReject | Step::UniversityPass => ties.team.has(actor),
        Step::EnterpriseReturn | Step::EnterpriseReject | Step::EnterpriseSelect => judges_own(actor, ties),
    }
}

/// Whether the actor would judge what they applied for.
fn judges_own(actor: &Actor, ties: &Ties) -> bool {
    ties.applied || ties.team.has(actor)
}

/// Who can take a step, for those who may not, with the reason where it is only that the matter is their own.
pub fn who_may(actor: &Actor, step: Step, application: &Application, ties: &Ties) -> Said {
    let who = who(step);
    let own = wears_the_hat(actor, step, application) && is_own_matter(actor, step, ties);
    if own { somebody_else(who) } else { who.into() }
}

/// Who can take a step.
pub const fn who(step: Step) -> Text {
    match step {
        Step::Submit | Step::Resubmit | Step::Withdraw => say("项目负责人本人", "The principal investigator in person"),
        Step::Lapse => say("平台（指南撤销时）", "The platform, when the guideline is revoked"),
        Step::UniversityReturn | Step::UniversityReject | Step::UniversityPass => say(
            "申请人所在高校的管理员（本人除外）",
            "An administrator of the applicant's university, not the applicant",
        ),
        Step::EnterpriseReturn | Step::EnterpriseReject | Step::EnterpriseSelect => {
            say("发布指南的企业的联系人", "The contact of the enterprise that offers the item")
        }
    }
}

/// Whether somebody may decide about the applications to an item together; `applied` as in [`Ties`].
pub fn may_decide(actor: &Actor, enterprise: OrganisationId, applied: bool) -> bool {
    actor.represents(enterprise) && !applied
}

/// Who can, for those who may not.
pub fn who_decides(actor: &Actor, enterprise: OrganisationId, applied: bool) -> Said {
    let who = who(Step::EnterpriseSelect);
    if applied && actor.evaluates_for(enterprise) { somebody_else(who) } else { who.into() }
}

/// Lets the people of the enterprise, the programme office and the ministry read scores and prepared decisions of an item,
/// and nobody who applied to it.
pub fn sees_judgement(actor: &Actor, enterprise: OrganisationId, applied: bool) -> Result<(), Refusal> {
    let sees = actor.evaluates_for(enterprise) || actor.is_office() || actor.wears(Role::Ministry);
    match (sees, applied) {
        (true, false) => Ok(()),
        (true, true) => Err(Refusal::forbidden(somebody_else(EVALUATORS))),
        (false, _) => Err(Refusal::NotFound),
    }
}

const EVALUATORS: Text =
    say("发布指南的企业的联系人和评审人", "Contacts and reviewers of the enterprise that offers the item");

/// Whether somebody sees the application. The university sees what was handed in, the enterprise what the university
/// passed on (rule A-12); a draft is seen by its author and by those who look after the programme.
pub fn may_view(actor: &Actor, application: &Application) -> bool {
    let own = actor.is(application.pi_id) && listed_to_pi(application.state);
    let Some(role) = actor.role() else { return actor.is_system || own };
    own || match role {
        Role::ProgrammeOffice | Role::Ministry => true,
        Role::UniversityAdministrator | Role::UniversityFinance => {
            actor.belongs_to(application.university_id) && application.submitted_at.is_some()
        }
        Role::EnterpriseContact | Role::EnterpriseReviewer => {
            actor.evaluates_for(application.enterprise_id) && is_visible_to_enterprise(application)
        }
        Role::Teacher | Role::Student | Role::Expert | Role::Province | Role::Operator => false,
    }
}

fn is_visible_to_enterprise(application: &Application) -> bool {
    visible_to_enterprise(application.state, application.is_as_passed())
}

/// Whether somebody may still change the text: the author, while it is a draft or was returned.
pub fn may_edit(actor: &Actor, application: &Application) -> bool {
    actor.is(application.pi_id) && is_editable(application.state)
}

/// Whether the text can change in this state.
pub const fn is_editable(state: State) -> bool {
    match state {
        State::Draft | State::UniversityReturned | State::EnterpriseReturned => true,
        State::UniversityReview
        | State::UniversityRejected
        | State::EnterpriseReview
        | State::EnterpriseRejected
        | State::Selected
        | State::Withdrawn => false,
    }
}

/// Whether somebody may score the application now.
pub fn may_evaluate(actor: &Actor, application: &Application, ties: &Ties) -> bool {
    actor.evaluates_for(application.enterprise_id)
        && !judges_own(actor, ties)
        && application.state == State::EnterpriseReview
}

/// An application and the step somebody may take on it. Private fields: only this file can make one.
pub struct Permit {
    application: Application,
    step: Step,
    by: PersonId,
}

impl Permit {
    pub fn application(&self) -> &Application {
        &self.application
    }
    pub fn step(&self) -> Step {
        self.step
    }
    pub fn by(&self) -> PersonId {
        self.by
    }
    pub(crate) fn into_parts(self) -> (Application, Step) {
        (self.application, self.step)
    }
}

/// Grants a step, or says why not: whoever may not see it may not learn that it exists; a step that is not open is told
/// apart from one that is somebody else's.
pub fn permit(actor: &Actor, step: Step, application: Application, ties: &Ties) -> Result<Permit, Refusal> {
    match (may(actor, step, &application, ties), may_view(actor, &application)) {
        (true, true) => {
            application.state.after(step)?;
            Ok(Permit { by: actor.person_id, step, application })
        }
        (false, true) => Err(Refusal::forbidden(who_may(actor, step, &application, ties))),
        (_, false) => Err(Refusal::NotFound),
    }
}

/// An application somebody may change the text of.
pub struct EditPermit {
    application: Application,
}

impl EditPermit {
    pub fn application(&self) -> &Application {
        &self.application
    }
    pub(crate) fn into_application(self) -> Application {
        self.application
    }
}

/// Grants a change of the text.
pub fn permit_edit(actor: &Actor, application: Application) -> Result<EditPermit, Refusal> {
    match (actor.is(application.pi_id), may_view(actor, &application)) {
        (true, _) if is_editable(application.state) => Ok(EditPermit { application }),
        (true, _) => Err(Refusal::NotOpen {
            step: say("修改申请", "Change the application"),
            state: application.state.text(),
        }),
        (false, true) => Err(Refusal::forbidden(who(Step::Submit))),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// An application somebody may score.
pub struct EvaluatePermit {
    application: Application,
}

impl EvaluatePermit {
    pub fn application(&self) -> &Application {
        &self.application
    }
}

/// Grants a score.
pub fn permit_evaluation(actor: &Actor, application: Application, ties: &Ties) -> Result<EvaluatePermit, Refusal> {
    if !may_view(actor, &application) {
        return Err(Refusal::NotFound);
    }
    if !actor.evaluates_for(application.enterprise_id) {
        return Err(Refusal::forbidden(EVALUATORS));
    }
    if judges_own(actor, ties) {
        return Err(Refusal::forbidden(somebody_else(EVALUATORS)));
    }
    if !may_evaluate(actor, &application, ties) {
        return Err(Refusal::NotOpen { step: say("评分", "Score"), state: application.state.text() });
    }
    Ok(EvaluatePermit { application })
}

/// A condition on the table `application` that holds exactly for the rows [`may_view`] allows. Places count from `$1`.
pub fn scope(actor: &Actor) -> (String, Vec<Value>) {
    let own = vec![actor.person_id.to_value()];
    let Some(hat) = actor.hat else {
        return if actor.is_system { ("1 = 1".into(), vec![]) } else { (of_reader(), own) };
    };
    let of_house = vec![actor.person_id.to_value(), hat.organisation_id.to_value()];
    match hat.role {
        Role::ProgrammeOffice | Role::Ministry => ("1 = 1".into(), vec![]),
        Role::UniversityAdministrator | Role::UniversityFinance => (
            format!("({} OR (application.university_id = $2 AND application.submitted_at IS NOT NULL))", of_reader()),
            of_house,
        ),
        Role::EnterpriseContact | Role::EnterpriseReviewer => {
            (format!("({} OR (application.enterprise_id = $2 AND {}))", of_reader(), seen_by_enterprise()), of_house)
        }
        Role::Teacher | Role::Student | Role::Expert | Role::Province | Role::Operator => (of_reader(), own),
    }
}

/// What the principal investigator's own list holds, as SQL made from rule A-10: a draft stands there with its first save.
fn of_reader() -> String {
    format!(
        "(application.pi_id = $1 AND application.state IN ({}))",
        words(State::ALL.iter().filter(|s| listed_to_pi(**s)))
    )
}

fn words<'a>(states: impl Iterator<Item = &'a State>) -> String {
    states.map(|state| format!("'{state}'")).collect::<Vec<_>>().join(", ")
}

/// [`visible_to_enterprise`] as SQL, made from the function itself.
pub(crate) fn seen_by_enterprise() -> String {
    let states = |passed: bool| words(State::ALL.iter().filter(|s| visible_to_enterprise(**s, passed)));
    format!(
        "(application.state IN ({}) OR (application.saved_at <= application.passed_at AND application.state IN ({})))",
        states(false),
        states(true)
    )
}

#[cfg(test)]
mod tests;
