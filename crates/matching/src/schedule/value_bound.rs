//! What the choice of meetings can be worth at most: a b-matching as a minimum cost flow.
//!
//! Each participant has room for so many meetings, all tables together for tables × slots. Between two sides this is a flow, whose
//! optimum is a bound and, where nobody is blocked, reached (König, Math. Annalen 77, 1916; balanced: de Werra 1971). Within one side
//! every request becomes two arcs of a bipartite double, whose optimum is twice the fractional one (Nemhauser, Trotter 1975).

use super::instance::Instance;
use super::room::rooms;
use crate::Watch;
use crate::flow::{Network, Simplex};

/// What no plan can beat.
pub struct ValueBound {
    pub missed: u64,
    pub value: u64,
    /// A choice that reaches it, where one was found; what is chosen may not fit in time.
    pub chosen: Vec<bool>,
    /// What one more meeting of a participant would be worth.
    pub prices: Vec<i64>,
    /// What one more place at the tables would be worth.
    pub table_price: i64,
    /// Whether the flow was solved, or the sum of everything stands for it.
    pub solved: bool,
}

/// The bound, minima first where `minima` says so.
pub fn value_bound(instance: &Instance, minima: bool, watch: &dyn Watch) -> ValueBound {
    let rooms = rooms(instance);
    flow(instance, &rooms, minima, watch).unwrap_or_else(|| nothing_solved(instance))
}

fn nothing_solved(instance: &Instance) -> ValueBound {
    let value = (0..instance.requests.len())
        .filter(|&it| instance.domain(it) != 0)
        .map(|it| u64::from(instance.value(it)))
        .sum();
    ValueBound {
        missed: 0,
        value,
        chosen: vec![true; instance.requests.len()],
        prices: vec![0; instance.participants.len()],
        table_price: 0,
        solved: false,
    }
}

/// On which side each participant stands, where no request lies within one side.
fn two_sided(instance: &Instance) -> Option<Vec<bool>> {
    let of_each = instance.requests_of_each();
    let mut side: Vec<Option<bool>> = vec![None; of_each.len()];
    for start in 0..of_each.len() {
        if side[start].is_some() {
            continue;
        }
        side[start] = Some(instance.participants[start].side == super::Side::Guest);
        let mut open = vec![start];
        while let Some(one) = open.pop() {
            for &request in &of_each[one] {
                let [a, b] = instance.requests[request as usize].pair;
                let other = (a ^ b) as usize ^ one;
                match side[other] {
                    None => {
                        side[other] = side[one].map(|side| !side);
                        open.push(other);
                    }
                    Some(_) if side[other] == side[one] => return None,
                    Some(_) => {}
                }
            }
        }
    }
    Some(side.into_iter().map(|side| side == Some(true)).collect())
}

/// Nodes of one layer of the network.
struct Layers {
    left: u32,
    right: u32,
    source: u32,
    sink: u32,
}

fn flow(instance: &Instance, rooms: &[u32], minima: bool, watch: &dyn Watch) -> Option<ValueBound> {
    let people = rooms.len() as u32;
    let sides = two_sided(instance);
    let doubled = sides.is_none();
    let layers = Layers {
        left: 0,
        right: if doubled { people } else { 0 },
        source: people * (1 + u32::from(doubled)),
        sink: people * (1 + u32::from(doubled)) + 1,
    };
    let mut network = Network::new(layers.sink + 1);
    let worth: i64 = 1 + (0..instance.requests.len()).map(|it| i64::from(instance.value(it))).sum::<i64>();
    let copies = 1 + i64::from(doubled);
    let places = (instance.tables.len() * instance.slots) as i64 * copies;
    let tables = network.arc(layers.sink, layers.source, 0, places, 0);
    for (index, &room) in rooms.iter().enumerate() {
        let participant = index as u32;
        let min = if minima { i64::from(instance.participants[index].min.min(room)) } else { 0 };
        for (from, to, here) in [
            (layers.source, layers.left + participant, sides.as_ref().is_none_or(|sides| !sides[index])),
            (layers.right + participant, layers.sink, sides.as_ref().is_none_or(|sides| sides[index])),
        ] {
            if here {
                network.arc(from, to, 0, min, -worth);
                network.arc(from, to, 0, i64::from(room) - min, 0);
            }
        }
    }
    let arcs: Vec<[Option<usize>; 2]> = (0..instance.requests.len())
        .map(|request| {
            if instance.domain(request) == 0 {
                return [None, None];
            }
            let [a, b] = instance.requests[request].pair;
            let (low, value) = (i64::from(instance.is_mandatory(request)), -i64::from(instance.value(request)));
            let (from, to) = if sides.as_ref().is_some_and(|sides| sides[a as usize]) { (b, a) } else { (a, b) };
            let one = network.arc(layers.left + from, layers.right + to, low, 1, value);
            [Some(one), doubled.then(|| network.arc(layers.left + to, layers.right + from, low, 1, value))]
        })
        .collect();
    let mut simplex = Simplex::new(&network).ok()?;
    simplex.solve(watch).ok()?;
    let flows = |request: usize| arcs[request].into_iter().flatten().map(|arc| simplex.flow(arc)).sum::<i64>();
    let twice: i64 = (0..arcs.len()).map(|request| flows(request) * i64::from(instance.value(request))).sum();
    let cheap = simplex.total() + i128::from(twice);
    let kept = i64::try_from(-cheap / i128::from(worth)).ok()?;
    let wanted: i64 = instance.participants.iter().map(|it| if minima { i64::from(it.min) } else { 0 }).sum();
    // The price of a place is what the arc from sink to source, when full, would save more: with minima it may lie above `worth`.
    let price = |from: u32, to: u32| (simplex.price(from) - simplex.price(to)).abs() % worth;
    let prices = (0..people).map(|participant| {
        let right = sides.as_ref().is_some_and(|sides| sides[participant as usize]);
        if right {
            price(layers.right + participant, layers.sink)
        } else {
            price(layers.source, layers.left + participant)
        }
    });
    Some(ValueBound {
        missed: (wanted - kept.div_euclid(copies)).max(0) as u64,
        value: (twice / copies) as u64,
        chosen: (0..arcs.len()).map(|request| flows(request) == copies).collect(),
        prices: prices.collect(),
        table_price: if simplex.flow(tables) == places { price(layers.source, layers.sink) } else { 0 },
        solved: true,
    })
}
