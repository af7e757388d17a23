//! The two orders in which variables are decided: by decaying scores, and by the conflict they were last part of.

/// No variable.
const NONE: u32 = u32::MAX;

/// Variables by score, highest first (VSIDS; Moskewicz et al., "Chaff", DAC 2001; scores as MiniSat keeps them).
#[derive(Default)]
pub(super) struct Scores {
    heap: Vec<u32>,
    at: Vec<u32>,
    score: Vec<f64>,
    grain: f64,
}

impl Scores {
    pub fn add(&mut self) {
        let variable = self.score.len() as u32;
        if self.grain == 0.0 {
            self.grain = 1.0;
        }
        self.score.push(0.0);
        self.at.push(NONE);
        self.insert(variable as usize);
    }

    pub fn insert(&mut self, variable: usize) {
        if self.at[variable] == NONE {
            self.at[variable] = self.heap.len() as u32;
            self.heap.push(variable as u32);
            self.rise(self.heap.len() - 1);
        }
    }

    pub fn pop(&mut self) -> Option<usize> {
        let top = *self.heap.first()?;
        self.at[top as usize] = NONE;
        let last = self.heap.pop()?;
        if !self.heap.is_empty() {
            self.heap[0] = last;
            self.at[last as usize] = 0;
            self.sink(0);
        }
        Some(top as usize)
    }

    pub fn peek(&self) -> Option<usize> {
        self.heap.first().map(|&top| top as usize)
    }

    pub fn is_before(&self, one: usize, other: usize) -> bool {
        self.score[one] > self.score[other]
    }

    pub fn bump(&mut self, variable: usize) {
        self.score[variable] += self.grain;
        if self.score[variable] > 1e150 {
            self.score.iter_mut().for_each(|score| *score *= 1e-150);
            self.grain *= 1e-150;
        }
        if self.at[variable] != NONE {
            self.rise(self.at[variable] as usize);
        }
    }

    /// Makes older bumps count for less.
    pub fn decay(&mut self, factor: f64) {
        self.grain /= factor;
    }

    fn rise(&mut self, mut at: usize) {
        let variable = self.heap[at];
        let score = self.score[variable as usize];
        while at > 0 {
            let parent = (at - 1) / 2;
            let above = self.heap[parent];
            if self.score[above as usize] >= score {
                break;
            }
            self.heap[at] = above;
            self.at[above as usize] = at as u32;
            at = parent;
        }
        self.heap[at] = variable;
        self.at[variable as usize] = at as u32;
    }

    fn sink(&mut self, mut at: usize) {
        let variable = self.heap[at];
        let score = self.score[variable as usize];
        loop {
            let mut child = 2 * at + 1;
            if child >= self.heap.len() {
                break;
            }
            if child + 1 < self.heap.len()
                && self.score[self.heap[child + 1] as usize] > self.score[self.heap[child] as usize]
            {
                child += 1;
            }
            let below = self.heap[child];
            if self.score[below as usize] <= score {
                break;
            }
            self.heap[at] = below;
            self.at[below as usize] = at as u32;
            at = child;
        }
        self.heap[at] = variable;
        self.at[variable as usize] = at as u32;
    }
}

/// Variables by the conflict they were last part of, latest first (VMTF; Biere and Fröhlich, "Evaluating CDCL variable scoring
/// schemes", SAT 2015).
#[derive(Default)]
pub(super) struct Queue {
    before: Vec<u32>,
    after: Vec<u32>,
    stamp: Vec<u64>,
    last: Option<u32>,
    now: u64,
    /// All variables after it have a value.
    search: Option<u32>,
}

impl Queue {
    pub fn add(&mut self) {
        let variable = self.before.len() as u32;
        self.before.push(NONE);
        self.after.push(NONE);
        self.stamp.push(0);
        self.append(variable);
        self.search = Some(variable);
    }

    pub fn stamp(&self, variable: usize) -> u64 {
        self.stamp[variable]
    }

    /// Moves it to the end, where the search begins.
    pub fn bump(&mut self, variable: usize, has_value: bool) {
        if self.after[variable] == NONE {
            return;
        }
        if self.search == Some(variable as u32) {
            self.search = Some(self.before[variable]).filter(|&one| one != NONE).or(self.last);
        }
        let (before, after) = (self.before[variable], self.after[variable]);
        if before != NONE {
            self.after[before as usize] = after;
        }
        self.before[after as usize] = before;
        self.append(variable as u32);
        if !has_value {
            self.search = Some(variable as u32);
        }
    }

    fn append(&mut self, variable: u32) {
        self.before[variable as usize] = self.last.unwrap_or(NONE);
        self.after[variable as usize] = NONE;
        if let Some(last) = self.last {
            self.after[last as usize] = variable;
        }
        self.last = Some(variable);
        self.now += 1;
        self.stamp[variable as usize] = self.now;
    }

    /// A variable lost its value.
    #[inline]
    pub fn freed(&mut self, variable: usize) {
        if self.search.is_none_or(|search| self.stamp[search as usize] < self.stamp[variable]) {
            self.search = Some(variable as u32);
        }
    }

    /// The latest variable without a value.
    pub fn next(&mut self, has_value: impl Fn(usize) -> bool) -> Option<usize> {
        let mut one = self.search?;
        while has_value(one as usize) {
            let before = self.before[one as usize];
            if before == NONE {
                return None;
            }
            one = before;
        }
        self.search = Some(one);
        Some(one as usize)
    }
}
