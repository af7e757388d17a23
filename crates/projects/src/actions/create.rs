//! Establishing a project.

use db::{Tx, params};
use journal::Act;
use kernel::{
    Actor, AgreementId, Day, ItemId, Mode, Money, OrganisationId, PersonId, ProjectId, ProjectType, Refusal, RoundId,
    RowId, RulesetId,
};

use crate::number::{OwnNumber, number_is_free};
use crate::rules::{FiledHash, filing_stays};
use crate::state::State;
use crate::{Project, ProjectMember, figures, filing, store, titles};

/// What a project is made of. Names of the parties, the province and the number are found here.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProject {
    pub agreement_id: Option<AgreementId>,
    pub item_id: Option<ItemId>,
    pub round_id: Option<RoundId>,
    /// The figures the item was published under; they stay with the project for life.
    pub ruleset_id: RulesetId,
    pub mode: Mode,
    pub project_type: ProjectType,
    pub title: String,
    pub enterprise_id: OrganisationId,
    pub university_id: OrganisationId,
    pub pi_id: PersonId,
    pub starts_on: Day,
    pub closes_on: Day,
    pub cash: Money,
    pub goods: Money,
    pub members: Vec<NewMember>,
}

/// Somebody who takes part beside the principal investigator.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct NewMember {
    pub name: String,
    pub organisation: String,
    pub duty: String,
    /// Log-in address, which tells who it is: nobody decides for a house about a project of their own.
    #[serde(default)]
    pub email: String,
}

impl From<ProjectMember> for NewMember {
    fn from(m: ProjectMember) -> NewMember {
        NewMember { name: m.name, organisation: m.organisation, duty: m.duty, email: m.email }
    }
}

/// Establishes and files a project: takes a place among the running projects of its principal investigator (rule A-02),
/// gives it the next number of its year and mode (rule P-05), writes its filing record (rule P-04) and raises the
/// programme's figures, all in the caller's transaction. That this may happen, establishment has checked.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, new: NewProject) -> Result<Project, Refusal> {
    let terms = rulesets::terms(tx, new.ruleset_id)?;
    limits::take_running(tx, new.pi_id, terms.running_projects_max.unwrap_or(u32::MAX))?;
    let members = new.members.clone();
    let project = numbered(tx, new)?;
    stands_alone(tx, &project)?;
    store::insert_first(tx, &project)?;
    write_members(tx, project.id, &members)?;
    journal::record(
        tx,
        Act::new(actor, "project", project.id.0, "establish").born(project.state).detail(serde_json::json!({
            "number": project.number, "agreement": project.agreement_id, "closes_on": project.closes_on,
        })),
    );
    titles::index(tx, &project)?;
    filing::file_at_commit(tx, actor, &project);
    figures::count_at_commit(tx, &project);
    Ok(project)
}

fn numbered(tx: &mut Tx<'_>, new: NewProject) -> Result<Project, Refusal> {
    let now = tx.now();
    let year = i64::from(now.day().year());
    let enterprise = directory::organisation(tx, new.enterprise_id)?;
    let university = directory::organisation(tx, new.university_id)?;
    let pi = directory::person(tx, new.pi_id)?;
    let sequence = next_sequence(tx, year, new.mode)?;
    Ok(Project {
        id: ProjectId::at(now),
        number: number_of(now.day().year(), new.mode, sequence)?,
        agreement_id: new.agreement_id,
        item_id: new.item_id,
        round_id: new.round_id,
        ruleset_id: new.ruleset_id,
        mode: new.mode,
        project_type: new.project_type,
        title: new.title,
        enterprise_id: enterprise.id,
        enterprise_name: enterprise.name,
        university_id: university.id,
        university_name: university.name,
        province: university.province,
        pi_id: Some(pi.id),
        pi_name: pi.name,
        year,
        established_on: now.day(),
        starts_on: new.starts_on,
        closes_on: new.closes_on,
        agreed_closes_on: new.closes_on,
        postponements: 0,
        cash: new.cash,
        goods: new.goods,
        late_since: None,
        imported_from: None,
        state: State::Established,
        state_since: now,
        revision: 0,
        created_at: now,
    })
}

/// Nobody bears the number, and nothing else was filed under it. The sequence sees to both; an imported register might not.
/// Rules P-04, P-05.
fn stands_alone(tx: &mut Tx<'_>, project: &Project) -> Result<(), Refusal> {
    let number = crate::number::known_form(&project.number)?;
    let is_taken = store::find_by_number(tx, &project.number)?.is_some();
    let filed = filing::find(tx, &project.number)?;
    let body = filing::body_of(project);
    kernel::check([
        number_is_free(&number, is_taken),
        filing_stays(filed.as_ref().map(|filed| FiledHash(&filed.body)), &FiledHash(&body)),
    ])
}

fn number_of(year: i16, mode: Mode, sequence: i64) -> Result<String, Refusal> {
    let own = u32::try_from(sequence).ok().and_then(|sequence| OwnNumber::new(year, mode, sequence));
    own.map(|number| number.to_string())
        .ok_or_else(|| Refusal::fault(format!("no project number left for {year}: {sequence}")))
}

/// One statement, so that no two projects get the same number however many are established at once. Rule P-05.
fn next_sequence(tx: &mut Tx<'_>, year: i64, mode: Mode) -> Result<i64, Refusal> {
    let sql = "INSERT INTO project_sequence (year, mode, last) VALUES ($1, $2, 1) \
               ON CONFLICT (year, mode) DO UPDATE SET last = project_sequence.last + 1 RETURNING last";
    Ok(tx.one::<(i64,)>(sql, params![year, mode])?.0)
}

pub(super) fn write_members(tx: &mut Tx<'_>, project_id: ProjectId, members: &[NewMember]) -> Result<(), Refusal> {
    let now = tx.now();
    let row = |(sort, member): (usize, &NewMember)| ProjectMember {
        id: RowId::at(now),
        project_id,
        name: member.name.clone(),
        organisation: member.organisation.clone(),
        duty: member.duty.clone(),
        sort: sort as i64 + 1,
        email: member.email.trim().to_lowercase(),
    };
    let rows: Vec<ProjectMember> = members.iter().enumerate().map(row).collect();
    Ok(db::bulk_insert(tx, &rows)?)
}
