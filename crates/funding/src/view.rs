//! What the pages and the API show, loaded with a constant number of statements.

use db::{DbError, Tx};
use directory::EnglishNames;
use files::Attachment;
use journal::Entry;
use kernel::{Actor, Day, FileId, InstalmentId, Lang, OrganisationId, ProjectId, Refusal, Team, Word};
use projects::Project;
use projects::policy::Viewer;

use crate::ledger::{self, Ledger};
use crate::policy::{self, Act};
use crate::store::{self, SUBJECT};
use crate::{Instalment, actions};

/// The money of one project.
#[derive(Clone, Debug)]
pub struct Account {
    pub project: Project,
    pub ledger: Ledger,
    pub instalments: Vec<Instalment>,
    pub proofs: Vec<Attachment>,
    pub trail: Vec<Entry>,
    pub today: Day,
    /// The people of the project: none of them acts on its money for a house.
    pub team: Team,
}

impl Account {
    pub(crate) fn proofs_of(&self, id: InstalmentId, purpose: &str) -> impl Iterator<Item = &Attachment> {
        self.proofs.iter().filter(move |p| p.subject_id.0 == id.0 && p.purpose == purpose)
    }
}

/// The project, when the actor may see its money.
pub(crate) fn seen(tx: &mut Tx<'_>, actor: &Actor, id: ProjectId) -> Result<Project, Refusal> {
    let project = projects::get(tx, id)?;
    let viewer = projects::viewer(tx, actor)?;
    if policy::may_view(&viewer, &project) { Ok(project) } else { Err(Refusal::NotFound) }
}

/// The account, when the actor may see it: the same number of statements however long the plan is.
pub fn account(tx: &mut Tx<'_>, actor: &Actor, id: ProjectId) -> Result<Account, Refusal> {
    let project = seen(tx, actor, id)?;
    let instalments = store::instalments(tx, id)?;
    Ok(Account {
        ledger: ledger::of(tx, &project, &instalments)?,
        proofs: store::proofs_of_project(tx, id)?,
        trail: plan_acts(tx, id)?,
        today: tx.now().day(),
        team: projects::team(tx, &project)?,
        instalments,
        project,
    })
}

/// How the plan came about and changed; what happened to each part stands on its own page.
fn plan_acts(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<Entry>, DbError> {
    Ok(journal::trail(tx, id.0)?
        .into_iter()
        .filter(|e| matches!(e.step(), "plan_support" | "replan_support"))
        .collect())
}

/// One instalment with all that belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub viewer: Viewer,
    pub project: Project,
    pub instalment: Instalment,
    pub proofs: Vec<Attachment>,
    pub trail: Vec<Entry>,
    pub names: EnglishNames,
    pub today: Day,
    pub team: Team,
}

/// Whether somebody can do something with an instalment, and if not, why.
#[derive(Debug)]
pub(crate) enum Turn {
    Yours,
    /// It is open to somebody else.
    Theirs,
    /// It is yours and not open now.
    Closed(Refusal),
    /// It is not open, and somebody else's.
    Nothing,
}

impl Part {
    pub(crate) fn turn(&self, act: Act) -> Turn {
        let open = match act {
            Act::Step(step) => self.instalment.state.after(step).map(drop).map_err(Refusal::from),
            Act::ConfirmLate => actions::open_to_confirmation(&self.instalment),
        };
        match (policy::may(&self.viewer.actor, act, &self.instalment, &self.team), open) {
            (true, Ok(())) => Turn::Yours,
            (false, Ok(())) => Turn::Theirs,
            (true, Err(refusal)) => Turn::Closed(refusal),
            (false, Err(_)) => Turn::Nothing,
        }
    }
    pub(crate) fn proofs(&self, purpose: &str) -> impl Iterator<Item = &Attachment> {
        self.proofs.iter().filter(move |p| p.purpose == purpose)
    }
    /// The proofs that speak for where it stands now.
    pub(crate) fn counting(&self, purpose: &str) -> impl Iterator<Item = &Attachment> {
        self.proofs.iter().filter(move |p| store::counts(p, &self.instalment, purpose))
    }
}

pub(crate) fn part(tx: &mut Tx<'_>, actor: &Actor, id: InstalmentId, lang: Lang) -> Result<Part, Refusal> {
    let instalment = store::get(tx, id)?;
    let project = seen(tx, actor, instalment.project_id)?;
    let viewer = projects::viewer(tx, actor)?;
    Ok(Part {
        viewer,
        proofs: store::proofs(tx, id)?,
        trail: journal::trail(tx, id.0)?,
        names: directory::english_names(tx, lang, [project.enterprise_id, project.university_id])?,
        today: tx.now().day(),
        team: projects::team(tx, &project)?,
        project,
        instalment,
    })
}

/// A proof of this instalment, when the actor may see it.
pub(crate) fn proof(tx: &mut Tx<'_>, actor: &Actor, id: InstalmentId, file: FileId) -> Result<Attachment, Refusal> {
    let instalment = store::get(tx, id)?;
    seen(tx, actor, instalment.project_id)?;
    let found = files::find(tx, file)?;
    found.filter(|f| f.subject == SUBJECT && f.subject_id.0 == id.0 && f.removed_at.is_none()).ok_or(Refusal::NotFound)
}

/// The enterprise whose honour the reader's own list shows.
pub(crate) fn own_enterprise(actor: &Actor) -> Option<OrganisationId> {
    use kernel::Role;
    match actor.role()? {
        Role::EnterpriseContact | Role::EnterpriseReviewer => actor.organisation_id(),
        Role::Teacher
        | Role::Student
        | Role::UniversityAdministrator
        | Role::UniversityFinance
        | Role::Expert
        | Role::ProgrammeOffice
        | Role::Province
        | Role::Ministry
        | Role::Operator => None,
    }
}

/// Why something is not open, in words.
pub(crate) fn why(refusal: &Refusal) -> kernel::Said {
    match refusal {
        Refusal::NotOpen { state, .. } => {
            kernel::Said { zh: format!("当前为“{}”。", state.zh), en: format!("It is “{}” now.", state.en) }
        }
        Refusal::NotFound
        | Refusal::Forbidden { .. }
        | Refusal::Overtaken
        | Refusal::Breaches(_)
        | Refusal::Fault(_) => kernel::say("当前不能办理。", "It is not possible now.").into(),
    }
}

/// The word of a kind in the reader's language.
pub(crate) fn kind(lang: kernel::Lang, instalment: &Instalment) -> &'static str {
    instalment.kind.text().get(lang)
}
