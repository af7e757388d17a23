//! A million short documents: how long the index takes to build, what it weighs, and how long questions take (W-2).
//!
//! `cargo bench -p search --bench million [-- DOCUMENTS] [each]`: with `each` the median of each question too. Documents and questions are invented, the same on every run.

mod machine;
mod things;

use std::time::{Duration, Instant};

use search::syntax::parse;
use search::{Asked, Audience, Index, Position, Reader};

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse::<u64>().ok());
    let documents = asked.unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (index, _) = Index::open(folder.path()).expect("the folder can be written");
    let began = Instant::now();
    let mut building = index.rebuild(documents);
    for n in 0..documents {
        building.add(&things::thing(n)).expect("the folder can be written");
    }
    building.finish(Position { seq: 0, hash: String::new() }).expect("the folder can be written");
    println!("{} documents, {}", index.docs(), machine::about());
    println!(
        "built in {:.1} s, files {} MB, peak memory {} MB",
        began.elapsed().as_secs_f64(),
        size(index.folder()) >> 20,
        machine::peak_megabytes()
    );
    drop(index);
    let began = Instant::now();
    let (index, damage) = Index::open(folder.path()).expect("the folder can be read");
    assert!(damage.is_none(), "{damage:?}");
    println!("opened in {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
    machine::forget_peak();
    questions(&index);
    println!("memory while asked: peak {} MB", machine::peak_megabytes());
    following(&index);
}

fn size(folder: &std::path::Path) -> u64 {
    std::fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|e| e.metadata().ok()).map(|m| m.len()).sum()
}

fn questions(index: &Index) {
    let university =
        Reader { groups: vec![Audience { group: b'u', id: things::university(3).as_u128() }], ..Reader::default() };
    println!(
        "\n| Questions | count | p50 ms | p95 ms | slowest ms | on core p50 | on core p95 | hits (median) |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    );
    let (mut all, mut all_cores) = (Vec::new(), Vec::new());
    for (name, questions) in things::QUESTIONS {
        let (mut times, mut cores, mut hits) = (Vec::new(), Vec::new(), Vec::new());
        for reader in [&Reader::public(), &university] {
            for typed in questions {
                let from = times.len();
                for is_typing in [false, true] {
                    let asked =
                        Asked { query: parse(typed).expect("a query"), limit: 20, is_typing, ..Asked::default() };
                    index.look(reader, &asked);
                    for _ in 0..5 {
                        let (began, core) = (Instant::now(), machine::on_core());
                        let found = index.look(reader, &asked);
                        times.push(began.elapsed());
                        cores.push(Duration::from_nanos(machine::on_core() - core));
                        hits.push(found.total);
                    }
                }
                if std::env::args().any(|word| word == "each") {
                    let mut own = times[from..].to_vec();
                    own.sort_unstable();
                    println!("{typed}: {:.2} ms, {} hits", own[own.len() / 2].as_secs_f64() * 1e3, hits[from]);
                }
            }
        }
        line(name, &mut times, &mut cores, &mut hits);
        all.extend(times);
        all_cores.extend(cores);
    }
    line("all", &mut all, &mut all_cores, &mut []);
}

fn line(name: &str, times: &mut [Duration], cores: &mut [Duration], hits: &mut [u64]) {
    times.sort_unstable();
    cores.sort_unstable();
    hits.sort_unstable();
    let at = |all: &[Duration], part: usize| all[(all.len() - 1) * part / 100].as_secs_f64() * 1e3;
    let median = hits.get(hits.len() / 2).copied().unwrap_or_default();
    let (p50, p95, worst) = (at(times, 50), at(times, 95), at(times, 100));
    println!(
        "| {name} | {} | {p50:.2} | {p95:.2} | {worst:.2} | {:.2} | {:.2} | {median} |",
        times.len(),
        at(cores, 50),
        at(cores, 95)
    );
}

/// How long a change takes until it is found.
fn following(index: &Index) {
    let mut times = Vec::new();
    for n in 0..200 {
        let mut thing = things::thing(n * 37);
        thing.since += 1;
        let began = Instant::now();
        let change = search::Change::Put(Box::new(thing));
        index.apply(vec![change], Position { seq: n as i64, hash: String::new() }).expect("applied");
        times.push(began.elapsed());
    }
    times.sort_unstable();
    println!(
        "\n200 changes one by one: p50 {:.1} ms, slowest {:.1} ms",
        times[100].as_secs_f64() * 1e3,
        times[199].as_secs_f64() * 1e3
    );
}
