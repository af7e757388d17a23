//! What this machine is, and how much memory the process took.

use std::fs;

/// Cores and memory of the machine.
pub fn about() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = field("/proc/meminfo", "MemTotal:").unwrap_or(0) >> 20;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!("{cores} cores, {memory} GiB, load {}", load.split(' ').next().unwrap_or("?"))
}

/// The largest resident memory so far.
pub fn peak_megabytes() -> u64 {
    testing::peak_memory_kib().unwrap_or(0) >> 10
}

/// Begins to measure the peak anew.
pub fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// A field in kilobytes.
fn field(file: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

/// Time this thread spent on a core, in nanoseconds: other work on the machine does not lengthen it.
pub fn on_core() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}
