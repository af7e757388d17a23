//! Who can be asked, what they know, and what binds them.

use std::collections::HashMap;

use cases::lists::REVIEWS_WAITING as CASES_WAITING;
use db::{DbError, Tx, params};
use guidelines::lists::{IS_EXPERT, REVIEWS_WAITING};
use guidelines::rules::Interest;
use kernel::{OrganisationId, PersonId};

use super::Expert;
use crate::fit::Knows;

/// More experts than any expert group has.
const EXPERTS_MAX: usize = 5_000;
/// Titles of reviews looked back on, all experts together.
const REVIEWS_MAX: usize = 5_000;

/// The active experts by their ids.
pub(super) fn active(tx: &mut Tx<'_>) -> Result<Vec<Expert>, DbError> {
    let mut experts = people(tx)?;
    let mut houses = houses(tx)?;
    let mut interests = interests(tx)?;
    let mut reviewed = reviewed(tx)?;
    let ids: Vec<PersonId> = experts.iter().map(|expert| expert.id).collect();
    let mut said: HashMap<_, _> =
        directory::expertise_of(tx, &ids)?.into_iter().map(|said| (said.person_id, said)).collect();
    for expert in &mut experts {
        expert.houses = houses.remove(&expert.id).unwrap_or_default();
        expert.interests = interests.remove(&expert.id).unwrap_or_default();
        let titles = reviewed.remove(&expert.id).unwrap_or_default();
        let list = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        expert.knows = match said.remove(&expert.id) {
            None => Knows::of(&[], &[], &[], &titles),
            Some(said) => {
                expert.employer = said.employer;
                Knows::of(&list(&said.majors), &list(&said.industries), &list(&said.keywords), &titles)
            }
        };
    }
    Ok(experts)
}

fn people(tx: &mut Tx<'_>) -> Result<Vec<Expert>, DbError> {
    let sql = format!(
        "SELECT person.id, person.name, person.name_en, person.title, {REVIEWS_WAITING} + {CASES_WAITING} AS waiting \
         FROM person WHERE person.closed_at IS NULL AND {IS_EXPERT} ORDER BY person.id LIMIT $1"
    );
    let rows: Vec<(PersonId, String, String, String, i64)> = tx.query(&sql, params![EXPERTS_MAX])?;
    let expert = |(id, name, name_en, title, waiting): (_, _, _, _, i64)| Expert {
        id,
        name,
        name_en,
        title,
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        houses: Vec::new(),
        employer: String::new(),
        interests: Vec::new(),
        knows: Knows::default(),
    };
    let mut experts: Vec<Expert> = rows.into_iter().map(expert).collect();
    // The order of the database may not be that of the program.
    experts.sort_by_key(|expert| expert.id);
    Ok(experts)
}

/// Being of the expert group is what makes somebody an expert; it says nothing about where they belong.
fn houses(tx: &mut Tx<'_>) -> Result<HashMap<PersonId, Vec<(OrganisationId, String)>>, DbError> {
    let sql = format!(
        "SELECT person.id, o.id, o.name FROM person JOIN membership m ON m.person_id = person.id \
         JOIN organisation o ON o.id = m.organisation_id \
         WHERE m.state = 'active' AND o.kind NOT IN ('expert_group', 'operator') AND {IS_EXPERT} ORDER BY m.id"
    );
    let mut of: HashMap<PersonId, Vec<(OrganisationId, String)>> = HashMap::new();
    for (person, id, name) in tx.query::<(PersonId, OrganisationId, String)>(&sql, &[])? {
        let own = of.entry(person).or_default();
        if !own.iter().any(|(known, _)| *known == id) {
            own.push((id, name));
        }
    }
    Ok(of)
}

fn interests(tx: &mut Tx<'_>) -> Result<HashMap<PersonId, Vec<OrganisationId>>, DbError> {
    let sql = "SELECT DISTINCT r.expert_id, g.enterprise_id FROM guideline_review r \
               JOIN guideline g ON g.id = r.guideline_id WHERE r.conflict = $1";
    let mut of: HashMap<PersonId, Vec<OrganisationId>> = HashMap::new();
    for (person, enterprise) in tx.query::<(PersonId, OrganisationId)>(sql, params![Interest::Declared])? {
        of.entry(person).or_default().push(enterprise);
    }
    let sql = "SELECT DISTINCT r.expert_id, c.university_id, c.enterprise_id FROM case_review r \
               JOIN case_submission c ON c.id = r.case_id WHERE r.conflict = $1";
    type Bound = (PersonId, Option<OrganisationId>, Option<OrganisationId>);
    for (person, university, enterprise) in tx.query::<Bound>(sql, params![Interest::Declared])? {
        of.entry(person).or_default().extend([university, enterprise].into_iter().flatten());
    }
    Ok(of)
}

fn reviewed(tx: &mut Tx<'_>) -> Result<HashMap<PersonId, Vec<String>>, DbError> {
    let sql = "SELECT r.expert_id, g.title FROM guideline_review r JOIN guideline g ON g.id = r.guideline_id \
               WHERE r.decided_at IS NOT NULL ORDER BY r.decided_at DESC, r.id DESC LIMIT $1";
    let mut of: HashMap<PersonId, Vec<String>> = HashMap::new();
    for (person, title) in tx.query::<(PersonId, String)>(sql, params![REVIEWS_MAX])? {
        let own = of.entry(person).or_default();
        if !own.contains(&title) {
            own.push(title);
        }
    }
    Ok(of)
}
