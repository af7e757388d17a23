//! From what stands to the document the engine reads, and the lottery's seed.

use std::collections::BTreeMap;

use kernel::{ApplicationId, GuidelineId, ItemId, PersonId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// An offer of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub item_id: ItemId,
    /// Offers given out in this round.
    pub places: i64,
}

/// An application that takes part in a round.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Candidate {
    pub application_id: ApplicationId,
    pub item_id: ItemId,
    pub pi_id: PersonId,
    /// Mean score in tenths of a point.
    pub mean_tenths: i64,
}

/// The seed of all rounds of a guideline: 53 bits of the SHA-256 of its id, so that nobody picks it, and so that who was before
/// whom on a waiting list stays so in the next round.
pub fn seed_of(guideline: GuidelineId) -> i64 {
    let digest = Sha256::digest(guideline.0.as_bytes());
    let first = digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    (first >> 11) as i64
}

/// The document of a round. `candidates` stand in the order in which each person wants them. Equal rounds give equal bytes.
pub fn document(offered: &[Offered], candidates: &[Candidate]) -> String {
    let mut choices: BTreeMap<PersonId, Vec<ItemId>> = BTreeMap::new();
    candidates.iter().for_each(|it| choices.entry(it.pi_id).or_default().push(it.item_id));
    let applicants: Vec<Value> = choices.iter().map(|(id, items)| json!({ "id": id, "choices": items })).collect();
    let offers: Vec<Value> = offered
        .iter()
        .map(|offer| {
            let scores: serde_json::Map<String, Value> = candidates
                .iter()
                .filter(|it| it.item_id == offer.item_id)
                .map(|it| (it.pi_id.to_string(), it.mean_tenths.into()))
                .collect();
            json!({ "id": offer.item_id, "places": offer.places, "scores": scores })
        })
        .collect();
    json!({ "kind": "allocate", "applicants": applicants, "offers": offers }).to_string()
}

#[cfg(test)]
mod tests {
    use kernel::Instant;

    use super::*;

    #[test]
    fn a_seed_is_a_whole_number_of_53_bits_and_hangs_on_the_guideline_alone() {
        let guideline = GuidelineId(kernel::PersonId::nil().0);
        assert_eq!(seed_of(guideline), 1_944_903_462_350_387);
        assert_ne!(seed_of(guideline), seed_of(GuidelineId::at(Instant::from_millis(1))));
    }

    #[test]
    fn what_is_written_is_what_the_engine_reads() {
        let id = |n: i64| PersonId::at(Instant::from_millis(n));
        let (one, two) = (ItemId(id(1).0), ItemId(id(2).0));
        let (a, b) = (id(10), id(11));
        let candidate = |pi_id: PersonId, item_id, mean_tenths| Candidate {
            application_id: ApplicationId::at(Instant::from_millis(5)),
            item_id,
            pi_id,
            mean_tenths,
        };
        let offered = [Offered { item_id: one, places: 1 }, Offered { item_id: two, places: 1 }];
        let text = document(&offered, &[candidate(a, two, 800), candidate(a, one, 900), candidate(b, two, 805)]);
        let read = matching::allocate::read_document("round", &text).unwrap();
        let wishes = matching::allocate::Wishes { seed: 1, waiting: 10, log: false };
        let plan = matching::allocate::solve(&read, wishes, &matching::Steps(1_000)).unwrap();
        let placed: Vec<_> = plan.placed.iter().map(|it| (it.applicant.clone(), it.offer.clone(), it.choice)).collect();
        assert_eq!(placed, [(a.to_string(), one.to_string(), 2), (b.to_string(), two.to_string(), 1)]);
    }
}
