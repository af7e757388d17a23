use kernel::{Day, Instant, OrganisationId, Said};
use rulesets::Terms;

use super::*;
use crate::kinds::Side::{Enterprise, University};
use crate::state::negotiation::State as Of;
use crate::state::request::State;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn m_03_a_person_and_a_table_are_taken_once() {
    assert_eq!(is_free(None), Ok(()));
    let table = is_free(Some(None)).unwrap_err();
    assert_eq!((table.rule, table.field.as_str()), ("M-03", "table"));
    let who = is_free(Some(Some(Said { zh: "林梅".into(), en: "Lin Mei".into() }))).unwrap_err();
    assert_eq!((who.rule, who.said.en.as_str()), ("M-03", "Lin Mei has another appointment in that slot"));
}

#[test]
fn m_04_five_working_days_before_the_meeting_is_early_enough_and_four_are_not() {
    let terms = Terms { booking_change_workdays: 5, ..Terms::sample() };
    let monday = day("2024-11-11");
    assert_eq!(is_early_enough(day("2024-11-04").begins(), monday, &terms), Ok(()));
    let late = is_early_enough(day("2024-11-05").begins(), monday, &terms).unwrap_err();
    assert_eq!(late.rule, "M-04");
    assert!(late.said.zh.contains("不足 5 个工作日"), "{}", late.said.zh);
    let off = Terms { booking_change_workdays: 0, ..terms };
    assert_eq!(is_early_enough(day("2024-11-11").begins(), monday, &off), Ok(()));
}

#[test]
fn m_05_an_application_follows_a_confirmed_intention_about_an_item_of_that_enterprise() {
    let house = OrganisationId::at(Instant::from_millis(1));
    let other = OrganisationId::at(Instant::from_millis(2));
    assert_eq!(an_open_item_of_the_other_side(true, Some(house), Some(house)), Ok(()));
    for (confirmed, item, enterprise) in [
        (false, Some(house), Some(house)),
        (true, None, Some(house)),
        (true, Some(other), Some(house)),
        (true, Some(house), None),
    ] {
        assert_eq!(an_open_item_of_the_other_side(confirmed, item, enterprise).unwrap_err().rule, "M-05");
    }
}

#[test]
fn universities_meet_enterprises_and_where_allowed_anybody_of_another_house() {
    assert_eq!(may_meet(false, (University, Enterprise), false), Ok(()));
    assert!(may_meet(false, (University, University), false).is_err());
    assert_eq!(may_meet(true, (University, University), false), Ok(()));
    assert!(may_meet(true, (University, University), true).is_err());
}

#[test]
fn a_second_request_of_a_pair_points_to_the_first() {
    assert_eq!(new_pair(None), Ok(()));
    for state in [State::Sent, State::Accepted, State::Expired, State::Withdrawn, State::Declined] {
        assert!(new_pair(Some((state, false))).is_err());
    }
    assert!(new_pair(Some((State::Declined, true))).unwrap_err().said.zh.contains("不接受"));
}

#[test]
fn requests_are_taken_once_the_office_opens_them() {
    assert!(takes_requests(Of::Preparing).is_err());
    assert_eq!((takes_requests(Of::Open), takes_requests(Of::Published)), (Ok(()), Ok(())));
}

#[test]
fn slots_lie_within_the_days_and_never_overlap() {
    let first = day("2024-11-02");
    let span = |from: i64, until: i64| (Instant::beijing(first, 0, from, 0), Instant::beijing(first, 0, until, 0));
    assert_eq!(slots_fit(&[span(540, 560), span(560, 580)], &[], first, first), vec![]);
    assert_eq!(slots_fit(&[span(540, 560)], &[span(559, 570)], first, first).len(), 1);
    assert_eq!(slots_fit(&[span(-20, 0)], &[], first, first)[0].field, "begins");
    let many: Vec<_> = (0..129).map(|n| span(n * 5, n * 5 + 5)).collect();
    assert_eq!(slots_fit(&many[..128], &[], first, first), vec![]);
    assert_eq!(slots_fit(&many[..128], &many[128..], first, first)[0].field, "count");
}

#[test]
fn figures_that_contradict_each_other_are_refused() {
    assert_eq!(figures(72, 0, 8), vec![]);
    let fields = |found: kernel::Breaches| found.into_iter().map(|it| it.field).collect::<Vec<_>>();
    assert_eq!(fields(figures(0, -1, 0)), ["wish_hours", "least", "most"]);
    assert_eq!(fields(figures(72, 9, 8)), ["most"]);
    assert!(last_tables_number(TABLES_MOST).is_ok() && last_tables_number(TABLES_MOST + 1).is_err());
}
