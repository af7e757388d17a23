//! How like two texts are, and how like an owner of several texts is to one.
//!
//! Log-tf-idf cosine, both sides of length 1 (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", IPM
//! 24, 1988): between documents it beats BM25, whose query is short. The likenesses of an owner's documents, the nearest first,
//! count 1, ½, ¼ …: one very near document says more than many that are a little near, and the others still break ties.

use std::collections::HashMap;

use super::Index;
use super::index::Query;
use super::score::Space;

/// Each further document of an owner counts this much of the one before.
pub const DECAY: f64 = 0.5;
/// Documents that are looked at closely, nearest by their product first.
pub(super) const CLOSELY: usize = 1000;

/// Adds up an owner's likenesses.
pub fn decayed(mut likenesses: Vec<f64>) -> f64 {
    likenesses.sort_unstable_by(|left, right| right.total_cmp(left));
    likenesses.iter().rev().fold(0.0, |sum, likeness| likeness + DECAY * sum)
}

/// Owners near to a text, each with their score and their nearest document: those of the nearest `closely` documents.
/// `owner_of` and `documents_of` know who owns what.
pub(super) fn owners<'a>(
    index: &'a Index,
    query: &Query,
    closely: usize,
    owner_of: impl Fn(&str) -> Option<&'a str>,
    documents_of: impl Fn(&str) -> &'a [String],
    space: &mut Space,
) -> HashMap<&'a str, (f64, &'a str)> {
    index.likenesses(query, space);
    let scored = space.touched.iter().map(|&slot| (space.sums[slot as usize], index.id(slot)));
    let near = super::best(scored, closely);
    let mut looked: HashMap<&str, (f64, &str)> = HashMap::new();
    for (_, document) in near {
        let Some(owner) = owner_of(document).filter(|owner| !looked.contains_key(owner)) else { continue };
        let all = documents_of(owner).iter().filter_map(|id| Some((space.sums[index.slot(id)? as usize], id.as_str())));
        let all = super::best(all, usize::MAX);
        let nearest = all.first().map_or("", |(_, id)| id);
        looked.insert(owner, (decayed(all.into_iter().map(|(likeness, _)| likeness).collect()), nearest));
    }
    looked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_documents_count_half_of_the_one_before() {
        assert!((decayed(vec![0.2, 0.8, 0.4]) - (0.8 + 0.2 + 0.05)).abs() < 1e-12);
        assert_eq!(decayed(Vec::new()), 0.0);
    }
}
