use super::*;

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

#[test]
fn rows_are_read_in_order_and_empty_or_removed_ones_are_left_out() {
    let sent = pairs(&[
        ("members.2.name", "周远"),
        ("members.0.name", "许岚"),
        ("members.1.name", " "),
        ("members.3.name", "某人"),
        ("budget.0.cash", "50,000"),
        ("then", "remove:members.3"),
    ]);
    let typed = Typed::from_pairs(&sent);
    assert_eq!(typed.members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["许岚", "周远"]);
    assert_eq!(typed.sums(), (Money::from_yuan(50_000), Money::ZERO));
}

#[test]
fn what_cannot_be_read_is_named_all_at_once() {
    let typed = Typed {
        title: "题".repeat(121),
        starts_on: "明天".into(),
        budget: vec![TypedLine { cash: "五万".into(), ..TypedLine::default() }],
        ..Typed::default()
    };
    let (read, breaches) = read(&typed);
    assert_eq!(breaches.iter().map(|b| b.field.as_str()).collect::<Vec<_>>(), ["title", "starts_on", "budget.0.cash"]);
    assert_eq!((read.fits("title"), read.fits("school"), read.fits("members")), (false, true, true));
    assert_eq!((read.starts_on, read.ends_on, read.amounts), (None, Some(None), None));
}

#[test]
fn two_versions_differ_only_where_they_mean_something_else() {
    let line = |cash: &str| vec![TypedLine { purpose: "设备".into(), cash: cash.into(), goods: String::new() }];
    let a = Typed { title: "甲".into(), budget: line("50,000"), ..Typed::default() };
    let b = Typed { title: "乙".into(), budget: line("50000.00"), ..Typed::default() };
    assert_eq!(differences(&a, &b), [Difference { field: "title", typed: "甲".into(), stored: "乙".into() }]);
}
