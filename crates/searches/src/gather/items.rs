//! Guideline items: what was published is public (rule G-07), what is on its way is read by its enterprise, by the experts
//! who review it and by those who look after the programme. A draft is found from the list of guidelines, not here.

use std::collections::HashMap;

use db::{DbError, Tx};
use guidelines::rules::visible_to_applicants;
use guidelines::state::State;
use kernel::{GuidelineId, Instant, ItemId, Mode, OrganisationId, PersonId, ProjectType, Value};
use search::{Entry, Facts, Kind, Standing, Texts};
use uuid::Uuid;

use super::{Group, among, both, two_digits};

const SQL: &str = "SELECT item.id, item.guideline_id, item.title, item.goals, item.majors, item.industries, item.conditions, \
     item.deliverables, item.project_type, item.is_open, item.published_at, guideline.title, guideline.about, \
     guideline.directions, guideline.state, guideline.mode, guideline.state_since, organisation.id, organisation.name, \
     organisation.name_en, organisation.province FROM item JOIN guideline ON guideline.id = item.guideline_id \
     JOIN organisation ON organisation.id = item.enterprise_id WHERE guideline.state <> 'draft' AND ";

pub(super) fn read(tx: &mut Tx<'_>, rest: &str, values: &[Value]) -> Result<Vec<Entry>, DbError> {
    let mut all: Vec<(GuidelineId, Entry)> = Vec::new();
    tx.each(&format!("{SQL}{rest}"), values, |row| {
        let (id, guideline): (ItemId, GuidelineId) = (row.next()?, row.next()?);
        let title: String = row.next()?;
        let item: [String; 5] = [row.next()?, row.next()?, row.next()?, row.next()?, row.next()?];
        let (project_type, is_open): (ProjectType, bool) = (row.next()?, row.next()?);
        let published_at: Option<Instant> = row.next()?;
        let about: [String; 3] = [row.next()?, row.next()?, row.next()?];
        let (state, mode, state_since): (State, Mode, Instant) = (row.next()?, row.next()?, row.next()?);
        let (enterprise, zh, en): (OrganisationId, String, String) = (row.next()?, row.next()?, row.next()?);
        let province: String = row.next()?;
        let since = published_at.unwrap_or(state_since);
        let body = item.iter().chain(&about).map(String::as_str).collect::<Vec<_>>().join("\n");
        let texts = Texts { title, enterprise: both(&zh, &en), body, ..Texts::default() };
        let is_public = visible_to_applicants(state);
        all.push((
            guideline,
            Entry {
                kind: Kind::Item,
                id: id.0,
                open: is_public.then(|| texts.clone()),
                inner: if is_public { Texts::default() } else { texts },
                audience: vec![Group::ItemEnterprise.of(enterprise.0), Group::ItemGuideline.of(guideline.0)],
                facts: Facts {
                    year: u16::try_from(since.day().year()).unwrap_or(0),
                    project_type: Some(project_type),
                    province: two_digits(&province),
                    standing: Some(standing(state, is_open)),
                    mode: Some(mode),
                    enterprise: Some(enterprise.0),
                    university: None,
                },
                since: since.millis(),
            },
        ));
        Ok(())
    })?;
    let experts = experts(tx, &all)?;
    let with = |(guideline, mut entry): (GuidelineId, Entry)| {
        entry.audience.extend(experts.get(&guideline.0).into_iter().flatten().map(|id| Group::ItemExpert.of(id.0)));
        entry
    };
    Ok(all.into_iter().map(with).collect())
}

fn experts(tx: &mut Tx<'_>, items: &[(GuidelineId, Entry)]) -> Result<HashMap<Uuid, Vec<PersonId>>, DbError> {
    let (places, ids) = among(items.iter().map(|(guideline, _)| guideline.0));
    let sql = format!(
        "SELECT guideline_id, expert_id FROM guideline_review WHERE released_at IS NULL AND guideline_id IN ({places}) \
         ORDER BY guideline_id, expert_id"
    );
    let mut all: HashMap<Uuid, Vec<PersonId>> = HashMap::new();
    for (guideline, expert) in tx.query::<(GuidelineId, PersonId)>(&sql, &ids)? {
        all.entry(guideline.0).or_default().push(expert);
    }
    Ok(all)
}

const fn standing(state: State, is_open: bool) -> Standing {
    match state {
        State::Draft | State::Submitted | State::UnderReview | State::ExpertStage => Standing::InReview,
        State::Approved => Standing::Passed,
        State::Returned => Standing::Returned,
        State::Rejected => Standing::Refused,
        State::Published if is_open => Standing::Open,
        State::Published | State::Closed => Standing::Ended,
        State::Paused => Standing::Paused,
        State::Revoked => Standing::Revoked,
    }
}
