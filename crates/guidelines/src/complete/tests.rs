use kernel::{ItemId, ProjectType};

use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn standing() -> Standing {
    Standing {
        is_verified: true,
        registered_on: day("2015-03-01"),
        paid_in_capital: Money::from_yuan(50_000_000),
        capital_waiver: None,
        open_events: Vec::new(),
    }
}

fn whole() -> Content {
    Content {
        title: "智能制造课程改革".into(),
        about: "面向机械类专业".into(),
        directions: String::new(),
        how_to_apply: "在线申报".into(),
        contact_name: "王芳".into(),
        contact_phone: "010-62780001".into(),
        contact_email: "wang@example.com".into(),
        items: vec![ItemContent {
            title: "数字孪生课程".into(),
            goals: "建设课程".into(),
            majors: "机械工程\n自动化".into(),
            deliverables: "课程大纲\n实验指导书".into(),
            offers: 10,
            cash_each: Money::from_yuan(50_000),
            deadline_on: Some(day("2024-12-31")),
            ..ItemContent::blank(ItemId::nil(), ProjectType::Curriculum)
        }],
    }
}

fn found(content: &Content, standing: &Standing, has_letter: bool) -> Vec<(&'static str, String)> {
    let terms = Terms::sample();
    let at = Circumstances {
        standing,
        mode: Mode::Rolling,
        round: None,
        has_letter,
        annexes: &[],
        today: day("2024-09-02"),
        terms: &terms,
    };
    missing(content, &at).breaches.into_iter().map(|b| (b.rule, b.field)).collect()
}

#[test]
fn nothing_is_missing_from_a_whole_guideline() {
    assert_eq!(found(&whole(), &standing(), true), []);
}

#[test]
fn everything_that_is_missing_is_named_at_once_with_its_rule() {
    let poor =
        Standing { is_verified: false, registered_on: day("2023-01-01"), paid_in_capital: Money::ZERO, ..standing() };
    let content = Content {
        items: vec![ItemContent { offers: 0, ..ItemContent::blank(ItemId::nil(), ProjectType::PracticeBase) }],
        ..Content::default()
    };
    let expected = [
        ("", ""),
        ("E-02", "registered_on"),
        ("E-03", "paid_in_capital"),
        ("", "title"),
        ("", "about"),
        ("", "how_to_apply"),
        ("E-06", "contact_name"),
        ("E-06", "contact_phone"),
        ("E-06", "contact_email"),
        ("G-01", "items"),
        ("", "items.0.title"),
        ("", "items.0.goals"),
        ("", "items.0.deliverables"),
        ("", "items.0.offers"),
        ("G-05", "items.0.majors"),
        ("G-02", "items.0.goods_each"),
        ("", "items.0.deadline_on"),
        ("", "commitment_letter"),
    ];
    let expected: Vec<(&str, String)> = expected.into_iter().map(|(rule, field)| (rule, field.to_owned())).collect();
    assert_eq!(found(&content, &poor, false), expected);
}

#[test]
fn the_last_day_for_applications_may_be_today_and_not_yesterday() {
    let mut content = whole();
    content.items[0].deadline_on = Some(day("2024-09-02"));
    assert_eq!(found(&content, &standing(), true), []);
    content.items[0].deadline_on = Some(day("2024-09-01"));
    assert_eq!(found(&content, &standing(), true), [("", "items.0.deadline_on".to_owned())]);
}

#[test]
fn g_08_words_in_texts_and_in_names_of_annexes_are_flagged_and_refuse_nothing() {
    let mut content = whole();
    content.items[0].conditions = "学校须购买配套设备".into();
    let (terms, standing) = (Terms::sample(), standing());
    let annex = |name: &str| Annex { name: name.to_owned(), found: Vec::new(), unread: None };
    let scan = Annex { unread: Some(kernel::say("扫描", "a scan")), ..annex("扫描.pdf") };
    let annexes = [annex("培训费说明.pdf"), scan];
    let at = Circumstances {
        standing: &standing,
        mode: Mode::Rolling,
        round: None,
        has_letter: true,
        annexes: &annexes,
        today: day("2024-09-02"),
        terms: &terms,
    };
    let missing = missing(&content, &at);
    let flagged: Vec<(&str, &str)> = missing.flags.iter().map(|f| (f.field.as_str(), f.word.as_str())).collect();
    assert_eq!(flagged, [("items.0.conditions", "购买"), ("annexes.0", "培训费")]);
    assert_eq!(missing.flags[1].file, "培训费说明.pdf");
    assert_eq!(missing.unread, [UnreadAnnex { name: "扫描.pdf".into(), why: kernel::say("扫描", "a scan") }]);
    assert_eq!(missing.breaches, []);
    assert_eq!((missing.promised, missing.needed), (Money::from_yuan(500_000), Money::from_yuan(500_000)));
}
