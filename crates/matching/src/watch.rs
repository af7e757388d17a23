//! How much a search may spend, who says stop, and who hears how far it is.

/// Stands beside a search. The engine has no clock: whoever calls it grants time, steps, or both.
pub trait Watch: Sync {
    /// How much of what was granted is spent, from 0 to 1, after `steps` steps; at 1 and above the search ends with the best it
    /// has. Asked at least every 10 ms of work, so that a cancelled search ends within 100 ms.
    fn spent(&self, steps: u64) -> f64;

    /// Hears of progress: the best objective so far and the bound, in the words of the search.
    fn hear(&self, _words: &dyn Fn() -> String) {}
}

/// Grants a number of steps: the same bytes on every machine.
#[derive(Clone, Copy, Debug)]
pub struct Steps(pub u64);

impl Watch for Steps {
    fn spent(&self, steps: u64) -> f64 {
        if self.0 == 0 { 1.0 } else { steps as f64 / self.0 as f64 }
    }
}
