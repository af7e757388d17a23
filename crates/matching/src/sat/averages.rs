//! Moving averages of the glue learnt, which tell when a restart is due.

/// An exponential moving average, corrected for its begin (Kingma and Ba, ICLR 2015, as Biere and Fröhlich, POS 2015, use it).
#[derive(Clone, Copy)]
pub(super) struct Average {
    value: f64,
    biased: f64,
    share: f64,
    left: f64,
}

impl Average {
    /// Over about so many of the latest values.
    fn over(window: f64) -> Self {
        Self { value: 0.0, biased: 0.0, share: 1.0 / window, left: 1.0 }
    }

    fn add(&mut self, value: f64) {
        self.biased += self.share * (value - self.biased);
        self.left *= 1.0 - self.share;
        self.value = self.biased / (1.0 - self.left);
    }
}

#[derive(Clone, Copy)]
pub(super) struct Averages {
    fast: Average,
    slow: Average,
}

impl Default for Averages {
    fn default() -> Self {
        Self { fast: Average::over(33.0), slow: Average::over(1e5) }
    }
}

impl Averages {
    pub fn add(&mut self, glue: u32) {
        self.fast.add(f64::from(glue));
        self.slow.add(f64::from(glue));
    }

    /// Whether the latest clauses are worse than usual.
    pub fn is_restart_due(&self) -> bool {
        self.fast.value > 1.1 * self.slow.value
    }
}

/// Luby's sequence by Knuth's pair of numbers ("reluctant doubling", TAOCP 4, 7.2.2.2).
#[derive(Clone, Copy)]
pub(super) struct Reluctant {
    u: u64,
    v: u64,
    left: u64,
    period: u64,
}

impl Reluctant {
    pub fn every(period: u64) -> Self {
        Self { u: 1, v: 1, left: period, period }
    }

    /// Counts a conflict; true when a restart is due.
    pub fn tick(&mut self) -> bool {
        self.left -= 1;
        if self.left > 0 {
            return false;
        }
        if self.u & self.u.wrapping_neg() == self.v {
            self.u += 1;
            self.v = 1;
        } else {
            self.v *= 2;
        }
        self.left = self.v.min(1 << 20) * self.period;
        true
    }
}
