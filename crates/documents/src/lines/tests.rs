use super::*;
use crate::font::Face;
use crate::letters::{MIXED_GAP, letters};
use crate::rich::Rich;
use proptest::prelude::*;

fn broken(text: &str, width: f32) -> Vec<String> {
    let letters = letters(&Rich::new(Face::Serif, text));
    let lines = set(&letters, width, 0.0, Align::Justify);
    lines.iter().map(|line| line.letters.iter().map(|letter| letter.character).collect()).collect()
}

#[test]
fn a_line_never_begins_with_a_closing_mark() {
    assert_eq!(broken("双方各自保留原有知识产权，新成果共享。", 12.0), ["双方各自保留原有知识产", "权，新成果共享。"]);
    assert_eq!(
        broken("双方各自保留原有知识，新成果", 10.5),
        ["双方各自保留原有知识，", "新成果"],
        "half the comma is empty"
    );
    assert_eq!(broken("甲乙丙（丁）戊", 5.0), ["甲乙丙", "（丁）戊"]);
    assert_eq!(
        broken("他说：“好。”完了", 6.5),
        ["他说：“好。”", "完了"],
        "marks beside each other give up their empty halves"
    );
}

#[test]
fn a_line_never_ends_with_an_opening_mark() {
    assert_eq!(broken("依据国家《办法》", 5.0), ["依据国家", "《办法》"]);
    assert_eq!(broken("共计￥500元", 3.0), ["共计", "￥500", "元"]);
}

#[test]
fn words_and_figures_are_kept_together_and_spaces_vanish_at_the_end() {
    assert_eq!(broken("the quick brown fox", 5.0), ["the quick", "brown fox"]);
    assert_eq!(broken("支持¥\u{a0}1,000,000.50整", 7.2), ["支持", "¥\u{a0}1,000,000.50", "整"]);
    assert_eq!(broken("完成率达到100%以上", 7.5), ["完成率达到", "100%以上"]);
    assert_eq!(broken("从此——开始……结束", 4.0), ["从此——", "开始……", "结束"]);
}

#[test]
fn a_word_wider_than_the_line_is_cut() {
    let lines = broken(&"f".repeat(64), 10.0);
    assert_eq!(lines.concat(), "f".repeat(64));
    assert!(lines.len() > 1);
}

#[test]
fn no_letter_is_left_alone_on_the_last_line() {
    assert_eq!(broken("双方各自保留原有的知识产权与成果。", 8.0), ["双方各自保留原", "有的知识产权与", "成果。"]);
    assert_eq!(broken("双方各自保留原有的知识产权。", 4.0)[3..], ["权。"], "where it would cost a line, it stays");
}

#[test]
fn nothing_to_set_is_one_empty_line() {
    assert_eq!(broken("", 10.0), [""]);
    assert_eq!(broken("   ", 10.0), [""]);
}

#[test]
fn a_justified_line_ends_at_the_edge_and_the_last_does_not() {
    let letters = letters(&Rich::new(Face::Serif, "协同育人项目由企业 Meridian 与高校共同实施，按期验收。"));
    let lines = set(&letters, 14.3, 0.0, Align::Justify);
    let widths: Vec<f32> = lines.iter().map(|line| (line.width() * 10.0).round() / 10.0).collect();
    assert_eq!(widths[0], 14.3);
    assert!(widths[widths.len() - 1] < 14.0);
}

#[test]
fn chinese_and_latin_stand_a_little_apart() {
    let letters = letters(&Rich::new(Face::Serif, "第2版"));
    let line = &set(&letters, 20.0, 0.0, Align::Start)[0];
    let digit = line.letters[1].drawn.advance;
    let gaps = [line.places[1] - 1.0, line.places[2] - line.places[1] - digit];
    assert!(gaps.iter().all(|gap| (gap - MIXED_GAP).abs() < 0.001), "{gaps:?}");
}

proptest! {
    #[test]
    fn any_text_is_set_whole_within_the_width(text in "[a-z0-9 \u{4e00}-\u{4e20}，。（）《》“”—…%¥😀]{0,60}", width in 3.0_f32..20.0) {
        let letters = letters(&Rich::new(Face::Serif, text.as_str()));
        let lines = set(&letters, width, 0.0, Align::Justify);
        let shown: String = lines.iter().flat_map(|line| &line.letters).map(|letter| letter.character).collect();
        let without = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(without(&shown), without(&text));
        for line in &lines {
            let half = line.letters.last().map_or(0.0, trim_at_end);
            prop_assert!(line.width() + half <= width + 0.01 || line.letters.len() == 1, "{} in {width}", line.width());
            prop_assert!(line.places.windows(2).all(|pair| pair[0] <= pair[1] + 0.001));
        }
    }
}
