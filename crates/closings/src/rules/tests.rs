use kernel::Word;

use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
fn rule(verdict: Result<(), Breach>) -> Option<&'static str> {
    verdict.err().map(|breach| breach.rule)
}
fn fields(breaches: Breaches) -> Vec<String> {
    breaches.into_iter().map(|b| b.field).collect()
}

#[test]
fn z_01_closing_early_needs_every_deliverable_done() {
    let agreed = day("2025-09-01");
    assert_eq!(fields(may_close_now(day("2025-08-31"), agreed, &[])), [""; 0]);
    assert_eq!(
        fields(may_close_now(day("2025-08-31"), agreed, &["教材", "课程"])),
        ["deliverables.0", "deliverables.1"]
    );
    assert_eq!(fields(may_close_now(day("2025-09-01"), agreed, &["教材"])), [""; 0]);
}

#[test]
fn z_02_the_order_is_turned_round_between_the_modes() {
    assert_eq!(order_of_review(Mode::Legacy), [Reviewer::University, Reviewer::Enterprise, Reviewer::ExpertGroup]);
    assert_eq!(order_of_review(Mode::Rolling), [Reviewer::Enterprise, Reviewer::University]);
}

#[test]
fn z_03_summary_report_and_results_are_needed() {
    assert_eq!(fields(closing_is_complete("完成三门课程", true, true)), [""; 0]);
    assert_eq!(fields(closing_is_complete(" ", false, false)), ["summary", "report", "results"]);
    assert_eq!(fields(closing_is_complete("完成三门课程", true, false)), ["results"]);
}

#[test]
fn z_04_each_deliverable_has_an_outcome_or_a_written_deviation() {
    let delivered = |outcomes, deviation| Delivered { name: "教材", outcomes, deviation };
    assert_eq!(fields(deliverables_are_answered(&[delivered(1, ""), delivered(0, "改为讲义")])), [""; 0]);
    assert_eq!(fields(deliverables_are_answered(&[delivered(1, ""), delivered(0, " ")])), ["deliverables.1"]);
    assert_eq!(fields(deliverables_are_answered(&[])), [""; 0]);
}

#[test]
fn z_05_acceptance_is_given_on_the_platform_only() {
    assert_eq!(rule(accepted_on_platform(Channel::Platform)), None);
    assert_eq!(rule(accepted_on_platform(Channel::Elsewhere)), Some("Z-05"));
}

#[test]
fn z_06_passed_may_become_not_passed_with_a_reason_and_never_the_reverse() {
    use Conclusion::*;
    assert_eq!(rule(university_may_publish(Some(Passed), Passed, "")), None);
    assert_eq!(rule(university_may_publish(Some(NotPassed), NotPassed, "")), None);
    assert_eq!(rule(university_may_publish(Some(Passed), NotPassed, "成果不实")), None);
    assert_eq!(university_may_publish(Some(Passed), NotPassed, " ").unwrap_err().field, "reason");
    assert_eq!(rule(university_may_publish(Some(NotPassed), Passed, "成果充分")), Some("Z-06"));
    assert_eq!(rule(university_may_publish(None, Passed, "")), Some("Z-06"));
    assert_eq!(rule(university_may_publish(None, NotPassed, "无结论")), Some("Z-06"));
}

#[test]
fn z_07_batches_2019_2_to_2022_1_are_taken_to_the_last_day_and_no_longer() {
    let terms = Terms::sample();
    let file = |batch: &str, today| rule(last_chance_not_missed(batch.parse().expect("a batch"), day(today), &terms));
    for batch in ["2019-2", "2020-1", "2021-2", "2022-1"] {
        assert_eq!(file(batch, "2024-12-31"), None, "{batch}");
        assert_eq!(file(batch, "2025-01-01"), Some("Z-07"), "{batch}");
    }
    for batch in ["2019-1", "2022-2"] {
        assert_eq!(file(batch, "2025-01-01"), None, "{batch}");
    }
    let none = Terms { last_chance: None, ..terms };
    assert_eq!(rule(last_chance_not_missed("2020-1".parse().expect("a batch"), day("2030-01-01"), &none)), None);
}

#[test]
fn z_07_the_batch_follows_from_the_round_and_the_day_of_establishment() {
    let batch = |year, on| batch_established(year, day(on), rulesets::legacy_batches()).map(|b| b.to_string());
    let known = |text: &str| Some(text.to_owned());
    assert_eq!(batch(None, "2020-05-31"), None);
    assert_eq!(batch(None, "2020-06-01"), known("2019-2"));
    assert_eq!(batch(None, "2021-06-30"), known("2020-1"));
    assert_eq!(batch(None, "2021-07-01"), known("2021-1"));
    assert_eq!(batch(None, "2022-12-31"), known("2022-1"));
    assert_eq!(batch(None, "2023-01-01"), known("2022-2"));
    // The round knows its year, whatever day the list was late or early.
    assert_eq!(batch(Some(2021), "2022-04-01"), known("2021-2"));
    assert_eq!(batch(Some(2021), "2021-05-20"), known("2021-1"));
    assert_eq!(batch(Some(2018), "2020-08-01"), None);
}

#[test]
fn z_08_a_certificate_is_issued_once_and_only_for_a_passed_closing() {
    for state in State::ALL.iter().copied() {
        assert_eq!(rule(certificate_may_be_issued(state, false)).is_none(), state == State::Passed, "{state}");
        assert_eq!(rule(certificate_may_be_issued(state, true)), Some("Z-08"), "{state}");
    }
}

#[test]
fn z_09_missing_cash_asks_for_an_explanation_and_bars_provincial_recognition() {
    let (agreed, short) = (Money::from_yuan(50_000), Money::from_yuan(49_999));
    assert_eq!(cash_missing(agreed, agreed, ""), None);
    assert_eq!(cash_missing(agreed, Money::from_yuan(50_001), ""), None);
    assert_eq!(
        cash_missing(agreed, short, " "),
        Some(CashMissing { missing: Money::from_yuan(1), is_explained: false })
    );
    let explained = cash_missing(agreed, short, "企业资金周转").expect("cash is missing");
    assert!(explained.is_explained && explained.said().zh.contains("不能申报省级认定"));
    const { assert!(!CashMissing::ALLOWS_PROVINCIAL_RECOGNITION) }
}

#[test]
fn z_10_the_thirtieth_day_of_silence_is_reported_and_the_twenty_ninth_is_not() {
    let terms = Terms::sample();
    let silent = |today| enterprise_silent(day("2024-09-01"), day(today), &terms);
    assert_eq!(silent("2024-09-30"), None);
    assert_eq!(silent("2024-10-01"), Some(EnterpriseSilent { days: 30 }));
    assert_eq!(silent("2024-10-02").map(|s| s.days), Some(31));
}
