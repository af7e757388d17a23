//! What is to flow: nodes with supplies, arcs with bounds and costs.

use thiserror::Error;

/// The largest cost of a way: prices stay far inside 64 bits.
const LARGEST_PRICE: i128 = 1 << 60;

/// Nodes from 0, each with a supply (negative: a demand); arcs with a lower and an upper bound and a cost per unit.
#[derive(Clone, Debug, Default)]
pub struct Network {
    pub(super) supply: Vec<i64>,
    pub(super) from: Vec<u32>,
    pub(super) to: Vec<u32>,
    pub(super) lower: Vec<i64>,
    pub(super) upper: Vec<i64>,
    pub(super) cost: Vec<i64>,
}

/// Why there is no flow.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoFlow {
    /// Bounds and supplies contradict each other.
    #[error("the nodes {nodes:?} hold more than their arcs can carry away, by {excess}")]
    Infeasible {
        /// A set of nodes whose supply, with what lower bounds push in, is more than may leave them.
        nodes: Vec<u32>,
        /// By how much.
        excess: i64,
    },
    /// The watch said stop.
    #[error("the search was stopped")]
    Stopped,
    /// A number leaves the range that is computed exactly.
    #[error("{0}")]
    OutOfRange(&'static str),
}

impl Network {
    /// So many nodes, without supply and arcs.
    pub fn new(nodes: u32) -> Self {
        Self { supply: vec![0; nodes as usize], ..Self::default() }
    }

    /// How many nodes.
    pub fn nodes(&self) -> u32 {
        self.supply.len() as u32
    }

    /// How many arcs.
    pub fn arcs(&self) -> usize {
        self.from.len()
    }

    /// Another node; gives its number.
    pub fn node(&mut self, supply: i64) -> u32 {
        self.supply.push(supply);
        self.nodes() - 1
    }

    /// Sets the supply of a node. All supplies together must be 0 when it is solved.
    pub fn set_supply(&mut self, node: u32, supply: i64) {
        self.supply[node as usize] = supply;
    }

    /// Another arc between nodes that exist; gives its number.
    pub fn arc(&mut self, from: u32, to: u32, lower: i64, upper: i64, cost: i64) -> usize {
        debug_assert!(from < self.nodes() && to < self.nodes());
        self.from.push(from);
        self.to.push(to);
        self.lower.push(lower);
        self.upper.push(upper);
        self.cost.push(cost);
        self.from.len() - 1
    }

    /// The supply of a node.
    pub fn supply(&self, node: u32) -> i64 {
        self.supply[node as usize]
    }

    /// Bounds anew for an arc.
    pub fn set_bounds(&mut self, arc: usize, lower: i64, upper: i64) {
        self.lower[arc] = lower;
        self.upper[arc] = upper;
    }

    /// Another cost for an arc.
    pub fn set_cost(&mut self, arc: usize, cost: i64) {
        self.cost[arc] = cost;
    }

    pub(super) fn refuse(&self) -> Result<(), NoFlow> {
        const AMOUNT: i64 = 1 << 40;
        if self.arcs() as u64 + u64::from(self.nodes()) >= u64::from(u32::MAX) / 2 {
            return Err(NoFlow::OutOfRange("a network holds at most two billion arcs"));
        }
        let far = |amount: &i64| amount.unsigned_abs() > AMOUNT as u64;
        if self.supply.iter().any(far) || self.lower.iter().any(far) || self.upper.iter().any(far) {
            return Err(NoFlow::OutOfRange("amounts of a network stay within 2 to the 40th"));
        }
        if self.supply.iter().sum::<i64>() != 0 {
            return Err(NoFlow::OutOfRange("the supplies of a network add up to 0"));
        }
        if let Some(arc) = (0..self.arcs()).find(|&arc| self.lower[arc] > self.upper[arc]) {
            let excess = self.lower[arc] - self.upper[arc];
            return Err(NoFlow::Infeasible { nodes: vec![self.to[arc]], excess });
        }
        price_of_nowhere(&self.from, &self.to, &self.cost, self.nodes()).map(|_| ())
    }
}

/// What a unit costs that goes over no arc: more than any way round the network. A way touches a node with two arcs at most, so
/// each arc is laid at the door of its end with the most arcs, and the dearest at each door counts twice. A few dear arcs into
/// one node (places that stay empty) thus do not multiply.
pub(super) fn price_of_nowhere(from: &[u32], to: &[u32], costs: &[i64], nodes: u32) -> Result<i64, NoFlow> {
    let mut degree = vec![0_u32; nodes as usize];
    from.iter().chain(to).for_each(|&node| degree[node as usize] += 1);
    let mut dearest = vec![0_u64; nodes as usize];
    for ((&from, &to), cost) in from.iter().zip(to).zip(costs) {
        let door = if degree[from as usize] > degree[to as usize] { from } else { to };
        let door = &mut dearest[door as usize];
        *door = (*door).max(cost.unsigned_abs());
    }
    let price = 1 + 2 * dearest.iter().map(|&cost| i128::from(cost)).sum::<i128>();
    if price > LARGEST_PRICE {
        return Err(NoFlow::OutOfRange("costs along a way through the network stay within 2 to the 60th"));
    }
    Ok(price as i64)
}
