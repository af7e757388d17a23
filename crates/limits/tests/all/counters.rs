use kernel::{PersonId, Refusal};
use limits::{give_back_running, give_back_year, running, take_running, take_year, this_year, years_of};
use testing::TestDb;

fn lin(base: &TestDb) -> PersonId {
    PersonId::at(base.clock.now())
}

testing::both_databases! {
    with [limits::MIGRATIONS];

    fn a_02_three_running_projects_are_taken_and_a_fourth_is_refused_with_both_figures(base: TestDb) {
        let lin = lin(&base);
        let answer: Result<(), Refusal> = base.db.write_now(move |tx| {
            for _ in 0..3 { take_running(tx, lin, 3)?; }
            assert_eq!(running(tx, lin)?, 3);
            take_running(tx, lin, 3)
        });
        let refusal = answer.unwrap_err();
        assert_eq!(refusal.breaches().len(), 1);
        assert_eq!(refusal.breaches()[0].rule, "A-02");
        assert!(refusal.breaches()[0].said.en.contains("runs 3 projects, 3 are allowed"));
    }

    fn a_02_a_place_given_back_can_be_taken_again_and_never_goes_below_zero(base: TestDb) {
        let lin = lin(&base);
        let answer: Result<u32, Refusal> = base.db.write_now(move |tx| {
            give_back_running(tx, lin)?;
            take_running(tx, lin, 1)?;
            give_back_running(tx, lin)?;
            give_back_running(tx, lin)?;
            take_running(tx, lin, 1)?;
            Ok(running(tx, lin)?)
        });
        assert_eq!(answer.unwrap(), 1);
    }

    fn a_03_each_year_has_places_of_its_own(base: TestDb) {
        let lin = lin(&base);
        let answer: Result<_, Refusal> = base.db.write_now(move |tx| {
            for _ in 0..3 { take_year(tx, lin, 2024, 3)?; }
            take_year(tx, lin, 2025, 3)?;
            give_back_year(tx, lin, 2024)?;
            Ok((this_year(tx, lin, 2024)?, this_year(tx, lin, 2025)?, this_year(tx, lin, 2026)?, years_of(tx, lin)?.len()))
        });
        assert_eq!(answer.unwrap(), (2, 1, 0, 2));
    }

    fn a_03_a_limit_of_zero_lets_nobody_in(base: TestDb) {
        let lin = lin(&base);
        let answer: Result<(), Refusal> = base.db.write_now(move |tx| take_year(tx, lin, 2024, 0));
        assert_eq!(answer.unwrap_err().breaches()[0].rule, "A-03");
    }

    fn r_7_of_ten_at_the_same_moment_exactly_three_get_a_place(base: TestDb) {
        let lin = lin(&base);
        let took: usize = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..10).map(|_| {
                let db = base.db.clone();
                scope.spawn(move || db.write_now(move |tx| take_year(tx, lin, 2024, 3)).is_ok())
            }).collect();
            workers.into_iter().map(|w| usize::from(w.join().unwrap())).sum()
        });
        assert_eq!(took, 3);
    }
}
