//! Codes of what somebody does, in a tree: category, discipline, major.

use std::collections::{BTreeMap, HashMap};

use crate::Fault;

/// Levels at most; a tree that is deeper goes round in a circle.
pub const DEEPEST: usize = 16;

/// A tree of codes. A code whose parent was not given comes under its prefixes: 080901K under 0809 under 08 (the catalogue of
/// majors has two, four and six digits), or under what stands before its last `/`.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    parents: HashMap<String, String>,
}

impl Tree {
    /// A tree with given parents, each as (code, parent).
    ///
    /// # Errors
    /// A code that comes under itself, or below more than [`DEEPEST`] levels.
    pub fn new(parents: impl IntoIterator<Item = (String, String)>) -> Result<Self, Fault> {
        let tree = Self { parents: parents.into_iter().collect() };
        for code in tree.parents.keys() {
            let mut at = code.clone();
            let mut levels = 1;
            while let Some(parent) = tree.parent(&at) {
                levels += 1;
                if levels > DEEPEST {
                    return Err(Fault::of_the_whole(format!(
                        "code {code} comes under itself, or below more than {DEEPEST} levels"
                    )));
                }
                at = parent;
            }
        }
        Ok(tree)
    }

    fn parent(&self, code: &str) -> Option<String> {
        if let Some(parent) = self.parents.get(code) {
            return Some(parent.clone());
        }
        if let Some((before, _)) = code.rsplit_once('/') {
            return (!before.is_empty()).then(|| before.to_owned());
        }
        let digits = code.bytes().take_while(u8::is_ascii_digit).count();
        let kept = match digits {
            5.. => 4,
            3..5 => 2,
            _ => return None,
        };
        Some(code[..kept].to_owned())
    }

    /// The code and what it comes under, the highest first.
    pub fn path(&self, code: &str) -> Vec<String> {
        let mut path = vec![code.to_owned()];
        while let Some(parent) = path.last().and_then(|last| self.parent(last)).filter(|_| path.len() < DEEPEST) {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// Levels up from the deeper of two codes to the first both come under; 0 for the same, all levels for strangers.
    pub fn distance(&self, left: &str, right: &str) -> usize {
        let (left, right) = (self.path(left), self.path(right));
        let shared = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
        left.len().max(right.len()) - shared
    }
}

/// Codes one may declare at most.
pub const MOST_CODES: usize = 16;

/// Something a text may come under.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    number: u64,
    /// The square root of what sharing it would give, times the likelihood.
    root: f64,
    level: usize,
}

/// Which codes somebody declares, or how likely a text comes under which codes of every level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaning {
    /// One list, by number, for each declared code; or one for all that a text may come under.
    leans: Vec<Vec<Node>>,
}

impl Leaning {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.leans.is_empty()
    }

    /// From 0, strangers, to 1, the same code for certain. Of several codes the two count that are nearest: who declares more
    /// is no further from anybody.
    pub fn nearness(&self, other: &Self) -> f64 {
        self.pairs(other).map(|(mine, theirs)| nearness(mine, theirs)).fold(0.0, f64::max)
    }

    fn pairs<'l>(&'l self, other: &'l Self) -> impl Iterator<Item = (&'l [Node], &'l [Node])> {
        let theirs = move |mine| other.leans.iter().map(move |theirs| (mine, theirs.as_slice()));
        self.leans.iter().map(Vec::as_slice).flat_map(theirs)
    }

    /// What tells why two are near: the deepest that the two nearest codes share, of those that give a quarter of what the
    /// strongest gives or more.
    pub(super) fn strongest(&self, other: &Self) -> Option<u64> {
        let (mine, theirs) = self.pairs(other).max_by(|&one, &other| {
            let [one, other] = [one, other].map(|(mine, theirs)| nearness(mine, theirs));
            one.total_cmp(&other)
        })?;
        let most = shared(mine, theirs).map(|(_, gives)| gives).fold(0.0, f64::max);
        let telling = shared(mine, theirs).filter(|&(_, gives)| gives > 0.0 && gives * 4.0 >= most);
        let deepest = telling
            .max_by(|(one, gives), (other, others)| one.level.cmp(&other.level).then_with(|| gives.total_cmp(others)));
        deepest.map(|(node, _)| node.number)
    }
}

fn nearness(mine: &[Node], theirs: &[Node]) -> f64 {
    shared(mine, theirs).fold(0.0, |sum, (_, gives)| sum + gives)
}

/// Nodes that both lean to, with what sharing each gives.
fn shared<'l>(mine: &'l [Node], theirs: &'l [Node]) -> impl Iterator<Item = (&'l Node, f64)> {
    let mut at = 0;
    mine.iter().filter_map(move |node| {
        while theirs.get(at).is_some_and(|theirs| theirs.number < node.number) {
            at += 1;
        }
        let same = theirs.get(at).filter(|theirs| theirs.number == node.number)?;
        Some((node, node.root * same.root))
    })
}

/// Codes with their tree. Numbers of codes come from their names alone, so that sums over them have the same order whatever
/// came first.
#[derive(Clone, Debug, Default)]
pub struct Nodes {
    tree: Tree,
    names: HashMap<u64, String>,
}

/// FNV-1a of 64 bits: two of 100,000 codes meet once in four billion catalogues.
fn number(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What the levels give, from the highest: the discipline decides, the category and the major refine it.
const LEVELS: [f64; 3] = [0.1, 0.6, 0.3];

impl Nodes {
    /// None yet.
    pub fn new(tree: Tree) -> Self {
        Self { tree, ..Self::default() }
    }

    /// Remembers the names of a code and what it comes under.
    pub fn remember(&mut self, code: &str) {
        for name in self.tree.path(code) {
            self.names.insert(number(&name), name);
        }
    }

    pub(super) fn name(&self, node: u64) -> Option<&str> {
        self.names.get(&node).map(String::as_str)
    }

    /// The leaning of declared codes.
    pub fn declared(&self, codes: &[&str]) -> Leaning {
        Leaning { leans: codes.iter().map(|&code| self.lean(&[(code, 1.0)])).collect() }
    }

    /// The leaning of a text that may come under codes, with their likelihoods.
    pub fn mixed(&self, codes: &[(&str, f64)]) -> Leaning {
        Leaning { leans: if codes.is_empty() { Vec::new() } else { vec![self.lean(codes)] } }
    }

    fn lean(&self, codes: &[(&str, f64)]) -> Vec<Node> {
        let mut likely: BTreeMap<u64, (f64, f64, usize)> = BTreeMap::new();
        for (code, likelihood) in codes {
            let path = self.tree.path(code);
            let given: f64 = LEVELS.iter().take(path.len()).sum();
            for (level, name) in path.iter().enumerate() {
                let share = LEVELS.get(level).copied().unwrap_or(0.0) / given;
                let entry = likely.entry(number(name)).or_insert((share, 0.0, level));
                entry.1 += likelihood;
            }
        }
        let node = |(number, (share, likelihood, level)): (u64, (f64, f64, usize))| Node {
            number,
            root: share.sqrt() * likelihood,
            level,
        };
        likely.into_iter().map(node).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_under_their_prefixes_or_given_parents() {
        let tree = Tree::new([("x".to_owned(), "y".to_owned())]).expect("a tree");
        assert_eq!(tree.path("080901K"), ["08", "0809", "080901K"]);
        assert_eq!(tree.path("工学/兵器"), ["工学", "工学/兵器"]);
        assert_eq!(tree.path("x"), ["y", "x"]);
        assert_eq!(tree.distance("080901", "080901"), 0);
        assert_eq!(tree.distance("080901", "080902"), 1);
        assert_eq!(tree.distance("080901", "081001"), 2);
        assert_eq!(tree.distance("080901", "020101"), 3);
    }

    #[test]
    fn a_circle_is_refused() {
        let fault =
            Tree::new([("a".to_owned(), "b".to_owned()), ("b".to_owned(), "a".to_owned())]).expect_err("a circle");
        assert!(fault.reason.contains("comes under itself"));
    }

    #[test]
    fn nearness_is_one_for_the_same_code_and_less_up_the_tree() {
        let nodes = Nodes::new(Tree::default());
        let [a, b, c, d] = ["080901", "080902", "081001", "02"].map(|code| nodes.declared(&[code]));
        assert!((a.nearness(&a) - 1.0).abs() < 1e-12);
        assert!(a.nearness(&b) > a.nearness(&c) && a.nearness(&c) > a.nearness(&d));
        assert_eq!(a.nearness(&d), 0.0);
    }

    #[test]
    fn of_several_codes_the_nearest_two_count() {
        let mut nodes = Nodes::new(Tree::default());
        ["080901", "020101"].iter().for_each(|code| nodes.remember(code));
        let (one, two) = (nodes.declared(&["080901"]), nodes.declared(&["020101", "080901"]));
        let near = nodes.declared(&["080902", "020202"]);
        assert_eq!(two.nearness(&one), one.nearness(&one));
        assert_eq!(near.nearness(&two), near.nearness(&one));
        assert_eq!(two.nearness(&two), one.nearness(&one));
        let told =
            |one: &Leaning, other: &Leaning| one.strongest(other).and_then(|node| nodes.name(node)).map(str::to_owned);
        assert_eq!(told(&two, &one).as_deref(), Some("080901"));
        assert_eq!(told(&near, &two).as_deref(), Some("0809"));
        assert_eq!(told(&nodes.declared(&[]), &one), None);
        assert_eq!(told(&nodes.declared(&["100101"]), &one), None);
    }
}
