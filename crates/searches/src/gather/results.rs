//! Results of closings that were published: whose project and with which outcome is public; what was delivered is read by
//! those who may see the closing.

use std::collections::HashMap;

use closings::State;
use db::{DbError, Tx};
use kernel::{ClosingId, Instant, Mode, OrganisationId, PersonId, ProjectType, Value};
use search::{Entry, Facts, Kind, Standing, Texts};
use uuid::Uuid;

use super::{Group, among, name_in_english, two_digits};

const SQL: &str = "SELECT closing.id, closing.summary, closing.state, closing.published_at, closing.published_year, \
     project.number, project.title, project.enterprise_id, project.enterprise_name, project.university_id, \
     project.university_name, project.province, project.pi_id, project.pi_name, project.project_type, project.mode, \
     certificate.number FROM closing JOIN project ON project.id = closing.project_id \
     LEFT JOIN certificate ON certificate.project_id = closing.project_id \
     WHERE closing.published_at IS NOT NULL AND ";

pub(super) fn read(tx: &mut Tx<'_>, rest: &str, values: &[Value]) -> Result<Vec<Entry>, DbError> {
    let mut all = Vec::new();
    tx.each(&format!("{SQL}{rest}"), values, |row| {
        let (id, summary, state): (ClosingId, String, State) = (row.next()?, row.next()?, row.next()?);
        let (since, year): (Instant, Option<i64>) = (row.next()?, row.next()?);
        let (number, title): (String, String) = (row.next()?, row.next()?);
        let (enterprise_id, enterprise): (OrganisationId, String) = (row.next()?, row.next()?);
        let (university_id, university): (OrganisationId, String) = (row.next()?, row.next()?);
        let (province, pi, person): (String, Option<PersonId>, String) = (row.next()?, row.next()?, row.next()?);
        let (project_type, mode): (ProjectType, Mode) = (row.next()?, row.next()?);
        let certificate: Option<String> = row.next()?;
        let mut audience =
            vec![Group::ResultUniversity.of(university_id.0), Group::ResultEnterprise.of(enterprise_id.0)];
        audience.extend(Group::ResultProvince.province(&province));
        // Whoever leads the project now; a change of the principal investigator moves the closing along.
        audience.extend(pi.map(|pi| Group::ResultLeader.of(pi.0)));
        let codes = std::iter::once(number).chain(certificate).collect();
        all.push(Entry {
            kind: Kind::Result,
            id: id.0,
            open: Some(Texts { title, enterprise, university, person, codes, ..Texts::default() }),
            inner: Texts { body: summary, ..Texts::default() },
            audience,
            facts: Facts {
                year: year.and_then(|year| u16::try_from(year).ok()).unwrap_or(0),
                project_type: Some(project_type),
                province: two_digits(&province),
                standing: Some(if state == State::Failed { Standing::Failed } else { Standing::Passed }),
                mode: Some(mode),
                enterprise: Some(enterprise_id.0),
                university: Some(university_id.0),
            },
            since: since.millis(),
        });
        Ok(())
    })?;
    name_in_english(tx, &mut all)?;
    let outcomes = outcomes(tx, &all)?;
    for entry in &mut all {
        for what in outcomes.get(&entry.id).into_iter().flatten() {
            entry.inner.body.push('\n');
            entry.inner.body.push_str(what);
        }
    }
    Ok(all)
}

fn outcomes(tx: &mut Tx<'_>, closings: &[Entry]) -> Result<HashMap<Uuid, Vec<String>>, DbError> {
    let (places, ids) = among(closings.iter().map(|entry| entry.id));
    let sql = format!(
        "SELECT closing_id, promised, what FROM outcome WHERE closing_id IN ({places}) ORDER BY closing_id, sort"
    );
    let mut all: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (id, promised, what) in tx.query::<(ClosingId, String, String)>(&sql, &ids)? {
        all.entry(id.0).or_default().extend([promised, what]);
    }
    Ok(all)
}
