//! Figures of W-1 in small: how long each list takes over many projects. Run by hand:
//! `XIEYU_ROWS=1000000 cargo test -p projects --test all scale -- --ignored --nocapture`.

use std::time::Instant as Stopwatch;

use db::Engine;
use kernel::{Instant, Mode, Money, OrganisationId, ProjectId, ProjectType, Word, province};
use projects::state::State;
use projects::{Filter, Project, PublicState};
use testing::TestDb;

use crate::world::{ALL, World, day};

/// Rows written in one transaction.
const TOGETHER: usize = 20_000;

fn project(w: &World, n: usize, rows: usize, parties: &[OrganisationId]) -> Project {
    let pick = |salt: usize, of: usize| (((n + 1) * 2_654_435_761) ^ (salt * 7_919_333)) / 131 % of;
    let year = 2014 + (n * 13 / rows) as i64;
    let at = Instant::from_millis(day(&format!("{year}-06-01")).begins().millis() + n as i64);
    let on = day(&format!("{year}-06-01"));
    let state = match pick(1, 1_000) {
        0 => State::Terminated,
        1..=9 => State::ClosedFailed,
        _ if year >= 2025 => State::Running,
        _ => State::Certified,
    };
    Project {
        id: ProjectId::at(at),
        number: format!("{year}01{n:09}"),
        agreement_id: None,
        item_id: None,
        round_id: None,
        ruleset_id: kernel::RulesetId::nil(),
        mode: if year > 2024 { Mode::Rolling } else { Mode::Legacy },
        project_type: if pick(2, 300) == 0 { ProjectType::JointFund } else { ProjectType::ALL[pick(3, 5)] },
        title: format!(
            "面向{}的{}课程{}",
            ["智能制造", "光电", "新工科", "人工智能"][pick(4, 4)],
            ["程序设计", "实验", "材料"][pick(5, 3)],
            pick(6, 5_000)
        ),
        enterprise_id: parties[pick(7, 1_700)],
        enterprise_name: "企业".into(),
        university_id: parties[1_700 + pick(8, 1_100)],
        university_name: "高校".into(),
        province: province::ALL[pick(9, 35) * pick(10, 35) / 35].code.into(),
        pi_id: n.is_multiple_of(10_000).then_some(w.cast.xu_lan.person_id),
        pi_name: "林梅".into(),
        year,
        established_on: on,
        starts_on: on,
        closes_on: on.plus_years(1),
        agreed_closes_on: on.plus_years(1),
        postponements: 0,
        cash: Money::from_yuan(35_000),
        goods: Money::ZERO,
        late_since: None,
        imported_from: None,
        state,
        state_since: at,
        revision: 0,
        created_at: at,
    }
}

fn fill(w: &World, rows: usize, with_titles: bool) -> Vec<OrganisationId> {
    let parties: Vec<OrganisationId> = (0..2_800).map(|_| OrganisationId::at(w.base.clock.now())).collect();
    for first in (0..rows).step_by(TOGETHER) {
        let part: Vec<Project> = (first..rows.min(first + TOGETHER)).map(|n| project(w, n, rows, &parties)).collect();
        w.act(move |tx| Ok(db::bulk_insert(tx, &part)?)).unwrap();
    }
    w.act(move |tx| Ok(projects::rebuild_register(tx, with_titles)?)).unwrap();
    parties
}

fn measure(w: &World, rows: usize) {
    let began = Stopwatch::now();
    let parties = fill(w, rows, true);
    println!("{:?}: {rows} projects in {:.1} s", w.base.db.engine(), began.elapsed().as_secs_f64());
    let plain = Filter::default;
    let old = w.read(|tx| Ok(projects::register(tx, &Filter { year: Some(2016), ..Filter::default() })?)).next;
    let filters: Vec<(&str, Filter)> = vec![
        ("none", plain()),
        ("none, far down", Filter { after: old, ..plain() }),
        ("year", Filter { year: Some(2016), ..plain() }),
        ("rare type", Filter { kind: Some(ProjectType::JointFund), ..plain() }),
        ("rare state", Filter { states: vec![State::Terminated], ..plain() }),
        ("public closed", Filter { states: PublicState::Closed.states(), ..plain() }),
        (
            "rare type, province, state",
            Filter {
                kind: Some(ProjectType::JointFund),
                province: Some("11".into()),
                states: vec![State::Terminated],
                ..plain()
            },
        ),
        ("nothing fits", Filter { mode: Some(Mode::Rolling), year: Some(2016), ..plain() }),
        ("province, far down", Filter { province: Some("11".into()), after: old, ..plain() }),
        ("mode and state", Filter { mode: Some(Mode::Legacy), states: vec![State::Certified], ..plain() }),
        ("enterprise", Filter { enterprises: Some(vec![parties[3]]), ..plain() }),
        (
            "20 enterprises, type",
            Filter { enterprises: Some(parties[..20].to_vec()), kind: Some(ProjectType::JointFund), ..plain() },
        ),
        (
            "university, state",
            Filter { universities: Some(vec![parties[1_705]]), states: vec![State::Terminated], ..plain() },
        ),
        ("leader", Filter { pi: Some(w.cast.xu_lan.person_id), states: vec![State::Terminated], ..plain() }),
        ("common words", Filter { title: "课程".into(), ..plain() }),
        ("words and rare state", Filter { title: "智能制造 实验".into(), states: vec![State::Terminated], ..plain() }),
        ("rare word", Filter { title: "课程4321".into(), ..plain() }),
        ("number", Filter { number: Some("201401000000007".into()), ..plain() }),
    ];
    for (name, filter) in filters {
        let mut times: Vec<f64> = (0..9)
            .map(|_| {
                let (filter, began) = (filter.clone(), Stopwatch::now());
                w.read(move |tx| Ok(projects::register(tx, &filter)?));
                began.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let found = w.read(move |tx| Ok(projects::register(tx, &filter)?));
        println!(
            "{name:28} median {:7.1} ms  worst {:7.1} ms  rows {:3}  amount {:?}",
            times[4],
            times[8],
            found.rows.len(),
            found.amount
        );
    }
}

#[test]
#[ignore = "takes minutes; prints figures and decides nothing"]
fn how_long_each_filter_takes() {
    let rows = std::env::var("XIEYU_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(200_000);
    if testing::is_wanted(Engine::Sqlite) {
        measure(&World::from(TestDb::on_sqlite(&ALL)), rows)
    }
    if testing::is_wanted(Engine::Postgres) {
        measure(&World::from(TestDb::on_postgres(&ALL)), rows)
    }
}
