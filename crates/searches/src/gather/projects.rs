//! Projects: the register is public (rule P-06); members and changed content are read inside.

use std::collections::HashMap;

use db::{DbError, Tx};
use kernel::{Instant, Mode, OrganisationId, PersonId, ProjectId, ProjectType, Value};
use projects::{PublicState, State};
use search::{Entry, Facts, Kind, Standing, Texts};
use uuid::Uuid;

use super::{Group, among, name_in_english, two_digits};

const COLUMNS: &str = "id, number, title, enterprise_id, enterprise_name, university_id, university_name, province, pi_id, \
     pi_name, year, project_type, mode, state, created_at";

pub(super) fn read(tx: &mut Tx<'_>, rest: &str, values: &[Value]) -> Result<Vec<Entry>, DbError> {
    let mut all = Vec::new();
    tx.each(&format!("SELECT {COLUMNS} FROM project WHERE {rest}"), values, |row| {
        let (id, number, title): (ProjectId, String, String) = (row.next()?, row.next()?, row.next()?);
        let (enterprise_id, enterprise): (OrganisationId, String) = (row.next()?, row.next()?);
        let (university_id, university): (OrganisationId, String) = (row.next()?, row.next()?);
        let (province, pi, person): (String, Option<PersonId>, String) = (row.next()?, row.next()?, row.next()?);
        let (year, project_type, mode): (i64, ProjectType, Mode) = (row.next()?, row.next()?, row.next()?);
        let (state, since): (State, Instant) = (row.next()?, row.next()?);
        let mut audience =
            vec![Group::ProjectUniversity.of(university_id.0), Group::ProjectEnterprise.of(enterprise_id.0)];
        audience.extend(Group::ProjectProvince.province(&province));
        audience.extend(pi.map(|pi| Group::ProjectLeader.of(pi.0)));
        all.push(Entry {
            kind: Kind::Project,
            id: id.0,
            open: Some(Texts { title, enterprise, university, person, codes: vec![number], ..Texts::default() }),
            inner: Texts::default(),
            audience,
            facts: Facts {
                year: u16::try_from(year).unwrap_or(0),
                project_type: Some(project_type),
                province: two_digits(&province),
                standing: Some(standing(PublicState::of(state))),
                mode: Some(mode),
                enterprise: Some(enterprise_id.0),
                university: Some(university_id.0),
            },
            since: since.millis(),
        });
        Ok(())
    })?;
    name_in_english(tx, &mut all)?;
    let mut inner = inside(tx, &all)?;
    for entry in &mut all {
        if let Some(texts) = inner.remove(&entry.id) {
            entry.inner = texts;
        }
    }
    Ok(all)
}

/// What the parties read besides: members, and the content where it was changed.
fn inside(tx: &mut Tx<'_>, projects: &[Entry]) -> Result<HashMap<Uuid, Texts>, DbError> {
    let (places, ids) = among(projects.iter().map(|entry| entry.id));
    let mut all: HashMap<Uuid, Texts> = HashMap::new();
    let sql =
        format!("SELECT project_id, name FROM project_member WHERE project_id IN ({places}) ORDER BY project_id, sort");
    for (id, name) in tx.query::<(ProjectId, String)>(&sql, &ids)? {
        let person = &mut all.entry(id.0).or_default().person;
        if !person.is_empty() {
            person.push('、');
        }
        person.push_str(&name);
    }
    let sql = format!("SELECT id, content FROM project_content WHERE id IN ({places})");
    for (id, content) in tx.query::<(ProjectId, String)>(&sql, &ids)? {
        all.entry(id.0).or_default().body = content;
    }
    Ok(all)
}

/// The public word for where a project stands.
pub(super) const fn standing(state: PublicState) -> Standing {
    match state {
        PublicState::Established => Standing::Established,
        PublicState::Running => Standing::Running,
        PublicState::Closed => Standing::Closed,
        PublicState::Failed => Standing::Failed,
        PublicState::Terminated => Standing::Terminated,
    }
}
