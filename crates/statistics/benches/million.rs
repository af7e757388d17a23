//! A million projects: how long they take to be read, what they weigh, and how long figures and lists take (W-1).
//!
//! `cargo bench -p statistics --bench million [-- PROJECTS]`, on the embedded database in a temporary folder; with `XIEYU_DATABASE` on a
//! database that holds projects already, such as one that `xieyu demo --size million --only-data` made. Invented projects, the
//! same on every run.

use std::time::{Duration, Instant as Stopwatch};

use db::{Db, Tx, params};
use kernel::{Day, OrganisationId, ProjectType, Refusal, Value, Word, province};
use statistics::{Asked, Party, Side, Statistics};

/// Rows written with one statement.
const TOGETHER: usize = 500;
const ENTERPRISES: usize = 6_000;
const UNIVERSITIES: usize = 1_300;
/// Questions of each kind.
const TIMES: usize = 40;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse::<usize>().ok());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let db = match std::env::var("XIEYU_DATABASE") {
        Ok(address) => Db::open_existing(&address).expect("the database opens"),
        Err(_) => made(&folder, asked.unwrap_or(1_000_000)),
    };
    println!("{} cores, {}", std::thread::available_parallelism().map_or(0, usize::from), db.shown_address());
    let statistics = Statistics::new();
    let (before, began) = (resident(), Stopwatch::now());
    statistics.catch_up(&db).expect("everything can be read");
    println!(
        "read in {:.2} s, {} MB more memory",
        began.elapsed().as_secs_f64(),
        resident().saturating_sub(before) >> 20
    );
    questions(&statistics, &db);
}

fn questions(statistics: &Statistics, db: &Db) {
    let today = db.clock().now().day();
    let all = statistics.figures_now(db, &Asked { as_of: today, party: None }).expect("figures");
    println!(
        "{} projects of {} enterprises and {} universities",
        all.total.projects,
        all.enterprises.len(),
        all.universities.len()
    );
    let party = |side: Side, n: usize| Some(Party { side, id: all.parties(side)[n % all.parties(side).len()].0 });
    println!("\n| Question | p50 ms | p95 ms |\n|---|---:|---:|");
    // Each asks for another day, so that nothing is answered from what was counted before.
    let day = |n: usize| today.plus_days(-(n as i32) - 1);
    time("the programme, another day each", |n| Asked { as_of: day(n), party: None }, statistics, db);
    time(
        "an enterprise, another each",
        |n| Asked { as_of: day(n), party: party(Side::Enterprise, n * 97) },
        statistics,
        db,
    );
    time(
        "a university, another each",
        |n| Asked { as_of: day(n), party: party(Side::University, n * 31) },
        statistics,
        db,
    );
    time("the programme, the same day", |_| Asked { as_of: today, party: None }, statistics, db);
}

fn time(what: &str, asked: impl Fn(usize) -> Asked, statistics: &Statistics, db: &Db) {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|n| {
            let asked = asked(n);
            let began = Stopwatch::now();
            statistics.figures_now(db, &asked).expect("figures");
            began.elapsed()
        })
        .collect();
    times.sort();
    let ms = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!("| {what} | {:.1} | {:.1} |", ms(50), ms(95));
}

/// Memory that this process holds for itself, files it looks into left out, in bytes; 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) << 10
}

/// A database with invented projects and nothing else of them: no titles to be found, no filings.
fn made(folder: &tempfile::TempDir, projects: usize) -> Db {
    let db = Db::open(&format!("sqlite:{}", folder.path().join("bench.db").display())).expect("a database");
    db::migrate(&db, &demo::tables_with(&[]).concat()).expect("tables");
    let began = Stopwatch::now();
    for from in (0..projects).step_by(20_000) {
        let until = (from + 20_000).min(projects);
        db.write_now(move |tx| write(tx, from, until, projects)).expect("projects can be written");
    }
    println!("{projects} projects made in {:.0} s", began.elapsed().as_secs_f64());
    db
}

const COLUMNS: &str = "id, number, ruleset_id, mode, project_type, title, enterprise_id, enterprise_name, university_id, university_name, province, \
     pi_name, year, established_on, starts_on, closes_on, agreed_closes_on, postponements, cash, goods, state, state_since, revision, created_at";

fn write(tx: &mut Tx<'_>, from: usize, until: usize, all: usize) -> Result<(), Refusal> {
    let numbers: Vec<usize> = (from..until).collect();
    for some in numbers.chunks(TOGETHER) {
        let values: Vec<Value> = some.iter().flat_map(|n| row(*n, all)).collect();
        let width = values.len() / some.len();
        let places: Vec<String> = (0..some.len())
            .map(|row| {
                format!("({})", (1..=width).map(|n| format!("${}", row * width + n)).collect::<Vec<_>>().join(", "))
            })
            .collect();
        tx.execute(&format!("INSERT INTO project ({COLUMNS}) VALUES {}", places.join(", ")), &values)?;
    }
    Ok(())
}

fn row(n: usize, all: usize) -> Vec<Value> {
    let pick = |salt: usize, of: usize| ((n + 1).wrapping_mul(2_654_435_761) ^ (salt * 7_919_333)) / 131 % of;
    let first: Day = "2014-01-06".parse().expect("a day");
    let on = first.plus_days((n * 4_600 / all) as i32);
    let ends = on.plus_years(2);
    let state = if ends.year() > 2025 {
        "running"
    } else {
        ["certified", "certified", "closed_failed", "terminated"][pick(1, 4)]
    };
    let party = |kind: u128, at: usize| OrganisationId(uuid_of(kind << 64 | at as u128));
    let id = kernel::ProjectId(uuid_of(n as u128 + 1));
    let enterprise = party(1, pick(2, ENTERPRISES) * pick(3, ENTERPRISES) / ENTERPRISES);
    params![
        id,
        format!("{n:012}"),
        kernel::RulesetId::nil(),
        "legacy".to_owned(),
        ProjectType::ALL[pick(4, 6)],
        "课程".to_owned(),
        enterprise,
        "企业".to_owned(),
        party(2, pick(5, UNIVERSITIES)),
        "高校".to_owned(),
        province::ALL[pick(6, 35)].code.to_owned(),
        "某".to_owned(),
        i64::from(on.year()),
        on,
        on,
        ends,
        ends,
        0_i64,
        3_500_000_i64 + pick(7, 1_000_000) as i64,
        pick(8, 2_000_000) as i64,
        state.to_owned(),
        ends.begins(),
        0_i64,
        on.begins()
    ]
    .to_vec()
}

fn uuid_of(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}
