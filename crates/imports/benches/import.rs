//! W-5: an establishment list of 100,000 rows imported, beside reading the same file alone with the xlsx library of another
//! project. `cargo bench -p imports --bench import`; both databases, each in a process of its own.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use db::{Db, Engine};
use imports::projects::{ProjectSettings, analyse, write};
use imports::{Choices, HowToRead, Progress, Stage};
use kernel::{Actor, ImportId, Refusal};
use testing::{TestDb, peak_memory_kib};

const ROWS: u32 = 100_000;
const RUNS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, what, file, ..] = arguments.as_slice()
        && flag == "--one"
    {
        one(what, Path::new(file));
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let list = folder.path().join("list.xlsx");
    std::fs::write(&list, imports::sample::establishment_list(ROWS, 0)).expect("the list can be written");
    let faulty = folder.path().join("faulty.xlsx");
    std::fs::write(&faulty, imports::sample::establishment_list(ROWS, 20)).expect("the list can be written");
    println!("{ROWS} rows, {} KiB; medians of {RUNS}", std::fs::metadata(&list).map_or(0, |m| m.len() / 1024));
    println!("{:<44} {:>10} {:>18} {:>10}", "what", "seconds", "spread", "peak MiB");
    for what in ["read with calamine", "check and import, sqlite", "check and import, postgres"] {
        show(what, &list);
    }
    show("check 5,000 faulty rows, sqlite", &faulty);
}

fn show(what: &str, file: &Path) {
    let (mut times, mut peak, mut detail) = (Vec::new(), 0u64, String::new());
    for _ in 0..RUNS {
        let me = std::env::current_exe().expect("this program has a path");
        let run = Command::new(me).args(["--one", what]).arg(file).output().expect("it can be started again");
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        let mut lines = text.lines();
        let mut figures = lines.next().unwrap_or("").split_whitespace().filter_map(|f| f.parse::<u64>().ok());
        times.push(figures.next().unwrap_or(0) as f64 / 1000.0);
        peak = peak.max(figures.next().unwrap_or(0));
        detail = lines.next().unwrap_or("").to_owned();
        if !run.status.success() {
            println!("{}", String::from_utf8_lossy(&run.stderr));
        }
    }
    times.sort_by(f64::total_cmp);
    let spread = format!("{:.2}-{:.2}", times[0], times[RUNS - 1]);
    println!("{what:<44} {:>10.2} {spread:>18} {:>10}   {detail}", times[RUNS / 2], peak / 1024);
}

fn one(what: &str, file: &Path) {
    let engine = if what.ends_with("postgres") { Engine::Postgres } else { Engine::Sqlite };
    if what.starts_with("read") {
        let begun = Instant::now();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("the file opens");
        let range = calamine::Reader::worksheet_range_at(&mut book, 0).expect("a sheet").expect("it is read");
        std::hint::black_box(range.used_cells().count());
        println!("{} {}", begun.elapsed().as_millis(), peak_memory_kib().unwrap_or(0));
        return;
    }
    let base = base(engine);
    let begun = Instant::now();
    let file = BufReader::new(File::open(file).expect("the file opens"));
    let settings = ProjectSettings { create_unknown: true, ..ProjectSettings::default() };
    let progress = Progress::default();
    let found = analyse(&base.db, file, &HowToRead::default(), &settings, &Choices::default(), &progress);
    let found = found.expect("the list is read");
    let checked = begun.elapsed();
    let mut detail = format!("checked after {:.2} s, {} faults", checked.as_secs_f64(), found.overview.findings.faults);
    if found.overview.is_ready() {
        detail = format!("{detail}, {}", import(&base.db, found));
    }
    println!("{} {}\n{detail}", begun.elapsed().as_millis(), peak_memory_kib().unwrap_or(0));
}

fn import(db: &Db, found: imports::projects::Analysis) -> String {
    let progress = Progress::default();
    let seen = progress.clone();
    let watched = std::thread::spawn(move || stages(&seen));
    let written = db.write_now(move |tx| {
        let import = ImportId::at(tx.now());
        write(tx, &Actor::system(), &found, import, &"0".repeat(64), &progress)
    });
    written.unwrap_or_else(|refusal: Refusal| panic!("{refusal}"));
    watched.join().unwrap_or_default()
}

/// Watches the progress as a page would, and tells how long each stage took.
fn stages(progress: &Progress) -> String {
    let mut told: Vec<(Stage, Instant)> = vec![(progress.now().0, Instant::now())];
    while told.last().is_some_and(|(stage, _)| *stage != Stage::Done) {
        std::thread::sleep(std::time::Duration::from_millis(5));
        let stage = progress.now().0;
        if told.last().is_some_and(|(last, _)| *last != stage) {
            told.push((stage, Instant::now()));
        }
    }
    let took = |pair: &[(Stage, Instant)]| format!("{} {:.2} s", pair[0].0, (pair[1].1 - pair[0].1).as_secs_f64());
    told.windows(2).map(took).collect::<Vec<_>>().join(", ")
}

fn base(engine: Engine) -> TestDb {
    let migrations = [
        directory::MIGRATIONS,
        journal::MIGRATIONS,
        files::MIGRATIONS,
        mail::MIGRATIONS,
        rulesets::MIGRATIONS,
        limits::MIGRATIONS,
        guidelines::MIGRATIONS,
        applications::MIGRATIONS,
        agreements::MIGRATIONS,
        projects::MIGRATIONS,
        imports::MIGRATIONS,
    ];
    let base = match engine {
        Engine::Sqlite => TestDb::on_sqlite(&migrations),
        Engine::Postgres => TestDb::on_postgres(&migrations),
    };
    base.db.write_now(rulesets::import_built_in).expect("the rule sets are imported");
    base
}
