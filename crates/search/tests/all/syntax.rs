//! The search syntax: what it means, and what is said where it means nothing.

use kernel::{Lang, Mode, ProjectType};
use proptest::prelude::*;
use search::syntax::{Fact, Fault, Field, LENGTH_MAX, Part, Query, Text, parse};
use search::{Kind, Standing};

fn words(field: Field, text: &str) -> Part {
    Part::Text(field, Text::Words(text.into()))
}

fn read(typed: &str) -> Query {
    parse(typed).unwrap_or_else(|fault| panic!("{}", fault.in_words(typed, Lang::En)))
}

fn fault(typed: &str) -> Fault {
    parse(typed).expect_err(typed)
}

#[test]
fn keys_phrases_and_a_minus_are_read() {
    let query = read(r#"enterprise:华为 type:T2 year:2021..2023 -title:机器人 "exact phrase" number:2021… 课程"#);
    let wanted = vec![
        words(Field::Enterprise, "华为"),
        Part::Fact(Fact::Type(vec![ProjectType::Curriculum])),
        Part::Fact(Fact::Year(vec![(2021, 2023)])),
        Part::Text(Field::Everywhere, Text::Phrase("exact phrase".into())),
        Part::Number { code: "2021".into(), begins: true },
        words(Field::Everywhere, "课程"),
    ];
    assert_eq!(query, Query { wanted, unwanted: vec![words(Field::Title, "机器人")] });
}

#[test]
fn chinese_keys_and_signs_mean_the_same() {
    let zh = "企业：华为 年份：２０２１..2023 －标题:机器人 “人工智能” 类型:师资,t2 状态：在研 模式:老模式 省份:浙江省 类别:指南";
    let en = "enterprise:华为 year:2021..2023 -title:机器人 \"人工智能\" type:T3,T2 state:running mode:legacy province:33 kind:item";
    assert_eq!(read(zh), read(en));
    assert_eq!(read("state:未通过").wanted, [Part::Fact(Fact::Standing(vec![Standing::Refused]))],);
    assert_eq!(
        read("kind:result mode:2024").wanted,
        [Part::Fact(Fact::Kind(vec![Kind::Result])), Part::Fact(Fact::Mode(vec![Mode::Rolling])),]
    );
}

#[test]
fn years_are_read_from_one_side_and_from_both() {
    for (typed, years) in [
        ("2021", (2021, 2021)),
        ("2021..", (2021, 9999)),
        ("..2019", (1, 2019)),
        ("2019-2021", (2019, 2021)),
        ("2020…2021", (2020, 2021)),
    ] {
        assert_eq!(read(&format!("year:{typed}")).wanted, [Part::Fact(Fact::Year(vec![years]))], "{typed}");
    }
}

#[test]
fn a_colon_within_a_title_is_no_key() {
    assert_eq!(read("新工科：探索与实践").wanted, [words(Field::Everywhere, "新工科 探索与实践")]);
    assert_eq!(read("https://example.edu").wanted, [words(Field::Everywhere, "https //example.edu")]);
    assert_eq!(read("新工科 ， -").wanted, [words(Field::Everywhere, "新工科")]);
}

#[test]
fn nothing_typed_asks_for_everything_and_signs_alone_for_nothing() {
    assert_eq!((read("").wanted, read("  ").wanted), (vec![], vec![]));
    for (typed, at, length) in [(" ， 。 - ", 1, 5), ("😀", 0, 1), (":", 0, 1), ("\u{200B}", 0, 1)] {
        let fault = fault(typed);
        assert_eq!((fault.at, fault.length), (at, length), "{typed}");
        assert!(fault.said.en.starts_with("There is nothing to search for here."), "{typed}");
    }
}

#[test]
fn what_cannot_be_meant_is_pointed_at_with_what_to_do() {
    let said = |typed: &str| fault(typed).in_words(typed, Lang::En);
    assert_eq!(
        said("课程 type:T9"),
        "课程 type:T9\n          ^^\n“type:” has no value “T9”. It takes: T1 to T6, or part of the name of a type such as training."
    );
    assert_eq!(
        said("a \"b c"),
        "a \"b c\n  ^\nThe quotation mark has no end. Put one behind the phrase, or delete this one."
    );
    assert_eq!(
        said("enterpise:华为"),
        "enterpise:华为\n^^^^^^^^^\nThere is no key “enterpise”. Did you mean “enterprise:”? If it is plain text, put it in quotation marks."
    );
    assert_eq!(
        said("year:2023..2021"),
        "year:2023..2021\n     ^^^^^^^^^^\nThe first year is later than the second; write 2021..2023."
    );
    assert_eq!(fault("年份：").said.zh, "“年份:”之后没有内容。可以填写：2021、2021..2023、2021..、..2019。");
    assert_eq!((fault("-，").at, fault("-，").length), (0, 2));
    assert_eq!(fault("title:。。").at, 6);
}

#[test]
fn what_is_too_long_or_too_much_is_refused_at_its_place() {
    assert_eq!(
        fault(&"课".repeat(LENGTH_MAX + 7)),
        Fault { at: LENGTH_MAX, length: 7, ..fault(&"课".repeat(LENGTH_MAX + 7)) }
    );
    assert_eq!(fault(&"a ".repeat(33)).at, 64);
    assert_eq!(read("wang  jianguo 课程").wanted, [words(Field::Everywhere, "wang jianguo 课程")]);
}

fn typed() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "year:",
        "年份：",
        "type:",
        "T2",
        "2021..2023",
        "\"",
        "“",
        "」",
        "-",
        "－",
        ":",
        "：",
        " ",
        "课程",
        "enterprise:",
        "number:",
        "…",
        "*",
        "华为",
        "state:",
        "province:",
        "浙江",
        "e\u{301}",
        "𠮷",
        "\0",
        "..",
        ",",
        "title:",
        "kind:",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..40).prop_map(|all| all.concat()), ".{0,400}",]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_typed_makes_it_panic_and_every_fault_lies_within_what_was_typed(typed in typed()) {
        if let Err(fault) = parse(&typed) {
            let count = typed.chars().count();
            prop_assert!(fault.at < count.max(1) && fault.at + fault.length <= count.max(1), "{:?} in {count}", fault);
            prop_assert!(fault.pointed(&typed).contains('^'));
        }
    }

    #[test]
    fn a_query_is_bounded(typed in typed()) {
        if let Ok(query) = parse(&typed) {
            prop_assert!(query.wanted.len() + query.unwanted.len() <= 32);
        }
    }
}
