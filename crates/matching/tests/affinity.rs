//! Affinity: the order of what comes changes nothing, what changes in place equals what is built anew, and abstracts are found.

use std::path::Path;

use matching::affinity::codes::Tree;
use matching::affinity::reasons::Of;
use matching::affinity::{Asks, Field, Index, Item, LONGEST, People, Query, Ranker, Reader, Space, fuse};
use proptest::prelude::*;

const LETTERS: [&str; 12] = ["智", "能", "制", "造", "教", "育", "data", " model ", "5G", "。", "网", "络"];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(0..LETTERS.len(), 1..30).prop_map(|drawn| drawn.into_iter().map(|at| LETTERS[at]).collect())
}

fn fields() -> Vec<Field> {
    vec![Field::new("title", 2.0), Field::new("text", 1.0)]
}

fn asked(text: &str) -> Query {
    Query::new([(text, 1.0)]).expect("a query")
}

fn built(items: &[(usize, String, String)]) -> Index {
    let mut index = Index::new(fields()).expect("an index");
    for (id, title, text) in items {
        index.put(&format!("i{id}"), &[title, text]).expect("an item");
    }
    index
}

fn items() -> impl Strategy<Value = Vec<(usize, String, String)>> {
    prop::collection::vec((text(), text()), 1..25)
        .prop_map(|texts| texts.into_iter().enumerate().map(|(id, (title, text))| (id, title, text)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_in_which_items_come_changes_nothing(items in items(), seed: u64, query in text()) {
        let mut other = items.clone();
        matching::Random::new(seed).shuffle(&mut other);
        let (mut one, mut two) = (Space::default(), Space::default());
        prop_assert_eq!(built(&items).top(&asked(&query), 10, &mut one), built(&other).top(&asked(&query), 10, &mut two));
    }

    #[test]
    fn an_index_changed_in_place_equals_one_built_anew(items in items(), gone in prop::collection::vec(0_usize..200, 0..150), query in text()) {
        let mut changed = built(&items);
        for &id in &gone {
            changed.put(&format!("i{id}"), &["智能", "旧"]).expect("an item");
        }
        for &id in &gone {
            changed.remove(&format!("i{id}"));
        }
        for (id, title, text) in items.iter().filter(|(id, ..)| id % 2 == 0) {
            changed.put(&format!("i{id}"), &[title, text]).expect("an item");
        }
        let left: Vec<_> = items.iter().filter(|(id, ..)| id % 2 == 0 || !gone.contains(id)).cloned().collect();
        let (mut one, mut two) = (Space::default(), Space::default());
        prop_assert_eq!(changed.top(&asked(&query), 50, &mut one), built(&left).top(&asked(&query), 50, &mut two));
    }

    #[test]
    fn persons_found_do_not_depend_on_the_order_and_leave_with_their_documents(items in items(), seed: u64, query in text()) {
        let people = |items: &[(usize, String, String)]| {
            let mut people = People::new().expect("people");
            for (id, title, text) in items {
                people.put(&format!("p{}", id % 5), &format!("d{id}"), &format!("{title}\n{text}")).expect("a document");
            }
            people
        };
        let mut other = items.clone();
        matching::Random::new(seed).shuffle(&mut other);
        let (mut one, mut two) = (people(&items), people(&other));
        let mut space = Space::default();
        prop_assert_eq!(one.top(&asked(&query), 10, &mut space), two.top(&asked(&query), 10, &mut Space::default()));
        one.remove_person("p0");
        two.remove_person("p0");
        prop_assert!(one.top(&asked(&query), 10, &mut space).iter().all(|near| near.person != "p0"));
        prop_assert_eq!(one.len(), items.len().min(5) - 1);
    }

    #[test]
    fn suggestions_with_codes_do_not_depend_on_the_order(items in items(), seed: u64, query in text()) {
        let labelled: Vec<(String, &str)> =
            items.iter().map(|(id, _, text)| (text.clone(), ["0809", "080902", "0201"][id % 3])).chain([("智".into(), "0809"), ("教".into(), "0201")]).collect();
        let ranker = |items: &[(usize, String, String)]| {
            let labelled: Vec<(&str, &str)> = labelled.iter().map(|(text, code)| (text.as_str(), *code)).collect();
            let reader = Reader::learn(&labelled).expect("two codes");
            let mut ranker = Ranker::new(fields(), fuse::COLD, Tree::default(), Some(reader)).expect("a ranker");
            for (id, title, text) in items {
                let codes = (0..id % 4).filter(|_| id % 2 == 0).map(|at| ["0809", "080902", "0201"][(id + at) % 3].to_owned()).collect();
                ranker.put(&Item { id: format!("i{id}"), parts: vec![title.clone(), text.clone()], codes, ..Item::default() }).expect("an item");
            }
            ranker
        };
        let mut other = items.clone();
        matching::Random::new(seed).shuffle(&mut other);
        let asks = Asks { texts: vec![(&query, 1.0)], excluded: vec!["i1"], ..Asks::default() };
        let mut space = Space::default();
        let one = ranker(&items).top(&asks, 10, &mut space).expect("suggestions");
        prop_assert_eq!(&one, &ranker(&other).top(&asks, 10, &mut space).expect("suggestions"));
        prop_assert!(one.iter().all(|suggestion| suggestion.id != "i1" && suggestion.score.is_finite()));
    }
}

#[test]
fn weights_that_are_none_are_refused() {
    assert!(Index::new(vec![Field::new("a", f64::NAN)]).is_err());
    assert!(Index::new(vec![Field::new("a", -1.0)]).is_err());
    assert!(Index::new(Vec::new()).is_err());
    assert!(Query::new([("a", f64::INFINITY)]).is_err());
    let mut ranker = Ranker::new(fields(), fuse::COLD, Tree::default(), None).expect("a ranker");
    let item = Item { id: "a".into(), parts: vec!["a".into(), "b".into()], known: f64::NAN, ..Item::default() };
    assert!(ranker.put(&item).is_err() && ranker.is_empty());
    assert!(ranker.put(&Item { id: "a".into(), parts: vec!["a".into()], ..Item::default() }).is_err());
    assert!(Reader::learn(&[("a", "x")]).is_err());
}

#[test]
fn reasons_name_the_shared_phrase_and_the_shared_code() {
    let mut ranker = Ranker::new(fields(), fuse::COLD, Tree::default(), None).expect("a ranker");
    for (id, title, code) in
        [("a", "智能制造实训基地建设", "080213"), ("b", "会计信息化课程", "120203"), ("c", "教育", "040101")]
    {
        let parts = vec![title.into(), String::new()];
        ranker.put(&Item { id: id.into(), parts, codes: vec![code.into()], ..Item::default() }).expect("an item");
    }
    let asks = Asks { texts: vec![("面向智能制造的教学", 1.0)], codes: vec!["080202"], ..Asks::default() };
    let found = ranker.top(&asks, 3, &mut Space::default()).expect("suggestions");
    assert_eq!(found[0].id, "a");
    let words: Vec<&str> = found[0].reasons.iter().map(|reason| reason.words.as_str()).collect();
    assert!(words.contains(&"智能制造") && words.contains(&"0802"), "{words:?}");
    let gives: Vec<f64> = found[0].reasons.iter().map(|reason| reason.gives).collect();
    assert!(gives.is_sorted_by(|one, other| one >= other), "{gives:?}");
}

#[test]
fn what_the_score_would_lack_without_a_code_is_what_the_code_gives() {
    let mut ranker = Ranker::new(fields(), fuse::COLD, Tree::default(), None).expect("a ranker");
    for (id, title, codes) in
        [("a", "智能制造", vec!["080213", "120203"]), ("b", "智能制造", vec![]), ("c", "教育", vec![])]
    {
        let codes = codes.into_iter().map(str::to_owned).collect();
        let parts = vec![title.into(), String::new()];
        ranker.put(&Item { id: id.into(), parts, codes, ..Item::default() }).expect("an item");
    }
    let asks = Asks { texts: vec![("智能制造", 1.0)], codes: vec!["080213"], ..Asks::default() };
    let found = ranker.top(&asks, 3, &mut Space::default()).expect("suggestions");
    let code = found[0].reasons.iter().find(|reason| reason.of == Of::Code).expect("a code");
    assert!((found[0].score - found[1].score - code.gives).abs() < 1e-9, "{found:?}");
    let words = found[1].reasons.iter().map(|reason| reason.gives).sum::<f64>();
    assert!((found[1].score - found[2].score - words).abs() < 1e-9, "{found:?}");
}

#[test]
fn what_is_refused_leaves_the_old_entry() {
    let long = "a".repeat(LONGEST + 1);
    let mut people = People::new().expect("people");
    people.put("anna", "d", "智能制造").expect("a document");
    assert!(people.put("bert", "d", &long).is_err());
    let near = people.top(&asked("智能制造"), 5, &mut Space::default());
    assert_eq!((near.len(), near[0].person.as_str()), (1, "anna"));
    people.put("bert", "d", "智能制造").expect("a document");
    let near = people.top(&asked("智能制造"), 5, &mut Space::default());
    assert_eq!((near.len(), near[0].person.as_str(), people.len()), (1, "bert", 1));
    let mut ranker = Ranker::new(fields(), fuse::COLD, Tree::default(), None).expect("a ranker");
    let item = Item { id: "a".into(), parts: vec!["智能".into(), "制造".into()], ..Item::default() };
    ranker.put(&item).expect("an item");
    let codes = (0..17).map(|at| at.to_string()).collect();
    assert!(ranker.put(&Item { codes, ..item.clone() }).is_err());
    assert!(ranker.put(&Item { parts: vec![long, String::new()], ..item }).is_err());
    let asks = Asks { texts: vec![("智能", 1.0)], ..Asks::default() };
    assert_eq!(ranker.top(&asks, 5, &mut Space::default()).expect("suggestions").len(), 1);
}

#[test]
fn abstracts_are_found_by_titles_and_keywords() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/text-zh/csl-1000.tsv");
    let Ok(text) = std::fs::read_to_string(file) else {
        eprintln!("skipped: the records are not here");
        return;
    };
    let records: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let mut index = Index::new(vec![Field::new("text", 1.0)]).expect("an index");
    for (at, record) in records.iter().enumerate() {
        index.put(&at.to_string(), &[record[2]]).expect("an abstract");
    }
    let mut space = Space::default();
    for column in [1, 3] {
        let ranks = records.iter().enumerate().map(|(at, record)| {
            let found = index.top(&asked(record[column]), 10, &mut space);
            found.iter().position(|hit| hit.id == at.to_string()).map_or(0.0, |rank| 1.0 / (rank + 1) as f64)
        });
        let mean = ranks.sum::<f64>() / records.len() as f64;
        assert!(mean > 0.97, "column {column}: {mean}");
    }
}
