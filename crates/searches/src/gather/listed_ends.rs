//! Results that closing lists of earlier years told: all of it is public, and told apart by the project.

use db::{DbError, Tx};
use kernel::{Day, Instant, Mode, OrganisationId, ProjectId, ProjectType, Value};
use projects::State;
use search::{Entry, Facts, Kind, Standing, Texts};

use super::{name_in_english, two_digits};

const SQL: &str = "SELECT project.id, project.number, project.title, project.enterprise_id, project.enterprise_name, \
     project.university_id, project.university_name, project.province, project.pi_name, project.project_type, project.mode, \
     project.state, listed_project.conclusion, listed_project.closed_on, imported_list.taken_at \
     FROM listed_project JOIN project ON project.id = listed_project.id \
     JOIN imported_list ON imported_list.id = listed_project.closed_by WHERE ";

pub(super) fn read(tx: &mut Tx<'_>, rest: &str, values: &[Value]) -> Result<Vec<Entry>, DbError> {
    let mut all = Vec::new();
    tx.each(&format!("{SQL}{rest}"), values, |row| {
        let (id, number, title): (ProjectId, String, String) = (row.next()?, row.next()?, row.next()?);
        let (enterprise_id, enterprise): (OrganisationId, String) = (row.next()?, row.next()?);
        let (university_id, university): (OrganisationId, String) = (row.next()?, row.next()?);
        let (province, person): (String, String) = (row.next()?, row.next()?);
        let (project_type, mode, state): (ProjectType, Mode, State) = (row.next()?, row.next()?, row.next()?);
        let (conclusion, closed_on): (String, Option<Day>) = (row.next()?, row.next()?);
        let since: Instant = row.next()?;
        let codes = vec![number];
        all.push(Entry {
            kind: Kind::Result,
            id: id.0,
            open: Some(Texts { title, enterprise, university, person, codes, body: conclusion }),
            inner: Texts::default(),
            audience: Vec::new(),
            facts: Facts {
                year: closed_on.and_then(|day| u16::try_from(day.year()).ok()).unwrap_or(0),
                project_type: Some(project_type),
                province: two_digits(&province),
                standing: Some(if state == State::ClosedFailed { Standing::Failed } else { Standing::Passed }),
                mode: Some(mode),
                enterprise: Some(enterprise_id.0),
                university: Some(university_id.0),
            },
            since: since.millis(),
        });
        Ok(())
    })?;
    name_in_english(tx, &mut all)?;
    Ok(all)
}
