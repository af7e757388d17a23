use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
fn yuan(amount: i64) -> Money {
    Money::from_yuan(amount)
}
fn rule(verdict: Result<(), Breach>) -> Option<&'static str> {
    verdict.err().map(|breach| breach.rule)
}
fn fields(breaches: Breaches) -> Vec<String> {
    breaches.into_iter().map(|b| b.field).collect()
}

#[test]
fn c_01_tomorrow_is_allowed_and_today_is_not() {
    let today = day("2024-06-24");
    assert_eq!(rule(closing_date_lies_ahead(day("2024-06-25"), today)), None);
    assert_eq!(rule(closing_date_lies_ahead(today, today)), Some("C-01"));
    assert_eq!(rule(closing_date_lies_ahead(day("2024-06-23"), today)), Some("C-01"));
}

#[test]
fn c_02_twelve_to_twenty_four_months_are_allowed_and_a_day_less_or_more_is_not() {
    let terms = Terms::sample();
    let closing = |d| rule(period_is_allowed(day("2024-09-01"), day(d), &terms));
    assert_eq!(closing("2025-08-31"), Some("C-02"));
    assert_eq!(closing("2025-09-01"), None);
    assert_eq!(closing("2026-09-01"), None);
    assert_eq!(closing("2026-09-02"), Some("C-02"));
    assert_eq!(rule(period_is_allowed(day("2024-02-29"), day("2025-02-28"), &terms)), None);
}

#[test]
fn c_03_each_amount_equals_the_document_to_the_fen() {
    let form = Amounts { cash: yuan(50_000), goods: yuan(200_000) };
    assert_eq!(fields(amounts_match_document(form, form)), [""; 0]);
    let document = Amounts { cash: Money::from_fen(5_000_001), goods: yuan(199_999) };
    assert_eq!(fields(amounts_match_document(form, document)), ["cash", "goods"]);
    assert_eq!(fields(amounts_match_document(form, Amounts { goods: Money::ZERO, ..form })), ["goods"]);
}

#[test]
fn c_04_cash_reaches_the_promise_and_the_minimum_and_one_yuan_less_does_not() {
    let terms = Terms::sample();
    let cash = |cash, promised| rule(cash_keeps_promise(yuan(cash), yuan(promised), ProjectType::Curriculum, &terms));
    assert_eq!(cash(80_000, 80_000), None);
    assert_eq!(cash(79_999, 80_000), Some("C-04"));
    assert_eq!(cash(30_000, 10_000), None);
    assert_eq!(cash(29_999, 10_000), Some("C-04"));
}

#[test]
fn c_05_both_seals_are_needed() {
    assert_eq!(fields(both_seals_confirmed(true, true)), [""; 0]);
    assert_eq!(fields(both_seals_confirmed(false, true)), ["university_seal"]);
    assert_eq!(fields(both_seals_confirmed(true, false)), ["enterprise_seal"]);
    assert_eq!(both_seals_confirmed(false, false).len(), 2);
}

#[test]
fn c_06_each_of_the_four_clauses_is_needed() {
    let all = Clauses { payment: true, results: true, copyright: true, duties: true };
    assert_eq!(fields(clauses_are_present(&all)), [""; 0]);
    assert_eq!(fields(clauses_are_present(&Clauses { copyright: false, ..all })), ["clauses.copyright"]);
    assert_eq!(clauses_are_present(&Clauses::default()).len(), 4);
}

#[test]
fn c_07_a_changed_file_is_a_new_version_without_confirmations_and_the_same_file_changes_nothing() {
    assert_eq!(after_upload(None, "aa"), Upload { version: 1, keeps_confirmations: false });
    assert_eq!(after_upload(Some((1, "aa")), "AA"), Upload { version: 1, keeps_confirmations: true });
    assert_eq!(after_upload(Some((1, "aa")), "ab"), Upload { version: 2, keeps_confirmations: false });
}
