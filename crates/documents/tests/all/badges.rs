//! Badges: what they say, and that a camera reads their codes, four to a sheet.

use documents::Ink;
use documents::templates::badge::{Badge, Badges};
use kernel::{Day, Lang, Said, say};

use crate::read;

fn both(zh: &str, en: &str) -> Said {
    Said { zh: zh.into(), en: en.into() }
}

fn badges(count: usize) -> Badges {
    let badge = |n: usize| Badge {
        name: both(&format!("林梅{n}"), &format!("Lin Mei {n}")),
        title: both("光电学院教授", "Professor of Optics"),
        organisation: both("南江大学光电信息与智能制造产业学院（滨江校区）", "Nanjiang University, Industry School of Optoelectronics and Intelligent Manufacturing"),
        role: say("代表", "Delegate"),
        colour: Ink(31, 78, 140),
        // As long as the address of a signed badge.
        address: format!("https://xieyu.example.edu.cn/b/{}{n}", "Ab3_".repeat(33)),
    };
    let first_on = Day::new(2026, 4, 1).expect("a day");
    Badges {
        id: "badges".into(),
        meeting: both("第十一届产学合作协同育人项目对接会", "The 11th matchmaking meeting of the programme"),
        place: both("南京", "Nanjing"),
        first_on,
        last_on: first_on.plus_days(1),
        made_at: first_on.begins(),
        badges: (0..count).map(badge).collect(),
    }
}

#[test]
fn a_badge_says_who_in_both_languages_and_its_code_is_read() {
    let badges = badges(1);
    let pdf = badges.single(Lang::Zh).expect("a badge");
    let text = read::read_out(&pdf);
    for word in ["林梅0", "LinMei0", "南江大学", "NanjiangUniversity", "代表", "Delegate", "南京"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    assert_eq!(read::codes(&pdf), [badges.badges[0].address.as_str()]);
}

#[test]
fn four_badges_stand_on_a_sheet_and_every_code_is_read() {
    let badges = badges(5);
    let pdf = badges.sheets(Lang::En).expect("sheets");
    assert_eq!(read::info(&pdf, "Pages"), "2");
    let mut codes = read::codes(&pdf);
    codes.sort();
    let wanted: Vec<&str> = badges.badges[..4].iter().map(|it| it.address.as_str()).collect();
    assert_eq!(codes, wanted);
}

#[test]
fn the_code_on_a_page_is_a_square_of_its_own_measure() {
    let (path, side) = documents::qr_path("https://xieyu.example.edu.cn/b/x").expect("a code");
    assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
    assert!(side > 29);
    assert_eq!(documents::qr_path(&"x".repeat(9_000)), None);
}
