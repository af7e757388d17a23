//! On what the figures were taken.

use std::fs;

/// Processor, cores, memory, kernel, and the command as it was typed.
pub(crate) fn described() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| -> Option<String> {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let model = field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory =
        field(&read("/proc/meminfo"), "MemTotal").and_then(|m| m.split(' ').next()?.parse::<u64>().ok()).unwrap_or(0);
    let kernel = read("/proc/sys/kernel/osrelease");
    let load = read("/proc/loadavg").split(' ').next().unwrap_or("?").to_owned();
    format!(
        "Machine: {model}, {} cores, {} MB, Linux {}, load {load} at the beginning.\nCommand: `load {}`",
        cores(),
        memory / 1024,
        kernel.trim(),
        std::env::args().skip(1).map(|part| hidden(&part)).collect::<Vec<_>>().join(" "),
    )
}

pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The most memory a process had so far, in megabytes, pages of files that are mapped into it included.
pub(crate) fn peak_memory(process: u32) -> Option<u64> {
    memory(process, "VmHWM:")
}

/// The memory of a process that is its own, in megabytes: without the pages of mapped files, which the system takes back when
/// it needs them. SQLite maps up to 1 GB of the database for each connection.
pub(crate) fn own_memory(process: u32) -> Option<u64> {
    memory(process, "RssAnon:")
}

/// The same in kilobytes.
pub(crate) fn own_memory_kb(process: u32) -> Option<u64> {
    kilobytes(process, "RssAnon:")
}

fn memory(process: u32, what: &str) -> Option<u64> {
    kilobytes(process, what).map(|kilobytes| kilobytes / 1024)
}

fn kilobytes(process: u32, what: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A database address without its password.
pub(crate) fn hidden(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(start), Some(at)) if start < at => format!("{}…{}", &address[..start + 3], &address[at..]),
        _ => address.to_owned(),
    }
}
