//! Who may do what with calls, cases and awards, the permits, and the scope of lists. Written once for pages, API and lists.

use kernel::{Actor, OrganisationId, Refusal, Role, Said, Team, Text, ToValue, Value, Word, say, somebody_else};

use crate::record::{AwardList, Case, CaseCall, CaseReview};
use crate::state::award::{ListState, ListStep};
use crate::state::call::{CallState, CallStep};
use crate::state::{Kind, Route, State, Step};

pub(crate) const OFFICE: Text = say("项目办公室", "the programme office");
const AUTHOR: Text = say("案例的撰写人（项目案例为项目负责人）", "whoever writes the case, of a project its leader");
const UNIVERSITY: Text = say("高校管理员", "the university's administrator");
const ENTERPRISE: Text = say("企业联系人", "the enterprise's contact");
const EXPERT: Text = say("受邀且已声明无利益关系的专家", "an assigned expert who declared no interest");

/// A case with what decides about rights.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub case: Case,
    pub call: CaseCall,
    /// The author and the people of the project: none of them judges it.
    pub team: Team,
    pub reviews: Vec<CaseReview>,
}

/// Whether the actor writes the case: the leader of the project, or a person of the organisation that tells of itself.
pub(crate) fn writes(actor: &Actor, case: &Case) -> bool {
    match case.kind {
        Kind::Project => actor.is(case.author_id),
        Kind::University => case.university_id.is_some_and(|own| actor.administers(own)),
        Kind::Enterprise => case.enterprise_id.is_some_and(|own| actor.represents(own)),
    }
}

/// Whether the actor speaks for the organisation that nominates it.
fn nominates(actor: &Actor, case: &Case) -> bool {
    match case.route {
        Route::University => case.university_id.is_some_and(|own| actor.administers(own)),
        Route::Enterprise => case.enterprise_id.is_some_and(|own| actor.represents(own)),
        Route::Own => writes(actor, case),
    }
}

/// Whether the actor may take a step, apart from where the case and its call stand.
pub(crate) fn may(actor: &Actor, step: Step, dossier: &Dossier) -> bool {
    let case = &dossier.case;
    let is_apart = case.route == Route::Own || !dossier.team.has(actor);
    match step {
        Step::HandIn | Step::TakeBack => writes(actor, case),
        Step::Nominate | Step::Decline | Step::Unnominate | Step::Submit => nominates(actor, case) && is_apart,
        Step::Assign | Step::Select | Step::NotSelect | Step::Reconsider => {
            actor.is_office() && !dossier.team.has(actor)
        }
        Step::Publish | Step::Show => actor.is_office(),
    }
}

/// Who can take a step: said beside every button that somebody else would have to press.
pub(crate) fn who(step: Step, route: Route) -> Text {
    match step {
        Step::HandIn | Step::TakeBack => AUTHOR,
        Step::Nominate | Step::Decline | Step::Unnominate | Step::Submit => match route {
            Route::University => UNIVERSITY,
            Route::Enterprise => ENTERPRISE,
            Route::Own => AUTHOR,
        },
        Step::Assign | Step::Select | Step::NotSelect | Step::Reconsider | Step::Publish | Step::Show => OFFICE,
    }
}

/// The same for this actor: whoever is of the project learns that somebody else decides.
pub(crate) fn who_else(actor: &Actor, step: Step, dossier: &Dossier) -> Said {
    let who = who(step, dossier.case.route);
    match step {
        Step::HandIn | Step::TakeBack | Step::Publish | Step::Show => who.into(),
        Step::Nominate
        | Step::Decline
        | Step::Unnominate
        | Step::Submit
        | Step::Assign
        | Step::Select
        | Step::NotSelect
        | Step::Reconsider => {
            if dossier.team.has(actor) {
                somebody_else(who)
            } else {
                who.into()
            }
        }
    }
}

fn sees_all(actor: &Actor) -> bool {
    actor.is_system || actor.is_office() || actor.wears(Role::Ministry)
}

/// Whether anybody may read what is public of a case.
pub(crate) const fn is_public(state: State) -> bool {
    match state {
        State::Published | State::Shown => true,
        State::Draft
        | State::HandedIn
        | State::Nominated
        | State::NotNominated
        | State::Submitted
        | State::ExpertReview
        | State::Selected
        | State::NotSelected => false,
    }
}

/// Whether an organisation's people see a case of theirs: not what its leader has only begun to write.
fn seen_at_home(case: &Case) -> bool {
    case.state != State::Draft || case.route == Route::Own
}

/// Whether the actor sees the case from inside.
pub(crate) fn may_view(actor: &Actor, dossier: &Dossier) -> bool {
    let case = &dossier.case;
    let at_university = case.university_id.is_some_and(|own| actor.administers(own));
    let at_enterprise = case.enterprise_id.is_some_and(|own| actor.evaluates_for(own));
    sees_all(actor)
        || dossier.team.has(actor)
        || (seen_at_home(case) && (at_university || at_enterprise))
        || own_review(actor, &dossier.reviews).is_some()
}

/// The actor's present review, if the actor was assigned as an expert.
pub(crate) fn own_review<'a>(actor: &Actor, reviews: &'a [CaseReview]) -> Option<&'a CaseReview> {
    let is_expert = actor.wears(Role::Expert);
    reviews.iter().find(|review| is_expert && review.is_current() && actor.is(review.expert_id))
}

/// Whether the actor reads experts' names, scores and comments; nobody does about a project of their own.
pub(crate) fn may_read_reviews(actor: &Actor, dossier: &Dossier) -> bool {
    sees_all(actor) && !dossier.team.has(actor)
}

/// Whether the actor learns how a case was decided before the list is published.
pub(crate) fn sees_decision(actor: &Actor, dossier: &Dossier) -> bool {
    may_read_reviews(actor, dossier) || dossier.call.state == CallState::Published
}

/// What is said of a state to somebody who may not learn yet how it was decided.
pub(crate) fn shown(state: State, sees_decision: bool) -> Text {
    match state {
        State::Selected | State::NotSelected if !sees_decision => State::ExpertReview.text(),
        State::Draft
        | State::HandedIn
        | State::Nominated
        | State::NotNominated
        | State::Submitted
        | State::ExpertReview
        | State::Selected
        | State::NotSelected
        | State::Published
        | State::Shown => state.text(),
    }
}

/// The rows of `case_submission`, joined with `project` where there is one, that the actor's list holds, as a condition whose
/// values begin at `$next`: exactly those that [`may_view`] lets through.
pub(crate) fn scope(actor: &Actor, next: usize) -> (String, Vec<Value>) {
    if sees_all(actor) {
        return ("1 = 1".into(), Vec::new());
    }
    let mut values = vec![actor.person_id.to_value()];
    let own = format!(
        "((case_submission.kind <> 'project' AND case_submission.author_id = ${next}) OR {})",
        projects::of_team("project.pi_id", "project.id", next)
    );
    let mut at_home = |column: &str, organisation: OrganisationId| {
        values.push(organisation.to_value());
        format!(
            "(case_submission.{column} = ${} AND (case_submission.state <> 'draft' OR case_submission.route = 'own'))",
            next + values.len() - 1
        )
    };
    let more = match (actor.role(), actor.organisation_id()) {
        (Some(Role::UniversityAdministrator), Some(own)) => Some(at_home("university_id", own)),
        (Some(Role::EnterpriseContact | Role::EnterpriseReviewer), Some(own)) => Some(at_home("enterprise_id", own)),
        (Some(Role::Expert), Some(_)) => Some(format!(
            "case_submission.id IN (SELECT case_id FROM case_review WHERE expert_id = ${next} AND released_at IS NULL)"
        )),
        (_, _) => None,
    };
    (more.map_or(own.clone(), |more| format!("({own} OR {more})")), values)
}

/// A case and a step somebody may take on it now. Private fields: only this file can make one.
#[derive(Debug)]
pub struct Permit {
    dossier: Dossier,
    step: Step,
}

impl Permit {
    pub(crate) fn dossier(&self) -> &Dossier {
        &self.dossier
    }
    pub(crate) fn into_parts(self) -> (Dossier, Step) {
        (self.dossier, self.step)
    }
}

/// Permits a step, or says who could take it, or that the state does not allow it.
pub(crate) fn permit(actor: &Actor, step: Step, dossier: Dossier) -> Result<Permit, Refusal> {
    match (may(actor, step, &dossier), may_view(actor, &dossier)) {
        (true, _) => {
            dossier.case.state.after(step, dossier.case.route)?;
            Ok(Permit { dossier, step })
        }
        (false, true) => Err(Refusal::forbidden(who_else(actor, step, &dossier))),
        (false, false) => Err(Refusal::NotFound), // whoever may not see it may not learn that it exists
    }
}

/// Permits to see a case from inside.
pub(crate) fn permit_view(actor: &Actor, dossier: Dossier) -> Result<Dossier, Refusal> {
    if may_view(actor, &dossier) { Ok(dossier) } else { Err(Refusal::NotFound) }
}

/// A case somebody may write in now.
#[derive(Debug)]
pub struct EditPermit(Dossier);

impl EditPermit {
    pub(crate) fn into_dossier(self) -> Dossier {
        self.0
    }
}

const EDIT: Text = say("修改案例", "Edit the case");

/// Whether a case in this state may be written in.
pub(crate) const fn is_editable(state: State) -> bool {
    match state {
        State::Draft | State::NotNominated => true,
        State::HandedIn
        | State::Nominated
        | State::Submitted
        | State::ExpertReview
        | State::Selected
        | State::NotSelected
        | State::Published
        | State::Shown => false,
    }
}

/// Permits the author to write.
pub(crate) fn edit_permit(actor: &Actor, dossier: Dossier) -> Result<EditPermit, Refusal> {
    match (writes(actor, &dossier.case), may_view(actor, &dossier)) {
        (true, _) if is_editable(dossier.case.state) => Ok(EditPermit(dossier)),
        (true, _) => Err(Refusal::NotOpen { step: EDIT, state: dossier.case.state.text() }),
        (false, true) => Err(Refusal::forbidden(AUTHOR)),
        (false, false) => Err(Refusal::NotFound),
    }
}

const REVIEW: Text = say("提交评审意见", "Hand in a review");

/// The assigned expert's own review while experts work on the case.
pub(crate) fn review_permit(actor: &Actor, dossier: &Dossier) -> Result<CaseReview, Refusal> {
    match (own_review(actor, &dossier.reviews), may_view(actor, dossier)) {
        (Some(review), _) if dossier.case.state == State::ExpertReview => Ok(review.clone()),
        (Some(_), _) => Err(Refusal::NotOpen { step: REVIEW, state: dossier.case.state.text() }),
        (None, true) => Err(Refusal::forbidden(EXPERT)),
        (None, false) => Err(Refusal::NotFound),
    }
}

const MORE_EXPERTS: Text = say("增减评审专家", "Change the experts");

/// Permits the office to add experts to a review that runs, or to take one out.
pub(crate) fn panel_permit(actor: &Actor, dossier: &Dossier) -> Result<(), Refusal> {
    let may = actor.is_office() && !dossier.team.has(actor);
    match (may, may_view(actor, dossier)) {
        (true, _) if dossier.case.state == State::ExpertReview => Ok(()),
        (true, _) => Err(Refusal::NotOpen { step: MORE_EXPERTS, state: dossier.case.state.text() }),
        (false, true) => Err(Refusal::forbidden(OFFICE)),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// Whether the actor prepares calls and lists of awards.
pub(crate) fn runs(actor: &Actor) -> bool {
    actor.is_office()
}

/// Permits what only the office does.
pub(crate) fn permit_office(actor: &Actor) -> Result<(), Refusal> {
    if runs(actor) { Ok(()) } else { Err(Refusal::forbidden(OFFICE)) }
}

/// Whether a reader learns of a call: everybody, once it was opened.
pub(crate) fn sees_call(actor: Option<&Actor>, call: &CaseCall) -> bool {
    match call.state {
        CallState::Open | CallState::Reviewing | CallState::Decided | CallState::Published => true,
        CallState::Draft => actor.is_some_and(runs),
    }
}

/// A call and the step the office may take on it now.
#[derive(Debug)]
pub struct CallPermit {
    call: CaseCall,
    step: CallStep,
}

impl CallPermit {
    pub(crate) fn into_parts(self) -> (CaseCall, CallStep) {
        (self.call, self.step)
    }
}

/// Permits the office a step of a call.
pub(crate) fn permit_call(actor: &Actor, step: CallStep, call: CaseCall) -> Result<CallPermit, Refusal> {
    match (runs(actor), sees_call(Some(actor), &call)) {
        (true, _) => {
            call.state.after(step)?;
            Ok(CallPermit { call, step })
        }
        (false, true) => Err(Refusal::forbidden(OFFICE)),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// Whether a reader learns of a list of awards.
pub(crate) fn sees_list(actor: Option<&Actor>, list: &AwardList) -> bool {
    list.state == ListState::Published || actor.is_some_and(runs)
}

const EDIT_LIST: Text = say("修改获奖名单", "Edit the list of awards");

/// Permits the office to work on a list that is not published.
pub(crate) fn permit_list_edit(actor: &Actor, list: AwardList) -> Result<AwardList, Refusal> {
    match (runs(actor), list.state) {
        (true, ListState::Draft) => Ok(list),
        (true, ListState::Published) => Err(Refusal::NotOpen { step: EDIT_LIST, state: list.state.text() }),
        (false, ListState::Published) => Err(Refusal::forbidden(OFFICE)),
        (false, ListState::Draft) => Err(Refusal::NotFound),
    }
}

/// Permits the office to publish a list.
pub(crate) fn permit_list(actor: &Actor, step: ListStep, list: AwardList) -> Result<AwardList, Refusal> {
    if !runs(actor) {
        return Err(if sees_list(Some(actor), &list) { Refusal::forbidden(OFFICE) } else { Refusal::NotFound });
    }
    list.state.after(step)?;
    Ok(list)
}

#[cfg(test)]
mod tests;
