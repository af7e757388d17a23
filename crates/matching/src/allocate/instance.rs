//! Who wants what, and who ranks whom.

use std::ops::Range;

/// No node above: the node ranks applicants itself.
pub const NONE: u32 = u32::MAX;
/// The tier of an applicant whom the ranking leaves out.
pub const UNRANKED: u32 = u32::MAX;

/// Something with places: an offer, or what offers belong to (a group, an enterprise, a region). Places of all below count
/// against its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// As the instance calls it.
    pub id: String,
    /// How many applicants at most.
    pub places: u32,
    /// What it belongs to, or [`NONE`]. Nodes have smaller numbers than what belongs to them.
    pub within: u32,
}

/// An offer on the list of an applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The number of its node.
    pub offer: u32,
    /// Where whoever ranks for it has the applicant: 0 before 1; equal tiers are ties; or [`UNRANKED`].
    pub tier: u32,
}

/// An instance without faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// What it is called.
    pub name: String,
    /// Ids of the applicants.
    pub applicants: Vec<String>,
    /// Everything with places; what belongs to nothing ranks for all below it.
    pub nodes: Vec<Node>,
    /// The nodes applicants may choose.
    pub is_offer: Vec<bool>,
    /// Where the choices of an applicant begin; one more than applicants.
    pub start: Vec<u32>,
    /// The choices, the dearest first.
    pub choices: Vec<Choice>,
    /// Accepted places of earlier rounds, by applicant: the number of a choice, or [`NONE`].
    pub locked: Vec<u32>,
}

impl Instance {
    /// The choices of an applicant.
    pub fn list(&self, applicant: usize) -> Range<usize> {
        self.start[applicant] as usize..self.start[applicant + 1] as usize
    }

    /// A node and all it belongs to, from below.
    pub fn path(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(node), |&node| Some(self.nodes[node as usize].within).filter(|&above| above != NONE))
    }
}
