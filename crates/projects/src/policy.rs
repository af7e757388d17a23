//! Who may see the inside of a project and who may do what. Pure: what has to be known of the actor is in [`Viewer`].

use kernel::{Actor, OrganisationId, PersonId, Refusal, Role, Said, Team, Text, say, somebody_else};

use crate::change::{Kind, Step as ChangeStep};
use crate::report::Step as ReportStep;
use crate::{ChangeRequest, MidtermReport, Project};

/// Who looks, with the province of a provincial officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub actor: Actor,
    /// Two digits; only for the provincial department.
    pub province: Option<String>,
}

/// Which projects a viewer sees from inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    Province(String),
    University(OrganisationId),
    Enterprise(OrganisationId),
    Pi(PersonId),
}

/// The scope of the viewer's list with the hat worn now.
pub fn scope(viewer: &Viewer) -> Scope {
    let actor = &viewer.actor;
    match (actor.role(), actor.organisation_id()) {
        (Some(Role::ProgrammeOffice | Role::Ministry), _) => Scope::All,
        (Some(Role::Province), _) => Scope::Province(viewer.province.clone().unwrap_or_else(|| "none".into())),
        (Some(Role::UniversityAdministrator | Role::UniversityFinance), Some(university)) => {
            Scope::University(university)
        }
        (Some(Role::EnterpriseContact | Role::EnterpriseReviewer), Some(enterprise)) => Scope::Enterprise(enterprise),
        (Some(Role::Teacher | Role::Student | Role::Expert | Role::Operator), _) | (None, _) | (_, None) => {
            Scope::Pi(actor.person_id)
        }
    }
}

/// Whether this viewer sees the inside. Its principal investigator does under every hat.
pub fn may_view(viewer: &Viewer, project: &Project) -> bool {
    let is_pi = project.pi_id.is_some_and(|pi| viewer.actor.is(pi));
    is_pi
        || viewer.actor.is_system
        || match scope(viewer) {
            Scope::All => true,
            Scope::Province(code) => project.province == code,
            Scope::University(id) => project.university_id == id,
            Scope::Enterprise(id) => project.enterprise_id == id,
            Scope::Pi(person) => project.pi_id == Some(person),
        }
}

const PI: Text = say("项目负责人", "The principal investigator");
const ADMINISTRATOR: Text = say("该校的高校管理员", "An administrator of the university");
const CONTACT: Text = say("该企业的联系人", "The contact of the enterprise");
const REQUESTER: Text = say("提出申请的人", "Whoever made the request");

/// Whether `actor` leads the project.
pub fn leads(actor: &Actor, project: &Project) -> bool {
    project.pi_id.is_some_and(|pi| actor.is(pi))
}

/// Who writes mid-term reports and reports of major events.
pub fn may_report(actor: &Actor, project: &Project) -> bool {
    leads(actor, project)
}

/// Whether the actor may take this step with a mid-term report. Nobody accepts or returns for the university what they
/// lead or belong to: `team` holds the people of the project.
pub fn may_step_report(actor: &Actor, step: ReportStep, report: &MidtermReport, team: &Team) -> bool {
    steps_report_by_hat(actor, step, report) && !(reviews_report(step) && team.has(actor))
}

const fn reviews_report(step: ReportStep) -> bool {
    match step {
        ReportStep::Submit | ReportStep::Resubmit => false,
        ReportStep::Accept | ReportStep::Return => true,
    }
}

fn steps_report_by_hat(actor: &Actor, step: ReportStep, report: &MidtermReport) -> bool {
    match step {
        ReportStep::Submit | ReportStep::Resubmit => actor.is(report.pi_id),
        ReportStep::Accept | ReportStep::Return => actor.administers(report.university_id),
    }
}

/// Whether the actor, who sees the inside of the project, sees this report and its files: a draft is its author's alone.
pub fn may_read_report(actor: &Actor, report: &MidtermReport) -> bool {
    report.state != crate::report::State::Draft || actor.is(report.pi_id)
}

/// The same for a change request.
pub fn may_read_change(actor: &Actor, request: &ChangeRequest) -> bool {
    request.state != crate::change::State::Draft || actor.is(request.requested_by)
}

/// Who takes this step with a mid-term report, in words.
pub fn who_steps_report(step: ReportStep) -> Text {
    match step {
        ReportStep::Submit | ReportStep::Resubmit => PI,
        ReportStep::Accept | ReportStep::Return => ADMINISTRATOR,
    }
}

/// The same for those who may not, with the reason where it is only that the matter is their own.
pub fn who_else_steps_report(actor: &Actor, step: ReportStep, report: &MidtermReport, team: &Team) -> Said {
    let own = steps_report_by_hat(actor, step, report) && reviews_report(step) && team.has(actor);
    if own { somebody_else(who_steps_report(step)) } else { who_steps_report(step).into() }
}

/// Whether the actor may ask for this kind of change. The principal investigator may ask for all; a project whose leader is
/// gone is helped by the university, and either side may ask to end it.
pub fn may_ask(actor: &Actor, kind: Kind, project: &Project) -> bool {
    leads(actor, project)
        || match kind {
            Kind::Pi => actor.administers(project.university_id),
            Kind::Termination => actor.administers(project.university_id) || actor.represents(project.enterprise_id),
            Kind::Postponement | Kind::Members | Kind::Content | Kind::Budget => false,
        }
}

/// Who may ask for this kind of change, in words.
pub fn who_asks(kind: Kind) -> Text {
    match kind {
        Kind::Pi => {
            say("项目负责人或该校的高校管理员", "The principal investigator or an administrator of the university")
        }
        Kind::Termination => say(
            "项目负责人、该校的高校管理员或该企业的联系人",
            "The principal investigator, an administrator of the university or the contact of the enterprise",
        ),
        Kind::Postponement | Kind::Members | Kind::Content | Kind::Budget => PI,
    }
}

/// Whether the actor may take this step with a change request. Nobody decides for a house about a project they lead or
/// belong to, or would lead or belong to after the change: `team` holds all of them.
pub fn may_step_change(actor: &Actor, step: ChangeStep, request: &ChangeRequest, team: &Team) -> bool {
    steps_change_by_hat(actor, step, request) && !(decides_change(step) && team.has(actor))
}

const fn decides_change(step: ChangeStep) -> bool {
    match step {
        ChangeStep::Submit | ChangeStep::Withdraw => false,
        ChangeStep::UniversityPass
        | ChangeStep::UniversityReject
        | ChangeStep::EnterpriseApprove
        | ChangeStep::EnterpriseReject => true,
    }
}

fn steps_change_by_hat(actor: &Actor, step: ChangeStep, request: &ChangeRequest) -> bool {
    match step {
        ChangeStep::Submit | ChangeStep::Withdraw => actor.is(request.requested_by),
        ChangeStep::UniversityPass | ChangeStep::UniversityReject => actor.administers(request.university_id),
        ChangeStep::EnterpriseApprove | ChangeStep::EnterpriseReject => actor.represents(request.enterprise_id),
    }
}

/// Who takes this step with a change request, in words.
pub fn who_steps_change(step: ChangeStep) -> Text {
    match step {
        ChangeStep::Submit | ChangeStep::Withdraw => REQUESTER,
        ChangeStep::UniversityPass | ChangeStep::UniversityReject => ADMINISTRATOR,
        ChangeStep::EnterpriseApprove | ChangeStep::EnterpriseReject => CONTACT,
    }
}

/// The same for those who may not, with the reason where it is only that the matter is their own.
pub fn who_else_steps_change(actor: &Actor, step: ChangeStep, request: &ChangeRequest, team: &Team) -> Said {
    let own = steps_change_by_hat(actor, step, request) && decides_change(step) && team.has(actor);
    if own { somebody_else(who_steps_change(step)) } else { who_steps_change(step).into() }
}

/// Something somebody may do. Private fields: only this file makes one.
#[derive(Debug)]
pub struct Permit<T> {
    subject: T,
}

impl<T> Permit<T> {
    pub fn subject(&self) -> &T {
        &self.subject
    }
    pub fn into_subject(self) -> T {
        self.subject
    }
}

fn permit<T>(
    allowed: bool,
    viewer: &Viewer,
    project: &Project,
    who: impl Into<Said>,
    subject: T,
) -> Result<Permit<T>, Refusal> {
    match (allowed, may_view(viewer, project)) {
        (true, _) => Ok(Permit { subject }),
        (false, true) => Err(Refusal::forbidden(who)),
        (false, false) => Err(Refusal::NotFound), // whoever may not see it may not learn that it exists
    }
}

/// Permission to write a report of either kind about this project.
pub fn permit_reporting(viewer: &Viewer, project: Project) -> Result<Permit<Project>, Refusal> {
    permit(may_report(&viewer.actor, &project), viewer, &project.clone(), PI, project)
}

pub fn permit_report_step(
    viewer: &Viewer,
    step: ReportStep,
    project: &Project,
    report: MidtermReport,
    team: &Team,
) -> Result<Permit<MidtermReport>, Refusal> {
    let who = who_else_steps_report(&viewer.actor, step, &report, team);
    permit(may_step_report(&viewer.actor, step, &report, team), viewer, project, who, report)
}

/// Permission to ask for a change of this kind.
pub fn permit_asking(viewer: &Viewer, kind: Kind, project: Project) -> Result<Permit<Project>, Refusal> {
    permit(may_ask(&viewer.actor, kind, &project), viewer, &project.clone(), who_asks(kind), project)
}

pub fn permit_change_step(
    viewer: &Viewer,
    step: ChangeStep,
    project: &Project,
    request: ChangeRequest,
    team: &Team,
) -> Result<Permit<ChangeRequest>, Refusal> {
    // Whoever asked may have lost the project since, or its house: handing in asks for the right to ask anew.
    let still_asks = step != ChangeStep::Submit || may_ask(&viewer.actor, request.kind, project);
    let allowed = may_step_change(&viewer.actor, step, &request, team) && still_asks;
    let who = who_else_steps_change(&viewer.actor, step, &request, team);
    permit(allowed, viewer, project, who, request)
}

/// The project, when the viewer sees its inside.
pub fn inside(viewer: &Viewer, project: Project) -> Result<Project, Refusal> {
    if may_view(viewer, &project) { Ok(project) } else { Err(Refusal::NotFound) }
}
