//! The published lottery that breaks ties.

use crate::random::ticket;

/// The lottery number of every applicant, 0 first. It depends on the seed and the ids alone, not on their order, so that
/// everybody can draw it again.
pub fn draw(seed: u64, applicants: &[String]) -> Vec<u32> {
    let mut drawn: Vec<(u64, &str, u32)> =
        applicants.iter().zip(0..).map(|(id, number)| (ticket(seed, id), id.as_str(), number)).collect();
    drawn.sort_unstable();
    let mut numbers = vec![0; applicants.len()];
    for (&(_, _, applicant), place) in drawn.iter().zip(0..) {
        numbers[applicant as usize] = place;
    }
    numbers
}
