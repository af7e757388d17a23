use kernel::Word;

use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
fn rule(verdict: Result<(), Breach>) -> Option<&'static str> {
    verdict.err().map(|breach| breach.rule)
}

#[test]
fn e_01_a_legal_person_passes_and_every_other_form_is_refused() {
    for form in LegalForm::ALL {
        let expected = if *form == LegalForm::LegalPerson { None } else { Some("E-01") };
        assert_eq!(rule(is_legal_person(*form)), expected, "{form}");
    }
    assert!(is_legal_person(LegalForm::Branch).unwrap_err().said.zh.contains("分支机构"));
}

#[test]
fn e_02_one_year_364_days_fail_and_two_years_pass() {
    let terms = Terms::sample();
    assert_eq!(rule(is_old_enough(day("2022-06-25"), day("2024-06-24"), &terms)), Some("E-02"));
    assert_eq!(rule(is_old_enough(day("2022-06-24"), day("2024-06-24"), &terms)), None);
    assert_eq!(rule(is_old_enough(day("2022-06-23"), day("2024-06-24"), &terms)), None);
    assert_eq!(rule(is_old_enough(day("2020-02-29"), day("2022-02-27"), &terms)), Some("E-02"));
    assert_eq!(rule(is_old_enough(day("2020-02-29"), day("2022-02-28"), &terms)), None);
    let none = Terms { enterprise_age_min_years: 0, ..terms };
    assert_eq!(rule(is_old_enough(day("2024-06-24"), day("2024-06-24"), &none)), None);
}

#[test]
fn e_03_five_million_pass_and_one_yuan_less_needs_a_waiver_with_a_reason() {
    let terms = Terms::sample();
    let capital = |yuan, waiver| rule(has_enough_capital(Money::from_yuan(yuan), waiver, &terms));
    assert_eq!(capital(5_000_001, None), None);
    assert_eq!(capital(5_000_000, None), None);
    assert_eq!(capital(4_999_999, None), Some("E-03"));
    assert_eq!(capital(4_999_999, Some("   ")), Some("E-03"));
    assert_eq!(capital(0, Some("国家级专精特新企业")), None);
    let said = has_enough_capital(Money::from_yuan(4_999_999), None, &terms).unwrap_err().said;
    assert!(said.en.contains("CNY 4,999,999") && said.en.contains("CNY 1 are missing"), "{}", said.en);
}

#[test]
fn e_04_the_wrong_character_is_named_in_both_languages() {
    assert_eq!(credit_code("91330100799655058B").map(|c| c.as_str().to_owned()), Ok("91330100799655058B".to_owned()));
    let said = credit_code("9133010079965505IB").unwrap_err();
    assert_eq!((said.rule, said.field.as_str()), ("E-04", "credit_code"));
    assert!(said.said.zh.contains("第 17 位“I”") && said.said.en.contains("Character 17, “I”"));
    for (typed, part) in [("913301", "6"), ("91990100799655058B", "990100"), ("91330100799655058C", "“B”")] {
        let said = credit_code(typed).unwrap_err().said;
        assert!(said.zh.contains(part) && said.en.contains(part), "{typed}: {}", said.en);
    }
}

#[test]
fn e_05_an_open_fraud_or_non_payment_blocks_and_nothing_else_does() {
    assert_eq!(rule(has_no_open_credit_event(&[])), None);
    assert_eq!(rule(has_no_open_credit_event(&[CreditEventKind::Revocation])), None);
    assert_eq!(rule(has_no_open_credit_event(&[CreditEventKind::Fraud])), Some("E-05"));
    assert_eq!(
        rule(has_no_open_credit_event(&[CreditEventKind::Revocation, CreditEventKind::NonPayment])),
        Some("E-05")
    );
}

#[test]
fn e_06_every_missing_part_of_the_contact_is_named() {
    let fields =
        |name, phone, email| contact_is_named(name, phone, email).into_iter().map(|b| b.field).collect::<Vec<_>>();
    assert_eq!(fields("王敏", "010-1234 567", "wang@example.com"), [""; 0]);
    assert_eq!(fields(" ", "123456", "wang@example"), ["contact_name", "contact_phone", "contact_email"]);
    for email in ["", "@example.com", "a b@example.com", "a@@example.com", "a@.com"] {
        assert_eq!(fields("王敏", "13800000000", email), ["contact_email"], "{email:?}");
    }
}

#[test]
fn a_05_a_certificate_needs_number_and_scan_and_a_title_proof_stands_instead() {
    assert_eq!(rule(teacher_is_proven("20191100", true, false)), None);
    assert_eq!(rule(teacher_is_proven("", false, true)), None);
    let field = |number, scan| teacher_is_proven(number, scan, false).unwrap_err().field;
    assert_eq!(field("20191100", false), "teacher_certificate");
    assert_eq!(field(" ", true), "certificate_number");
    assert_eq!(field("", false), "certificate_number");
}

#[test]
fn u_01_a_university_with_open_applications_and_no_administrator_is_reported() {
    assert_eq!(administrator_missing(1, 0), Some(AdministratorMissing { open_applications: 1 }));
    assert_eq!(administrator_missing(1, 1), None);
    assert_eq!(administrator_missing(0, 0), None);
    assert!(administrator_missing(7, 0).is_some_and(|w| w.said().zh.contains('7')));
}
