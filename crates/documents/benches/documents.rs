//! How long each document takes, how large it is and how much memory its making needs, lists of an establishment list's
//! length and beyond among them. Every document is made in a process of its own, so that the memory is its own.
//!
//! `cargo bench -p documents --bench documents`

#[path = "../examples/samples/content.rs"]
mod content;

use std::process::Command;
use std::time::Instant as Watch;
use std::{env, fs};

use documents::PdfError;
use kernel::Lang;

use content::{agreement_sample, application_sample, certificate_sample, list_sample, review_sample};

const NAMES: [&str; 8] =
    ["certificate", "review", "application", "agreement", "list 100", "list 1000", "list 10000", "list 20000"];
/// Of which the median is told, with the least and the most.
const TIMES: usize = 7;
/// Long ones are made less often.
const LONG: usize = 3;

fn main() {
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    match arguments.next().as_deref() {
        Some("one") => one(&arguments.next().unwrap_or_default()),
        Some(other) => panic!("unknown argument {other}"),
        None => all(),
    }
}

fn all() {
    println!(
        "\n## Printed documents\n\nEach in a process of its own, in Chinese; the first is made with the fonts still to be read.\n"
    );
    println!(
        "| Document | first, ms | then, ms: median (least - most) | KiB | memory at most, MiB |\n|---|---:|---:|---:|---:|"
    );
    let program = env::current_exe().unwrap_or_else(|e| panic!("the path of this program is unknown: {e}"));
    for name in NAMES {
        let made = Command::new(&program).args(["one", name]).output().unwrap_or_else(|e| panic!("cannot start: {e}"));
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        print!("{}", String::from_utf8_lossy(&made.stdout));
    }
}

fn one(name: &str) {
    let mut bytes = 0;
    let mut times = Vec::new();
    let count = if name.ends_with("0000") { LONG } else { TIMES };
    for _ in 0..=count {
        let watch = Watch::now();
        bytes = make(name).unwrap_or_else(|e| panic!("{name}: {e}")).len();
        times.push(watch.elapsed().as_secs_f64() * 1000.0);
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let (median, least, most) = (times[times.len() / 2], times[0], times[times.len() - 1]);
    let memory = peak_kib().map_or("?".to_owned(), |kib| (kib / 1024).to_string());
    println!("| {name} | {first:.1} | {median:.1} ({least:.1} - {most:.1}) | {} | {memory} |", bytes / 1024);
}

fn make(name: &str) -> Result<Vec<u8>, PdfError> {
    match name {
        "certificate" => certificate_sample().pdf(Lang::Zh),
        "review" => review_sample().pdf(Lang::Zh),
        "application" => application_sample().pdf(Lang::Zh),
        "agreement" => agreement_sample().pdf(Lang::Zh),
        list => {
            let rows = list.strip_prefix("list ").and_then(|rows| rows.parse().ok());
            list_sample(rows.unwrap_or_else(|| panic!("no document is called {list}"))).pdf(Lang::Zh)
        }
    }
}

/// The most memory this process ever had, as the kernel counts it.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}
