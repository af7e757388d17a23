//! A round as people read it: who is selected for what, who waits where, and what speaks for it.

use std::collections::HashMap;

use applications::Application;
use applications::rules::visible_to_enterprise;
use db::Tx;
use guidelines::{Guideline, Item};
use kernel::{Actor, AllocationId, ApplicationId, ItemId, OrganisationId, PlanId, Refusal};
use matching::allocate::Plan;

use crate::instance::Candidate;
use crate::standing::Standing;
use crate::{Allocation, grant};

/// One application in a round.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = AllocationSeat)]
pub struct Seat {
    pub application_id: ApplicationId,
    /// Empty while the applicant works on it and the university has not passed it again. Rule A-12.
    pub title: String,
    pub pi_name: String,
    pub university: String,
    pub university_en: String,
    /// Mean score in tenths of a point.
    pub mean_tenths: i64,
    /// Which of the person's applications to the guideline this is, from 1.
    pub choice: usize,
    /// The lottery decided between this one and another with the same score.
    pub drawn: bool,
}

/// One item in a round.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = AllocationItem)]
pub struct OfItem {
    pub item_id: ItemId,
    pub title: String,
    /// Offers of the item; those selected before and after this round.
    pub offers: i64,
    pub selected: Vec<Seat>,
    /// In the order in which they come next.
    pub waiting: Vec<Seat>,
}

/// A round with all that is shown of it.
pub struct View {
    pub allocation: Allocation,
    pub guideline: Guideline,
    pub items: Vec<OfItem>,
    pub plan: Plan,
    /// Applications that took part.
    pub candidates: usize,
    /// What the checker finds wrong: nothing.
    pub broken: Vec<String>,
    /// What the round rests on is no longer so; only while it is open.
    pub has_moved: bool,
    pub four_eyes: bool,
    /// Who signed first, where two have to.
    pub signed_by: Option<kernel::PersonId>,
}

/// What the instance of a round is called, in files and in its plan.
pub fn name_of(id: AllocationId) -> String {
    format!("allocation-{id}")
}

/// The candidates behind pairs of a person and an item, in the order of the pairs.
pub fn pairs<'a>(candidates: &[Candidate], pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Candidate> {
    let by_pair: HashMap<(String, String), &Candidate> =
        candidates.iter().map(|it| ((it.pi_id.to_string(), it.item_id.to_string()), it)).collect();
    pairs.filter_map(|(pi, item)| by_pair.get(&(pi.to_owned(), item.to_owned())).map(|it| (*it).clone())).collect()
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(Refusal::fault)
}

/// The decisions prepared for a round.
pub fn decisions(allocation: &Allocation) -> Result<Vec<PlanId>, Refusal> {
    read(&allocation.decisions)
}

/// Of each item who waits in which order. Whoever has a place waits nowhere.
pub fn waiting(allocation: &Allocation) -> Result<Vec<(ItemId, Vec<Candidate>)>, Refusal> {
    let (plan, candidates): (Plan, Vec<Candidate>) = (read(&allocation.plan)?, read(&allocation.candidates)?);
    let placed: std::collections::HashSet<&str> = plan.placed.iter().map(|it| &*it.applicant).collect();
    let list = |offer: &matching::allocate::Waiting| {
        let waits = offer.applicants.iter().filter(|it| !placed.contains(&***it));
        let item = offer.offer.parse().map_err(Refusal::fault)?;
        Ok((item, pairs(&candidates, waits.map(|it| (&**it, &*offer.offer)))))
    };
    plan.waiting.iter().map(list).collect()
}

/// Whether scores, wishes or applications are no longer those the round was made from. A round that is over has not moved.
pub fn has_moved(tx: &mut Tx<'_>, allocation: &Allocation) -> Result<bool, Refusal> {
    if !is_open(allocation) {
        return Ok(false);
    }
    let then: Vec<Candidate> = read(&allocation.candidates)?;
    Ok(Standing::load(tx, allocation.guideline_id)?.candidates != then)
}

/// Whether a round still waits for its commit.
pub fn is_open(allocation: &Allocation) -> bool {
    match allocation.state {
        applications::PlanState::Prepared | applications::PlanState::Signed => true,
        applications::PlanState::Committed | applications::PlanState::Dropped => false,
    }
}

/// A round, for somebody who may see it.
pub fn load(tx: &mut Tx<'_>, actor: &Actor, id: AllocationId) -> Result<View, Refusal> {
    let allocation: Allocation = db::get(tx, id)?;
    let guideline = grant::seen(tx, actor, allocation.guideline_id)?;
    let (plan, candidates): (Plan, Vec<Candidate>) = (read(&allocation.plan)?, read(&allocation.candidates)?);
    let instance = matching::allocate::read_document(&name_of(id), &allocation.instance).map_err(Refusal::fault)?;
    let broken = matching::check::allocate::check(&instance, &allocation.plan).map_err(Refusal::fault)?;
    let seats = seats(tx, &candidates)?;
    let waiting = waiting(&allocation)?;
    let selected = pairs(&candidates, plan.placed.iter().map(|it| (&*it.applicant, &*it.offer)));
    let items = guidelines::items_of(tx, guideline.id)?;
    let items = items.iter().map(|item| of_item(item, &selected, &waiting, &seats)).collect();
    let four_eyes = rulesets::terms(tx, guideline.ruleset_id)?.four_eyes;
    let first = decisions(&allocation)?.first().copied();
    let signed_by = match first {
        Some(first) => applications::actions::load_plan(tx, actor, first)?.0.signed_by,
        None => None,
    };
    let has_moved = has_moved(tx, &allocation)?;
    Ok(View {
        candidates: candidates.len(),
        has_moved,
        four_eyes,
        allocation,
        guideline,
        items,
        plan,
        broken,
        signed_by,
    })
}

fn of_item(
    item: &Item,
    selected: &[Candidate],
    waiting: &[(ItemId, Vec<Candidate>)],
    seats: &HashMap<ApplicationId, Seat>,
) -> OfItem {
    let seat = |it: &Candidate| seats.get(&it.application_id).cloned();
    let mut here: Vec<Seat> = selected.iter().filter(|it| it.item_id == item.id).filter_map(seat).collect();
    here.sort_by_key(|it| std::cmp::Reverse(it.mean_tenths));
    let waits = waiting.iter().filter(|(id, _)| *id == item.id).flat_map(|(_, all)| all);
    let mut waits: Vec<Seat> = waits.filter_map(seat).collect();
    // Where nobody with the same score waits, all of them were selected and nothing was drawn.
    let (mut equal, mut equal_waiting) = (HashMap::<i64, usize>::new(), HashMap::<i64, usize>::new());
    here.iter().chain(&waits).for_each(|it| *equal.entry(it.mean_tenths).or_default() += 1);
    waits.iter().for_each(|it| *equal_waiting.entry(it.mean_tenths).or_default() += 1);
    for seat in here.iter_mut().chain(&mut waits) {
        seat.drawn = equal_waiting.contains_key(&seat.mean_tenths) && equal[&seat.mean_tenths] > 1;
    }
    OfItem { item_id: item.id, title: item.title.clone(), offers: item.offers, selected: here, waiting: waits }
}

/// Every candidate in words, with a number of statements that does not depend on how many there are.
fn seats(tx: &mut Tx<'_>, candidates: &[Candidate]) -> Result<HashMap<ApplicationId, Seat>, Refusal> {
    let mut items: Vec<ItemId> = candidates.iter().map(|it| it.item_id).collect();
    items.sort_unstable();
    items.dedup();
    let mut applications: HashMap<ApplicationId, Application> = HashMap::new();
    for item in items {
        let these: Vec<Application> = db::list(tx, "WHERE item_id = $1 ORDER BY id", db::params![item])?;
        applications.extend(these.into_iter().map(|it| (it.id, it)));
    }
    let universities: Vec<OrganisationId> = applications.values().map(|it| it.university_id).collect();
    let names = directory::organisation_names_both(tx, &universities)?;
    let mut wished: HashMap<kernel::PersonId, usize> = HashMap::new();
    let mut seats = HashMap::new();
    for candidate in candidates {
        let choice = wished.entry(candidate.pi_id).or_default();
        *choice += 1;
        let Some(application) = applications.get(&candidate.application_id) else { continue };
        let is_visible = visible_to_enterprise(application.state, application.is_as_passed());
        let title = if is_visible { application.title.as_str() } else { "" };
        let (university, university_en) = names.get(&application.university_id).cloned().unwrap_or_default();
        let seat = Seat {
            application_id: application.id,
            title: title.to_owned(),
            pi_name: application.pi_name.clone(),
            university,
            university_en,
            mean_tenths: candidate.mean_tenths,
            choice: *choice,
            drawn: false,
        };
        seats.insert(application.id, seat);
    }
    Ok(seats)
}
