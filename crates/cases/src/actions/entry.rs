//! Beginning and writing a case.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Breaches, CaseCallId, CaseId, ProjectId, Refusal, Role, Text, say};
use meetings::Words;
use projects::Project;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{TEXT_MOST, TITLE_MOST, trimmed, within};
use crate::policy::{Dossier, edit_permit};
use crate::record::{Case, CaseCall};
use crate::state::{Kind, Route, State};
use crate::{policy, rules, store};

/// What a case is to tell of.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[schema(as = CaseBegin)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    pub kind: Kind,
    /// Of a project case: the project, which the actor leads.
    #[serde(default)]
    pub project_id: Option<ProjectId>,
}

/// What a case says.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = CaseContent)]
#[serde(deny_unknown_fields, default)]
pub struct Content {
    pub title: Words,
    pub summary: String,
    /// New idea, new mode, new effect.
    pub novelty: String,
    /// Influence, reach, what others can take over.
    pub influence: String,
    /// Who nominates it: the university, or where the call allows it the enterprise. Only of project cases.
    pub by_enterprise: bool,
}

const NO_PROJECT: Text = say("请选择您负责的项目", "Choose a project you lead");
const NOT_TAKEN: Text = say("本次征集不收此类案例", "This call does not take this kind of case");
const NOT_YOURS: Text = say(
    "此类案例由高校管理员或企业联系人撰写",
    "Such a case is written by an administrator of the university or a contact of the enterprise",
);
const NOT_BY_ENTERPRISE: Text = say("本次征集不接受企业推荐", "In this call enterprises nominate no cases");

/// Begins a case, or finds the one that was begun before.
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, id: CaseCallId, begin: Begin) -> Result<Case, Refusal> {
    let call = super::view_call(tx, Some(actor), id)?;
    rules::takes_entries(call.state, call.closes_on, tx.now().day())?;
    if !call.takes(begin.kind) {
        return Err(Breach::field("kind", NOT_TAKEN).into());
    }
    match begin.kind {
        Kind::Project => begin_project(tx, actor, &call, begin.project_id),
        Kind::University | Kind::Enterprise => begin_own(tx, actor, &call, begin.kind),
    }
}

fn begin_project(tx: &mut Tx<'_>, actor: &Actor, call: &CaseCall, project: Option<ProjectId>) -> Result<Case, Refusal> {
    let none = || Refusal::from(Breach::field("project_id", NO_PROJECT));
    let project = match projects::get(tx, project.ok_or_else(none)?) {
        Ok(project) if project.pi_id.is_some_and(|pi| actor.is(pi)) => project,
        Ok(_) | Err(Refusal::NotFound) => return Err(none()),
        Err(other) => return Err(other),
    };
    let known = "WHERE call_id = $1 AND project_id = $2";
    if let Some(case) = db::find_where(tx, known, params![call.id, project.id])? {
        return Ok(case);
    }
    kernel::check(may_enter(tx, call, &project)?.into_iter().map(Err))?;
    let blank = Case {
        project_id: Some(project.id),
        university_id: Some(project.university_id),
        enterprise_id: Some(project.enterprise_id),
        title_zh: project.title.clone(),
        ..blank(tx, actor, call, Kind::Project, Route::University)
    };
    insert(tx, actor, blank)
}

fn begin_own(tx: &mut Tx<'_>, actor: &Actor, call: &CaseCall, kind: Kind) -> Result<Case, Refusal> {
    let wanted = match kind {
        Kind::University => Role::UniversityAdministrator,
        Kind::Enterprise | Kind::Project => Role::EnterpriseContact,
    };
    let own = actor.organisation_id().filter(|_| actor.wears(wanted));
    let own = own.ok_or_else(|| Refusal::forbidden(NOT_YOURS))?;
    let column = if kind == Kind::University { "university_id" } else { "enterprise_id" };
    let known = format!("WHERE call_id = $1 AND {column} = $2 AND kind = $3");
    if let Some(case) = db::find_where(tx, &known, params![call.id, own, kind])? {
        return Ok(case);
    }
    let blank = Case {
        university_id: (kind == Kind::University).then_some(own),
        enterprise_id: (kind == Kind::Enterprise).then_some(own),
        ..blank(tx, actor, call, kind, Route::Own)
    };
    insert(tx, actor, blank)
}

/// Whether a project may enter a call at all. Rules K-03 and K-04.
pub(crate) fn may_enter(tx: &mut Tx<'_>, call: &CaseCall, project: &Project) -> Result<Breaches, Refusal> {
    let (is_passed, accepted_at) = store::acceptance(tx, project)?;
    let earlier = store::selected_year(tx, project.id, call.id)?;
    let verdicts = [
        rules::accepted_in_time(is_passed, accepted_at, call.accepted_by),
        rules::not_selected_before(earlier, call.takes_earlier),
    ];
    Ok(verdicts.into_iter().filter_map(Result::err).collect())
}

fn blank(tx: &mut Tx<'_>, actor: &Actor, call: &CaseCall, kind: Kind, route: Route) -> Case {
    let now = tx.now();
    Case {
        id: CaseId::at(now),
        call_id: call.id,
        kind,
        route,
        project_id: None,
        university_id: None,
        enterprise_id: None,
        author_id: actor.person_id,
        author_name: actor.name.clone(),
        title_zh: String::new(),
        title_en: String::new(),
        summary: String::new(),
        novelty: String::new(),
        influence: String::new(),
        nomination_reason: String::new(),
        decision_reason: String::new(),
        mean: 0,
        review_count: 0,
        meeting_id: None,
        submitted_at: None,
        published_at: None,
        state: State::Draft,
        state_since: now,
        revision: 1,
        created_at: now,
    }
}

fn insert(tx: &mut Tx<'_>, actor: &Actor, case: Case) -> Result<Case, Refusal> {
    // The other press of the button made it: the page finds it there.
    db::insert(tx, &case).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    let act = Act::new(actor, store::CASE, case.id.0, "begin").born(State::Draft);
    journal::record(tx, act.detail(serde_json::json!({ "call": case.call_id, "kind": case.kind })));
    Ok(case)
}

/// Keeps what was written, if nobody wrote since `revision`.
pub fn save(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, revision: i64, content: &Content) -> Result<Case, Refusal> {
    let Dossier { case, call, .. } = edit_permit(actor, store::dossier(tx, id)?)?.into_dossier();
    kernel::check(lengths(content).into_iter().map(Err))?;
    let route = match (case.kind, content.by_enterprise) {
        (Kind::Project, true) if !call.by_enterprises => {
            return Err(Breach::field("by_enterprise", NOT_BY_ENTERPRISE).into());
        }
        (Kind::Project, true) => Route::Enterprise,
        (Kind::Project, false) => Route::University,
        (Kind::University | Kind::Enterprise, _) => Route::Own,
    };
    let title = trimmed(&content.title);
    let case = Case {
        route,
        title_zh: title.zh,
        title_en: title.en,
        summary: content.summary.trim().to_owned(),
        novelty: content.novelty.trim().to_owned(),
        influence: content.influence.trim().to_owned(),
        revision,
        ..case
    };
    db::save(tx, &case)?;
    journal::record(tx, Act::new(actor, store::CASE, id.0, "save"));
    Ok(Case { revision: revision + 1, ..case })
}

fn lengths(content: &Content) -> Breaches {
    let mut found = Breaches::new();
    within(&mut found, "title", &content.title, TITLE_MOST);
    for (field, text) in
        [("summary", &content.summary), ("novelty", &content.novelty), ("influence", &content.influence)]
    {
        found.extend(kernel::within(field, text, TEXT_MOST).err());
    }
    found
}

const NEEDED: Text = say("此项必填", "This field is needed");

/// Everything that still stands in the way of handing a case in.
pub fn missing(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<Breaches, Refusal> {
    let (case, call) = (&dossier.case, &dossier.call);
    let mut found: Breaches =
        rules::takes_entries(call.state, call.closes_on, tx.now().day()).err().into_iter().collect();
    let fields = [
        ("title_zh", &case.title_zh),
        ("summary", &case.summary),
        ("novelty", &case.novelty),
        ("influence", &case.influence),
    ];
    found.extend(fields.iter().filter(|(_, text)| text.is_empty()).map(|(field, _)| Breach::field(*field, NEEDED)));
    if let Some(project) = case.project_id {
        let project = projects::get(tx, project)?;
        found.extend(may_enter(tx, call, &project)?);
    }
    Ok(found)
}

/// Whether this actor writes the case now.
pub(crate) fn is_writable(actor: &Actor, dossier: &Dossier) -> bool {
    policy::writes(actor, &dossier.case) && policy::is_editable(dossier.case.state)
}
