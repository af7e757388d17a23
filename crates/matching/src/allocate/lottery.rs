//! The published lottery that breaks ties.

use crate::Random;

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

/// The first number of the stream whose seed is the FNV-1a sum of the id, mixed with the published seed.
fn ticket(seed: u64, id: &str) -> u64 {
    let sum =
        id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    Random::new(sum ^ Random::new(seed).bits()).bits()
}
