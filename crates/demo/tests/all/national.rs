use std::cell::RefCell;

use db::{Db, DbError};
use demo::{Scale, Summary};
use kernel::{Instant, Money, RulesetId};
use testing::TestDb;

testing::both_databases! {
    with demo::tables_with(&[]);

    fn totals_are_exact_and_every_chain_holds(base: TestDb) {
        rule_sets(&base.db);
        base.clock.move_to("2026-11-23T02:00:00Z".parse().expect("an instant"));
        let shown = RefCell::new(Vec::new());
        let summary = demo::national(&base.db, 7, small(), &|done, total, what| shown.borrow_mut().push((done, total, what.to_owned()))).expect("it can be made");
        totals(&summary);
        assert_eq!(cases_of_2022(&base.db), 124);
        assert_eq!(shown.borrow().last().map(|(done, total, _)| (*done, *total)), Some((2_000, 2_000)));
        chains(&base.db);
        counters(&base.db);
        sensible(&base.db);
    }

    fn what_exists_counts_towards_the_totals(base: TestDb) {
        rule_sets(&base.db);
        base.clock.move_to("2026-11-23T02:00:00Z".parse().expect("an instant"));
        let first = Scale { projects: 150, cash: Money::from_fen(600_000_001), open_items: 30, enterprises: 20, universities: 15, ..small() };
        demo::national(&base.db, 7, first, &|_, _, _| {}).expect("it can be made");
        totals(&demo::national(&base.db, 8, small(), &|_, _, _| {}).expect("it can be topped up"));
        chains(&base.db);
        assert!(demo::national(&base.db, 9, first, &|_, _, _| {}).is_err(), "nothing is taken away");
    }

    fn the_small_demo_goes_before_and_counts_too(base: TestDb) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = files::Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
        base.clock.move_to(kernel::Clock::System.now());
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
        totals(&demo::national(&base.db, 7, small(), &|_, _, _| {}).expect("it can be topped up"));
        chains(&base.db);
    }

    fn the_same_seed_gives_the_same_bytes(base: TestDb) {
        rule_sets(&base.db);
        demo::national(&base.db, 11, small(), &|_, _, _| {}).expect("it can be made");
        let other = TestDb::on_sqlite(&demo::tables_with(&[]));
        rule_sets(&other.db);
        demo::national(&other.db, 11, small(), &|_, _, _| {}).expect("it can be made");
        assert_eq!(fingerprints(&base.db), fingerprints(&other.db));
    }
}

/// Published cases of 2022, each of a project accepted by the cut-off. Rule K-03.
fn cases_of_2022(db: &Db) -> i64 {
    let sql = "SELECT COUNT(*) FROM case_submission JOIN case_call ON case_call.id = case_submission.call_id \
               JOIN closing ON closing.project_id = case_submission.project_id WHERE case_call.year = 2022 \
               AND case_submission.published_at IS NOT NULL AND closing.concluded_at <= case_call.accepted_by";
    let read = db.read_now(move |tx: &mut db::Tx<'_>| tx.one::<(i64,)>(sql, &[]));
    read.unwrap_or_else(|e: DbError| panic!("{e}")).0
}

fn small() -> Scale {
    Scale {
        projects: 2_000,
        enterprises: 60,
        universities: 40,
        cash: Money::from_fen(7_194_000_017),
        people: 700,
        open_items: 300,
    }
}

/// Identifiers of rule sets are random where the platform imports them; here they are not.
fn rule_sets(db: &Db) {
    let stored: Vec<_> = rulesets::built_in()
        .into_iter()
        .enumerate()
        .map(|(index, (name, text))| {
            let read = rulesets::parse(text).expect("a built-in rule set reads");
            rulesets::StoredRuleset {
                id: RulesetId(uuid::Uuid::from_u128(index as u128 + 1)),
                name: name.to_owned(),
                mode: read.header.mode,
                valid_from: read.header.valid_from,
                source: read.header.source,
                body: read.text,
                sha256: read.sha256,
                imported_at: Instant::from_millis(0),
            }
        })
        .collect();
    db.write_now(move |tx| db::bulk_insert(tx, &stored)).expect("rule sets can be written");
}

fn totals(summary: &Summary) {
    let counts = [
        summary.projects,
        summary.filings,
        summary.enterprises,
        summary.universities,
        summary.open_items,
        summary.first_year,
    ];
    assert_eq!(counts, [2_000, 2_000, 60, 40, 300, 2014]);
    assert_eq!(summary.cash, Money::from_fen(7_194_000_017));
    assert!(summary.to_string().starts_with("2,000 projects since 2014, 60 verified enterprises"), "{summary}");
}

fn chains(db: &Db) {
    let (journal, filings, odd) = db
        .read_now(|tx| {
            let odd: Vec<(String,)> = tx.query("SELECT number FROM project", &[])?;
            let odd: Vec<String> =
                odd.into_iter().map(|(number,)| number).filter(|n| projects::number::parse(n).is_err()).collect();
            Ok::<_, DbError>((journal::verify(tx, |_| {})?, projects::filing::verify(tx)?, odd))
        })
        .expect("the chains can be read");
    assert_eq!((journal.broken, filings, odd), (Vec::new(), Ok(2_000), Vec::new()));
}

/// Every counter fits what it counts. Rules.
fn counters(db: &Db) {
    let (figures, sums, running, counted, most, certified) = db
        .read_now(|tx| {
            let sums: (i64, i64, i64) =
                tx.one("SELECT COUNT(*), CAST(SUM(cash) AS BIGINT), CAST(SUM(goods) AS BIGINT) FROM project", &[])?;
            let running: (i64,) = tx.one("SELECT COUNT(*) FROM project WHERE state IN ('established', 'running', 'overdue', 'closing')", &[])?;
            let counted: (i64, i64) = tx.one("SELECT CAST(SUM(taken) AS BIGINT), MAX(taken) FROM limit_counter WHERE kind = 'running'", &[])?;
            let certified: (i64, i64) = tx.one(
                "SELECT (SELECT COUNT(*) FROM project WHERE state = 'certified'), (SELECT COUNT(*) FROM certificate JOIN closing \
                 ON closing.project_id = certificate.project_id AND closing.state = 'passed')",
                &[],
            )?;
            Ok::<_, DbError>((projects::figures(tx)?, sums, running.0, counted.0, counted.1, certified))
        })
        .expect("the counters can be read");
    assert_eq!(
        (figures.projects, figures.cash.fen(), figures.goods.fen(), figures.filings),
        (sums.0, sums.1, sums.2, 2_000)
    );
    assert_eq!((running, most <= 3, certified.0), (counted, true, certified.1));
}

/// Parties fit: a project's person belongs to its university, plans add up (rule P-07), codes are right (rule E-04).
fn sensible(db: &Db) {
    let (strangers, plans, codes, states) = db
        .read_now(|tx| {
            let strangers: (i64,) = tx.one(
                "SELECT COUNT(*) FROM project WHERE NOT EXISTS (SELECT 1 FROM membership WHERE membership.person_id = project.pi_id \
                 AND membership.organisation_id = project.university_id)",
                &[],
            )?;
            let plans: (i64,) = tx.one(
                "SELECT COUNT(*) FROM project WHERE state = 'running' AND cash <> (SELECT COALESCE(SUM(amount), 0) FROM instalment \
                 WHERE instalment.project_id = project.id AND kind = 'cash')",
                &[],
            )?;
            let codes: Vec<(String, String)> = tx.query("SELECT code, province FROM organisation WHERE kind = 'university'", &[])?;
            let states: (i64,) = tx.one("SELECT COUNT(DISTINCT state) FROM project", &[])?;
            Ok::<_, DbError>((strangers.0, plans.0, codes, states.0))
        })
        .expect("the register can be read");
    assert_eq!((strangers, plans), (0, 0));
    assert!(
        codes.iter().all(|(code, province)| kernel::university_code::parse(code).is_ok() && code[2..4] == **province)
    );
    assert!(states >= 7, "{states} states occur");
}

/// Head of the journal, the last filing, and what the rows of the largest tables add up to.
fn fingerprints(db: &Db) -> Vec<String> {
    let read = db.read_now(|tx| {
        let (head,): (String,) = tx.one("SELECT hash FROM journal_head", &[])?;
        let (filing,): (String,) = tx.one("SELECT hash FROM filing ORDER BY sequence DESC LIMIT 1", &[])?;
        let mut all = vec![head, filing];
        all.extend(db::list::<projects::Project>(tx, "ORDER BY id", &[])?.iter().map(|row| format!("{row:?}")));
        all.extend(db::list::<closings::Certificate>(tx, "ORDER BY id", &[])?.iter().map(|row| format!("{row:?}")));
        all.extend(db::list::<guidelines::Item>(tx, "ORDER BY id", &[])?.iter().map(|row| format!("{row:?}")));
        all.extend(db::list::<funding::Instalment>(tx, "ORDER BY id", &[])?.iter().map(|row| format!("{row:?}")));
        Ok::<_, DbError>(all)
    });
    read.expect("the register can be read")
}
