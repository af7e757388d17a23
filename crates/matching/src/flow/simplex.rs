//! The primal network simplex with strongly feasible bases (Cunningham, "A network simplex method", Mathematical Programming
//! 11, 1976) and block search for the entering arc (Grigoriadis, "An efficient implementation of the network simplex method",
//! Mathematical Programming Study 26, 1986).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::basis::{NONE, Tree};
use super::network::{Network, NoFlow, price_of_nowhere};
use crate::Watch;

const AT_LOWER: i8 = 1;
const IN_TREE: i8 = 0;
const AT_UPPER: i8 = -1;
/// Pivots between two questions to the watch: well below a millisecond.
const BETWEEN_QUESTIONS: u64 = 256;

/// A network with its optimal basis, once solved; costs may then change and the next solve goes on from there.
#[derive(Clone, Debug)]
pub struct Simplex {
    nodes: u32,
    arcs: usize,
    from: Vec<u32>,
    to: Vec<u32>,
    lower: Vec<i64>,
    room: Vec<i64>,
    cost: Vec<i64>,
    flow: Vec<i64>,
    state: Vec<i8>,
    price: Vec<i64>,
    tree: Tree,
    next_arc: usize,
    pivots: u64,
}

/// The arc that leaves, and on which side of the cycle it lies.
struct Leaving {
    node: u32,
    on_first: bool,
}

impl Simplex {
    /// Begins with every unit going over artificial arcs to an artificial root.
    ///
    /// # Errors
    /// Numbers out of range, supplies that do not add up, an arc whose lower bound is above its upper.
    pub fn new(network: &Network) -> Result<Self, NoFlow> {
        network.refuse()?;
        let (nodes, arcs) = (network.nodes(), network.arcs());
        let mut supply = network.supply.clone();
        for arc in 0..arcs {
            supply[network.from[arc] as usize] -= network.lower[arc];
            supply[network.to[arc] as usize] += network.lower[arc];
        }
        let total = arcs + nodes as usize;
        let mut simplex = Self {
            nodes,
            arcs,
            from: with_room(&network.from, total),
            to: with_room(&network.to, total),
            lower: network.lower.clone(),
            room: with_room(&network.upper, total),
            cost: with_room(&network.cost, total),
            flow: vec![0; arcs],
            state: vec![AT_LOWER; arcs],
            price: vec![0; nodes as usize + 1],
            tree: Tree::star(nodes),
            next_arc: 0,
            pivots: 0,
        };
        simplex.room.iter_mut().zip(&network.lower).for_each(|(room, lower)| *room -= lower);
        for node in 0..nodes {
            let held = supply[node as usize];
            // Arcs without flow lead up to the root: the first basis is strongly feasible.
            let (from, to) = if held >= 0 { (node, nodes) } else { (nodes, node) };
            simplex.tree.arc[node as usize] = simplex.from.len() as u32;
            simplex.tree.upward[node as usize] = held >= 0;
            simplex.from.push(from);
            simplex.to.push(to);
            simplex.room.push(i64::MAX / 4);
            simplex.cost.push(0);
            simplex.flow.push(held.abs());
            simplex.state.push(IN_TREE);
        }
        Ok(simplex)
    }

    /// Changes what a unit over an arc costs.
    pub fn set_cost(&mut self, arc: usize, cost: i64) {
        self.cost[arc] = cost;
    }

    /// What a unit over an arc costs.
    pub fn cost(&self, arc: usize) -> i64 {
        self.cost[arc]
    }

    /// What flows over an arc.
    pub fn flow(&self, arc: usize) -> i64 {
        self.flow[arc] + self.lower[arc]
    }

    /// The price of a unit at a node: no arc with room costs less than the price of its end minus that of its beginning.
    pub fn price(&self, node: u32) -> i64 {
        self.price[node as usize]
    }

    /// Sum of cost times flow.
    pub fn total(&self) -> i128 {
        (0..self.arcs).map(|arc| i128::from(self.cost[arc]) * i128::from(self.flow(arc))).sum()
    }

    /// Pivots of all solves so far.
    pub fn pivots(&self) -> u64 {
        self.pivots
    }

    /// Solves to the exact optimum.
    ///
    /// # Errors
    /// No flow exists, the watch said stop, or costs have left the range.
    pub fn solve(&mut self, watch: &dyn Watch) -> Result<(), NoFlow> {
        self.reprice()?;
        let began = self.pivots;
        while let Some(entering) = self.entering() {
            self.pivot(entering);
            self.pivots += 1;
            if self.pivots.is_multiple_of(BETWEEN_QUESTIONS) && watch.spent(self.pivots - began) >= 1.0 {
                return Err(NoFlow::Stopped);
            }
        }
        if (self.arcs..self.flow.len()).any(|arc| self.flow[arc] != 0) { Err(self.cut()) } else { Ok(()) }
    }

    /// Prices anew from the tree; what goes nowhere costs more than any way. One side of the artificial arcs carries the whole
    /// price: what comes in over the root must have gone there before.
    fn reprice(&mut self) -> Result<(), NoFlow> {
        let own = ..self.arcs;
        let nowhere = price_of_nowhere(&self.from[own], &self.to[own], &self.cost[own], self.nodes)?;
        for arc in self.arcs..self.cost.len() {
            self.cost[arc] = if self.from[arc] == self.nodes { nowhere } else { 0 };
        }
        let Self { tree, price, cost, nodes, .. } = self;
        price[*nodes as usize] = 0;
        tree.visit(*nodes, |node| {
            let arc = tree.arc[node as usize];
            if arc != NONE {
                let base = price[tree.parent[node as usize] as usize];
                let cost = cost[arc as usize];
                price[node as usize] = if tree.upward[node as usize] { base - cost } else { base + cost };
            }
        });
        Ok(())
    }

    #[inline]
    fn gain(&self, arc: usize) -> i64 {
        let reduced = self.cost[arc] + self.price[self.from[arc] as usize] - self.price[self.to[arc] as usize];
        -i64::from(self.state[arc]) * reduced
    }

    /// The arc of the next block whose flow changes the cost most per unit; nothing when no arc helps.
    fn entering(&mut self) -> Option<usize> {
        let arcs = self.arcs;
        let block = ((arcs as f64).sqrt() as usize).max(20);
        let (mut best, mut best_gain, mut seen) = (None, 0, 0);
        let mut arc = self.next_arc;
        while seen < arcs {
            let end = (arc + block).min(arcs);
            for candidate in arc..end {
                let gain = self.gain(candidate);
                if gain > best_gain {
                    (best, best_gain) = (Some(candidate), gain);
                }
            }
            seen += end - arc;
            arc = if end == arcs { 0 } else { end };
            if best.is_some() {
                break;
            }
        }
        self.next_arc = arc;
        best
    }

    fn pivot(&mut self, entering: usize) {
        let forward = self.state[entering] == AT_LOWER;
        let (first, second) =
            if forward { (self.from[entering], self.to[entering]) } else { (self.to[entering], self.from[entering]) };
        let join = self.tree.meet(first, second);
        let (amount, leaving) = self.leaving(entering, first, second, join);
        if amount > 0 {
            self.push(entering, forward, amount, [first, second], join);
        }
        let Some(leaving) = leaving else {
            self.state[entering] = -self.state[entering];
            return;
        };
        let out = self.tree.arc[leaving.node as usize] as usize;
        self.state[entering] = IN_TREE;
        self.state[out] = if self.flow[out] == 0 { AT_LOWER } else { AT_UPPER };
        let (top, parent) = if leaving.on_first { (first, second) } else { (second, first) };
        let upward = self.from[entering] == top;
        self.tree.hang(leaving.node, top, parent, entering as u32, upward, join);
        let base = self.price[parent as usize];
        let anew = if upward { base - self.cost[entering] } else { base + self.cost[entering] };
        let shift = anew - self.price[top as usize];
        let Self { tree, price, .. } = self;
        tree.visit(top, |node| price[node as usize] += shift);
    }

    /// How much goes round the cycle, and the last arc to block it, seen from the join in the direction of the flow: with this
    /// choice the simplex cannot cycle.
    fn leaving(&self, entering: usize, first: u32, second: u32, join: u32) -> (i64, Option<Leaving>) {
        let (mut amount, mut leaving) = (self.room[entering], None);
        let mut node = first;
        while node != join {
            let arc = self.tree.arc[node as usize] as usize;
            let left = if self.tree.upward[node as usize] { self.flow[arc] } else { self.room[arc] - self.flow[arc] };
            if left < amount {
                (amount, leaving) = (left, Some(Leaving { node, on_first: true }));
            }
            node = self.tree.parent[node as usize];
        }
        let mut node = second;
        while node != join {
            let arc = self.tree.arc[node as usize] as usize;
            let left = if self.tree.upward[node as usize] { self.room[arc] - self.flow[arc] } else { self.flow[arc] };
            if left <= amount {
                (amount, leaving) = (left, Some(Leaving { node, on_first: false }));
            }
            node = self.tree.parent[node as usize];
        }
        (amount, leaving)
    }

    fn push(&mut self, entering: usize, forward: bool, amount: i64, ends: [u32; 2], join: u32) {
        self.flow[entering] += if forward { amount } else { -amount };
        for (side, end) in ends.into_iter().enumerate() {
            let mut node = end;
            while node != join {
                let arc = self.tree.arc[node as usize] as usize;
                let with = self.tree.upward[node as usize] == (side == 1);
                self.flow[arc] += if with { amount } else { -amount };
                node = self.tree.parent[node as usize];
            }
        }
    }

    /// What one more unit from a node to each other would cost over the arcs that have room, once solved; nothing where no way
    /// leads. The reduced costs of such arcs are not negative, so Dijkstra's order holds.
    pub fn ways_from(&self, node: u32) -> Vec<Option<i64>> {
        let around = self.around();
        let mut ways: Vec<Option<i64>> = vec![None; self.nodes as usize];
        let mut queue = BinaryHeap::from([(Reverse(0_i64), node)]);
        while let Some((Reverse(length), node)) = queue.pop() {
            if ways[node as usize].is_some() {
                continue;
            }
            ways[node as usize] = Some(length);
            for &(arc, next) in around.of(node) {
                if ways[next as usize].is_none() {
                    let reduced = self.cost[arc as usize] + self.price[self.from[arc as usize] as usize]
                        - self.price[self.to[arc as usize] as usize];
                    queue.push((Reverse(length + reduced.abs()), next));
                }
            }
        }
        let base = self.price[node as usize];
        ways.iter().zip(&self.price).map(|(way, price)| way.map(|way| way + price - base)).collect()
    }

    /// Arcs with room by the node they leave; backwards where something flows.
    fn around(&self) -> Around {
        let mut start = vec![0_u32; self.nodes as usize + 1];
        let mut ends = Vec::new();
        for arc in 0..self.arcs {
            if self.flow[arc] < self.room[arc] {
                ends.push((self.from[arc], arc as u32, self.to[arc]));
            }
            if self.flow[arc] > 0 {
                ends.push((self.to[arc], arc as u32, self.from[arc]));
            }
        }
        ends.iter().for_each(|&(node, ..)| start[node as usize + 1] += 1);
        for node in 0..self.nodes as usize {
            start[node + 1] += start[node];
        }
        let mut next = start.clone();
        let mut arcs = vec![(0, 0); ends.len()];
        for (node, arc, end) in ends {
            arcs[next[node as usize] as usize] = (arc, end);
            next[node as usize] += 1;
        }
        Around { start, arcs }
    }

    /// The nodes that what could not leave them reaches: their supply is more than their arcs carry away.
    fn cut(&self) -> NoFlow {
        let mut reached = vec![false; self.nodes as usize];
        let mut queue = Vec::new();
        let mut excess = 0;
        for arc in self.arcs..self.flow.len() {
            if self.to[arc] == self.nodes && self.flow[arc] > 0 {
                excess += self.flow[arc];
                reached[self.from[arc] as usize] = true;
                queue.push(self.from[arc]);
            }
        }
        let around = self.around();
        while let Some(node) = queue.pop() {
            for &(_, next) in around.of(node) {
                if !std::mem::replace(&mut reached[next as usize], true) {
                    queue.push(next);
                }
            }
        }
        let nodes = (0..self.nodes).filter(|&node| reached[node as usize]).collect();
        NoFlow::Infeasible { nodes, excess }
    }
}

struct Around {
    start: Vec<u32>,
    arcs: Vec<(u32, u32)>,
}

impl Around {
    fn of(&self, node: u32) -> &[(u32, u32)] {
        &self.arcs[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }
}

fn with_room<T: Copy>(list: &[T], total: usize) -> Vec<T> {
    let mut copy = Vec::with_capacity(total);
    copy.extend_from_slice(list);
    copy
}
