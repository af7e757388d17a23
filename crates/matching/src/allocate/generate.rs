//! Instances of any size: popular offers are chosen more often, enterprises score with ties.

use std::fmt::Write as _;

use crate::Random;

/// How large an instance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Applicants.
    pub applicants: u32,
    /// Offers.
    pub offers: u32,
    /// Choices of each applicant.
    pub choices: u32,
}

/// Offers of an enterprise on average.
const OFFERS_EACH: u32 = 5;

/// A document: each enterprise owns about five offers of one to twelve places and has fewer places than they together; it
/// scores everybody who chose one of them, in whole points.
pub fn generate(seed: u64, size: Size) -> String {
    let mut random = Random::new(seed);
    let offers = size.offers.max(1);
    let enterprises = offers.div_ceil(OFFERS_EACH);
    let owner: Vec<u32> = (0..offers).map(|_| random.below(enterprises)).collect();
    let places: Vec<u32> = (0..offers).map(|_| 1 + random.below(12)).collect();
    let mut budget = vec![0; enterprises as usize];
    let mut scored: Vec<Vec<u32>> = vec![Vec::new(); enterprises as usize];
    owner.iter().zip(&places).for_each(|(&owner, &places)| budget[owner as usize] += places);
    let mut text = String::from("{\"kind\":\"allocate\",\"applicants\":[\n");
    for applicant in 1..=size.applicants {
        let mut choices: Vec<u32> = Vec::new();
        while choices.len() < size.choices.min(offers) as usize {
            // The square makes the first offers the popular ones.
            let drawn = (random.unit() * random.unit() * f64::from(offers)) as u32;
            if !choices.contains(&drawn) {
                choices.push(drawn);
                let scored = &mut scored[owner[drawn as usize] as usize];
                if scored.last() != Some(&applicant) {
                    scored.push(applicant);
                }
            }
        }
        let names: Vec<String> = choices.iter().map(|offer| format!("\"o{}\"", offer + 1)).collect();
        let end = if applicant == size.applicants { "" } else { "," };
        let _ = writeln!(text, "{{\"id\":\"a{applicant}\",\"choices\":[{}]}}{end}", names.join(","));
    }
    text.push_str("],\"groups\":[\n");
    for (enterprise, scored) in scored.iter_mut().enumerate() {
        scored.sort_unstable();
        scored.dedup();
        let points: Vec<String> =
            scored.iter().map(|applicant| format!("\"a{applicant}\":{}", 40 + random.below(61))).collect();
        let end = if enterprise + 1 == enterprises as usize { "" } else { "," };
        let (number, places) = (enterprise + 1, (budget[enterprise] * 9).div_ceil(10));
        let _ = writeln!(text, "{{\"id\":\"e{number}\",\"places\":{places},\"scores\":{{{}}}}}{end}", points.join(","));
    }
    text.push_str("],\"offers\":[\n");
    for (offer, (owner, places)) in owner.iter().zip(&places).enumerate() {
        let end = if offer + 1 == offers as usize { "" } else { "," };
        let (number, owner) = (offer + 1, owner + 1);
        let _ = writeln!(text, "{{\"id\":\"o{number}\",\"places\":{places},\"within\":\"e{owner}\"}}{end}");
    }
    text.push_str("]}\n");
    text
}
