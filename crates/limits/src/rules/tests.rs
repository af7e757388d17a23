use super::*;

#[test]
fn a_02_a_third_running_project_is_allowed_and_a_fourth_is_not() {
    let terms = Terms { running_projects_max: Some(3), ..Terms::sample() };
    assert_eq!(below_running_limit(2, &terms), Ok(()));
    let breach = below_running_limit(3, &terms).unwrap_err();
    assert_eq!((breach.rule, breach.field.as_str()), ("A-02", "pi_id"));
    assert!(breach.said.en.contains("runs 3 projects, 3 are allowed"));
    assert!(below_running_limit(4, &terms).is_err());
}

#[test]
fn a_02_without_a_limit_nobody_is_refused() {
    let terms = Terms { running_projects_max: None, ..Terms::sample() };
    assert_eq!(below_running_limit(u32::MAX, &terms), Ok(()));
}

#[test]
fn a_03_a_third_application_of_the_year_is_allowed_and_a_fourth_is_not() {
    let terms = Terms::sample();
    assert_eq!(below_yearly_limit(2, &terms), Ok(()));
    assert_eq!(below_yearly_limit(3, &terms).unwrap_err().rule, "A-03");
    assert_eq!(below_yearly_limit(3, &Terms { applications_per_year_max: None, ..terms }), Ok(()));
}

/// The example of one university: 1 / 2 / 6 / 2.
fn example() -> UniversityLimits {
    UniversityLimits {
        applications_per_batch: Some(1),
        memberships_per_batch: Some(2),
        per_enterprise: Some(6),
        per_enterprise_and_type: Some(2),
    }
}

#[test]
fn a_08_limits_are_off_by_default() {
    let many = Counts { applications: 99, memberships: 99, to_enterprise: 99, to_enterprise_of_type: 99 };
    assert_eq!(within_university_limits(&many, &Terms::sample().university_limits), []);
    assert_eq!(may_be_member("members.0", &many, &Terms::sample().university_limits), Ok(()));
}

#[test]
fn a_08_each_limit_of_the_example_allows_its_number_and_refuses_one_more() {
    let below = Counts { applications: 0, memberships: 1, to_enterprise: 5, to_enterprise_of_type: 1 };
    assert_eq!(within_university_limits(&below, &example()), []);
    assert_eq!(may_be_member("members.0", &below, &example()), Ok(()));
    let at = Counts { applications: 1, memberships: 2, to_enterprise: 6, to_enterprise_of_type: 2 };
    let fields: Vec<_> = within_university_limits(&at, &example()).into_iter().map(|b| b.field).collect();
    assert_eq!(fields, ["pi_id", "item_id", "item_id"]);
    let third = Counts { memberships: 2, ..Counts::default() };
    assert_eq!(may_be_member("members.1", &third, &example()).unwrap_err().field, "members.1");
}

#[test]
fn a_08_with_one_application_each_a_leader_is_no_member_elsewhere() {
    let leads = Counts { applications: 1, ..Counts::default() };
    assert_eq!(may_be_member("members.0", &leads, &example()).unwrap_err().rule, "A-08");
    let two = UniversityLimits { applications_per_batch: Some(2), ..example() };
    assert_eq!(may_be_member("members.0", &leads, &two), Ok(()));
}

#[test]
fn a_08_of_programme_and_university_the_tighter_limit_counts() {
    let own = |n| UniversityLimits { applications_per_batch: Some(n), ..UniversityLimits::default() };
    assert_eq!(tightest(&own(3), &own(1)), own(1));
    assert_eq!(tightest(&UniversityLimits::default(), &example()), example());
    assert_eq!(
        tightest(&example(), &UniversityLimits { per_enterprise: Some(9), ..UniversityLimits::default() }),
        example()
    );
}
