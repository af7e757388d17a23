use std::collections::BTreeSet;

use db::params;
use kernel::{Actor, Mode, Money};
use projects::state::State;
use projects::{Figures, filing};

use crate::world::{ALL, World, new, rules_of};

testing::both_databases! {
    with ALL;

    fn p_05_fifty_projects_at_once_get_fifty_numbers_and_one_chain_of_filings(w: World) {
        let ruleset = w.read(|tx| Ok(rulesets::applicable_on(tx, Mode::Legacy, "2018-06-01".parse().unwrap())?.0)); // without A-02
        let (db, cast) = (w.base.db.clone(), w.cast.clone());
        let threads: Vec<_> = (0..50).map(|n| {
            let (db, cast) = (db.clone(), cast.clone());
            std::thread::spawn(move || db.write_now(move |tx| {
                let pi = if n % 2 == 0 { cast.lin_mei.clone() } else { cast.zhou_yuan.clone() };
                let today = tx.now().day();
                projects::create(tx, &cast.wang_jianguo, new(&cast, &pi, Mode::Legacy, ruleset, today))
            }).unwrap().number)
        }).collect();
        let numbers: BTreeSet<String> = threads.into_iter().map(|t| t.join().unwrap()).collect();
        assert_eq!(numbers.len(), 50);
        assert!(numbers.iter().all(|n| projects::number::parse(n).is_ok()));
        assert_eq!(w.read(|tx| Ok(filing::verify(tx)?)), Ok(50));
        let figures = w.read(|tx| Ok(projects::figures(tx)?));
        assert_eq!(figures, Figures { projects: 50, cash: Money::from_yuan(2_500_000), goods: Money::from_yuan(1_000_000), filings: 50 });
        assert_eq!(w.read(|tx| Ok(tx.one::<(i64,)>("SELECT CAST(SUM(amount) AS BIGINT) FROM project_facet", &[])?)), (50,));
        assert_eq!((w.running_count(w.cast.lin_mei.person_id), w.running_count(w.cast.zhou_yuan.person_id)), (25, 25));
    }

    fn p_04_p_05_a_number_that_an_imported_project_bears_is_not_given_again(w: World) {
        let first = w.project(&w.cast.lin_mei);
        // As if the register had been imported from elsewhere: the sequence does not know of the number.
        w.act(|tx| Ok(tx.execute("DELETE FROM project_sequence", &[])?)).unwrap();
        assert_eq!(rules_of(w.establish(&w.cast.zhou_yuan, Mode::Rolling)), ["P-05", "P-04"]);
        assert_eq!(w.get(first.id), first);
    }

    fn a_02_a_fourth_running_project_is_refused_and_leaves_nothing(w: World) {
        for _ in 0..3 { w.project(&w.cast.lin_mei); }
        assert_eq!(rules_of(w.establish(&w.cast.lin_mei, Mode::Rolling)), ["A-02"]);
        assert_eq!(w.read(|tx| Ok(projects::figures(tx)?)).projects, 3);
        assert_eq!(w.read(|tx| Ok(filing::verify(tx)?)), Ok(3));
    }

    fn a_project_that_ends_gives_its_place_back(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        assert_eq!(w.running_count(w.cast.lin_mei.person_id), 1);
        let ended = w.act(move |tx| projects::advance(tx, &Actor::system(), &project, projects::state::Step::Terminate, "双方同意")).unwrap();
        assert_eq!((ended.state, w.running_count(w.cast.lin_mei.person_id)), (State::Terminated, 0));
        let again = ended.clone();
        assert!(w.act(move |tx| projects::advance(tx, &Actor::system(), &again, projects::state::Step::Terminate, "")).is_err());
    }

    fn p_04_every_tampering_with_the_filings_is_found(w: World) {
        for _ in 0..3 { w.project(&w.cast.lin_mei); }
        w.project(&w.cast.zhou_yuan);
        let verdict = |w: &World| w.read(|tx| Ok(filing::verify(tx)?)).map_err(|broken| broken.sequence);
        let tried = |sql: &'static str, back: &'static str| {
            w.act(move |tx| Ok(tx.execute(sql, &[])?)).unwrap();
            let found = verdict(&w);
            w.act(move |tx| Ok(tx.execute(back, &[])?)).unwrap();
            found
        };
        assert_eq!(verdict(&w), Ok(4));
        assert_eq!(tried("UPDATE filing SET body = REPLACE(body, '光电', '电光') WHERE sequence = 2", "UPDATE filing SET body = REPLACE(body, '电光', '光电') WHERE sequence = 2"), Err(2));
        assert_eq!(tried("UPDATE filing SET filed_at = filed_at + 1 WHERE sequence = 3", "UPDATE filing SET filed_at = filed_at - 1 WHERE sequence = 3"), Err(3));
        assert_eq!(tried("UPDATE filing SET sequence = 9 WHERE sequence = 2", "UPDATE filing SET sequence = 2 WHERE sequence = 9"), Err(3));
        assert_eq!(tried("UPDATE filing SET number = '#' || number WHERE sequence = 1", "UPDATE filing SET number = REPLACE(number, '#', '') WHERE sequence = 1"), Err(1));
        // A journal that was cut off before the filing, with its head mended.
        assert_eq!(tried("UPDATE journal_entry SET act = '#' || act WHERE act = 'filing.file' AND subject_id = (SELECT id FROM filing WHERE sequence = 4)", "UPDATE journal_entry SET act = REPLACE(act, '#', '')"), Err(4));
        assert_eq!(verdict(&w), Ok(4));
        w.act(|tx| Ok(tx.execute("DELETE FROM filing WHERE sequence = $1", params![4])?)).unwrap();
        assert_eq!(verdict(&w), Err(5 - 1));
    }

    fn p_06_a_filing_says_what_the_public_reads_and_nothing_else(w: World) {
        let project = w.project(&w.cast.lin_mei);
        let filed = w.read(move |tx| Ok(filing::of_project(tx, project.id)?)).unwrap();
        let body: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&filed.body).unwrap();
        let keys: Vec<&str> = body.keys().map(String::as_str).collect();
        assert_eq!(keys, ["enterprise", "established_on", "mode", "number", "pi", "title", "type", "university"]);
        assert!(filing::is_whole(&filed));
    }

    fn figures_rebuilt_from_the_rows_equal_those_kept_while_writing(w: World) {
        w.running(&w.cast.lin_mei, Mode::Rolling);
        w.project(&w.cast.zhou_yuan);
        let all = |w: &World| w.read(|tx| {
            let facets: Vec<(i64, i64)> = tx.query("SELECT facet, amount FROM project_facet WHERE amount > 0 ORDER BY facet", &[])?;
            let grams: Vec<(String, i64)> = tx.query("SELECT gram, amount FROM title_gram_total ORDER BY gram", &[])?;
            Ok((projects::figures(tx)?, facets, grams))
        });
        let before = all(&w);
        w.act(|tx| Ok(projects::rebuild_register(tx, true)?)).unwrap();
        assert_eq!(all(&w), before);
    }
}
