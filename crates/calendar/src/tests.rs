use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn deadline() -> Entry {
    Entry {
        uid: "0f1e2d@xieyu".into(),
        sequence: 3,
        changed_at: at("2024-10-01T02:03:04.567Z"),
        when: When::Day(day("2024-10-31")),
        summary: "拨付到期经费：面向智能制造的光电检测课程共建与虚实结合实践教学体系建设, 第一期; 50\\50".into(),
        description: "截止 2024年10月31日 24:00（北京时间）\n请在平台办理".into(),
        url: "https://xieyu.example.edu.cn/projects/1/funding/2".into(),
        location: String::new(),
        remind_days: 3,
        cancelled: false,
    }
}

#[test]
fn a_calendar_is_written_as_rfc_5545_asks() {
    let meeting = Entry {
        when: When::Span(at("2024-11-25T01:00:00Z"), at("2024-11-25T17:30:00Z")),
        summary: "对接会".into(),
        description: String::new(),
        location: "北京".into(),
        remind_days: 0,
        cancelled: true,
        ..deadline()
    };
    let calendar = Calendar { name: "协育：林梅的期限".into(), entries: vec![deadline(), meeting] };
    insta::assert_snapshot!(calendar.text().replace("\r\n", "\n"));
}

#[test]
fn every_line_ends_with_cr_lf_and_none_is_longer_than_75_octets() {
    let text = Calendar { name: "名".repeat(200), entries: vec![deadline()] }.text();
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
}

proptest! {
    #[test]
    fn what_is_said_comes_back_when_lines_are_joined_again(said in "[ -~\u{4e00}-\u{4eff}\u{1f600}\\n;,\\\\]{0,200}") {
        let text = Calendar { name: said.clone(), entries: vec![] }.text().replace("\r\n ", "");
        let line = text.split("\r\n").find_map(|line| line.strip_prefix("X-WR-CALNAME:")).expect("the name");
        let read = line.replace("\\\\", "\u{1}").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace('\u{1}', "\\");
        prop_assert_eq!(read, said);
    }
}
