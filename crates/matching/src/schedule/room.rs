//! How many meetings one participant can hold at most, seen alone.

use super::instance::Instance;
use super::mask::{Mask, ones};

/// A largest matching of meetings to slots (Kuhn, Naval Research Logistics Quarterly 2, 1955, by alternating paths): the meeting
/// in each slot, and how many there are.
pub struct Fit {
    pub size: u32,
    /// Meetings, as numbers in the list given, that together want too few slots; empty when all fit.
    pub crowd: Vec<usize>,
    /// The slots that these want.
    pub wanted: Mask,
}

/// Fits meetings, each with the slots it may take, into one day.
pub fn fit(domains: &[Mask]) -> Fit {
    let mut holder = [usize::MAX; 128];
    let mut found = Fit { size: 0, crowd: Vec::new(), wanted: 0 };
    for meeting in 0..domains.len() {
        let mut seen = 0;
        if place(domains, meeting, &mut holder, &mut seen) {
            found.size += 1;
        } else if found.crowd.is_empty() {
            // Hall: everything reached along alternating paths wants only the slots seen.
            found.wanted = seen;
            found.crowd = ones(seen).map(|slot| holder[slot]).chain([meeting]).collect();
            found.crowd.sort_unstable();
        }
    }
    found
}

fn place(domains: &[Mask], meeting: usize, holder: &mut [usize; 128], seen: &mut Mask) -> bool {
    let mut open = domains[meeting] & !*seen;
    while open != 0 {
        let slot = open.trailing_zeros() as usize;
        *seen |= 1 << slot;
        if holder[slot] == usize::MAX || place(domains, holder[slot], holder, seen) {
            holder[slot] = meeting;
            return true;
        }
        open &= !*seen & !(1 << slot);
    }
    false
}

/// The most meetings of each participant: what they say, and what fits into their day.
pub fn rooms(instance: &Instance) -> Vec<u32> {
    let of_each = instance.requests_of_each();
    let room = |(participant, requests): (usize, &Vec<u32>)| {
        let domains: Vec<Mask> = requests.iter().map(|&request| instance.domain(request as usize)).collect();
        fit(&domains).size.min(instance.participants[participant].max)
    };
    of_each.iter().enumerate().map(room).collect()
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn what_does_not_fit_is_named_as_a_crowd() {
        let found = fit(&[0b11, 0b11, 0b100, 0b11]);
        assert_eq!((found.size, found.crowd, found.wanted), (3, vec![0, 1, 3], 0b11));
        assert_eq!(fit(&[0b1, 0b11, 0b111]).size, 3);
    }
}
