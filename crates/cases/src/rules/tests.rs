use super::*;

fn at(text: &str) -> Instant {
    let day: Day = text.parse().expect("a day");
    day.begins()
}

fn rule<T: std::fmt::Debug>(verdict: Result<T, Breach>) -> &'static str {
    verdict.expect_err("it is refused").rule
}

#[test]
fn k_03_the_cut_off_itself_is_in_time_and_a_moment_later_is_not() {
    let by = at("2022-10-01");
    assert_eq!(accepted_in_time(true, Some(by), Some(by)), Ok(()));
    assert_eq!(rule(accepted_in_time(true, Some(Instant::from_millis(by.millis() + 1)), Some(by))), "K-03");
    assert_eq!(accepted_in_time(true, Some(at("2024-01-01")), None), Ok(()), "a series without a cut-off");
}

#[test]
fn k_03_a_project_that_did_not_pass_or_was_never_accepted_here_cannot_enter() {
    let by = at("2022-10-01");
    assert_eq!(rule(accepted_in_time(false, Some(at("2022-01-01")), Some(by))), "K-03");
    assert_eq!(rule(accepted_in_time(true, None, Some(by))), "K-03");
    assert_eq!(rule(accepted_in_time(true, None, None)), "K-03");
}

#[test]
fn k_04_who_was_selected_before_enters_again_only_where_the_series_says_so() {
    assert_eq!(not_selected_before(None, false), Ok(()));
    assert_eq!(not_selected_before(Some(2021), true), Ok(()));
    let refused = not_selected_before(Some(2021), false).expect_err("refused");
    assert_eq!((refused.rule, refused.said.en.contains("2021")), ("K-04", true));
}

#[test]
fn k_05_the_last_place_may_be_used_and_no_further_one() {
    assert_eq!(within_quota(1, Some(2)), Ok(()));
    assert_eq!(rule(within_quota(2, Some(2))), "K-05");
    assert_eq!(rule(within_quota(0, Some(0))), "K-05");
    assert_eq!(within_quota(1_000, None), Ok(()));
}

#[test]
fn k_06_every_name_of_a_fee_is_refused_and_the_fields_of_a_call_are_not() {
    for name in ["fee", "entry_fee", "Fee_Minor", "price", "review_cost", "参评费", "收费金额"] {
        assert_eq!(rule(asks_no_fee(["year", name])), "K-06", "{name}");
    }
    assert_eq!(asks_no_fee(["year", "series", "takes_projects", "accepted_by", "quota", "closes_on"]), Ok(()));
}

#[test]
fn m_07_a_list_of_awards_needs_year_and_kind() {
    assert_eq!(carries_year_and_kind(" 2023 ", "excellent_organisation"), Ok((2023, AwardKind::ExcellentOrganisation)));
    let fields = |year, kind| {
        let found = carries_year_and_kind(year, kind).expect_err("refused");
        found.into_iter().map(|breach| (breach.rule, breach.field)).collect::<Vec<_>>()
    };
    assert_eq!(fields("", ""), [("M-07", "year".into()), ("M-07", "kind".into())]);
    assert_eq!(fields("1999", "excellent_case"), [("M-07", "year".into())]);
    assert_eq!(fields("2023", "best"), [("M-07", "kind".into())]);
}

#[test]
fn entries_are_taken_to_the_end_of_the_last_day() {
    let last: Day = "2024-09-30".parse().expect("a day");
    assert_eq!(takes_entries(CallState::Open, last, last), Ok(()));
    assert!(takes_entries(CallState::Open, last, last.plus_days(1)).is_err());
    for state in CallState::ALL.iter().filter(|state| **state != CallState::Open) {
        assert!(takes_entries(*state, last, last).is_err());
    }
}

#[test]
fn g_09_team_and_house_and_interest_keep_an_expert_away() {
    let free = Ties::default();
    assert_eq!(reviewer_is_apart(free, Interest::None), Ok(()));
    assert_eq!(rule(reviewer_is_apart(free, Interest::NotAsked)), "G-09");
    assert_eq!(rule(reviewer_is_apart(free, Interest::Declared)), "G-09");
    assert_eq!(rule(reviewer_is_apart(Ties { is_of_team: true, ..free }, Interest::None)), "G-09");
    assert_eq!(rule(reviewer_is_apart(Ties { is_of_house: true, ..free }, Interest::None)), "G-09");
}

#[test]
fn means_are_rounded_to_the_nearest_hundredth() {
    assert_eq!(mean(&[80, 81, 81]), Some(8067));
    assert_eq!(mean(&[]), None);
    assert_eq!(mean_of_means(&[8067, 9000]), (8534, 2));
    assert_eq!(mean_of_means(&[]), (0, 0));
    assert!(judged_before_selected(0).is_err() && judged_before_selected(1).is_ok());
}
