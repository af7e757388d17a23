//! Flows carry their own proof: prices that no arc beats, or a set of nodes that holds too much.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use matching::flow::transport::{Transport, ship};
use matching::flow::{Network, NoFlow, Simplex};
use matching::{Random, Steps};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Arc {
    ends: (u32, u32),
    bounds: (i64, i64),
    cost: i64,
}

#[derive(Clone, Debug)]
struct Case {
    supply: Vec<i64>,
    arcs: Vec<Arc>,
}

impl Case {
    fn of_chance(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let nodes = 2 + random.below(9);
        let mut supply: Vec<i64> = (0..nodes).map(|_| i64::from(random.below(5)) - 2).collect();
        supply[0] -= supply.iter().sum::<i64>();
        let arcs = (0..random.below(50))
            .map(|_| {
                let low = i64::from(random.below(6)) / 4;
                let ends = (random.below(nodes), random.below(nodes));
                let cost = i64::from(random.below(41)) - 15;
                Arc { ends, bounds: (low, low + i64::from(random.below(5))), cost }
            })
            .collect();
        Self { supply, arcs }
    }

    fn network(&self) -> Network {
        let mut network = Network::new(self.supply.len() as u32);
        for (node, &supply) in self.supply.iter().enumerate() {
            network.set_supply(node as u32, supply);
        }
        for arc in &self.arcs {
            network.arc(arc.ends.0, arc.ends.1, arc.bounds.0, arc.bounds.1, arc.cost);
        }
        network
    }

    fn prove(&self, solved: &Simplex) {
        let mut left = self.supply.clone();
        for (number, arc) in self.arcs.iter().enumerate() {
            let (flow, (low, high)) = (solved.flow(number), arc.bounds);
            let cost = solved.cost(number) + solved.price(arc.ends.0) - solved.price(arc.ends.1);
            assert!(low <= flow && flow <= high);
            assert!(cost >= 0 || flow == high, "an arc that pays is full");
            assert!(cost <= 0 || flow == low, "an arc that costs is empty");
            left[arc.ends.0 as usize] -= flow;
            left[arc.ends.1 as usize] += flow;
        }
        assert!(left.iter().all(|&left| left == 0));
    }

    fn prove_none(&self, nodes: &[u32]) {
        let within = |node: u32| nodes.contains(&node);
        let held: i64 = nodes.iter().map(|&node| self.supply[node as usize]).sum();
        let leaving: i64 = (self.arcs.iter())
            .map(|arc| match (within(arc.ends.0), within(arc.ends.1)) {
                (true, false) => arc.bounds.1,
                (false, true) => -arc.bounds.0,
                _ => 0,
            })
            .sum();
        assert!(held > leaving, "{held} held, {leaving} may leave");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_flow_is_proved_by_its_prices_and_none_by_a_set_of_nodes(seed in any::<u64>()) {
        let case = Case::of_chance(seed);
        let mut simplex = Simplex::new(&case.network()).unwrap();
        match simplex.solve(&Steps(1_000_000)) {
            Ok(()) => case.prove(&simplex),
            Err(NoFlow::Infeasible { nodes, .. }) => case.prove_none(&nodes),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn after_a_change_of_costs_the_next_solve_is_as_good_as_a_first(seed in any::<u64>()) {
        let mut case = Case::of_chance(seed);
        let mut simplex = Simplex::new(&case.network()).unwrap();
        let first = simplex.solve(&Steps(1_000_000)).is_ok();
        let mut random = Random::new(!seed);
        for (number, arc) in case.arcs.iter_mut().enumerate() {
            arc.cost = i64::from(random.below(1_000)) - 300;
            simplex.set_cost(number, arc.cost);
        }
        prop_assert_eq!(first, simplex.solve(&Steps(1_000_000)).is_ok());
        if first {
            case.prove(&simplex);
        }
    }
}

/// Demands and supplies of chance, and the same as a network.
struct Shipping {
    start: Vec<u32>,
    supply: Vec<u32>,
    gain: Vec<i32>,
    wanted: Vec<u32>,
    room: Vec<u32>,
}

fn transport_of_chance(seed: u64) -> Shipping {
    let mut random = Random::new(seed);
    let (demands, supplies) = (1 + random.below(12), 1 + random.below(8));
    let range = [2, 5, 1_000][random.below(3) as usize];
    let (mut start, mut supply, mut gain) = (vec![0], Vec::new(), Vec::new());
    for _ in 0..demands {
        for other in 0..supplies {
            if random.below(3) > 0 {
                supply.push(other);
                gain.push(random.below(range) as i32 * 3);
            }
        }
        start.push(supply.len() as u32);
    }
    let wanted = (0..demands).map(|_| random.below(4)).collect();
    let room = (0..supplies).map(|_| random.below(6)).collect();
    Shipping { start, supply, gain, wanted, room }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_auction_ships_what_the_simplex_ships(seed in any::<u64>()) {
        let Shipping { start, supply, gain, wanted, room } = transport_of_chance(seed);
        let (demands, supplies) = (wanted.len() as u32, room.len() as u32);
        let mut network = Network::new(demands + supplies + 1);
        for demand in 0..demands as usize {
            for pair in start[demand] as usize..start[demand + 1] as usize {
                network.arc(demand as u32, demands + supply[pair], 0, 1, -i64::from(gain[pair]));
            }
        }
        for (number, &wanted) in (0..).zip(&wanted) {
            network.set_supply(number, i64::from(wanted));
            network.arc(number, demands + supplies, 0, i64::from(wanted), 1_000_000);
        }
        for (number, &room) in (0..).zip(&room) {
            network.arc(demands + number, demands + supplies, 0, i64::from(room), 0);
        }
        network.set_supply(demands + supplies, -wanted.iter().map(|&wanted| i64::from(wanted)).sum::<i64>());
        let mut simplex = Simplex::new(&network).unwrap();
        simplex.solve(&Steps(1_000_000)).unwrap();
        let problem = Transport { start: &start, supply: &supply, gain: &gain, wanted: &wanted, room: &room };
        let shipped = ship(problem, &Steps(1_000_000)).unwrap().unwrap();
        let total: i64 = shipped.chosen.iter().map(|&pair| i64::from(gain[pair as usize])).sum();
        let empty = wanted.iter().sum::<u32>() as usize - shipped.chosen.len();
        prop_assert_eq!(simplex.total(), i128::from(empty as i64 * 1_000_000 - total));
    }
}
