//! Who may do what with a closing, the permits that prove it, and the scope of lists.

use kernel::{Actor, Mode, OrganisationId, Refusal, Role, Said, Team, Text, ToValue, Value, Word, say, somebody_else};

use crate::state::{State, Step};
use crate::store::Dossier;
use crate::{Closing, Outcome};

/// What is no step: changing the text, looking at the deliverables, saying what the expert group makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Summary, outcomes and files. By the principal investigator.
    Write,
    /// Accept or not, deliverable by deliverable. By the enterprise.
    Judge,
    /// The word of the expert group before the result is published, legacy mode.
    Opinion,
}

impl Edit {
    pub const ALL: [Edit; 3] = [Edit::Write, Edit::Judge, Edit::Opinion];

    /// Whether it can be done in this state.
    pub const fn is_open(self, state: State, mode: Mode) -> bool {
        match (self, mode) {
            (Edit::Write, Mode::Legacy | Mode::Rolling) => matches!(state, State::Draft | State::Returned),
            (Edit::Judge, Mode::Legacy | Mode::Rolling) => matches!(state, State::EnterpriseReview),
            (Edit::Opinion, Mode::Legacy) => matches!(state, State::ExpertReview),
            (Edit::Opinion, Mode::Rolling) => false,
        }
    }
    pub const fn text(self) -> Text {
        match self {
            Edit::Write => say("修改结题材料", "Change the closing"),
            Edit::Judge => say("逐项验收", "Look at the deliverables"),
            Edit::Opinion => say("出具专家组意见", "Give the expert group's opinion"),
        }
    }
    pub const fn who(self) -> Text {
        match self {
            Edit::Write => PI,
            Edit::Judge => say("该企业的联系人或评审人", "a contact or reviewer of the enterprise"),
            Edit::Opinion => say("专家组的专家或项目办公室", "an expert or the programme office"),
        }
    }
}

const PI: Text = say("项目负责人", "the principal investigator");
const UNIVERSITY: Text = say("该校高校管理员", "an administrator of the university");
const ENTERPRISE: Text = say("该企业的联系人", "a contact of the enterprise");
const MINISTRY: Text = say("高等教育司", "the Department of Higher Education");

/// Whether `actor` may take `step`; whether it is open, the table says. Publication belongs to the Department in legacy
/// mode and to the university in 2024 mode. Nobody reviews, accepts, audits or publishes the closing of a project they
/// lead or belong to.
pub fn may(actor: &Actor, step: Step, dossier: &Dossier) -> bool {
    wears_the_hat(actor, step, dossier) && !(judges(step) && dossier.team.has(actor))
}

/// Whether the step judges the closing; the others hand it in.
const fn judges(step: Step) -> bool {
    match step {
        Step::Submit | Step::Resubmit => false,
        Step::UniversityReturn
        | Step::UniversityPass
        | Step::Audit
        | Step::EnterpriseReturn
        | Step::Conclude
        | Step::ReportToExperts
        | Step::PublishPassed
        | Step::PublishFailed => true,
    }
}

fn wears_the_hat(actor: &Actor, step: Step, dossier: &Dossier) -> bool {
    let closing = &dossier.closing;
    match step {
        Step::Submit | Step::Resubmit => actor.is(closing.pi_id),
        Step::UniversityReturn | Step::UniversityPass | Step::Audit => actor.administers(closing.university_id),
        Step::EnterpriseReturn | Step::Conclude | Step::ReportToExperts => actor.represents(closing.enterprise_id),
        Step::PublishPassed | Step::PublishFailed => match closing.mode {
            Mode::Legacy => actor.wears(Role::Ministry),
            Mode::Rolling => actor.administers(closing.university_id),
        },
    }
}

/// Whether `actor` may make this change; whether it is open, [`Edit::is_open`] says.
pub fn may_edit(actor: &Actor, edit: Edit, dossier: &Dossier) -> bool {
    let judges = match edit {
        Edit::Write => false,
        Edit::Judge | Edit::Opinion => true,
    };
    edits_by_hat(actor, edit, dossier) && !(judges && dossier.team.has(actor))
}

fn edits_by_hat(actor: &Actor, edit: Edit, dossier: &Dossier) -> bool {
    let closing = &dossier.closing;
    match edit {
        Edit::Write => actor.is(closing.pi_id),
        Edit::Judge => actor.evaluates_for(closing.enterprise_id),
        Edit::Opinion => closing.mode == Mode::Legacy && (actor.wears(Role::Expert) || actor.is_office()),
    }
}

/// Who can take a step, for people who cannot.
pub const fn who(step: Step, mode: Mode) -> Text {
    match step {
        Step::Submit | Step::Resubmit => PI,
        Step::UniversityReturn | Step::UniversityPass | Step::Audit => UNIVERSITY,
        Step::EnterpriseReturn | Step::Conclude | Step::ReportToExperts => ENTERPRISE,
        Step::PublishPassed | Step::PublishFailed => match mode {
            Mode::Legacy => MINISTRY,
            Mode::Rolling => UNIVERSITY,
        },
    }
}

/// The same for those who may not, with the reason where it is only that the matter is their own.
pub fn who_else(actor: &Actor, step: Step, dossier: &Dossier) -> Said {
    let who = who(step, dossier.closing.mode);
    let own = wears_the_hat(actor, step, dossier) && judges(step) && dossier.team.has(actor);
    if own { somebody_else(who) } else { who.into() }
}

/// Who can make a change, for those who may not.
pub fn who_else_edits(actor: &Actor, edit: Edit, dossier: &Dossier) -> Said {
    let own = edits_by_hat(actor, edit, dossier) && !may_edit(actor, edit, dossier);
    if own { somebody_else(edit.who()) } else { edit.who().into() }
}

/// Whether `actor` sees the whole closing. The parties see what was handed in, an expert what lies with the expert group;
/// a draft is seen by its author and by those who look after the programme.
pub fn may_view(actor: &Actor, dossier: &Dossier) -> bool {
    let closing = &dossier.closing;
    let is_in = closing.submitted_at.is_some();
    actor.is_system
        || actor.is(closing.pi_id)
        || actor.hat.is_some_and(|hat| match hat.role {
            Role::ProgrammeOffice | Role::Ministry => true,
            Role::UniversityAdministrator | Role::UniversityFinance => {
                is_in && hat.organisation_id == closing.university_id
            }
            Role::EnterpriseContact | Role::EnterpriseReviewer => is_in && hat.organisation_id == closing.enterprise_id,
            Role::Province => is_in && dossier.in_own_province,
            Role::Expert => closing.mode == Mode::Legacy && closing.state == State::ExpertReview,
            Role::Teacher | Role::Student | Role::Operator => false,
        })
}

/// Whether `actor` may know what the enterprise makes of it: while it works through the list, only itself.
pub fn sees_judgement(actor: &Actor, closing: &Closing, team: &Team) -> bool {
    closing.state != State::EnterpriseReview || (actor.evaluates_for(closing.enterprise_id) && !team.has(actor))
}

/// Whether `actor` may know the opinion of the expert group: before publication only the group, its office and the
/// Department. In 2024 mode the audit is told to the parties at once.
pub fn sees_opinion(actor: &Actor, closing: &Closing, team: &Team) -> bool {
    let decides = matches!(actor.role(), Some(Role::Expert | Role::ProgrammeOffice | Role::Ministry));
    closing.mode == Mode::Rolling || closing.published_at.is_some() || (decides && !team.has(actor))
}

/// The closing and its outcomes without what `actor` may not know yet: preparing a decision and announcing it are two
/// things. Whoever leads the project or belongs to it knows neither before the others do.
pub fn shown_to(actor: &Actor, closing: &mut Closing, outcomes: &mut [Outcome], team: &Team) {
    if !sees_judgement(actor, closing, team) {
        for outcome in outcomes {
            (outcome.accepted, outcome.accepted_note) = (None, String::new());
        }
    }
    let prepares = actor.evaluates_for(closing.enterprise_id) && !team.has(actor);
    if closing.concluded_at.is_none() && !prepares {
        (closing.conclusion, closing.conclusion_text) = (None, String::new());
    }
    if !sees_opinion(actor, closing, team) {
        (closing.audited_conclusion, closing.audit_reason) = (None, String::new());
    }
}

/// Which closings an actor sees whole, besides those the actor leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    University(OrganisationId),
    Enterprise(OrganisationId),
    /// Those of the province of this department.
    Province(OrganisationId),
    /// Those that lie with the expert group.
    ExpertGroup,
    Nothing,
}

/// What [`may_view`] lets through, as data: for lists and for the search.
pub fn reach(actor: &Actor) -> Reach {
    let Some(hat) = actor.hat else { return if actor.is_system { Reach::All } else { Reach::Nothing } };
    match hat.role {
        Role::ProgrammeOffice | Role::Ministry => Reach::All,
        Role::UniversityAdministrator | Role::UniversityFinance => Reach::University(hat.organisation_id),
        Role::EnterpriseContact | Role::EnterpriseReviewer => Reach::Enterprise(hat.organisation_id),
        Role::Province => Reach::Province(hat.organisation_id),
        Role::Expert => Reach::ExpertGroup,
        Role::Teacher | Role::Student | Role::Operator => Reach::Nothing,
    }
}

/// A part of what somebody may see, as SQL over `closing` and `project`; places count from `$1`.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub from: &'static str,
    pub condition: &'static str,
    pub values: Vec<Value>,
    /// The part belongs to one house or person, which is rarer than any state or year.
    pub is_narrow: bool,
}

/// The same as [`may_view`]: a closing is seen when any of the parts holds it. Each is read by an index of its own; joined
/// by OR they would walk the whole table.
pub fn scope(actor: &Actor) -> Vec<Part> {
    // The projects come first: CROSS JOIN keeps the embedded engine from turning the order round.
    const OWN: (&str, &str) = ("project CROSS JOIN closing", "project.pi_id = $1 AND closing.project_id = project.id");
    const JOINED: &str = "closing JOIN project ON project.id = closing.project_id";
    let part =
        |condition, values: &[Value], is_narrow| Part { from: JOINED, condition, values: values.to_vec(), is_narrow };
    let own = Part { from: OWN.0, condition: OWN.1, values: vec![actor.person_id.to_value()], is_narrow: true };
    let house = |condition, id: OrganisationId| part(condition, &[id.to_value()], true);
    let further = match reach(actor) {
        Reach::All => return vec![part("1 = 1", &[], false)],
        Reach::University(id) => house("closing.university_id = $1 AND closing.submitted_at IS NOT NULL", id),
        Reach::Enterprise(id) => house("closing.enterprise_id = $1 AND closing.submitted_at IS NOT NULL", id),
        Reach::Province(id) => {
            const HERE: &str = "closing.province = (SELECT province FROM organisation WHERE id = $1) AND closing.submitted_at IS NOT NULL";
            house(HERE, id)
        }
        Reach::ExpertGroup => part("closing.state = 'expert_review' AND closing.mode = 'legacy'", &[], true),
        Reach::Nothing => return vec![own],
    };
    vec![own, further]
}

/// A closing and the step somebody may take on it. Private fields: only this file can make one.
#[derive(Debug)]
pub struct Permit {
    dossier: Dossier,
    step: Step,
    after: State,
}

impl Permit {
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }
    pub fn step(&self) -> Step {
        self.step
    }
    pub fn after(&self) -> State {
        self.after
    }
    pub(crate) fn into_dossier(self) -> Dossier {
        self.dossier
    }
}

/// Lets `actor` take `step`, or says who can, or that it is not open. Whoever may not see the closing does not learn that
/// it exists.
pub fn permit(actor: &Actor, step: Step, dossier: Dossier) -> Result<Permit, Refusal> {
    match (may(actor, step, &dossier), may_view(actor, &dossier)) {
        (true, true) => {
            let after = dossier.closing.state.after(step, dossier.closing.mode)?;
            Ok(Permit { dossier, step, after })
        }
        (false, true) => Err(Refusal::forbidden(who_else(actor, step, &dossier))),
        (_, false) => Err(Refusal::NotFound),
    }
}

/// A closing somebody may change in one of the ways of [`Edit`].
#[derive(Debug)]
pub struct EditPermit {
    dossier: Dossier,
}

impl EditPermit {
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }
    pub(crate) fn into_dossier(self) -> Dossier {
        self.dossier
    }
}

/// Lets `actor` make a change, or says who can, or that it is not open.
pub fn permit_edit(actor: &Actor, edit: Edit, dossier: Dossier) -> Result<EditPermit, Refusal> {
    let state = dossier.closing.state;
    match (may_edit(actor, edit, &dossier), may_view(actor, &dossier)) {
        (true, true) if edit.is_open(state, dossier.closing.mode) => Ok(EditPermit { dossier }),
        (true, true) => Err(Refusal::NotOpen { step: edit.text(), state: state.text() }),
        (false, true) => Err(Refusal::forbidden(who_else_edits(actor, edit, &dossier))),
        (_, false) => Err(Refusal::NotFound),
    }
}
