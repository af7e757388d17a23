//! Cases of calls under review that wait for experts.

use std::collections::{HashMap, HashSet};

use cases::Case;
use cases::state::State;
use cases::state::call::CallState;
use db::{DbError, Tx, params};
use kernel::{CaseCallId, CaseId, OrganisationId, PersonId, ProjectId, RowId};

use super::{Asked, House, SUBJECTS_MAX};
use crate::fit::Asks;
use crate::state::Kind;

/// The submitted ones, the longest waiting first, and whether there are more.
pub(super) fn waiting(tx: &mut Tx<'_>) -> Result<(Vec<Asked>, bool), DbError> {
    let mut found = cases::lists::waiting_for_experts(tx, SUBJECTS_MAX + 1)?;
    let has_more = found.len() > SUBJECTS_MAX;
    found.truncate(SUBJECTS_MAX);
    Ok((asked(tx, found)?, has_more))
}

/// These, whatever their state.
pub(super) fn these(tx: &mut Tx<'_>, ids: &[RowId]) -> Result<Vec<Asked>, DbError> {
    let ids: Vec<CaseId> = ids.iter().map(|id| CaseId(id.0)).collect();
    let found = cases::lists::these(tx, &ids)?;
    asked(tx, found)
}

fn asked(tx: &mut Tx<'_>, found: Vec<Case>) -> Result<Vec<Asked>, DbError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let names = cases::lists::names_of(tx, &found)?;
    let mut teams = teams(tx, &found)?;
    let open = open_calls(tx)?;
    let house = |id: OrganisationId| {
        let (name, name_en) = names.get(&id).cloned().unwrap_or_default();
        House { id, name, name_en }
    };
    let one = |case: Case| {
        let mut houses = case.houses().map(house);
        let first = houses.next();
        let other_house = houses.next();
        let first = first.unwrap_or_else(|| house(OrganisationId::nil()));
        let mut team = case.project_id.and_then(|project| teams.remove(&project)).unwrap_or_default();
        team.push(case.author_id);
        let text = [&case.title_en, &case.summary, &case.novelty, &case.influence].map(String::as_str).join("\n");
        Asked {
            id: RowId(case.id.0),
            kind: Kind::Case,
            asks: Asks::of(&case.title_zh, &text, &[], &[]),
            title: case.title_zh.clone(),
            house: first.id,
            house_name: first.name,
            house_name_en: first.name_en,
            other_house,
            team,
            revision: case.revision,
            is_open: case.state == State::Submitted && open.contains(&case.call_id),
        }
    };
    Ok(found.into_iter().map(one).collect())
}

/// The calls whose cases experts judge now.
fn open_calls(tx: &mut Tx<'_>) -> Result<HashSet<CaseCallId>, DbError> {
    let rows: Vec<(CaseCallId,)> =
        tx.query("SELECT id FROM case_call WHERE state = $1", params![CallState::Reviewing])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who leads these cases' projects or belongs to them, as far as they have an account.
fn teams(tx: &mut Tx<'_>, found: &[Case]) -> Result<HashMap<ProjectId, Vec<PersonId>>, DbError> {
    let mut of: HashMap<ProjectId, Vec<PersonId>> = HashMap::new();
    let ids: Vec<ProjectId> = found.iter().filter_map(|case| case.project_id).collect();
    if ids.is_empty() {
        return Ok(of);
    }
    for (project, person) in projects::people_of(tx, &ids)? {
        of.entry(project).or_default().push(person);
    }
    Ok(of)
}
