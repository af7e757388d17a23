//! Guidelines that wait for experts.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use guidelines::state::State;
use guidelines::{Guideline, Item};
use kernel::{GuidelineId, OrganisationId, RowId};

use super::{Asked, SUBJECTS_MAX, places};
use crate::fit::Asks;
use crate::state::Kind;

/// The submitted ones, the longest waiting first, and whether there are more.
pub(super) fn waiting(tx: &mut Tx<'_>) -> Result<(Vec<Asked>, bool), DbError> {
    let rest = "WHERE guideline.state = $1 ORDER BY guideline.state_since, guideline.id LIMIT $2";
    let mut found: Vec<Guideline> = db::list(tx, rest, params![State::Submitted, SUBJECTS_MAX + 1])?;
    let has_more = found.len() > SUBJECTS_MAX;
    found.truncate(SUBJECTS_MAX);
    Ok((asked(tx, found)?, has_more))
}

/// These, whatever their state.
pub(super) fn these(tx: &mut Tx<'_>, ids: &[RowId]) -> Result<Vec<Asked>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = places(ids);
    let found = db::list(tx, &format!("WHERE guideline.id IN ({places})"), &values)?;
    asked(tx, found)
}

fn asked(tx: &mut Tx<'_>, found: Vec<Guideline>) -> Result<Vec<Asked>, DbError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<GuidelineId> = found.iter().map(|guideline| guideline.id).collect();
    let (places, values) = places(&ids);
    let rest = format!("WHERE item.guideline_id IN ({places}) ORDER BY item.guideline_id, item.sort, item.id");
    let mut items: HashMap<GuidelineId, Vec<Item>> = HashMap::new();
    for item in db::list::<Item>(tx, &rest, &values)? {
        items.entry(item.guideline_id).or_default().push(item);
    }
    let houses: Vec<OrganisationId> = found.iter().map(|guideline| guideline.enterprise_id).collect();
    let names = directory::organisation_names_both(tx, &houses)?;
    let one = |guideline: Guideline| {
        let (house_name, house_name_en) = names.get(&guideline.enterprise_id).cloned().unwrap_or_default();
        Asked {
            id: RowId(guideline.id.0),
            kind: Kind::Guideline,
            asks: asks(&guideline, items.get(&guideline.id).map_or(&[], Vec::as_slice)),
            title: guideline.title,
            house: guideline.enterprise_id,
            house_name,
            house_name_en,
            other_house: None,
            team: Vec::new(),
            revision: guideline.revision,
            is_open: guideline.state == State::Submitted,
        }
    };
    Ok(found.into_iter().map(one).collect())
}

fn asks(guideline: &Guideline, items: &[Item]) -> Asks {
    let (mut majors, mut industries) = (Vec::new(), Vec::new());
    let mut text = vec![guideline.directions.as_str()];
    for item in items {
        text.extend([item.title.as_str(), item.goals.as_str()]);
        take_in(&mut majors, &item.majors);
        take_in(&mut industries, &item.industries);
    }
    Asks::of(&guideline.title, &text.join("\n"), &majors, &industries)
}

/// Each line once; "not limited" names nothing.
fn take_in(list: &mut Vec<String>, lines: &str) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("不限")) {
        if !list.iter().any(|known| known == line) {
            list.push(line.to_owned());
        }
    }
}
