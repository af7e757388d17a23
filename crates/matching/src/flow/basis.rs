//! The spanning tree of the network simplex: parents, children, sizes of subtrees, prices.

/// No node, no arc.
pub(super) const NONE: u32 = u32::MAX;

/// A rooted tree over nodes; each node but the root hangs on its parent by an arc.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub parent: Vec<u32>,
    /// The arc to the parent, and whether it leads up to it.
    pub arc: Vec<u32>,
    pub upward: Vec<bool>,
    /// Nodes of the subtree: strictly more at the parent, which is how two paths find where they meet.
    pub size: Vec<u32>,
    first_child: Vec<u32>,
    next: Vec<u32>,
    before: Vec<u32>,
}

impl Tree {
    /// All nodes below `root`, the last of them.
    pub fn star(nodes: u32) -> Self {
        let count = nodes as usize + 1;
        let mut tree = Self {
            parent: vec![NONE; count],
            arc: vec![NONE; count],
            upward: vec![true; count],
            size: vec![1; count],
            first_child: vec![NONE; count],
            next: vec![NONE; count],
            before: vec![NONE; count],
        };
        tree.size[nodes as usize] = nodes + 1;
        for node in (0..nodes).rev() {
            tree.link(node, nodes);
        }
        tree
    }

    fn link(&mut self, node: u32, parent: u32) {
        let eldest = self.first_child[parent as usize];
        self.parent[node as usize] = parent;
        self.next[node as usize] = eldest;
        self.before[node as usize] = NONE;
        if eldest != NONE {
            self.before[eldest as usize] = node;
        }
        self.first_child[parent as usize] = node;
    }

    fn unlink(&mut self, node: u32) {
        let (before, next) = (self.before[node as usize], self.next[node as usize]);
        if before == NONE {
            self.first_child[self.parent[node as usize] as usize] = next;
        } else {
            self.next[before as usize] = next;
        }
        if next != NONE {
            self.before[next as usize] = before;
        }
    }

    /// Where the paths of two nodes to the root meet.
    pub fn meet(&self, one: u32, other: u32) -> u32 {
        let (mut one, mut other) = (one as usize, other as usize);
        while one != other {
            let (size_one, size_other) = (self.size[one], self.size[other]);
            if size_one <= size_other {
                one = self.parent[one] as usize;
            }
            if size_other <= size_one {
                other = self.parent[other] as usize;
            }
        }
        one as u32
    }

    /// Cuts the subtree of `cut` off, makes `new_top` in it its root and hangs that on `parent` by an arc.
    pub fn hang(&mut self, cut: u32, new_top: u32, parent: u32, arc: u32, upward: bool, join: u32) {
        let moved = self.size[cut as usize];
        let mut above = self.parent[cut as usize];
        while above != join {
            self.size[above as usize] -= moved;
            above = self.parent[above as usize];
        }
        // The way from the new top to the cut turns round; each node takes over the arc of the one below it.
        let (mut node, mut on, mut by, mut up, mut below) = (new_top, parent, arc, upward, 0);
        loop {
            let old = (self.parent[node as usize], self.arc[node as usize], self.upward[node as usize]);
            let size = self.size[node as usize];
            self.unlink(node);
            self.link(node, on);
            self.arc[node as usize] = by;
            self.upward[node as usize] = up;
            self.size[node as usize] = moved - below;
            if node == cut {
                break;
            }
            (on, node, by, up, below) = (node, old.0, old.1, !old.2, size);
        }
        let mut above = parent;
        while above != join {
            self.size[above as usize] += moved;
            above = self.parent[above as usize];
        }
    }

    /// Visits a subtree, parents first.
    #[inline]
    pub fn visit(&self, top: u32, mut seen: impl FnMut(u32)) {
        let mut node = top;
        loop {
            seen(node);
            let child = self.first_child[node as usize];
            if child != NONE {
                node = child;
                continue;
            }
            while node != top && self.next[node as usize] == NONE {
                node = self.parent[node as usize];
            }
            if node == top {
                return;
            }
            node = self.next[node as usize];
        }
    }
}
