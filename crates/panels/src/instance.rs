//! The instance the engine reads: a document that anybody can hand to `xieyu match assign`.

use kernel::{PersonId, Refusal};
use matching::assign::Instance;
use serde_json::{Value, json};

use crate::facts::{Expert, Facts};
use crate::fit::FULL;
use crate::record::{AssignmentPlan, Contents, Pair, Wishes};
use crate::rules::{common_house, independent};

/// Experts of one instance: those who are in the plan, then those with the least to do.
const EXPERTS_MAX: usize = 300;

/// The question as it is computed: every pair that may be, with how well it fits; locks stay, who was taken out stays out.
pub(crate) fn asked(facts: &Facts, contents: &Contents, wishes: &Wishes) -> String {
    let locks: Vec<&Pair> = contents.pairs.iter().filter(|pair| pair.locked).collect();
    let places = |subject: &_| wishes.per_item.max(locks.iter().filter(|pair| pair.subject == *subject).count() as u32);
    document(facts, contents, wishes, &locks, &places).to_string()
}

/// The pairs as they stand, each of them locked and no place besides: for a plan that was changed by hand after it was computed.
/// Whoever computes it gets these pairs, or learns which rule they break.
pub(crate) fn frozen(facts: &Facts, contents: &Contents, wishes: &Wishes) -> String {
    let locks: Vec<&Pair> = contents.pairs.iter().collect();
    let places = |subject: &_| contents.on(*subject).count() as u32;
    document(facts, contents, wishes, &locks, &places).to_string()
}

fn document(
    facts: &Facts,
    contents: &Contents,
    wishes: &Wishes,
    locks: &[&Pair],
    places: &dyn Fn(&kernel::RowId) -> u32,
) -> Value {
    let experts = chosen(facts, contents);
    let items: Vec<Value> =
        facts.subjects.iter().map(|subject| json!({ "id": subject.id, "places": places(&subject.id) })).collect();
    let people: Vec<Value> = experts.iter().map(|expert| person(expert, wishes)).collect();
    let (mut affinities, mut conflicts) = (Vec::new(), Vec::new());
    for subject in &facts.subjects {
        for expert in &experts {
            if independent(expert, subject).is_err() || contents.is_barred(subject.id, expert.id) {
                conflicts.push(json!([subject.id, expert.id]));
            } else {
                let fits = f64::from(expert.fits(subject).points) / f64::from(FULL);
                affinities.push(json!([subject.id, expert.id, fits]));
            }
        }
    }
    let locks: Vec<Value> = locks.iter().map(|pair| json!([pair.subject, pair.expert])).collect();
    json!({
        "kind": "assign", "name": "experts", "items": items, "experts": people, "affinities": affinities,
        "conflicts": conflicts, "apart": apart(&experts), "locks": locks, "one_per_organisation": true,
    })
}

/// What waits already counts against the load.
fn person(expert: &Expert, wishes: &Wishes) -> Value {
    let most = wishes.most.saturating_sub(expert.waiting);
    match expert.places().next() {
        Some(place) => json!({ "id": expert.id, "most": most, "organisation": place }),
        None => json!({ "id": expert.id, "most": most }),
    }
}

/// An expert has one organisation in the instance; who shares another one is kept apart by name.
fn apart(experts: &[&Expert]) -> Vec<(PersonId, PersonId)> {
    let mut pairs = Vec::new();
    for (at, one) in experts.iter().enumerate() {
        for other in &experts[at + 1..] {
            if one.places().next() != other.places().next() && common_house(one, other).is_some() {
                pairs.push((one.id, other.id));
            }
        }
    }
    pairs
}

fn chosen<'f>(facts: &'f Facts, contents: &Contents) -> Vec<&'f Expert> {
    let mut experts: Vec<&Expert> = facts.experts.iter().collect();
    if experts.len() > EXPERTS_MAX {
        experts.sort_by_key(|expert| (contents.load(expert.id) == 0, expert.waiting, expert.id));
        experts.truncate(EXPERTS_MAX);
        experts.sort_by_key(|expert| expert.id);
    }
    experts
}

/// Reads a document as the command line does.
pub(crate) fn read(document: &str) -> Result<Instance, Refusal> {
    matching::assign::read_document("experts", document).map_err(|fault| Refusal::fault(fault.to_string()))
}

impl AssignmentPlan {
    /// Whether the pairs are still those that were computed.
    pub(crate) fn is_as_computed(&self, contents: &Contents) -> Result<bool, Refusal> {
        let answer = self.answer()?;
        let placed = |pair: &Pair| {
            let (subject, expert) = (pair.subject.to_string(), pair.expert.to_string());
            answer.placed.iter().any(|placed| placed.item == subject && placed.expert == expert)
        };
        Ok(answer.placed.len() == contents.pairs.len() && contents.pairs.iter().all(placed))
    }
}

#[cfg(test)]
mod tests;
