use super::*;

fn yuan(amount: i64) -> Money {
    Money::from_yuan(amount)
}
fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
fn broken(verdict: Result<(), Breach>) -> Option<(&'static str, String)> {
    verdict.err().map(|b| (b.rule, b.field))
}
fn at(rule: &'static str, field: &str) -> Option<(&'static str, String)> {
    Some((rule, field.to_owned()))
}

#[test]
fn g_01_half_a_million_over_all_offers_passes_and_one_yuan_less_fails() {
    let terms = Terms::sample();
    let items = |last| {
        [
            Promise { offers: 4, cash_each: yuan(100_000), goods_each: yuan(900_000) },
            Promise { offers: 1, cash_each: yuan(last), goods_each: Money::ZERO },
        ]
    };
    assert_eq!(broken(promises_enough(&items(100_001), &terms)), None);
    assert_eq!(broken(promises_enough(&items(100_000), &terms)), None);
    assert_eq!(broken(promises_enough(&items(99_999), &terms)), at("G-01", "items"));
    assert!(promises_enough(&items(99_999), &terms).unwrap_err().said.en.contains("CNY 1 are missing"));
    assert_eq!(broken(promises_enough(&[], &terms)), at("G-01", "items"));
}

#[test]
fn g_01_goods_count_only_where_the_rule_set_says_so() {
    let items = [Promise { offers: 1, cash_each: yuan(400_000), goods_each: yuan(100_000) }];
    assert!(promises_enough(&items, &Terms::sample()).is_err());
    let terms = Terms { guideline_sum_counts_goods: true, ..Terms::sample() };
    assert_eq!(promises_enough(&items, &terms), Ok(()));
    assert_eq!(counted_sum(&items, &terms), yuan(500_000));
}

#[test]
fn g_02_the_minimum_of_each_type_passes_and_one_yuan_less_fails() {
    let terms = Terms::sample();
    for (kind, min) in [("T1", 50_000), ("T2", 30_000), ("T3", 20_000), ("T5", 50_000), ("T6", 20_000)] {
        let kind = ProjectType::parse(kind).expect("a type");
        assert_eq!(broken(cash_reaches_minimum("items.0", kind, yuan(min + 1), &terms)), None);
        assert_eq!(broken(cash_reaches_minimum("items.0", kind, yuan(min), &terms)), None);
        assert_eq!(
            broken(cash_reaches_minimum("items.0", kind, yuan(min - 1), &terms)),
            at("G-02", "items.0.cash_each")
        );
    }
    assert_eq!(cash_reaches_minimum("items.0", ProjectType::PracticeBase, Money::ZERO, &terms), Ok(()));
}

#[test]
fn g_02_a_practice_base_needs_goods_of_200_000_and_no_other_type_does() {
    let terms = Terms::sample();
    let goods = |kind, amount| broken(goods_reach_minimum("items.1", kind, yuan(amount), &terms));
    assert_eq!(goods(ProjectType::PracticeBase, 200_000), None);
    assert_eq!(goods(ProjectType::PracticeBase, 199_999), at("G-02", "items.1.goods_each"));
    assert_eq!(goods(ProjectType::Curriculum, 0), None);
}

#[test]
fn g_03_goods_never_make_up_for_missing_cash() {
    let terms = Terms::sample();
    let verdict = |kind, cash, goods| broken(goods_are_no_cash("items.0", kind, yuan(cash), yuan(goods), &terms));
    for kind in ProjectType::ALL.iter().copied().filter(|kind| *kind != ProjectType::PracticeBase) {
        assert_eq!(verdict(kind, 0, 1_000_000), at("G-03", "items.0.goods_each"), "{kind}");
        assert!(cash_reaches_minimum("items.0", kind, Money::ZERO, &terms).is_err(), "{kind}");
    }
    assert_eq!(verdict(ProjectType::Curriculum, 30_000, 1_000_000), None);
    assert_eq!(verdict(ProjectType::Curriculum, 29_999, 1), at("G-03", "items.0.goods_each"));
    assert_eq!(verdict(ProjectType::Curriculum, 29_999, 0), None); // nothing leans on goods; G-02 speaks
    assert_eq!(verdict(ProjectType::PracticeBase, 0, 200_000), None);
}

#[test]
fn g_04_the_six_types_are_known_and_nothing_else() {
    for kind in ProjectType::ALL {
        assert_eq!(known_type("items.0", kind.word()), Ok(*kind));
    }
    for word in ["T0", "T7", "", "t1", "师资"] {
        assert_eq!(known_type("items.2", word).unwrap_err().field, "items.2.type", "{word:?}");
    }
}

#[test]
fn g_05_one_major_or_one_industry_is_enough_and_none_is_not() {
    assert_eq!(names_a_field("items.0", 1, 0), Ok(()));
    assert_eq!(names_a_field("items.0", 0, 1), Ok(()));
    assert_eq!(broken(names_a_field("items.0", 0, 0)), at("G-05", "items.0.majors"));
}

#[test]
fn g_06_2024_mode_takes_guidelines_on_any_day_and_shows_them_on_approval() {
    assert_eq!(may_be_submitted_on(day("2025-02-28"), Mode::Rolling, None), Ok(()));
    assert_eq!(
        may_be_submitted_on(day("2025-12-31"), Mode::Rolling, Some((day("2025-01-01"), day("2025-01-02")))),
        Ok(())
    );
    assert!(is_published_on_approval(Mode::Rolling) && !is_published_on_approval(Mode::Legacy));
}

#[test]
fn g_06_legacy_mode_takes_guidelines_from_the_first_to_the_last_day_of_the_round() {
    let round = Some((day("2021-05-01"), day("2021-05-31")));
    for (today, passes) in [("2021-04-30", false), ("2021-05-01", true), ("2021-05-31", true), ("2021-06-01", false)] {
        assert_eq!(may_be_submitted_on(day(today), Mode::Legacy, round).is_ok(), passes, "{today}");
    }
    assert_eq!(broken(may_be_submitted_on(day("2021-05-01"), Mode::Legacy, None)), at("G-06", "round_id"));
}

#[test]
fn g_07_applicants_see_a_guideline_only_once_it_was_published() {
    let seen: Vec<_> = State::ALL.iter().copied().filter(|s| visible_to_applicants(*s)).collect();
    assert_eq!(seen, [State::Published, State::Paused, State::Closed, State::Revoked]);
    assert!(State::ALL.iter().all(|s| visible_to_applicants(*s) == s.shown_to_public().is_some()));
}

#[test]
fn g_09_an_employer_is_known_by_either_name_of_the_enterprise() {
    let works = |employer: &str| is_employer(employer, "子午光电科技有限公司", "Meridian Photonics");
    assert_eq!(["子午光电科技有限公司", " Meridian photonics ", "", "子午光电"].map(works), [true, true, false, false]);
    assert!(!is_employer("", "子午光电科技有限公司", ""));
}

#[test]
fn g_09_only_a_reviewer_who_was_asked_and_has_no_interest_may_review() {
    assert_eq!(reviewer_is_independent(false, Interest::None), Ok(()));
    for (belongs, interest) in
        [(true, Interest::None), (false, Interest::Declared), (false, Interest::NotAsked), (true, Interest::Declared)]
    {
        assert_eq!(broken(reviewer_is_independent(belongs, interest)), at("G-09", "reviewer_id"));
    }
}
