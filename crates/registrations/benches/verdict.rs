//! What one badge costs at the door: the verdict over 2,000 badges, one in ten forged, foreign or void.
//! `cargo bench -p registrations --bench verdict`. The slowest of a hundred must stay below 50 ms.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant as Clock};

use journal::Signer;
use kernel::{Day, MeetingId, RegistrationId};
use registrations::state::State;
use registrations::token::{Badge, key_of, signer_of};
use registrations::{Listed, Verdict, verdict};

const TICKETS: usize = 2_000;
const ROUNDS: usize = 20;

fn main() {
    let now = Day::new(2026, 4, 1).expect("a day").begins();
    let (signer, other) = (signer_of(&Signer::from_bytes(&[7; 32])), signer_of(&Signer::from_bytes(&[8; 32])));
    let (meeting_id, foreign) = (MeetingId::at(now), MeetingId::at(now));
    let mut list: HashMap<RegistrationId, Listed> = HashMap::new();
    let mut tickets: Vec<(String, Verdict)> = Vec::new();
    for n in 0..TICKETS {
        let registration_id = RegistrationId::at(now);
        let badge = Badge { meeting_id, registration_id, version: 1 };
        let (state, badge_version) = if n % 30 == 1 { (State::Withdrawn, 1) } else { (State::Confirmed, 1) };
        list.insert(registration_id, Listed { state, badge_version });
        tickets.push(match n % 30 {
            0 => (badge.token(&other), Verdict::Forged),
            1 => (badge.token(&signer), Verdict::Void),
            2 => (Badge { meeting_id: foreign, ..badge }.token(&signer), Verdict::Foreign),
            _ => (badge.token(&signer), Verdict::Admit),
        });
    }
    let key = key_of(&signer);
    let mut took: Vec<Duration> = Vec::with_capacity(TICKETS * ROUNDS);
    for _ in 0..ROUNDS {
        for (ticket, wanted) in &tickets {
            let begun = Clock::now();
            let (said, _) = verdict(black_box(ticket), &key, meeting_id, |id| list.get(&id).copied());
            took.push(begun.elapsed());
            assert_eq!(said, *wanted);
        }
    }
    took.sort_unstable();
    let at = |part: usize| took[(took.len() * part / 1000).min(took.len() - 1)].as_secs_f64() * 1e6;
    println!("verdict of {TICKETS} badges, {ROUNDS} rounds: median {:.1} µs, p99 {:.1} µs, slowest {:.1} µs", at(500), at(990), at(1000));
}
