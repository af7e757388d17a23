use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
fn rule(verdict: Result<(), Breach>) -> Option<&'static str> {
    verdict.err().map(|breach| breach.rule)
}

#[test]
fn p_04_a_filing_is_written_once_and_open_to_everybody() {
    assert_eq!(rule(filing_stays(None, &FiledHash("aa"))), None);
    assert_eq!(rule(filing_stays(Some(FiledHash("aa")), &FiledHash("aa"))), None);
    assert_eq!(rule(filing_stays(Some(FiledHash("aa")), &FiledHash("ab"))), Some("P-04"));
    const { assert!(FILING_IS_PUBLIC) }
}

#[test]
fn p_06_the_public_reads_six_columns_where_and_when_it_stands_and_of_people_the_leaders_name_alone() {
    let project = project();
    let shown = serde_json::to_value(public(&project)).expect("JSON");
    let names: Vec<&String> = shown.as_object().expect("an object").keys().collect();
    let columns = ["number", "enterprise", "type", "title", "university", "pi"];
    let standing = ["id", "enterprise_id", "university_id", "year", "mode", "province", "established_on", "state"];
    let mut known: Vec<&str> = columns.into_iter().chain(standing).collect();
    known.sort_unstable();
    assert_eq!(names, known);
    let text = shown.to_string();
    assert!(text.contains("林梅") && !text.contains(&project.pi_id.expect("a leader").to_string()));
}

/// A project with everything in it.
fn project() -> Project {
    let day = day("2024-09-01");
    Project {
        id: kernel::ProjectId::nil(),
        number: "X1".into(),
        agreement_id: None,
        item_id: None,
        round_id: None,
        ruleset_id: kernel::RulesetId::nil(),
        mode: kernel::Mode::Rolling,
        project_type: kernel::ProjectType::Curriculum,
        title: "课程".into(),
        enterprise_id: kernel::OrganisationId::nil(),
        enterprise_name: "子午光电".into(),
        university_id: kernel::OrganisationId::nil(),
        university_name: "南江大学".into(),
        province: "32".into(),
        pi_id: Some(kernel::PersonId::at(kernel::Instant::from_millis(1))),
        pi_name: "林梅".into(),
        year: 2024,
        established_on: day,
        starts_on: day,
        closes_on: day,
        agreed_closes_on: day,
        postponements: 0,
        cash: kernel::Money::ZERO,
        goods: kernel::Money::ZERO,
        late_since: None,
        imported_from: None,
        state: crate::State::Overdue,
        state_since: kernel::Instant::from_millis(0),
        revision: 0,
        created_at: kernel::Instant::from_millis(0),
    }
}

#[test]
fn x_04_one_postponement_is_granted_and_a_second_is_not() {
    let terms = Terms::sample();
    assert_eq!(rule(postponement_is_left(0, &terms)), None);
    assert_eq!(rule(postponement_is_left(1, &terms)), Some("X-04"));
    assert_eq!(rule(postponement_is_left(0, &Terms { postponements_max: 0, ..terms })), Some("X-04"));
}

#[test]
fn x_05_a_year_is_allowed_and_a_day_more_is_not() {
    let terms = Terms::sample();
    let to = |new| rule(postponed_within_limit(day("2023-12-31"), day(new), &terms));
    assert_eq!(to("2024-12-30"), None);
    assert_eq!(to("2024-12-31"), None);
    assert_eq!(to("2025-01-01"), Some("X-05"));
    assert_eq!(to("2024-01-01"), None);
    assert_eq!(to("2023-12-31"), Some("X-05"));
    assert_eq!(rule(postponed_within_limit(day("2024-02-29"), day("2025-02-28"), &terms)), None);
    assert_eq!(rule(postponed_within_limit(day("2024-02-29"), day("2025-03-01"), &terms)), Some("X-05"));
}

#[test]
fn x_06_requests_are_taken_from_15_to_31_october() {
    let terms = Terms::sample();
    for (today, expected) in
        [("2023-10-14", Some("X-06")), ("2023-10-15", None), ("2023-10-31", None), ("2023-11-01", Some("X-06"))]
    {
        assert_eq!(rule(in_postponement_window(day(today), &terms)), expected, "{today}");
    }
    let none = Terms { postponement_window: None, ..terms };
    assert_eq!(rule(in_postponement_window(day("2023-11-01"), &none)), None);
}

#[test]
fn x_07_the_2024_round_needs_the_special_case_mark() {
    let terms = Terms { postponement_needs_special_case: true, ..Terms::sample() };
    assert_eq!(rule(special_case_is_marked(true, &terms)), None);
    assert_eq!(rule(special_case_is_marked(false, &terms)), Some("X-07"));
    assert_eq!(rule(special_case_is_marked(false, &Terms::sample())), None);
}

#[test]
fn x_08_a_postponed_project_fails_the_day_after_the_round_it_missed() {
    let terms = Terms::sample();
    let fails =
        |filed: Option<&str>, today| fails_for_not_closing(day("2023-10-20"), filed.map(day), day(today), &terms);
    assert!(!fails(None, "2024-12-31"));
    assert!(fails(None, "2025-01-01"));
    assert!(!fails(Some("2024-12-31"), "2025-01-01"));
    assert!(fails(Some("2025-01-01"), "2025-01-01"));
    let rolling = Terms { closing_round_last_day: None, ..terms };
    assert!(!fails_for_not_closing(day("2023-10-20"), None, day("2030-01-01"), &rolling));
}

#[test]
fn x_09_a_new_principal_investigator_needs_both_consents_and_a_free_place() {
    let full = || Err(Breach::of("A-02", "pi_id", say("上限", "limit")));
    assert_eq!(new_pi_is_agreed(true, true, Ok(())), []);
    let fields = |breaches: Breaches| breaches.into_iter().map(|b| (b.rule, b.field)).collect::<Vec<_>>();
    assert_eq!(fields(new_pi_is_agreed(false, true, Ok(()))), [("X-09", "university_consents".to_owned())]);
    assert_eq!(fields(new_pi_is_agreed(true, false, Ok(()))), [("X-09", "enterprise_consents".to_owned())]);
    assert_eq!(fields(new_pi_is_agreed(true, true, full())), [("X-09", "new_pi_id".to_owned())]);
    assert_eq!(new_pi_is_agreed(false, false, full()).len(), 3);
}

#[test]
fn x_10_a_major_event_reaches_school_university_and_enterprise() {
    assert_eq!(major_event_reaches_all(EventRecipient::ALL), []);
    assert_eq!(major_event_reaches_all(&[]).len(), 3);
    let missing = major_event_reaches_all(&[EventRecipient::University, EventRecipient::Enterprise]);
    assert_eq!((missing.len(), missing[0].rule), (1, "X-10"));
    assert!(missing[0].said.zh.contains("尚缺：学院"));
}
