use kernel::{Day, Instant};

use super::*;

fn id<T: std::str::FromStr>(n: u32) -> T {
    match format!("00000000-0000-7000-8000-{n:012}").parse() {
        Ok(id) => id,
        Err(_) => panic!("an id"),
    }
}

fn at(text: &str, hour: i64, minute: i64) -> Instant {
    Instant::beijing(text.parse::<Day>().expect("a day"), hour, minute, 0)
}

fn row(n: u32, pi: u32, agreed_at: Instant, state: State, running: u32) -> ForList {
    ForList {
        id: id(n),
        title: format!("项目{n}"),
        enterprise_id: id(1),
        enterprise: "企业".into(),
        enterprise_en: String::new(),
        university_id: id(2),
        university: "高校".into(),
        university_en: String::new(),
        pi_id: id(pi),
        pi: "林梅".into(),
        cash: Money::from_yuan(50_000),
        goods: Money::from_yuan(1_000),
        state,
        agreed_at: Some(agreed_at),
        list_id: None,
        round_id: id(8),
        year: 2021,
        ruleset_id: id(9),
        running,
    }
}

fn included(rows: &[ForList], ordinal: i64) -> Vec<String> {
    let terms = Terms::sample();
    plan(rows.to_vec(), ordinal, |_| &terms).included().map(|a| a.title.clone()).collect()
}

#[test]
fn c_08_each_list_takes_what_was_agreed_by_its_cut_off() {
    let rows = [
        row(1, 1, at("2021-06-30", 23, 59), State::ExpertFiling, 0),
        row(2, 2, at("2021-07-01", 0, 0), State::ExpertFiling, 0),
        row(3, 3, at("2021-09-10", 23, 59), State::ExpertFiling, 0),
        row(4, 4, at("2021-09-11", 0, 0), State::ExpertFiling, 0),
    ];
    assert_eq!(included(&rows, 1), ["项目1"]);
    assert_eq!(included(&rows[1..], 2), ["项目2", "项目3"]);
    let terms = Terms::sample();
    let second = plan(rows.to_vec(), 2, |_| &terms);
    let reasons: Vec<_> = second.left_out().map(|(a, breach)| (a.title.as_str(), breach.rule)).collect();
    assert_eq!(reasons, [("项目4", "C-08")]);
}

#[test]
fn what_was_reported_too_late_for_the_first_list_comes_on_the_second() {
    let rows = [
        row(1, 1, at("2021-06-01", 9, 0), State::ExpertFiling, 0),
        row(2, 2, at("2021-06-01", 9, 0), State::Agreed, 0),
    ];
    assert_eq!(included(&rows, 2), ["项目1"]);
}

#[test]
fn a_02_places_already_planned_for_the_same_person_count() {
    let june = at("2021-06-01", 9, 0);
    let rows: Vec<ForList> = (1..=4).map(|n| row(n, 1, june, State::ExpertFiling, 1)).collect();
    let terms = Terms { running_projects_max: Some(3), ..Terms::sample() };
    let made = plan(rows, 1, |_| &terms);
    assert_eq!(made.included().count(), 2);
    assert_eq!(made.left_out().map(|(_, breach)| breach.rule).collect::<Vec<_>>(), ["A-02", "A-02"]);
    assert_eq!(made.sums(), (Money::from_yuan(100_000), Money::from_yuan(2_000)));
}

#[test]
fn the_digest_changes_with_what_is_included_and_not_with_the_order() {
    let june = at("2021-06-01", 9, 0);
    let (one, two) = (row(1, 1, june, State::ExpertFiling, 0), row(2, 2, june, State::ExpertFiling, 0));
    let terms = Terms::sample();
    let digest = |rows: &[&ForList]| plan(rows.iter().map(|r| (*r).clone()).collect(), 1, |_| &terms).digest();
    assert_eq!(digest(&[&one, &two]), digest(&[&two, &one]));
    assert_ne!(digest(&[&one, &two]), digest(&[&one]));
}
