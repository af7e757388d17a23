use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
fn person(n: i64) -> PersonId {
    PersonId(format!("00000000-0000-7000-8000-{n:012}").parse().expect("a uuid"))
}
fn rule(verdict: Result<(), Breach>) -> Option<&'static str> {
    verdict.err().map(|breach| breach.rule)
}

#[test]
fn a_01_exactly_one_principal_investigator_files_in_person() {
    let (lin, gao) = (person(1), person(2));
    assert_eq!(rule(one_pi_who_files(&[lin], lin)), None);
    assert_eq!(rule(one_pi_who_files(&[lin], gao)), Some("A-01"));
    assert_eq!(rule(one_pi_who_files(&[], lin)), Some("A-01"));
    assert_eq!(rule(one_pi_who_files(&[lin, gao], lin)), Some("A-01"));
}

#[test]
fn a_04_the_joint_fund_is_for_students_and_all_else_for_teachers() {
    for kind in ProjectType::ALL.iter().copied() {
        for role in Role::ALL.iter().copied() {
            let needed = if kind == ProjectType::JointFund { Role::Student } else { Role::Teacher };
            assert_eq!(right_kind_of_pi(kind, role).is_ok(), role == needed, "{kind} {role}");
        }
    }
    assert!(right_kind_of_pi(ProjectType::JointFund, Role::Teacher).unwrap_err().said.zh.contains("须为学生"));
}

#[test]
fn a_06_every_missing_part_is_named() {
    let full = Parts { title: "智能制造课程", summary: "简述", has_document: true, is_signed: true };
    assert_eq!(is_complete(&full), []);
    let empty = Parts { title: " ", summary: "", has_document: false, is_signed: false };
    let fields: Vec<_> = is_complete(&empty).into_iter().map(|b| b.field).collect();
    assert_eq!(fields, ["title", "summary", "document", "is_signed"]);
    assert_eq!(is_complete(&Parts { is_signed: false, ..full }).len(), 1);
}

#[test]
fn a_07_names_are_equal_or_a_reviewer_confirms() {
    assert_eq!(rule(pi_name_matches("林 梅", "林梅", false)), None);
    assert_eq!(rule(pi_name_matches("阿依古丽·买买提", "阿依古丽买买提", false)), None);
    assert_eq!(rule(pi_name_matches("Ｌin Mei", "lin mei", false)), None);
    assert_eq!(rule(pi_name_matches("林梅", "林枚", false)), Some("A-07"));
    assert_eq!(rule(pi_name_matches("", "", false)), Some("A-07"));
    assert_eq!(rule(pi_name_matches("林梅", "林枚", true)), None);
}

#[test]
fn a_07_a_different_name_is_handed_in_only_with_the_request_to_check_it() {
    assert_eq!(rule(pi_name_matches_or_is_asked("林梅", "林梅", false)), None);
    assert_eq!(rule(pi_name_matches_or_is_asked("林梅", "Lin Mei", false)), Some("A-07"));
    assert_eq!(rule(pi_name_matches_or_is_asked("林梅", "Lin Mei", true)), None);
    assert_eq!(rule(pi_name_matches_or_is_asked("林梅", " ", true)), Some("A-07"));
}

#[test]
fn a_09_an_item_is_open_until_its_deadline_has_passed_in_beijing() {
    let deadline = Some(day("2024-10-31"));
    let at = |d, h, m, s| Instant::beijing(day(d), h, m, s);
    assert_eq!(rule(item_is_open(true, 1, deadline, at("2024-10-31", 23, 59, 59))), None);
    assert_eq!(rule(item_is_open(true, 1, deadline, at("2024-11-01", 0, 0, 0))), Some("A-09"));
    assert_eq!(rule(item_is_open(true, 1, None, at("2030-01-01", 0, 0, 0))), None);
    assert_eq!(rule(item_is_open(true, 0, deadline, at("2024-10-01", 0, 0, 0))), Some("A-09"));
    assert_eq!(rule(item_is_open(false, 1, deadline, at("2024-10-01", 0, 0, 0))), Some("A-09"));
}

#[test]
fn a_10_every_application_is_listed_to_its_applicant_from_the_first_save() {
    assert!(State::ALL.iter().all(|state| listed_to_pi(*state)));
}

#[test]
fn a_11_nobody_applies_twice_to_one_item_but_a_withdrawn_application_leaves_the_way_open() {
    assert_eq!(rule(is_first_to_item(&[])), None);
    assert_eq!(rule(is_first_to_item(&[State::Withdrawn])), None);
    for state in State::ALL.iter().copied().filter(|s| *s != State::Withdrawn) {
        assert_eq!(rule(is_first_to_item(&[State::Withdrawn, state])), Some("A-11"), "{state}");
    }
}

#[test]
fn a_12_the_enterprise_sees_an_application_only_after_the_university_passed_it() {
    let seen = |passed| State::ALL.iter().copied().filter(|s| visible_to_enterprise(*s, passed)).collect::<Vec<_>>();
    let evaluated = vec![State::EnterpriseReview, State::EnterpriseRejected, State::Selected];
    assert_eq!(seen(false), evaluated);
    let as_passed = [
        State::EnterpriseReview,
        State::EnterpriseReturned,
        State::EnterpriseRejected,
        State::Selected,
        State::Withdrawn,
    ];
    assert_eq!(seen(true), as_passed);
    assert!(!visible_to_enterprise(State::UniversityReview, true));
}

#[test]
fn u_03_ten_working_days_are_allowed_the_eleventh_reminds_and_the_twenty_first_escalates() {
    let terms = Terms::sample();
    let since = day("2024-06-24"); // a Monday
    assert_eq!(review_reminder(since, day("2024-07-08"), &terms), None); // the tenth working day after
    assert_eq!(review_reminder(since, day("2024-07-09"), &terms), Some(Reminder::Remind));
    assert_eq!(review_reminder(since, day("2024-07-22"), &terms), Some(Reminder::Remind));
    assert_eq!(review_reminder(since, day("2024-07-23"), &terms), Some(Reminder::Escalate));
}

#[test]
fn s_01_a_negative_decision_needs_a_reason_and_the_applicant_is_told() {
    for step in Step::ALL.iter().copied() {
        let negative = matches!(step, Step::EnterpriseReturn | Step::EnterpriseReject);
        assert_eq!(rule(negative_decision_has_reason(step, "  ")).is_some(), negative, "{step}");
        assert_eq!(rule(negative_decision_has_reason(step, "名额有限")), None);
    }
    for step in [Step::EnterpriseReturn, Step::EnterpriseReject, Step::EnterpriseSelect] {
        assert!(notifies_applicant(step), "{step}");
    }
}

#[test]
fn s_02_the_last_offer_can_be_taken_and_no_more() {
    assert_eq!(rule(an_offer_is_left(4, 5)), None);
    assert_eq!(rule(an_offer_is_left(5, 5)), Some("S-02"));
    assert_eq!(rule(an_offer_is_left(6, 5)), Some("S-02"));
    assert_eq!(rule(an_offer_is_left(0, 0)), Some("S-02"));
}

#[test]
fn s_03_with_four_eyes_two_different_persons_sign_and_without_one_is_enough() {
    let off = Terms::sample();
    let on = Terms { four_eyes: true, ..Terms::sample() };
    let (he, wu) = (person(1), person(2));
    assert_eq!(rule(enough_signatures(&[], &off)), Some("S-03"));
    assert_eq!(rule(enough_signatures(&[he], &off)), None);
    assert_eq!(rule(enough_signatures(&[he], &on)), Some("S-03"));
    assert_eq!(rule(enough_signatures(&[he, he], &on)), Some("S-03"));
    assert_eq!(rule(enough_signatures(&[he, wu], &on)), None);
}
